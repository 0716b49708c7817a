"""What holds when things go wrong: runs killed at every commit and at random moments, each followed by one more run.

`python -m benchmarks.faults [--moments N] [--corpus DIR]` prints what was tried and whether the rows are those of an
undisturbed run.
"""

import argparse
import random
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path

from pipelines.settings import Settings
from tests.faults.driver import Fault, run, run_for, state
from warehouse.server.embedded import EmbeddedServer

KINDS = ("dies_before", "dies_after", "answer_lost", "server_dies")
MOST_COMMITS = 40


class Trial:
    """A home with its own PostgreSQL in which one thing goes wrong, and the rows it ends with."""

    def __init__(self, folder: Path, documents: Path) -> None:
        self._folder = folder
        self._documents = documents

    def after(self, fault: Fault | None = None, seconds: float | None = None) -> tuple[int, dict[str, list[object]]]:
        """The exit status of the run that was disturbed, and the rows after one more run."""
        home = self._folder / "home"
        home.mkdir(mode=0o711)
        words, environment = ["ingest", str(self._documents)], {"JIXIAO_HOME": str(home)}
        if fault and fault.kind == "server_dies":
            fault = Fault(fault.kind, fault.commit, home / "postgres" / "data")
        status = run(words, environment, fault) if seconds is None else run_for(seconds, words, environment)
        if status:
            assert run(words, environment) == 0, (fault, seconds)
        with EmbeddedServer(Settings(home=home).home).use() as url:
            rows = state(url)
        shutil.rmtree((home / "postgres").resolve())
        shutil.rmtree(home)
        return status, rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=200)
    parser.add_argument("--corpus", type=Path, default=Path("examples"))
    asked, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-", dir="/dev/shm") as name:
        folder = Path(name)
        folder.chmod(0o711)
        documents = folder / "documents"
        documents.mkdir()
        for path in sorted(asked.corpus.glob("*.pdf"))[:3]:
            shutil.copy(path, documents)
        trial = Trial(folder, documents)
        start = time.monotonic()
        _, undisturbed = trial.after()
        whole = time.monotonic() - start
        print(f"{'what goes wrong':40} {'tried':>6} {'disturbed':>10} {'rows equal':>11}")
        for kind in KINDS:
            told: Counter[str] = Counter()
            for commit in range(1, MOST_COMMITS):
                status, rows = trial.after(Fault(kind, commit))
                if status == 0:
                    break
                told.update(tried=1, disturbed=1, equal=rows == undisturbed)
            show(f"{kind} at each commit", told)
        told = Counter()
        for _ in range(asked.moments):
            status, rows = trial.after(seconds=random.uniform(0, whole))
            told.update(tried=1, disturbed=status != 0, equal=rows == undisturbed)
        show("killed at random moments", told)


def show(what: str, told: Counter[str]) -> None:
    print(f"{what:40} {told['tried']:>6} {told['disturbed']:>10} {told['equal']:>11}", flush=True)


if __name__ == "__main__":
    main()
