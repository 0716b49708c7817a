"""`jixiao serve` whose PostgreSQL is killed under it goes on by itself; and nothing lives on when it is killed."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import sqlalchemy as sa

from tests.faults.driver import FACTS, kill_server, state
from tests.pipelines.test_serve import ask, free_port, until
from warehouse.server import locks
from warehouse.server.embedded import EmbeddedServer

SECONDS_AWAY = 10
UNDER_WAY = "SELECT 1 FROM dagster.runs WHERE pipeline_name = 'load' AND status = 'STARTED'"
LOADED = "SELECT 1 FROM dim_document WHERE state = 'loaded'"
# A run gets a minute to open the warehouse before it is taken for lost: let it have passed.
EARLIER = "UPDATE dagster.runs SET update_timestamp = update_timestamp - interval '1 minute' WHERE status = 'STARTED'"


@pytest.fixture
def home(tmp_path: Path, folder_for_homes: Path) -> Iterator[Path]:
    one = folder_for_homes / f"jixiao-serves-{tmp_path.name}"
    one.mkdir(mode=0o711)
    yield one
    shutil.rmtree((one / "postgres").resolve())
    shutil.rmtree(one)


@pytest.mark.waits
def test_a_server_killed_under_it_is_started_again_and_the_lost_run_too(
    home: Path, some: Path, undisturbed: dict[str, Any]
) -> None:
    port = free_port()
    words = [sys.executable, "-m", "pipelines.command.main", "--home", str(home), "serve", "--port", str(port)]
    said = home / "said"
    with said.open("wb") as console:
        child = subprocess.Popen(words, stdout=console, stderr=console)
    try:
        until(lambda: ask(port, "{ version }"), "the page")
        shutil.copytree(some, home / "inbox", dirs_exist_ok=True)
        engine = sa.create_engine(EmbeddedServer(home).url(), poolclass=sa.NullPool)

        def rows(query: str) -> list[Any]:
            with engine.connect() as connection:
                return list(connection.execute(sa.text(query)))

        until(lambda: rows(UNDER_WAY), "the load")
        with locks.exclusive((home / "postgres").resolve() / "decisions"):  # nobody starts it meanwhile
            kill_server(home / "postgres" / "data")
            time.sleep(SECONDS_AWAY)
        until(EmbeddedServer(home).is_running, "the server")
        with EmbeddedServer(home).use(), engine.begin() as connection:
            connection.execute(sa.text(EARLIER))
        until(lambda: rows(LOADED), "the document")
        family = psutil.Process(child.pid).children(recursive=True)
    finally:
        child.kill()
    child.wait()
    _, alive = psutil.wait_procs(family, timeout=20)
    assert not alive, [process.cmdline() for process in alive]
    with EmbeddedServer(home).use() as url:
        found = state(url)
    assert {table: found[table] for table in FACTS} == {table: undisturbed[table] for table in FACTS}
    lines = said.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "Traceback" in line or "psycopg." in line] == []
    assert sum("the warehouse does not answer" in line for line in lines) == 1
    assert sum("the warehouse answers again" in line for line in lines) == 1
