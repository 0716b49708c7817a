"""Publishing: every relation that a reader may see, as Parquet, CSV and workbooks, in one release."""

import filecmp
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import sqlalchemy as sa

from contracts.vocabulary.regions import regions
from warehouse.dictionary import DescribedRelation, dictionary
from warehouse.publishing.csv_files import write_csv
from warehouse.publishing.package import made_by, write_package
from warehouse.publishing.release import replace_release
from warehouse.publishing.rows import UNKNOWN, is_partitioned, tables
from warehouse.publishing.workbook import write_workbook
from warehouse.statistics import analyze_changed
from warehouse.views import VIEWS

# Views that others are made from, and every version of what the wide views hold.
_STEPS = ("every_", "judged_", "computed_", "narrative_shingle")


@dataclass(frozen=True, slots=True)
class Published:
    """The current release's folder, whether it is new, and how many rows each relation has in it."""

    folder: Path
    is_new: bool
    rows: dict[str, int]


def publish(engine: sa.Engine, folder: Path) -> Published:
    """Makes the warehouse's current state the release in `folder`; leaves the release alone if it is that already.

    Raises PublishError for a folder that holds something else, OSError for what the file system refuses.
    """
    rows: dict[str, int] = {}

    def make(release: Path, before: Path | None) -> None:
        with engine.begin() as connection:
            analyze_changed(connection)
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            connection.execute(sa.text("SET TRANSACTION READ ONLY"))
            connection.execute(sa.text("SET LOCAL TIME ZONE 'UTC'"))
            connection.execute(sa.text("SET LOCAL datestyle = 'ISO'"))
            described = [one for one in dictionary(connection) if _is_published(one.name)]
            for relation in described:
                rows[relation.name] = _write_parquet(connection, relation, release / "parquet")
        program = _program()
        known = before if before is not None and made_by(before) == program else None
        _write_csv(release, known)
        _write_workbooks(release, known, described)
        write_package(release, described, program)

    current, is_new = replace_release(folder.absolute(), make)
    return Published(current, is_new, rows)


def _is_published(name: str) -> bool:
    """The views of the current state, and the dimensions; the document dimension is there as wide_document."""
    if name.startswith("dim_"):
        return name != "dim_document"
    return name in VIEWS and not name.startswith(_STEPS)


def _program() -> str:
    """Digest of what the files are made by: where it differs, none of the release before is taken over."""
    digest = hashlib.sha256()
    for package in ("warehouse.publishing", "contracts.vocabulary"):
        for file in sorted(files(package).iterdir(), key=lambda one: one.name):
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _write_parquet(connection: sa.Connection, relation: DescribedRelation, folder: Path) -> int:
    count = 0
    for region, year, table in tables(connection, relation):
        place = relation.name if region is None else f"{relation.name}/region={region}/year={year}/data"
        count += _write_table(table, folder / f"{place}.parquet")
    return count


def _write_table(table: pa.Table, path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd", row_group_size=100_000)
    return int(table.num_rows)


def _write_csv(release: Path, before: Path | None) -> None:
    for source in sorted((release / "parquet").rglob("*.parquet")):
        target = Path("csv") / source.relative_to(release / "parquet").with_suffix(".csv")
        if not _taken_over(release, before, target, [source.relative_to(release)]):
            write_csv(source, release / target)


def _write_workbooks(release: Path, before: Path | None, described: Sequence[DescribedRelation]) -> None:
    """A workbook for every region and year; documents of which either is not known have none."""
    partitioned = [relation.name for relation in described if is_partitioned(relation)]
    found = {path.parent.relative_to(path.parents[2]) for path in (release / "parquet").rglob("data.parquet")}
    for place in sorted(found):
        region, year = (part.partition("=")[2] for part in place.parts)
        if UNKNOWN in (region, year):
            continue
        sources = {name: Path("parquet") / name / place / "data.parquet" for name in partitioned}
        target = Path("excel") / f"{region}-{regions()[region].name}" / f"{year}.xlsx"
        if not _taken_over(release, before, target, list(sources.values())):
            held = {name: release / source for name, source in sources.items() if (release / source).exists()}
            write_workbook(
                release / target, {name: pq.read_table(path, partitioning=None) for name, path in held.items()}
            )


def _taken_over(release: Path, before: Path | None, target: Path, sources: list[Path]) -> bool:
    """Whether the file was taken from the release before, because all that it is made from is the same there."""
    if before is None or not (before / target).is_file():
        return False
    for source in sources:
        fresh, known = release / source, before / source
        if fresh.exists() != known.exists() or (fresh.exists() and not filecmp.cmp(fresh, known, shallow=False)):
            return False
    (release / target).parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(before / target, release / target)
    except OSError:
        return False
    return True
