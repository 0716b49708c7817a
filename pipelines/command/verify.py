"""`jixiao ingest --verify`: every PDF page read by two engines, and where they differ kept with its cause."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

from assets.extraction.cells import Reading
from assets.extraction.kinds import kind_of
from assets.extraction.pdf.differences import CAUSES
from assets.extraction.pdf.document import BOTH
from assets.register.archive import sha256_of
from assets.register.sources import find_sources
from pipelines.command.ingest import progress
from pipelines.command.session import Session
from pipelines.resources import reader_of
from warehouse.differences import record_differences

_TIMES_SLOWER = 20
_SHOWN = 12


def verify(session: Session, paths: list[Path]) -> dict[str, Any]:
    """Compares the engines on every PDF below the paths; gives counts, and the differences that no cause explains."""
    named = {sha256: path for path in _files(paths) if (sha256 := _sha256_of_pdf(path))}
    reader = reader_of(session.settings)
    limits = replace(reader.limits, seconds=reader.limits.seconds * _TIMES_SLOWER)
    pages, causes, undecided = 0, Counter[tuple[str, str]](), []
    with progress("comparing engines", len(named)) as advance:
        for sha256, outcome in replace(reader, engine=BOTH, limits=limits).read(named.items()):
            if isinstance(outcome, Reading):
                pages += len(outcome.sizes)
                rows = [found._asdict() | {"right_engine": found.right_engine or None} for found in outcome.differences]
                with session.engine.begin() as connection:
                    record_differences(connection, sha256, rows)
                causes.update((found.cause, found.right_engine) for found in outcome.differences)
                undecided += [{"file": named[sha256].name, **row} for row in rows if row["right_engine"] is None]
            advance(1)
    counted = [{"cause": cause, "right": right, "count": count} for (cause, right), count in sorted(causes.items())]
    return {"files": len(named), "pages": pages, "differences": counted, "undecided": undecided}


def print_verified(verified: dict[str, Any]) -> None:
    """The comparison for a person."""
    console = Console(highlight=False, soft_wrap=True)
    total = sum(row["count"] for row in verified["differences"])
    console.print(
        f"两个引擎 two engines: {verified['files']} 个文件 files, {verified['pages']} 页 pages, "
        f"{total} 处差异 differences"
    )
    for row in verified["differences"]:
        chinese, english = CAUSES[row["cause"]]
        right = f"{row['right']} 正确 is right" if row["right"] else "须人工核对 a person has to look"
        console.print(f"  {row['count']}: {chinese} {english}: {right}")
    for row in verified["undecided"][:_SHOWN]:
        console.print(
            f"  {row['file']} p. {row['page']}: {row['first_text']!r} / {row['second_text']!r} ({row['cause']})",
            markup=False,
        )


def _files(paths: list[Path]) -> list[Path]:
    return [source.path for source in find_sources(paths).files]


def _sha256_of_pdf(path: Path) -> str | None:
    data = path.read_bytes()
    return sha256_of(data) if kind_of(data) == "pdf" else None
