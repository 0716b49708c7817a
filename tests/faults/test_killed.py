"""A command killed at a commit, or at any moment, and run again ends like one that nobody disturbed."""

import random
import signal
from typing import Any

import pytest

from tests.faults.driver import Fault, ended, leftovers, start
from tests.faults.stage import SCENES, Place, Stage

pytestmark = pytest.mark.waits

# Fifty; most are given to the command that takes least. The benchmark has 200, over more documents.
MOMENTS = {"ingest": 8, "backfill": 8, "publish": 34}


def test_a_backfill_ends_as_if_there_had_been_no_older_reader(stage: Stage) -> None:
    ingested, filled = (dict(stage.undisturbed(scene)[1]) for scene in ("ingest", "backfill"))
    assert filled.pop("replaced") != ingested.pop("replaced") == []
    assert filled.pop("published")
    assert filled == {name: rows for name, rows in ingested.items() if name != "published"}


@pytest.mark.parametrize("scene", SCENES)
def test_killed_at_every_commit_one_after_the_other(stage: Stage, scene: str) -> None:
    """Each run gets one commit further than the last before it is killed, so every commit is once the last."""
    kinds = ("dies_before", "dies_after")
    number = 1
    with stage.place(scene) as place:
        while (status := place.run(Fault(kinds[number % 2], number))) != 0:
            assert status == -signal.SIGKILL
            number += 1
        assert number > {"ingest": 6, "backfill": 5, "publish": 1}[scene]
        assert_whole(place, stage.undisturbed(scene)[1])


@pytest.mark.parametrize("scene", SCENES)
def test_killed_at_random_moments(stage: Stage, scene: str) -> None:
    """Whatever it is at, in the time that the whole command takes; after one that gets through, from the beginning."""
    seconds, whole = stage.undisturbed(scene)
    moments = [seconds * random.random() for _ in range(MOMENTS[scene])]
    killed = 0
    while moments:
        with stage.place(scene) as place:
            while moments and (status := place.run_for(moments.pop())) != 0:
                assert status == -signal.SIGKILL
                killed += 1
            assert place.run() == 0
            assert_whole(place, whole)
    assert killed


def test_four_runs_over_the_same_documents_at_once(stage: Stage, undisturbed: dict[str, Any]) -> None:
    with stage.place("ingest") as place:
        children = [start(place.words, place.environment) for _ in range(4)]
        assert [ended(child) for child in children] == [0, 0, 0, 0]
        assert_whole(place, undisturbed)


def assert_whole(place: Place, whole: dict[str, Any]) -> None:
    """What is left is what an undisturbed run leaves, and nothing beside it."""
    assert place.left() == whole
    assert leftovers(place.home) == []
    assert [path.name for path in place.published.glob("*making*")] == []
