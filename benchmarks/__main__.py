"""Every benchmark, one after the other, over examples/ or the folder named by --corpus."""

import sys

from benchmarks import extraction, job, names, warehouse


def main() -> None:
    """Each takes the same arguments."""
    for benchmark in (extraction, job, names, warehouse):
        sys.stdout.write(f"\n== {benchmark.__name__}: {(benchmark.__doc__ or '').splitlines()[0]}\n")
        sys.stdout.flush()
        benchmark.main()


if __name__ == "__main__":
    main()
