"""Ten years of every region run again: one region and several at once, killed in the middle, and gone on with.

`python -m benchmarks.backfill [--regions N] [--years N] [--departments N] [--at-most N]` draws N × N × N documents and
loads them. Then everything is made stale, as by a changed rule, and run again three times: one region at a time, N at a
time, and N at a time with SIGKILL when a third is done, followed by one more run. Rows must be those from before, and
what was done before the kill must not be done again; the status is 1 otherwise.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.papers import Papers
from tests.faults.driver import FACTS, state
from warehouse.server.embedded import EmbeddedServer

_SECONDS = 0.1
_STALE = sa.text("""UPDATE registry.loads SET code_versions = code_versions || '{"rules": "older"}'""")
_DONE = sa.text("SELECT count(*) FROM registry.loads WHERE load_id > :last")
_LAST = sa.text("SELECT max(load_id) FROM registry.loads")


class Installation:
    """A home with a loaded warehouse, whose years are run again."""

    def __init__(self, home: Path, url: str, years: str) -> None:
        self._home, self._url, self._years = home, url, years
        self._engine = sa.create_engine(url, poolclass=sa.NullPool)

    def command(self, *words: str) -> "subprocess.Popen[str]":
        """The command line over this home, begun."""
        started = [sys.executable, "-m", "pipelines.command.main", "--home", str(self._home), *words]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("JIXIAO_")}
        return subprocess.Popen(started, env=environment, stdout=subprocess.PIPE, text=True)

    def backfill(self, at_most: int) -> dict[str, Any]:
        """What a backfill of all years says."""
        return said_by(self._backfill(at_most))

    def backfill_killed(self, at_most: int, done: int) -> int:
        """How many regions and years were done when it was killed, at the first moment after so many."""
        with self._engine.connect() as connection:
            last = connection.scalar(_LAST)
        child = self._backfill(at_most)
        while self._done_since(last) < done:
            assert child.poll() is None, "it ended before it could be killed"
            time.sleep(_SECONDS)
        child.send_signal(signal.SIGKILL)
        child.wait()
        self.rows()  # its children end first
        return self._done_since(last)

    def make_stale(self) -> None:
        """Lets every load have been made by another version of the rules."""
        with self._engine.begin() as connection:
            connection.execute(_STALE)

    def rows(self) -> dict[str, list[Any]]:
        """The facts, once nobody holds a lock."""
        found = state(self._url)
        return {table: found[table] for table in FACTS}

    def _backfill(self, at_most: int) -> "subprocess.Popen[str]":
        return self.command("backfill", "--years", self._years, "--at-most", str(at_most), "--json")

    def _done_since(self, last: int) -> int:
        with self._engine.connect() as connection:
            return int(connection.scalar(_DONE, {"last": last}) or 0)


def said_by(child: "subprocess.Popen[str]") -> dict[str, Any]:
    """What a command says as JSON once it has ended well."""
    said, _ = child.communicate()
    assert child.returncode == 0
    found: dict[str, Any] = json.loads(said)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--regions", type=int, default=4)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--departments", type=int, default=2)
    parser.add_argument("--at-most", type=int, default=2)
    asked, _ = parser.parse_known_args()
    papers = Papers(asked.regions, asked.years, asked.departments)
    years = sorted({year for _, year, _ in papers})
    partitions = asked.regions * asked.years
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-", dir="/dev/shm") as name:
        home, documents = Path(name) / "home", Path(name) / "documents"
        Path(name).chmod(0o711)
        home.mkdir(mode=0o711)
        papers.write(documents)
        with EmbeddedServer(home).use() as url:
            one = Installation(home, url, f"{years[0]}..{years[-1]}")
            said_by(one.command("ingest", str(documents), "--json"))
            whole, clock = one.rows(), {}
            for at_most in (1, asked.at_most):
                one.make_stale()
                started = time.monotonic()
                assert one.backfill(at_most)["run"] == partitions
                clock[at_most] = time.monotonic() - started
                print(f"{partitions} regions and years, {at_most} at a time: {clock[at_most]:.0f} s", flush=True)
            one.make_stale()
            done = one.backfill_killed(asked.at_most, partitions // 3)
            left = one.backfill(asked.at_most)["run"]
            nothing = one.backfill(asked.at_most)["run"]
            holds = one.rows() == whole and done + left == partitions and nothing == 0
    print(f"killed when {done} were done; the next run did {left}, the one after it {nothing}; as before: {holds}")
    ratio = round(clock[1] / clock[asked.at_most], 2)
    print(json.dumps({"benchmark": "backfill", "at_most": asked.at_most, "ratio_to_one": ratio, "holds": holds}))
    if not holds:
        sys.exit(1)


if __name__ == "__main__":
    main()
