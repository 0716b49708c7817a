"""What a quiet night costs: 10,000 known files of a feed, none of them new.

`python -m benchmarks.nights [--files N]` fills a folder, lets the warehouse know its files, and runs `jixiao night`.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from assets.register.archive import sha256_of
from assets.register.feeds.feed import Feed
from assets.register.feeds.store import Store
from pipelines.command.session import open_session
from pipelines.settings import Settings
from warehouse.feeds import note_files

REPEAT = 3


def fill(inbox: Path, count: int) -> None:
    for number in range(count):
        folder = inbox / f"{number % 100:02}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.pdf").write_bytes(b"%PDF-1.7\n% document " + str(number).encode())


def make_known(settings: Settings) -> None:
    """Note every file as a look notes it after the register has taken it."""
    feed = Feed(name="inbox", owner="-", urls=(str(settings.inbox_folder),))
    files = [
        (entry.name, entry.mark or "", sha256_of(Path(entry.url).read_bytes()), entry.url)
        for entry in Store(feed).entries({})
    ]
    with open_session(settings) as session, session.engine.begin() as connection:
        note_files(connection, feed.name, files)


def night(settings: Settings) -> tuple[float, dict[str, object]]:
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.command.main", "--home", str(settings.home), "night", "--json"],
        env={name: value for name, value in os.environ.items() if not name.startswith("JIXIAO_")},
        capture_output=True,
        text=True,
        check=True,
    )
    report = json.loads(done.stdout)
    return time.monotonic() - start, report["feeds"][0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    asked, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as folder:
        Path(folder).chmod(0o711)
        settings = Settings(home=Path(folder) / "home")
        fill(settings.inbox_folder, asked.files)
        make_known(settings)
        seconds = []
        for _ in range(REPEAT):
            spent, look = night(settings)
            assert (look["unchanged"], look["new"]) == (asked.files, []), look
            seconds.append(spent)
        empty = Settings(home=Path(folder) / "empty")
        night(empty)
        bare = [night(empty)[0] for _ in range(REPEAT)]
    median = statistics.median
    print(f"a night over {asked.files} known files, nothing new: {median(seconds):.1f} s (median of {REPEAT})")
    print(f"the same with no file at all: {median(bare):.1f} s (PostgreSQL, Python and Dagster start, one run)")


if __name__ == "__main__":
    main()
