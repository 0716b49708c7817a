"""A process killed in the middle of an ingest loses nothing: run again, the rows are those of an undisturbed run."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

Command = Callable[..., Callable[..., Any]]

TABLES = {
    "fact_indicator_value": "value_id",
    "fact_funding": "funding_id",
    "fact_narrative": "document_id, narrative",
    "fact_finding": "finding_id",
}


def rows(url: str) -> dict[str, list[Any]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY {key}"))]
            for table, key in TABLES.items()
        }
        states = "SELECT document_id, state, document_version, is_current FROM dim_document ORDER BY document_id"
        found["dim_document"] = [tuple(row) for row in connection.execute(text(states))]
    engine.dispose()
    return found


@pytest.fixture
def some(tmp_path: Path, examples: Path) -> Path:
    """Six documents of several years."""
    folder = tmp_path / "some"
    folder.mkdir()
    for path in sorted(examples.glob("*.pdf"))[:6]:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_killed_at_several_moments_and_run_again(
    tmp_path: Path, database_url: str, module_database: str, some: Path, command: Callable[..., Callable[..., Any]]
) -> None:
    undisturbed = command(tmp_path / "calm", module_database)("ingest", str(some))
    assert undisturbed.returncode == 0, undisturbed.stderr

    home = tmp_path / "killed"
    environment = {**os.environ, "JIXIAO_HOME": str(home), "JIXIAO_WAREHOUSE": database_url}
    words = [sys.executable, "-m", "pipelines.command.main", "ingest", str(some)]
    for seconds in (2.5, 4.0, 5.0, 6.0):
        child = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        child.wait()
    done = command(home, database_url)("ingest", str(some))
    assert done.returncode == 0, done.stderr
    assert rows(database_url) == rows(module_database)
    assert not list(home.rglob("*.part"))
