"""Thousands of spoiled documents of every format: what each ended with, how long it took, how much memory it held.

`python -m benchmarks.mutations [--count N]`. None may take the parent along, hang, or hold more than its limit.
"""

import argparse
import contextlib
import os
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import psutil

from assets.extraction.cells import Reading
from assets.extraction.limits import DEFAULT_LIMITS
from assets.extraction.processes.pool import read_files
from contracts.reasons import REASONS
from tests.drawing.mutations import spoiled

COUNT = 2000


class Growth:
    """How much memory any process that this one started came to hold beyond what it held when first seen ready."""

    def __init__(self) -> None:
        self.most = 0
        self._first: dict[int, int] = {}
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        own = psutil.Process(os.getpid())
        while True:
            for child in own.children():
                with contextlib.suppress(psutil.Error):
                    held = child.memory_info().rss
                    if time.time() - child.create_time() > 2:
                        self.most = max(self.most, held - self._first.setdefault(child.pid, held))
            time.sleep(0.05)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="not used here")
    parser.add_argument("--count", type=int, default=COUNT)
    arguments, _ = parser.parse_known_args()
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    crashes: list[str] = []
    names: dict[str, str] = {}
    made: dict[str, float] = {}
    longest, before = (0.0, ""), 0.0

    def files() -> Iterator[tuple[str, bytes]]:
        for number in range(arguments.count):
            names[str(number)], data = spoiled(number)
            made[str(number)] = time.monotonic()
            yield str(number), data

    growth = Growth()
    for key, outcome in read_files(files(), workers=1):
        now = time.monotonic()
        longest = max(longest, (now - max(made[key], before), names[key]))
        before = now
        end = "read" if isinstance(outcome, Reading) else outcome.reason_code
        ends[names[key].partition(" ")[0]][end] += 1
        if not isinstance(outcome, Reading):
            assert outcome.reason_code in REASONS
            if outcome.reason_code == "reader_crashed":
                crashes.append(f"{key} {names[key]}: {outcome.detail}")
    for kind, counts in sorted(ends.items()):
        print(f"{kind:6}", ", ".join(f"{end} {count}" for end, count in counts.most_common()))
    answered = sum(map(Counter.total, ends.values()))
    print(f"{answered} of {arguments.count} answered, {len(crashes)} readers crashed", *crashes, sep="\n")
    print(f"the longest took {longest[0]:.1f} s: {longest[1]} (limit {DEFAULT_LIMITS.seconds:g} s)")
    print(
        f"a reading process grew by {growth.most / 2**20:.0f} MiB at most (limit {DEFAULT_LIMITS.memory / 2**20:.0f})"
    )


if __name__ == "__main__":
    main()
