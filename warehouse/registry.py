"""The registry's writing: which documents were seen, where, and what is said of them.

A document keeps the time and sequence of its first receipt. What becomes of its rows is `warehouse.load`'s.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, func, insert, or_, select, text
from sqlalchemy.dialects import postgresql

from contracts.frames.documents import Documents
from warehouse.departments import name_departments, write_departments
from warehouse.document_states import StatedDates, apply_changes, change_of, date_documents, known_documents
from warehouse.records import Record, frame_of, records_of, rows_of
from warehouse.tables.bookkeeping import NAMED_BY_MANIFEST, SOURCES
from warehouse.tables.documents import DIM_DOCUMENT
from warehouse.versions import Partition

_COLUMNS = tuple(Documents.to_schema().columns)
WAITING_STATES = ("registered", "loaded", "superseded", "withdrawn")
_NUMBERS = ("budget_year", "long_until", "pages")


@dataclass(frozen=True, slots=True)
class RecordCounts:
    """How many documents were new, changed or as known before, and which regions and years wait for a load by it."""

    new: int
    changed: int
    unchanged: int
    partitions: tuple[Partition, ...]


def record_documents(connection: Connection, frame: pd.DataFrame) -> RecordCounts:
    """Writes a frame of `contracts.frames.documents.Documents` into the registry, and where each file was seen.

    A document that says the same of itself as before keeps its state, so one that a load quarantined stays so until it
    is replayed. One that turns out to be of another form, department, region or year loses its facts until the next
    load. The earliest date of publication that any source states is the document's.
    """
    told = records_of(frame)
    stated = _note_sources(connection, told)
    known = known_documents(connection, [record["document_id"] for record in told])
    for record in told:
        record["published_at"], record["withdrawn_on"] = stated.get(record["document_sha256"], (None, None))
        record["made_at"] = datetime.fromisoformat(record["made_at"]) if record["made_at"] else None
        record["department_name"] = (
            "".join(record["department_printed"].split()) if record["department_printed"] else None
        )
        if record["state"] != "quarantined":
            record["state"] = "withdrawn" if record["withdrawn_on"] else "registered"
    write_departments(connection, told)
    new = [record for record in told if record["document_id"] not in known]
    if new:
        names = [name for name in (*_COLUMNS, "department_name", "withdrawn_on") if name in new[0]]
        given = rows_of(DIM_DOCUMENT, [{name: record[name] for name in names} for record in new])
        connection.execute(insert(DIM_DOCUMENT).from_select(names, select(given)))
    changes = [(known[record["document_id"]], record) for record in told if record["document_id"] in known]
    changed = [(before, change) for before, record in changes if (change := change_of(before, record))]
    apply_changes(connection, changed)
    name_departments(connection, told)
    touched = [record["document_id"] for record in new] + [before["document_id"] for before, _ in changed]
    waiting = waiting_partitions(connection, touched)
    return RecordCounts(len(new), len(changed), len(changes) - len(changed), tuple(waiting))


def record_sources(connection: Connection, frame: pd.DataFrame) -> None:
    """Notes every place at which a file was seen, and gives its documents the dates that the places state.

    Columns document_sha256, source_name, source_url, published_at; withdrawn_at, and region_said, department_said and
    year_said, which the manifest names, may be missing.
    """
    _note_sources(connection, records_of(frame))


def _note_sources(connection: Connection, told: list[Record]) -> StatedDates:
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('jixiao registry', 0))"))
    seen = {(record["document_sha256"], record["source_name"], record["source_url"] or ""): record for record in told}
    if not seen:
        return {}
    found = [
        {
            "document_sha256": sha256,
            "source_name": name,
            "source_url": url,
            "published_printed": record["published_at"],
            "withdrawn_printed": record.get("withdrawn_at"),
            **{name: record.get(name) for name in NAMED_BY_MANIFEST},
        }
        for (sha256, name, url), record in seen.items()
    ]
    statement = postgresql.insert(SOURCES).from_select(list(found[0]), select(rows_of(SOURCES, found)))
    fresh = {
        name: func.coalesce(statement.excluded[name], SOURCES.c[name])
        for name in ("published_printed", "withdrawn_printed", *NAMED_BY_MANIFEST)
    }
    differs = or_(*(SOURCES.c[name].is_distinct_from(value) for name, value in fresh.items()))
    connection.execute(statement.on_conflict_do_update(constraint=SOURCES.primary_key, set_=fresh, where=differs))
    return date_documents(connection, sorted({sha256 for sha256, _, _ in seen}))


def documents_of(connection: Connection, region_code: str, budget_year: int) -> pd.DataFrame:
    """The documents of a region and year as a `Documents` frame, in the order of receipt."""
    columns = [DIM_DOCUMENT.c[name] for name in _COLUMNS]
    rows = connection.execute(
        select(*columns)
        .where(DIM_DOCUMENT.c.region_code == region_code, DIM_DOCUMENT.c.budget_year == budget_year)
        .order_by(DIM_DOCUMENT.c.received_sequence)
    )
    frame = frame_of(rows)
    for name in ("published_at", "made_at"):
        frame[name] = [moment and moment.isoformat() for moment in frame[name]]
    return frame.astype({name: "Int64" if name in _NUMBERS else "str" for name in _COLUMNS})


def known_sha256s(connection: Connection, asked: Iterable[str]) -> set[str]:
    """Those of the asked sha256 that are of a registered file."""
    column = DIM_DOCUMENT.c.document_sha256
    return set(connection.scalars(select(column).where(column == func.any(list(asked))).distinct()))


def waiting_partitions(connection: Connection, document_ids: Iterable[str] | None = None) -> list[Partition]:
    """The regions and years that have documents whose rows are not loaded yet, or no longer fit what is registered.

    With `document_ids`, only those documents are asked about.
    """
    table = DIM_DOCUMENT.c
    query = select(table.region_code, table.budget_year).where(
        table.state.in_(WAITING_STATES), table.content_sha256.is_(None)
    )
    if document_ids is not None:
        query = query.where(table.document_id == func.any(list(document_ids)))
    rows = connection.execute(query.distinct().order_by(table.region_code, table.budget_year))
    return [(region_code, budget_year) for region_code, budget_year in rows]
