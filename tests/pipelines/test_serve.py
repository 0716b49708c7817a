"""`jixiao serve` for real: pages answer, a dropped file is loaded, years are run again from the page, and all ends."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
import sqlalchemy as sa

pytestmark = pytest.mark.waits

PATIENCE = 200
YEARS = ["2024|420700", "2025|420700"]
# What the page sends when its user chooses partitions of the job and launches a backfill.
BACKFILL = """
mutation Launch($names: [String!]!) {
  launchPartitionBackfill(backfillParams: {
    selector: {
      partitionSetName: "load_partition_set"
      repositorySelector: {repositoryLocationName: "pipelines.definitions", repositoryName: "__repository__"}
    }
    partitionNames: $names
  }) { ... on LaunchBackfillSuccess { backfillId } ... on PythonError { message } }
}
"""
SPANS = """
SELECT start_time, end_time FROM dagster.runs INNER JOIN dagster.run_tags USING (run_id)
WHERE key = 'dagster/backfill' AND status = 'SUCCESS' ORDER BY start_time
"""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def until(holds: Callable[[], Any], what: str) -> Any:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = holds()
        if found:
            return found
        time.sleep(1)
    raise AssertionError(f"{what} did not come within {PATIENCE} s")


def ask(port: int, query: str, **variables: Any) -> dict[str, Any] | None:
    """What the page answers to a query; None while it does not."""
    data = json.dumps({"query": query, "variables": variables}).encode()
    address = f"http://127.0.0.1:{port}/graphql"
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            said: dict[str, Any] = json.load(answer)
            return said
    except OSError:
        return None


def test_a_dropped_file_is_loaded_and_years_are_run_again_from_the_page_one_at_a_time(
    tmp_path: Path, database_url: str, examples: Path
) -> None:
    home, port = tmp_path / "home", free_port()
    environment = {**os.environ, "JIXIAO_HOME": str(home), "JIXIAO_WAREHOUSE": database_url, "JIXIAO_RUNS": "1"}
    words = [sys.executable, "-m", "pipelines.command.main", "serve", "--port", str(port)]
    engine = sa.create_engine(database_url, poolclass=sa.NullPool)

    def rows(query: str) -> list[Any]:
        with engine.connect() as connection:
            return list(connection.execute(sa.text(query)))

    with (tmp_path / "log").open("wb") as log:
        child = subprocess.Popen(words, env=environment, stdout=log, stderr=log)
    try:
        until(lambda: ask(port, "{ version }"), "the page")
        shutil.copy(examples / "2025年部门整体绩效目标批复.pdf", home / "inbox" / "anything.pdf")
        until(lambda: rows("SELECT 1 FROM dim_document WHERE state = 'loaded'"), "the document")
        said = ask(port, BACKFILL, names=YEARS)
        assert said
        assert "backfillId" in said["data"]["launchPartitionBackfill"], said
        (first, second) = until(lambda: len(found := rows(SPANS)) == len(YEARS) and found, "the years")
        assert first.end_time <= second.start_time
        family = psutil.Process(child.pid).children(recursive=True)
    finally:
        child.send_signal(signal.SIGTERM)
    assert child.wait(timeout=60) == 0
    _, alive = psutil.wait_procs(family, timeout=20)
    assert not alive, [process.cmdline() for process in alive]
