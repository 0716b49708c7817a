"""Loading: the rows of one region and year, written in one transaction that replaces and never appends.

Rows are copied straight into the facts, inside the transaction that deleted the rows they replace: readers see the old
rows until it commits, and a load that is killed leaves no trace. A document whose rows are as they were is left alone.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, cast

import pandas as pd
import psycopg
from psycopg import sql
from sqlalchemy import Column, Connection, Engine, Table, func, select, update
from sqlalchemy.dialects.postgresql import insert

from warehouse.document_states import known_documents
from warehouse.fingerprints import fingerprint_of
from warehouse.marts import touch
from warehouse.records import Record, records_of, rows_of
from warehouse.rows import TableRows, columns_of, digest
from warehouse.tables.bookkeeping import LOADS
from warehouse.tables.dimensions import DIM_UNIT
from warehouse.tables.documents import DIM_DOCUMENT
from warehouse.tables.facts import (
    FACT_FINDING,
    FACT_FUNDING,
    FACT_INDICATOR_VALUE,
    FACT_NARRATIVE,
    FACT_SCORE,
    FACT_TASK,
)
from warehouse.trusted import proved
from warehouse.versions import (
    FACTS,
    VOCABULARY,
    Partition,
    forget_facts,
    lock_partition,
    lock_vocabulary,
    order_versions,
)
from warehouse.waiting import wait_again

# The versions of the code, and the newest load of the year before that its findings were made with.
MadeWith = tuple[dict[str, str], int | None]


class LoadError(Exception):
    """The frames do not fit what is registered: a fault of the program, never of a document."""


@dataclass(frozen=True, slots=True)
class LoadFrames:
    """What is to be loaded for one region and year.

    `indicators` is a frame of `IndicatorValues`, `funding` of `FundingAmounts`, `tasks` of `TaskAmounts`, `scores` of
    `Scores`, `narratives` of `PrintedNarratives`, `findings` of `Findings`; `quarantined` has document_id, reason_code,
    reason_detail. Findings of quarantined documents are loaded, their other rows are not. Documents that no frame names
    are left as they are.
    """

    indicators: pd.DataFrame
    funding: pd.DataFrame
    tasks: pd.DataFrame
    scores: pd.DataFrame
    narratives: pd.DataFrame
    findings: pd.DataFrame
    quarantined: pd.DataFrame


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """What a load did: its id (None if it wrote nothing), documents by what became of them, and rows written."""

    load_id: int | None
    loaded: int
    unchanged: int
    quarantined: int
    values: int
    funding: int
    tasks: int
    scores: int
    narratives: int
    findings: int


def load_document_set(
    engine: Engine,
    region_code: str,
    budget_year: int,
    frames: LoadFrames,
    code_versions: Mapping[str, str] | None = None,
    compared_load_id: int | None = None,
) -> LoadCounts:
    """Replaces the rows of the documents that the frames name, and says anew which versions are current.

    Two loads of one region and year wait for each other. `code_versions` is kept with the load, and so is
    `compared_load_id`, the newest load of the year before that the findings were made with (`YearBefore.load_id`).
    Raises LoadError for documents that are not registered under this region and year.

    A load that finds every row as it was writes none; other code, or another year before, having found so is noted, so
    that a region and year is not taken for stale again. Rows that were made by vocabularies that are no longer the
    warehouse's are loaded, and wait to be made again.
    """
    with engine.begin() as connection:
        return load_within(connection, region_code, budget_year, frames, code_versions, compared_load_id)


def load_within(
    connection: Connection,
    region_code: str,
    budget_year: int,
    frames: LoadFrames,
    code_versions: Mapping[str, str] | None = None,
    compared_load_id: int | None = None,
) -> LoadCounts:
    """`load_document_set` within a transaction that the caller ends."""
    partition = (region_code, budget_year)
    made_with = (dict(code_versions or {}), compared_load_id)
    reasons = {record["document_id"]: record for record in records_of(frames.quarantined)}
    lock_vocabulary(connection)
    moment = lock_partition(connection, partition)
    registered = _registered(connection, partition, frames)
    rows, keys = _rows(registered, reasons, frames)
    digests = {document_id: digest(rows.values(), document_id) for document_id in registered}
    changed = [
        document_id
        for document_id, before in registered.items()
        if before["content_sha256"] != digests[document_id] or not _is_settled(before, reasons.get(document_id))
    ]
    written = {table: sum(map(found.count, changed)) for table, found in rows.items()}
    counts = LoadCounts(
        load_id=None,
        loaded=len([document_id for document_id in changed if document_id not in reasons]),
        unchanged=len(registered.keys() - reasons.keys() - set(changed)),
        quarantined=len(reasons),
        values=written[FACT_INDICATOR_VALUE],
        funding=written[FACT_FUNDING],
        tasks=written[FACT_TASK],
        scores=written[FACT_SCORE],
        narratives=written[FACT_NARRATIVE],
        findings=written[FACT_FINDING],
    )
    if not changed:
        if registered and _last_made_with(connection, partition) != made_with:
            _note(connection, partition, counts, made_with, moment)
        return counts
    _write_units(connection, keys[DIM_UNIT.c.unit])
    forget_facts(connection, [one for one in changed if registered[one]["loaded_at"] is not None], moment)
    with proved(connection, keys):
        _copy(connection, rows, changed)
    counts = replace(counts, load_id=_note(connection, partition, counts, made_with, moment))
    _mark(
        connection,
        counts,
        moment,
        [_marks(registered[one], reasons.get(one), rows, digests[one]) for one in changed],
    )
    touch(connection, {registered[one]["department_id"] for one in changed})
    order_versions(connection, partition, moment)
    if (code_versions or {}).get(VOCABULARY) not in {None, fingerprint_of(connection, VOCABULARY)}:
        wait_again(connection, changed)
    return counts


def _registered(connection: Connection, partition: Partition, frames: LoadFrames) -> dict[str, Record]:
    """The registry's rows of every document that a frame names."""
    named: set[str] = set()
    for field in fields(frames):
        named.update(getattr(frames, field.name)["document_id"].unique())
    found = known_documents(connection, sorted(named))
    astray = sorted(
        document_id
        for document_id in named
        if document_id not in found
        or (found[document_id]["region_code"], found[document_id]["budget_year"]) != partition
        or found[document_id]["department_id"] is None
    )
    if astray:
        raise LoadError(
            f"not registered with a department under {partition[0]}, {partition[1]}: {', '.join(astray[:5])}"
        )
    return found


def _rows(
    registered: dict[str, Record], reasons: Collection[str], frames: LoadFrames
) -> tuple[dict[Table, TableRows], dict[Column[Any], set[object]]]:
    """The rows of every fact, in the order of the facts, and the keys that they refer to."""
    given = {
        FACT_INDICATOR_VALUE: _accepted(frames.indicators, reasons),
        FACT_FUNDING: _accepted(frames.funding, reasons),
        FACT_TASK: _accepted(frames.tasks, reasons),
        FACT_SCORE: _accepted(frames.scores, reasons),
        FACT_NARRATIVE: _accepted(frames.narratives, reasons),
        FACT_FINDING: frames.findings,
    }
    keys: dict[Column[Any], set[object]] = {}
    rows = {}
    for table in FACTS:
        content = columns_of(table, given[table], registered)
        for key in table.foreign_keys:
            keys.setdefault(key.column, set()).update(content[key.parent.name].unique().to_pylist())
        rows[table] = TableRows(table, content)
    return rows, keys


def _accepted(frame: pd.DataFrame, reasons: Collection[str]) -> pd.DataFrame:
    """The rows of documents that are not quarantined."""
    return frame[~frame["document_id"].isin(list(reasons))] if reasons else frame


def _is_settled(before: Record, reason: Record | None) -> bool:
    """Whether the registry says of the document already what this load would make it say."""
    if reason is None:
        return before["state"] in {"loaded", "superseded", "withdrawn"}
    same = all(before[name] == reason[name] for name in ("reason_code", "reason_detail"))
    return same and before["state"] == "quarantined"


def _write_units(connection: Connection, units: Collection[object]) -> None:
    """Adds units that the vocabulary does not list, so that no row has to wait for one."""
    if units:
        given = rows_of(DIM_UNIT, [{"unit": unit, "dimension": None, "is_listed": False} for unit in units])
        connection.execute(insert(DIM_UNIT).from_select(list(given.c.keys()), given.select()).on_conflict_do_nothing())


def _copy(connection: Connection, rows: dict[Table, TableRows], document_ids: list[str]) -> None:
    driver = cast("psycopg.Connection[tuple[object, ...]]", connection.connection.driver_connection)
    with driver.cursor() as cursor:
        for table, found in rows.items():
            columns = sql.SQL(", ").join(map(sql.Identifier, table.c.keys()))
            statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
            if content := found.of(document_ids):
                with cursor.copy(statement) as copy:
                    copy.write(content)


def _note(
    connection: Connection, partition: Partition, counts: LoadCounts, made_with: MadeWith, moment: datetime
) -> int:
    """Writes the load itself down; its id."""
    code_versions, compared_load_id = made_with
    load_id: int = connection.execute(
        insert(LOADS)
        .values(
            started_at=moment,
            finished_at=func.clock_timestamp(),
            region_code=partition[0],
            budget_year=partition[1],
            documents_loaded=counts.loaded,
            documents_unchanged=counts.unchanged,
            documents_quarantined=counts.quarantined,
            values_count=counts.values,
            funding_count=counts.funding,
            tasks_count=counts.tasks,
            scores_count=counts.scores,
            narratives_count=counts.narratives,
            findings_count=counts.findings,
            code_versions=code_versions,
            compared_load_id=compared_load_id,
        )
        .returning(LOADS.c.load_id)
    ).scalar_one()
    return load_id


def _last_made_with(connection: Connection, partition: Partition) -> MadeWith | None:
    """What the newest load of this region and year was noted with."""
    noted = LOADS.c.region_code == partition[0], LOADS.c.budget_year == partition[1]
    query = select(LOADS.c.code_versions, LOADS.c.compared_load_id).where(*noted).order_by(LOADS.c.load_id.desc())
    row = connection.execute(query.limit(1)).one_or_none()
    return row and (row.code_versions, row.compared_load_id)


def _marks(before: Record, reason: Record | None, rows: dict[Table, TableRows], content_sha256: str) -> Record:
    state = "quarantined" if reason else "withdrawn" if before["withdrawn_on"] else "loaded"
    return {
        "document_id": before["document_id"],
        "state": state,
        "reason_code": reason and reason["reason_code"],
        "reason_detail": reason and reason["reason_detail"],
        "content_sha256": content_sha256,
        "values_count": rows[FACT_INDICATOR_VALUE].count(before["document_id"]),
        "findings_count": rows[FACT_FINDING].count(before["document_id"]),
    }


def _mark(connection: Connection, counts: LoadCounts, moment: datetime, marks: list[Record]) -> None:
    """Writes what became of each document, all in one statement."""
    marked = rows_of(DIM_DOCUMENT, marks)
    names = [name for name in marks[0] if name != "document_id"]
    values = {name: marked.c[name] for name in names}
    statement = update(DIM_DOCUMENT).where(DIM_DOCUMENT.c.document_id == marked.c.document_id)
    connection.execute(statement.values(**values, load_id=counts.load_id, loaded_at=moment))
