"""What the warehouse costs: loading against a bare COPY, thirteen BI queries against the bare facts, refresh, size.

`python -m benchmarks.warehouse [--large] [--values N] [--processes N]` fills a warehouse of its own through the real
loader: 1.1 million indicator values, 11 million with --large; documents of 55 values and 8 amounts, in 20 regions.
Each region and year is one load, two regions at a time in a process each, as `jixiao ingest` runs them. The bare COPY
writes the same bytes of the facts into tables without keys, over one connection. Where others use the machine, compare
CPU seconds, which are printed too: those of the loading processes and of the server's connections.
"""

import argparse
import json
import multiprocessing
import os
import statistics
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, text

from benchmarks.drawn import Drawn, DrawnSet, partitions
from warehouse import marts
from warehouse.engine import connect
from warehouse.load import load_document_set
from warehouse.migrations import upgrade
from warehouse.registry import record_documents
from warehouse.server.embedded import EmbeddedServer
from warehouse.vocabulary import sync_dimensions

FACTS = ("fact_indicator_value", "fact_funding")
REPEATS = 7
SIZES = """
SELECT (SELECT count(*) FROM fact_indicator_value), pg_table_size('fact_indicator_value'),
    pg_indexes_size('fact_indicator_value'), pg_total_relation_size('registry.drift_rows')
"""
QUERIES = {
    one["name"]: (one["ours"], one["bare"])
    for one in tomllib.loads(Path(__file__).with_name("bi_queries.toml").read_text(encoding="utf-8"))["query"]
}


def seconds(work: Callable[[], Any]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


class Spent:
    """Seconds by the clock, and CPU seconds of this process and of the server's processes that have ended."""

    def __init__(self, engine: Engine) -> None:
        with engine.connect() as connection:
            first_line = "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"
            self._server = Path("/proc", connection.scalar(text(first_line)), "stat")
        self.clock = self.processor = 0.0

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Adds what is spent within; connections opened in it have to be closed in it."""
        clock, processor = time.perf_counter(), self._processor()
        yield
        time.sleep(0.05)  # until the server has waited for what ended
        self.clock += time.perf_counter() - clock - 0.05
        self.processor += self._processor() - processor

    def _processor(self) -> float:
        children = self._server.read_text().rsplit(")", 1)[1].split()[13:15]
        return time.process_time() + sum(map(int, children)) / os.sysconf("SC_CLK_TCK")


_sets: list[DrawnSet] = []


def draw(partitions: list[tuple[str, int, int]]) -> int:
    """Draws what `load_drawn` loads, in the same process; the rows."""
    _sets[:] = [Drawn().set_of(*one) for one in partitions]
    return sum(len(one.frames.indicators) + len(one.frames.funding) for one in _sets)


def load_drawn(url: str) -> float:
    """Registers and loads what was drawn; the CPU seconds of this process."""
    before = time.process_time()
    engine = connect(url)
    for one in _sets:
        with engine.begin() as connection:
            record_documents(connection, one.documents)
        load_document_set(engine, one.region_code, one.budget_year, one.frames)
    return time.process_time() - before


def fill(engine: Engine, values: int, processes: int) -> tuple[Spent, int]:
    """What it takes from frames to committed rows, and the rows; drawing frames is not counted, registering is."""
    spent, rows = Spent(engine), 0
    url = engine.url.render_as_string(hide_password=False)
    regions = [list(years) for _, years in groupby(partitions(values), key=lambda one: one[0])]
    spawn = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        pools = [stack.enter_context(ProcessPoolExecutor(1, spawn)) for _ in range(processes)]
        for start in range(0, len(regions), processes):
            drawing = [pool.submit(draw, one) for pool, one in zip(pools, regions[start:], strict=False)]
            rows += sum(one.result() for one in drawing)
            with spent.counted():
                loading = [pool.submit(load_drawn, url) for pool, _ in zip(pools, drawing, strict=False)]
                spent.processor += sum(one.result() for one in loading)
    return spent, rows


def bare_copy(engine: Engine) -> Spent:
    """What a COPY of the same bytes takes into one table without keys, a fact each; those tables stay."""
    spent = Spent(engine)
    for fact, bare in zip(FACTS, ("fact_bare", "fact_funding_bare"), strict=True):
        with tempfile.TemporaryFile() as file:
            with driver(engine) as connection:
                connection.execute(f"CREATE TABLE {bare} (LIKE {fact})")
                with connection.cursor().copy(f"COPY {fact} TO STDOUT") as copy:
                    for block in copy:
                        file.write(block)
            file.seek(0)
            with (
                spent.counted(),
                driver(engine) as connection,
                connection.cursor().copy(f"COPY {bare} FROM STDIN") as copy,
            ):
                while block := file.read(1 << 20):
                    copy.write(block)
    return spent


def driver(engine: Engine) -> "psycopg.Connection[Any]":
    """A connection without SQLAlchemy, which is left with a commit."""
    return psycopg.connect(engine.url.set(drivername="postgresql").render_as_string(hide_password=False))


def asked(connection: "psycopg.Connection[Any]", statement: str, repeats: int) -> list[float]:
    connection.execute(statement).fetchall()
    return sorted(seconds(lambda: connection.execute(statement).fetchall()) for _ in range(repeats))


def refresh(engine: Engine) -> tuple[float, float, float]:
    """Seconds to load one changed document of one region and year, to refresh what marts keep, and to ask one again."""
    one = Drawn().set_of("420700", 2024, 1)
    one.frames.indicators["value_printed"] = "≥1%"
    loading = seconds(lambda: load_document_set(engine, one.region_code, one.budget_year, one.frames))
    refreshing = seconds(lambda: marts.refresh(engine))
    statement = QUERIES["compare: one indicator and year, a region"][0]
    with engine.connect() as connection:
        return loading, refreshing, seconds(lambda: connection.execute(text(statement)).all())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--large", action="store_true", help="11 million values")
    parser.add_argument("--values", type=int)
    parser.add_argument("--processes", type=int, default=2)
    asked_for, _ = parser.parse_known_args()
    values = asked_for.values or (11_000_000 if asked_for.large else 1_100_000)
    with tempfile.TemporaryDirectory() as folder, empty_warehouse(Path(folder)) as engine:
        measure(engine, values, asked_for.processes)


@contextmanager
def empty_warehouse(home: Path) -> Iterator[Engine]:
    """A server in this folder with all tables and the vocabularies, and nothing loaded."""
    home.chmod(0o711)
    with EmbeddedServer(home).use() as url:
        engine = connect(url)
        upgrade(engine)
        with engine.begin() as connection:
            sync_dimensions(connection)
        yield engine


def measure(engine: Engine, values: int, processes: int) -> None:
    loading, rows = fill(engine, values, processes)
    refreshing = seconds(lambda: marts.refresh(engine))
    with driver(engine) as connection:
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")
        held, *sizes = connection.execute(SIZES).fetchone() or ()
    copying = bare_copy(engine)
    print(f"{held} values, {rows} rows, {processes} loads at a time, {loading.clock:.0f} s")
    print(
        f"loading {rows / loading.clock:9.0f} rows a second; bare COPY {rows / copying.clock:9.0f}; "
        f"ratio {copying.clock / loading.clock:.2f}"
    )
    print(
        f"CPU {1e6 * loading.processor / rows:.1f} microseconds a row; bare COPY {1e6 * copying.processor / rows:.1f}; "
        f"{processes} idle cores would give {processes * copying.processor / loading.processor:.2f}"
    )
    print(f"marts refreshed in {refreshing:.1f} s, {1e6 * refreshing / held:.1f} microseconds a value")
    parts = zip(("rows", "indexes", "marts"), sizes, strict=True)
    print("on disk, bytes a value: " + ", ".join(f"{name} {int(size) / held:.0f}" for name, size in parts))
    results, fifties = {}, []
    print(f"{'query':50} {'p50 ms':>8} {'p95 ms':>8} {'bare p50':>9} {'times':>6}")
    with driver(engine) as connection:
        connection.autocommit = True
        connection.execute("ANALYZE fact_bare, fact_funding_bare")
        for name, (ours, bare) in QUERIES.items():
            times = asked(connection, ours, REPEATS)
            floor = asked(connection, bare, 3 if values < 5_000_000 else 1)
            middle, last, base = (1000 * one for one in (statistics.median(times), times[-1], statistics.median(floor)))
            results[name] = [round(middle, 1), round(last, 1), round(base, 1)]
            fifties += [1000 * one for one in times]
            print(f"{name:50} {middle:8.1f} {last:8.1f} {base:9.1f} {base / middle:6.1f}", flush=True)
    p95 = sorted(fifties)[int(len(fifties) * 0.95)]
    loaded, refreshed, again = refresh(engine)
    print(f"p95 over all queries {p95:.1f} ms")
    print(
        f"one changed document: loaded in {1000 * loaded:.0f} ms, marts refreshed in {1000 * refreshed:.0f}, "
        f"compared again in {1000 * again:.0f}"
    )
    print(json.dumps({
        "benchmark": "warehouse", "values": held, "rows_a_second": round(rows / loading.clock),
        "ratio_to_copy": round(copying.clock / loading.clock, 3),
        "processor_ratio_to_copy": round(copying.processor / loading.processor, 3),
        "bytes_a_value": round(sum(map(int, sizes)) / held), "p95_ms": round(p95, 1),
        "refresh_ms": round(1000 * (loaded + refreshed)), "queries_p50_p95_bare_ms": results,
    }, ensure_ascii=False))  # fmt: skip


if __name__ == "__main__":
    main()
