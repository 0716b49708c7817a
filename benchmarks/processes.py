"""Reading in child processes: pages a second on one and on two, and a process's memory over a thousand documents.

`python -m benchmarks.processes [--corpus DIR]` reads the PDFs below the folder over and over.
"""

import argparse
import json
import time
from itertools import cycle, islice
from pathlib import Path

from assets.extraction.cells import Reading
from assets.extraction.limits import memory_held
from assets.extraction.pdf.document import read_pdf
from assets.extraction.processes.pool import read_files

_FILES = 400
_DOCUMENTS = 1000
_MEGABYTE = 2**20


def pages_a_second(paths: list[Path], workers: int) -> float:
    """On the clock, starting the processes included."""
    files = [(str(number), path) for number, path in enumerate(islice(cycle(paths), _FILES))]
    started = time.monotonic()
    pages = sum(len(one.sizes) for _, one in read_files(files, workers=workers) if isinstance(one, Reading))
    return pages / (time.monotonic() - started)


def memory_over(paths: list[Path]) -> list[int]:
    """Bytes that a process holds after each tenth of a thousand documents."""
    held: list[int] = []
    for number, path in enumerate(islice(cycle(paths), _DOCUMENTS), start=1):
        read_pdf(path.read_bytes())
        if number % (_DOCUMENTS // 10) == 0:
            held.append(memory_held())
    return held


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, default=Path("examples"))
    paths = sorted(parser.parse_known_args()[0].corpus.rglob("*.pdf"))
    one, two = (pages_a_second(paths, workers) for workers in (1, 2))
    print(f"pages a second on the clock: {one:.0f} on one process, {two:.0f} on two ({two / one:.2f} times)")
    held = memory_over(paths)
    megabytes = [round(size / _MEGABYTE, 1) for size in held]
    print(f"memory over {_DOCUMENTS} documents, MiB after each tenth: {megabytes}")
    growth = (held[-1] - held[0]) / _MEGABYTE
    print(json.dumps({"benchmark": "processes", "one": round(one), "two": round(two), "growth_mib": round(growth, 1)}))


if __name__ == "__main__":
    main()
