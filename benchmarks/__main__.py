"""Every benchmark, one after the other, over examples/ or the folder named by --corpus."""

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


def main() -> None:
    """Each takes the same arguments."""
    for name in BENCHMARKS:
        benchmark = import_module(f"benchmarks.{name}")
        sys.stdout.write(f"\n== {name}: {(benchmark.__doc__ or '').splitlines()[0]}\n")
        sys.stdout.flush()
        benchmark.main()


if __name__ == "__main__":
    main()
