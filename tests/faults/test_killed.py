"""A run killed at a commit to the warehouse, before or after it, and run again ends like one that nobody disturbed."""

import random
import signal
import time
from pathlib import Path
from typing import Any

from tests.faults.conftest import NewDatabase
from tests.faults.driver import Fault, leftovers, run, run_for, start, state


def test_killed_at_every_commit_one_after_the_other(
    tmp_path: Path, new_database: NewDatabase, some: Path, undisturbed: dict[str, list[Any]]
) -> None:
    """Each run gets one commit further than the last before it is killed, so every commit is once the last."""
    environment = {"JIXIAO_HOME": str(tmp_path), "JIXIAO_WAREHOUSE": new_database()}
    kinds = ("dies_before", "dies_after")
    number = 1
    while (status := run(["ingest", str(some)], environment, Fault(kinds[number % 2], number))) != 0:
        assert status == -signal.SIGKILL
        number += 1
    assert number > 6
    assert state(environment["JIXIAO_WAREHOUSE"]) == undisturbed
    assert leftovers(tmp_path) == []


def test_killed_at_random_moments(
    tmp_path: Path, new_database: NewDatabase, some: Path, undisturbed: dict[str, list[Any]]
) -> None:
    """Whatever it is at; the moments lie in the time that a whole run takes on this machine."""
    whole = time.monotonic()
    run(["ingest", str(some)], {"JIXIAO_HOME": str(tmp_path / "timed"), "JIXIAO_WAREHOUSE": new_database()})
    whole = time.monotonic() - whole
    environment = {"JIXIAO_HOME": str(tmp_path), "JIXIAO_WAREHOUSE": new_database()}
    moments = [whole * random.random() for _ in range(6)]
    statuses = [run_for(seconds, ["ingest", str(some)], environment) for seconds in moments]
    assert -signal.SIGKILL in statuses, moments
    assert run(["ingest", str(some)], environment) == 0
    assert state(environment["JIXIAO_WAREHOUSE"]) == undisturbed, moments
    assert leftovers(tmp_path) == []


def test_four_runs_over_the_same_documents_at_once(
    tmp_path: Path, new_database: NewDatabase, some: Path, undisturbed: dict[str, list[Any]]
) -> None:
    environment = {"JIXIAO_HOME": str(tmp_path), "JIXIAO_WAREHOUSE": new_database()}
    children = [start(["ingest", str(some)], environment) for _ in range(4)]
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0, 0, 0, 0]
    assert state(environment["JIXIAO_WAREHOUSE"]) == undisturbed
    assert leftovers(tmp_path) == []
