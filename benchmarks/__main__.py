"""Every benchmark, one after the other, over examples/ or the folder named by --corpus.

`python -m benchmarks [--small] [options]`: options go to all of them, each takes those that it knows. `--small` is a
size that shows that they run; its figures say nothing.
"""

import sys
from importlib import import_module

BENCHMARKS = (
    "backfill",
    "engines",
    "extraction",
    "faults",
    "formats",
    "job",
    "mutations",
    "names",
    "nights",
    "precision",
    "processes",
    "publication",
    "round_trips",
    "scale",
    "scans",
    "values",
    "warehouse",
)

SMALL = {
    "scenes": "publish",
    "moments": 5,
    "step": 50,
    "documents": 1,
    "regions": 2,
    "years": 3,
    "departments": 1,
    "files": 200,
    "count": 300,
    "cases": 20,
    "wears": 2,
    "pages": 1,
    "values": 110_000,
    "repeat": 1,
}


def main() -> None:
    """Each takes the same arguments."""
    if "--small" in sys.argv:
        sys.argv[1:1] = [word for name, value in SMALL.items() for word in (f"--{name}", str(value))]
    for name in BENCHMARKS:
        benchmark = import_module(f"benchmarks.{name}")
        sys.stdout.write(f"\n== {name}: {(benchmark.__doc__ or '').splitlines()[0]}\n")
        sys.stdout.flush()
        benchmark.main()


if __name__ == "__main__":
    main()
