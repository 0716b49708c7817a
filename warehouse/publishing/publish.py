"""Publishing: every relation that a reader may see, as Parquet, CSV and workbooks, in one release."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import sqlalchemy as sa

from warehouse.dictionary import DescribedRelation, dictionary
from warehouse.publishing.derived import write_derived
from warehouse.publishing.made_of import known_rows, note, warehouse_digest
from warehouse.publishing.package import made_by, write_package
from warehouse.publishing.release import replace_release
from warehouse.publishing.rows import tables
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
    folder = folder.absolute()
    rows: dict[str, int] = {}
    made_of = ""

    def make(release: Path, before: Path | None) -> bool:
        nonlocal made_of
        with engine.begin() as connection:
            analyze_changed(connection)
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            connection.execute(sa.text("SET TRANSACTION READ ONLY"))
            connection.execute(sa.text("SET LOCAL TIME ZONE 'UTC'"))
            connection.execute(sa.text("SET LOCAL datestyle = 'ISO'"))
            described = [one for one in dictionary(connection) if _is_published(one.name)]
            program = _program()
            state = f"{program} {warehouse_digest(connection, [one.name for one in described])}"
            if before is not None and (known := known_rows(folder, before, state)):
                rows.update(known)
                return False
            for relation in described:
                rows[relation.name] = _write_parquet(connection, relation, release / "parquet")
        write_derived(release, before if before is not None and made_by(before) == program else None, described)
        write_package(release, described, program)
        made_of = state
        return True

    current, is_new = replace_release(folder, make)
    if made_of:
        note(folder, current, made_of, rows)
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
