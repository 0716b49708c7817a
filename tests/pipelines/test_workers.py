"""Two workers share runs through PostgreSQL and the archive's URL; one is killed, and its run begun again by itself."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest
import sqlalchemy as sa

from pipelines.instance import BACKEND_VARIABLE, BROKER_VARIABLE, dagster_environment
from pipelines.settings import Settings
from tests.faults.driver import state
from warehouse.versions import forget_facts
from warehouse.waiting import waiting_work

Command = Callable[..., Callable[..., Any]]
PATIENCE = 240
# Whose process is at which run, as Dagster notes it when it begins.
WORKING = """
SELECT run_id, substring(event FROM 'Started process for run \\(pid: ([0-9]+)')::int AS pid
FROM dagster.event_logs INNER JOIN dagster.runs USING (run_id)
WHERE status = 'STARTED' AND event LIKE '%Started process for run (pid:%'
"""
AGAIN = """
SELECT status FROM dagster.runs INNER JOIN dagster.run_tags USING (run_id)
WHERE key = 'dagster/parent_run_id' AND value = :lost
"""
EARLIER = "UPDATE dagster.runs SET update_timestamp = update_timestamp - interval '1 hour' WHERE status = 'STARTED'"


class Family:
    """Processes of a test, each with all that it starts, ended with the test."""

    def __init__(self) -> None:
        self._children: list[subprocess.Popen[bytes]] = []

    def start(self, words: list[str], environment: dict[str, str], log: Path) -> int:
        with log.open("wb") as file:
            child = subprocess.Popen(
                [sys.executable, "-m", *words], env=environment, stdout=file, stderr=file, start_new_session=True
            )
        self._children.append(child)
        return len(self._children) - 1

    def kill(self, number: int) -> None:
        child = self._children[number]
        for process in self.processes(number):
            process.kill()
        child.wait()

    def processes(self, number: int) -> list[psutil.Process]:
        child = self._children[number]
        if child.poll() is not None:
            return []
        one = psutil.Process(child.pid)
        return [*one.children(recursive=True), one]

    def end(self) -> None:
        for number in range(len(self._children)):
            self.kill(number)


@pytest.fixture
def family() -> Any:
    one = Family()
    yield one
    one.end()


@pytest.mark.waits
def test_one_of_two_workers_is_killed(
    tmp_path: Path, database_url: str, examples: Path, command: Command, family: Family
) -> None:
    archive = {"JIXIAO_ARCHIVE": str(tmp_path / "archive")}
    folder = tmp_path / "some"
    folder.mkdir()
    chosen = [path for path in sorted(examples.glob("20*.pdf")) if path.name[:4] in ("2021", "2022", "2023")]
    for path in chosen:
        (folder / path.name).write_bytes(path.read_bytes())
    run = command(tmp_path / "one", database_url)
    assert run("ingest", str(folder), environment=archive).returncode == 0
    before = state(database_url)

    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        documents = list(connection.scalars(sa.text("SELECT document_id FROM dim_document")))
        forget_facts(connection, documents, datetime.now(UTC))
        connection.execute(sa.text("UPDATE dim_document SET content_sha256 = NULL"))
    assert not state(database_url)["fact_indicator_value"]
    environments = []
    for home in ("one", "two"):
        settings = Settings(home=tmp_path / home, warehouse=database_url, launcher="celery")
        said = {**archive, "JIXIAO_LAUNCHER": "celery", **dagster_environment(settings, database_url)}
        assert said[BROKER_VARIABLE].startswith("sqla+postgresql")
        assert said[BACKEND_VARIABLE].startswith("db+postgresql")
        environments.append({**os.environ, **said})
    logs = [tmp_path / f"{name}.log" for name in ("first", "second", "daemon")]
    for environment, log in zip(environments, logs, strict=False):
        family.start(["pipelines.command.main", "worker"], environment, log)
    wait_for(lambda: all("[queues]" in log.read_text(errors="ignore") for log in logs[:2]), "the workers", logs)

    family.start(["dagster._daemon", "run", "-m", "pipelines.definitions"], environments[0], logs[2])

    def at_work(number: int) -> str | None:
        """The run that one of the worker's processes is at."""
        own = {process.pid for process in family.processes(number)}
        with engine.connect() as connection:
            return next((row.run_id for row in connection.execute(sa.text(WORKING)) if row.pid in own), None)

    def is_found_out() -> bool:
        with engine.begin() as connection:
            connection.execute(sa.text(EARLIER))  # the minute that a run may take to begin is not waited for
            query = sa.text("SELECT status FROM dagster.runs WHERE run_id = :lost")
            return str(connection.scalar(query, {"lost": lost})) == "FAILURE"

    def is_begun_again() -> bool:
        with engine.connect() as connection:
            return connection.scalar(sa.text(AGAIN), {"lost": lost}) == "SUCCESS"

    def nothing_waits() -> bool:
        with engine.connect() as connection:
            return not waiting_work(connection)

    lost = wait_for(lambda: at_work(0), "the first worker's run", logs)
    family.kill(0)
    wait_for(is_found_out, "the end of the run that nobody is at", logs)
    wait_for(is_begun_again, "the run that takes its place", logs)
    wait_for(nothing_waits, "the loads that are left", logs)
    engine.dispose()
    family.end()

    again = run("backfill", "--years", "2021..2023", "--json", environment=archive)
    assert json.loads(again.stdout)["run"] == 0, again.stderr
    after = state(database_url)
    assert after.pop("replaced") != before.pop("replaced")
    assert after == before


def wait_for(holds: Callable[[], Any], what: str, logs: list[Path]) -> Any:
    end = time.monotonic() + PATIENCE
    while not (found := holds()):
        said = {log.name: log.read_text(errors="ignore")[-1500:] for log in logs if log.exists()}
        assert time.monotonic() < end, (what, said)
        time.sleep(0.2)
    return found
