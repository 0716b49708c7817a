"""The whole job over thousands of documents: what each layer costs, memory over the run, and what the next runs cost.

`python -m benchmarks.scale [--regions N] [--years N] [--departments N] [--papers DIR]` draws N × N × N documents (kept
in DIR for another time), then runs `jixiao ingest` over them, once more with nothing new, once with one document more,
and `jixiao backfill --reparse` of all years of one region. CPU seconds are those of the command, of its reading
processes and of PostgreSQL; on a machine that others use the time on the clock says little.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
import sqlalchemy as sa

from benchmarks.papers import Papers, drawn
from benchmarks.sampled import READING
from warehouse.server.embedded import EmbeddedServer

POSTGRESQL = "PostgreSQL"
_SECONDS = 2.0
_MEGABYTE = 2**20
_COUNT = sa.text("SELECT count(*), count(loaded_at) FROM dim_document")
Sample = tuple[float, int, int, float, float]


class Installation:
    """A home with its own PostgreSQL, and the cost of commands in it."""

    def __init__(self, home: Path, url: str) -> None:
        self._home = home
        self._engine = sa.create_engine(url)
        self._server = psutil.Process(int((home / "postgres/data/postmaster.pid").read_text().split()[0]))

    def run(self, *words: str) -> tuple[dict[str, float], float, list[Sample]]:
        """CPU seconds of each layer, seconds on the clock, and what was looked at every two seconds.

        A sample: seconds, documents registered and loaded, MiB of the command and of its reading processes.
        """
        with tempfile.NamedTemporaryFile() as file:
            command = [sys.executable, "-m", "benchmarks.sampled", file.name, "--home", str(self._home), *words]
            before, started = self._server_seconds(), time.monotonic()
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            samples = []
            while process.poll() is None:
                with suppress(psutil.Error, sa.exc.SQLAlchemyError):  # it ends, or has not made its tables yet
                    samples.append((time.monotonic() - started, *self._documents(), *_memory(process.pid)))
                time.sleep(_SECONDS)
            wall = time.monotonic() - started
            assert process.returncode == 0, words
            costs: dict[str, float] = json.loads(Path(file.name).read_text())
        return costs | {POSTGRESQL: self._server_seconds() - before}, wall, samples

    def size(self) -> dict[str, float]:
        """MiB on the disk by folder of the home."""
        folders = [*(self._home / "archive").iterdir(), self._home / "postgres"]
        return {folder.name: _bytes_below(folder) / _MEGABYTE for folder in folders}

    def _documents(self) -> tuple[int, int]:
        with self._engine.connect() as connection:
            seen, loaded = connection.execute(_COUNT).one()
        return seen, loaded

    def _server_seconds(self) -> float:
        """CPU seconds of the server and of its processes, those that have ended too."""
        total = sum(self._server.cpu_times()[:4])
        for process in self._server.children():
            with suppress(psutil.Error):
                total += sum(process.cpu_times()[:2])
        return total


def _memory(pid: int) -> tuple[float, float]:
    command = psutil.Process(pid)
    return tuple(  # type: ignore[return-value]
        sum(one.memory_info().rss for one in processes) / _MEGABYTE for processes in ([command], command.children())
    )


def _bytes_below(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.resolve().rglob("*") if path.is_file())


def show(what: str, costs: dict[str, float], wall: float, documents: int) -> None:
    whole = sum(costs.values())
    print(f"\n{what}: {whole:.1f} s CPU, {wall:.0f} s on the clock, load {os.getloadavg()[1]:.1f}")
    if documents > 1:
        print(
            f"{whole / documents * 1000:.1f} ms CPU a document; {documents / wall:.1f} documents a second on the clock"
        )
    for name, seconds in sorted(costs.items(), key=lambda cost: -cost[1]):
        print(f"  {name:<32} {seconds:8.1f} s  {seconds / documents * 1000:8.1f} ms a document  {seconds / whole:6.1%}")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--regions", type=int, default=10)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--departments", type=int, default=100)
    parser.add_argument("--papers", type=Path, default=Path(tempfile.gettempdir()) / "jixiao-bench-papers")
    asked, _ = parser.parse_known_args()
    papers = Papers(asked.regions, asked.years, asked.departments)
    folder = asked.papers / f"{asked.regions}-{asked.years}-{asked.departments}"
    papers.write(folder)
    every = list(papers)
    region, year, department = every[-1]
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as name:
        home = Path(name)
        home.chmod(0o711)
        with EmbeddedServer(home).use() as url:
            installation = Installation(home, url)
            costs, wall, samples = installation.run("ingest", str(folder))
            show(f"{len(every)} documents from folder to marts", costs, wall, len(every))
            reading = costs[READING]
            meaning = reading + costs.get("forms", 0) + costs.get("normalization", 0)
            whole = sum(costs.values())
            print(f"whole job: {whole / reading:.2f} × reading, {whole / meaning:.2f} × reading, forms, normalization")
            print("seconds, documents registered, loaded; MiB of the command, of its reading processes")
            for sample in samples[:: max(1, len(samples) // 20)]:
                print("  " + "  ".join(f"{number:8.0f}" for number in sample))
            print("MiB on the disk: " + ", ".join(f"{part} {size:.0f}" for part, size in installation.size().items()))
            show("the same folder, nothing new", *installation.run("ingest", str(folder))[:2], 1)
            suffix, more = drawn(region, year, department + 1)
            with tempfile.NamedTemporaryFile(suffix=f".{suffix}") as file:
                Path(file.name).write_bytes(more)
                show("one document more", *installation.run("ingest", file.name)[:2], 1)
            years = f"{every[0][1]}..{year}"
            words = ("backfill", "--years", years, "--region", region, "--reparse", "--yes")
            costs, wall, _ = installation.run(*words)
            show(f"backfill --reparse of {years} of one region", costs, wall, asked.years * asked.departments)
    print(json.dumps({"benchmark": "scale", "documents": len(every), "ratio_to_reading": round(whole / reading, 2)}))


if __name__ == "__main__":
    main()
