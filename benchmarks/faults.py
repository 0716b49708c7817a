"""What holds when things go wrong: ingest, backfill and publish killed at every commit, file change and random moment.

`python -m benchmarks.faults [--scenes …] [--moments N] [--step N] [--corpus DIR]`: each trial begins in a fresh copy of
an installation, is disturbed once and followed by one more run. Printed is how many were tried, how many disturbed the
run, and after how many all rows and published files are those of an undisturbed run, with nothing left behind.
"""

import argparse
import random
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from tests.faults.driver import Fault, ended, leftovers, run, start, state
from tests.faults.stage import SCENES, Place, Stage
from warehouse.server.embedded import EmbeddedServer

COMMIT_KINDS = {"dies_before": "killed before a commit", "dies_after": "after it", "answer_lost": "its answer lost"}
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
        for number in count(1, step):
            told = self.disturbed(scene, lambda place, number=number: place.run(Fault(kind, number, place.home)))  # type: ignore[misc]
            if not told[0]:
                return
            yield told

    def at_random(self, scene: str, moments: int) -> Iterator[Told]:
        """Killed with all its processes at moments within the time of a whole run; two trials at a time."""
        whole, _ = self._stage.undisturbed(scene)
        seconds = [random.uniform(0, whole) for _ in range(moments)]
        with ThreadPoolExecutor(2) as pool:
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


def server_killed(folder: Path, documents: Path) -> Iterator[Told]:
    """The embedded server of a fresh home killed at each commit of an ingest; commit 0 is none."""
    whole: dict[str, Any] = {}
    for number in count():
        home = folder / "home"
        home.mkdir(mode=0o711)
        again = partial(run, ["ingest", str(documents)], {"JIXIAO_HOME": str(home), "JIXIAO_PATIENCE_SECONDS": "0"})
        status = again(Fault("server_dies", number, home / "postgres" / "data"))
        is_well = not status or again() == 0
        with EmbeddedServer(home).use() as url:
            found = state(url)
        shutil.rmtree((home / "postgres").resolve())
        shutil.rmtree(home)
        if number and not status:
            return
        whole = whole or found
        if number:
            yield status, is_well and found == whole


def show(what: str, trials: Iterable[Told]) -> None:
    """Prints a line: how many trials, in how many the run was disturbed, how many ended whole."""
    found = list(trials)
    disturbed, whole = sum(status != 0 for status, _ in found), sum(is_whole for _, is_whole in found)
    print(f"{what:48} {len(found):>6} {disturbed:>10} {whole:>6}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=200, help="random ones, over the three commands")
    parser.add_argument("--scenes", nargs="+", choices=SCENES, default=SCENES)
    parser.add_argument("--step", type=int, default=5, help="every so-manieth change of files")
    parser.add_argument("--corpus", type=Path, default=Path("examples"))
    asked, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-", dir="/dev/shm") as name:
        folder = Path(name)
        folder.chmod(0o711)
        documents = folder / "documents"
        documents.mkdir()
        for path in sorted(asked.corpus.glob("*.pdf"))[2:4]:
            shutil.copy(path, documents)
        print(f"{'what goes wrong':48} {'tried':>6} {'disturbed':>10} {'whole':>6}", flush=True)
        with EmbeddedServer(folder).use() as url:
            stage = Stage(url, folder, documents)
            trials = Trials(stage)
            for scene in asked.scenes:
                for kind, what in COMMIT_KINDS.items():
                    show(f"{scene}: {what}", trials.at_each(scene, kind))
                show(f"{scene}: killed before a change of files", trials.at_each(scene, "dies_at_file", asked.step))
                moments = round(asked.moments * SHARES[scene])
                show(f"{scene}: killed at random moments", trials.at_random(scene, moments))
            for number in (2, 4, 8) if "ingest" in asked.scenes else ():
                show(f"ingest: {number} runs at once", trials.at_once(number))
            stage.close()
        shutil.rmtree((folder / "postgres").resolve())
        if "ingest" in asked.scenes:
            show("ingest: PostgreSQL killed at a commit", server_killed(folder, documents))


if __name__ == "__main__":
    main()
