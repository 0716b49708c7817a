"""The files that are made from a release's Parquet, several at a time: CSV, and a workbook for every region and year.

Arrow and the compression leave Python free while they work, so threads use every core; each holds a file's rows.
"""

import filecmp
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from contracts.vocabulary.regions import regions
from warehouse.dictionary import DescribedRelation
from warehouse.publishing.csv_files import write_csv
from warehouse.publishing.rows import UNKNOWN, is_partitioned
from warehouse.publishing.workbook import write_workbook


@dataclass(frozen=True, slots=True)
class _File:
    """A file, the Parquet files of the relations that it is made from, and how; all by their place in a release."""

    target: Path
    sources: Mapping[str, Path]
    write: Callable[[Path, Mapping[str, pa.Table]], None]


def write_derived(release: Path, before: Path | None, described: Sequence[DescribedRelation]) -> None:
    """Makes the files, or takes them from the release before where all that they are made from is the same there."""
    made = [*_csv_files(release), *_workbooks(release, described)]
    for folder in sorted({file.target.parent for file in made}):
        (release / folder).mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(os.cpu_count()) as side_by_side:
        for _ in side_by_side.map(partial(_make, release, before), made):
            pass


def _csv_files(release: Path) -> Iterator[_File]:
    for path in sorted((release / "parquet").rglob("*.parquet")):
        source = path.relative_to(release)
        yield _File(Path("csv", *source.parts[1:]).with_suffix(".csv"), {source.parts[1]: source}, write_csv)


def _workbooks(release: Path, described: Sequence[DescribedRelation]) -> Iterator[_File]:
    """Documents of which the region or the year is not known have none."""
    partitioned = [relation.name for relation in described if is_partitioned(relation)]
    found = {path.parent.relative_to(path.parents[2]) for path in (release / "parquet").rglob("data.parquet")}
    for place in sorted(found):
        region, year = (part.partition("=")[2] for part in place.parts)
        if UNKNOWN not in (region, year):
            sources = {name: Path("parquet") / name / place / "data.parquet" for name in partitioned}
            yield _File(Path("excel", f"{region}-{regions()[region].name}", f"{year}.xlsx"), sources, write_workbook)


def _make(release: Path, before: Path | None, file: _File) -> None:
    if before is not None and _taken_over(release, before, file):
        return
    held = {name: release / source for name, source in file.sources.items() if (release / source).exists()}
    file.write(release / file.target, {name: pq.ParquetFile(path).read() for name, path in held.items()})


def _taken_over(release: Path, before: Path, file: _File) -> bool:
    if not (before / file.target).is_file():
        return False
    for source in file.sources.values():
        fresh, known = release / source, before / source
        if fresh.exists() != known.exists() or (fresh.exists() and not filecmp.cmp(fresh, known, shallow=False)):
            return False
    try:
        os.link(before / file.target, release / file.target)
    except OSError:
        return False
    return True
