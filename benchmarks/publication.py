"""What a published folder costs, in seconds, memory and bytes: at first, nothing changed, and one document changed.

`python -m benchmarks.publication [--large] [--values N]` publishes a drawn warehouse of a tenth of the size asked for
and one of the whole (110,000 indicator values; 1.1 million with --large): together they tell whether memory grows.
Each publication is a process of its own, as `jixiao publish` is. CPU seconds are those of that process and of the
server.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.drawn import Drawn, partitions
from benchmarks.warehouse import Spent, empty_warehouse, fill
from warehouse import marts
from warehouse.engine import connect
from warehouse.load import load_document_set
from warehouse.publishing import publish


def publish_once(url: str, folder: str) -> None:
    """What the child does; prints its CPU seconds, its largest size in MiB and what it published."""
    done = publish(connect(url), Path(folder))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, done.is_new, sum(done.rows.values())]))


def published(engine: Engine, folder: Path, what: str) -> dict[str, float]:
    spent = Spent(engine)
    url = engine.url.render_as_string(hide_password=False)
    with spent.counted():
        command = [sys.executable, "-m", "benchmarks.publication", "--publish", url, str(folder)]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    own, memory, is_new, rows = json.loads(answer.stdout)
    files = [path for path in (folder / "current").resolve().rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 2**20
    print(
        f"{what:24} {'new' if is_new else 'as it was':10} {spent.clock:7.1f} s, CPU: own {own:6.1f}, "
        f"PostgreSQL {spent.processor:6.1f}; {memory:5.0f} MiB of memory; "
        f"{rows} rows, {len(files)} files, {size:.0f} MiB",
        flush=True,
    )
    return {"seconds": round(spent.clock, 1), "memory_mib": round(memory), "files_mib": round(size)}


def change_one(engine: Engine, values: int) -> None:
    region, year, documents = next(partitions(values))
    one = Drawn().set_of(region, year, documents)
    chosen = one.frames.indicators["document_id"] == one.documents["document_id"][0]
    one.frames.indicators.loc[chosen, "value_printed"] = "≥1%"
    load_document_set(engine, region, year, one.frames)
    marts.refresh(engine)


def measure(values: int) -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory() as name, empty_warehouse(Path(name)) as engine:
        fill(engine, values, 2)
        marts.refresh(engine)
        print(f"{values} values")
        folder = Path(name) / "published"
        first = published(engine, folder, "the first")
        again = published(engine, folder, "nothing changed")
        change_one(engine, values)
        return {"first": first, "again": again, "changed": published(engine, folder, "one document changed")}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--large", action="store_true", help="1.1 million values")
    parser.add_argument(
        "--values", type=int, help="at least 110,000: a tenth of them fills a document in each of 100 sets"
    )
    parser.add_argument("--publish", nargs=2, help=argparse.SUPPRESS)
    asked_for, _ = parser.parse_known_args()
    if asked_for.publish:
        publish_once(*asked_for.publish)
        return
    values = asked_for.values or (1_100_000 if asked_for.large else 110_000)
    results = {size: measure(size) for size in (values // 10, values)}
    print(json.dumps({"benchmark": "publication", **results}))


if __name__ == "__main__":
    main()
