"""`jixiao ingest`: every file below the paths, registered, loaded and summed up."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
import sqlalchemy as sa
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from assets.register.registering import RegisterProgress
from assets.register.sources import find_sources
from contracts.reasons import REASONS
from pipelines.command.session import Session
from pipelines.command.side_by_side import run_loads
from pipelines.definitions import build_definitions
from pipelines.runs import run_load, run_register
from warehouse.waiting import outdated_findings

_MANY = 20
_console = Console(stderr=True)


def ingest(
    session: Session, paths: list[Path], replay: list[str] | None = None, resources: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Takes in the files and loads what they touch. Gives the summary as plain data.

    `resources` replaces the assets' resources by key, as a rehearsal does.
    """
    found = find_sources(paths)
    with session.dagster() as instance:
        before = _superseded(session.engine)
        with progress("reading", len(found.files)) as advance:
            definitions = build_definitions(progress=RegisterProgress(advance), **(resources or {}))
            registered = run_register(definitions, instance, [str(path.absolute()) for path in paths], replay or ())
        loads = load(session, definitions, instance, [_partition(text) for text in registered["waiting"]])
    return {
        "files": registered["files"],
        "unchanged_files": registered["unchanged_files"],
        "documents": registered["documents"],
        "loaded": loads["documents_loaded"],
        "restated": _superseded(session.engine) - before,
        "quarantined": _quarantined(session.engine, registered["sha256s"]),
        "values": loads["fact_indicator_value"],
        "findings": loads["fact_finding"],
        "regions_and_years": registered["waiting"],
        "unknown": registered["unknown"],
        "unread": registered["unread"],
        "manifest_faults": registered["manifest_faults"],
    }


def load(
    session: Session,
    definitions: dg.Definitions,
    instance: dg.DagsterInstance,
    partitions: list[tuple[str, int]],
    at_most: int = 1,
) -> dict[str, int]:
    """Loads regions and years, at most so many at once, then what waits because of them; sums of what the runs said.

    A year after one that changed waits for its findings again: the rules hold it against the year before.
    """
    names = ("documents_loaded", "documents_unchanged", "documents_quarantined", "fact_indicator_value", "fact_finding")
    sums = dict.fromkeys(names, 0)
    with progress("loading", len(partitions)) as advance:
        one_by_one = (run_load(definitions, instance, *partition) for partition in partitions)
        for counts in one_by_one if at_most == 1 else run_loads(partitions, at_most):
            sums = {name: sums[name] + counts.get(name, 0) for name in names}
            advance(1)
    for region_code, year in _following(session.engine):
        counts = run_load(definitions, instance, region_code, year)
        sums["fact_finding"] += counts["fact_finding"]
    return sums


def _following(engine: sa.Engine) -> Iterator[tuple[str, int]]:
    """Regions and years whose findings wait for a load of the year before, the earliest first, each state once."""
    seen: set[tuple[tuple[str, int], str]] = set()
    while True:
        with engine.connect() as connection:
            waiting = [one for one in outdated_findings(connection).items() if one not in seen]
        if not waiting:
            return
        seen.add(waiting[0])
        yield waiting[0][0]


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, a plain line at the beginning and a tenth further otherwise; nothing if nothing is to do."""
    if not total:
        yield lambda _: None
    elif not _console.is_terminal:
        yield _tenths(what, total)
    else:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=_console, transient=True) as bars:
            task = bars.add_task(what, total=total)
            yield lambda count: bars.advance(task, count)


def _tenths(what: str, total: int) -> Callable[[int], None]:
    _console.print(f"{what} {total} …", highlight=False)
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        before, done = done, done + count
        if total >= _MANY and done * 10 // total > before * 10 // total:
            _console.print(f"{what} {total}: {done} done", highlight=False)

    return advance


def print_summary(summary: dict[str, Any]) -> None:
    """The summary for a person."""
    console = Console(highlight=False, soft_wrap=True)
    files, unchanged = summary["files"], summary["unchanged_files"]
    if files and files == unchanged and not summary["loaded"]:
        console.print(f"没有变化，{files} 个文件均为已知 nothing changed: all {files} files were known already")
    else:
        counts = {
            "文件 files": files, "未变 unchanged": unchanged, "新文件 new documents": summary["documents"],
            "入库 loaded": summary["loaded"], "指标值 values": summary["values"], "发现 findings": summary["findings"],
            "替代旧版本 superseded": summary["restated"],
        }  # fmt: skip
        console.print(" · ".join(f"{title} {count}" for title, count in counts.items()))
    if not files:
        console.print(
            "没有可读的文件 no file of a known kind was found there (PDF, 图片 pictures, Word, Excel, 网页, OFD, ZIP)"
        )
    for document in summary["quarantined"]:
        reason = REASONS[document["reason_code"]]
        detail = f" ({document['reason_detail']})" if document["reason_detail"] else ""
        why = f"{reason.message_zh}，{reason.advice_zh} / {reason.message_en}{detail}; {reason.advice_en}"
        console.print(f"隔离 quarantined: {document['source_name']}: {why}", markup=False)
    if summary["unknown"]:
        shown = ", ".join(summary["unknown"][:3]) + (" …" if len(summary["unknown"]) > 3 else "")
        console.print(f"未取 left alone, of no known kind, {len(summary['unknown'])}: {shown}", markup=False)
    for file in summary["unread"]:
        console.print(f"无法读取 could not be read: {file}", markup=False)
    for fault in summary["manifest_faults"]:
        console.print(f"清单 manifest: {fault}", markup=False)


def _partition(text: str) -> tuple[str, int]:
    region_code, year = text.split("|")
    return region_code, int(year)


def _superseded(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(sa.text("SELECT count(*) FROM dim_document WHERE state = 'superseded'")) or 0)


def _quarantined(engine: sa.Engine, sha256s: list[str]) -> list[dict[str, Any]]:
    query = sa.text(
        "SELECT document_id, source_name, reason_code, reason_detail FROM dim_document "
        "WHERE state = 'quarantined' AND document_sha256 = ANY(:sha256s) ORDER BY source_name"
    )
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(query, {"sha256s": sha256s}).mappings()]
