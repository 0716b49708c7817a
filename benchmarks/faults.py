"""What holds when things go wrong: ingest, backfill and publish killed at every commit, file change and random moment.

`python -m benchmarks.faults [--scenes …] [--moments N] [--step N] [--documents N] [--corpus DIR]`: each trial begins in
a fresh copy of an installation, is disturbed once and followed by one more run; two trials go on at a time. Printed is
how many were tried, how many disturbed the run, and after how many all rows and published files are those of an
undisturbed run, with nothing left behind. `--moments 50 --step 20 --documents 1` is a smaller size. Ends with status 1
when a trial did not hold.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from tests.faults.driver import Fault, ended, leftovers, run, start, state
from tests.faults.stage import SCENES, Place, Stage
from warehouse.server.embedded import EmbeddedServer

COMMIT_KINDS = {
    "dies_before": " killed before a commit",
    "dies_after": " killed after a commit",
    "answer_lost": ", a commit's answer lost",
}
AT_ONCE = 2
SHARES = {"ingest": 0.2, "backfill": 0.2, "publish": 0.6}
Told = tuple[int, bool]
"""The exit status of a run that was disturbed, and whether all was whole after one more."""


class Trials:
    """Disturbances of the three commands over documents, each in a place of its own."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def disturbed(self, scene: str, disturb: Callable[[Place], int]) -> Told:
        """One trial in a fresh place."""
        with self._stage.place(scene) as place:
            status = disturb(place)
            return status, (not status or place.run() == 0) and self._is_whole(scene, place)

    def at_each(self, scene: str, kind: str, step: int = 1) -> Iterator[Told]:
        """A fault at every commit or file change of a command, or every so-manieth, until none is left."""
        self._stage.undisturbed(scene)

        def trial(number: int) -> Told:
            return self.disturbed(scene, lambda place: place.run(Fault(kind, number, place.home)))

        return until_one_is_left_alone(trial, step)

    def at_random(self, scene: str, moments: int) -> Iterator[Told]:
        """Killed with all its processes at moments within the time of a whole run."""
        whole, _ = self._stage.undisturbed(scene)
        seconds = [random.uniform(0, whole) for _ in range(moments)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield from pool.map(lambda one: self.disturbed(scene, lambda place: place.run_for(one)), seconds)

    def at_once(self, number: int) -> Iterator[Told]:
        """So many runs over the same documents."""
        with self._stage.place("ingest") as place:
            children = [start(place.words, place.environment) for _ in range(number)]
            statuses = [ended(child) for child in children]
            yield number, not any(statuses) and self._is_whole("ingest", place)

    def _is_whole(self, scene: str, place: Place) -> bool:
        nothing_left = not leftovers(place.home) and not list(place.published.glob("*making*"))
        return nothing_left and place.left() == self._stage.undisturbed(scene)[1]


def until_one_is_left_alone(trial: Callable[[int], Told], step: int = 1) -> Iterator[Told]:
    """Trials 1, 1 + step, …, so many at a time, until a run ends before its fault would have come."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for first in count(1, AT_ONCE * step):
            told = list(pool.map(trial, range(first, first + AT_ONCE * step, step)))
            yield from (one for one in told if one[0])
            if not all(status for status, _ in told):
                return


def server_killed(folder: Path, documents: Path) -> Iterator[Told]:
    """The embedded server of a fresh home killed at each commit of an ingest."""

    def trial(number: int) -> tuple[int, dict[str, Any] | None]:
        home = folder / f"home-{number}"
        home.mkdir(mode=0o711)
        again = partial(run, ["ingest", str(documents)], {"JIXIAO_HOME": str(home), "JIXIAO_PATIENCE_SECONDS": "0"})
        status = again(Fault("server_dies", number, home / "postgres" / "data"))
        is_well = not status or again() == 0
        with EmbeddedServer(home).use() as url:
            found = state(url)
        shutil.rmtree((home / "postgres").resolve())
        shutil.rmtree(home)
        return status, found if is_well else None

    _, whole = trial(0)

    def compared(number: int) -> Told:
        status, found = trial(number)
        return status, found == whole is not None

    return until_one_is_left_alone(compared)


def show(what: str, trials: Iterable[Told]) -> bool:
    """Prints a line: how many trials, in how many the run was disturbed, how many ended whole. Whether all did."""
    found = list(trials)
    disturbed, whole = sum(status != 0 for status, _ in found), sum(is_whole for _, is_whole in found)
    print(f"| {what} | {len(found)} | {disturbed} | {whole} |", flush=True)
    return whole == len(found)


def scenes(asked: argparse.Namespace, folder: Path, documents: Path) -> Iterator[bool]:
    """Every kind of trial, one line each: whether all of it held."""
    with EmbeddedServer(folder).use() as url:
        stage = Stage(url, folder, documents)
        trials = Trials(stage)
        for scene in asked.scenes:
            for kind, what in COMMIT_KINDS.items():
                yield show(f"{scene}{what}", trials.at_each(scene, kind))
            changes = trials.at_each(scene, "dies_at_file", asked.step)
            yield show(f"{scene} killed before a change of files, every {asked.step}th", changes)
            moments = round(asked.moments * SHARES[scene])
            yield show(f"{scene} killed at random moments", trials.at_random(scene, moments))
        for number in (2, 4, 8) if "ingest" in asked.scenes else ():
            yield show(f"{number} ingests of the same documents at once", trials.at_once(number))
        stage.close()
    shutil.rmtree((folder / "postgres").resolve())
    if "ingest" in asked.scenes:
        yield show("ingest, PostgreSQL killed with -9 at a commit", server_killed(folder, documents))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=200, help="random ones, over the three commands")
    parser.add_argument("--scenes", nargs="+", choices=SCENES, default=SCENES)
    parser.add_argument("--step", type=int, default=10, help="every so-manieth change of files")
    parser.add_argument("--documents", type=int, default=2, help="one a year")
    parser.add_argument("--corpus", type=Path, default=Path("examples"))
    asked, _ = parser.parse_known_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-", dir="/dev/shm") as name:
        folder = Path(name)
        folder.chmod(0o711)
        documents = folder / "documents"
        documents.mkdir()
        for path in sorted(asked.corpus.glob("*.pdf"))[2 : 2 + asked.documents]:
            shutil.copy(path, documents)
        print(
            "| what goes wrong | tried | disturbed the run | whole after one more |\n| --- | --- | --- | --- |",
            flush=True,
        )
        held = list(scenes(asked, folder, documents))
    minutes = (time.monotonic() - began) / 60
    print(json.dumps({"benchmark": "faults", "kinds": len(held), "held": sum(held), "minutes": round(minutes, 1)}))
    if not all(held):
        sys.exit(1)


if __name__ == "__main__":
    main()
