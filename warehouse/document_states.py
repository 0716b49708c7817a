"""What becomes of a registered document: what a new reading changes, another try, a withdrawal.

Whoever takes a document out of the loaded ones takes its facts along here, in the same transaction.
"""

from datetime import date

import pandas as pd
from sqlalchemy import Connection, bindparam, func, select, text, update

from warehouse.marts import touch
from warehouse.records import Record, frame_of
from warehouse.tables.bookkeeping import SOURCES
from warehouse.tables.documents import DIM_DOCUMENT
from warehouse.versions import Partition, forget_facts, lock_partition, order_versions

_IDENTITY = ("form", "department_id", "region_code", "budget_year")
_DESCRIBED = (*_IDENTITY, "title_printed", "department_printed", "long_until", "pages", "reader", "template")

StatedDates = dict[str, tuple[date | None, date | None]]


def known_documents(connection: Connection, document_ids: list[str]) -> dict[str, Record]:
    """The registry's rows of these documents, by document_id."""
    rows = connection.execute(select(DIM_DOCUMENT).where(DIM_DOCUMENT.c.document_id == func.any(document_ids)))
    names = list(rows.keys())
    return {row.document_id: dict(zip(names, row, strict=True)) for row in rows}


def change_of(before: Record, record: Record) -> Record:
    """What has to be written for a document that is known already; empty if nothing."""
    change = {name: record[name] for name in _DESCRIBED if record[name] != before[name]}
    if "department_printed" in change:
        change["department_name"] = record["department_name"]
    if record["state"] == "quarantined":
        if before["state"] != "quarantined" or record["reason_code"] != before["reason_code"]:
            change |= {"state": "quarantined", "reason_code": record["reason_code"]}
            change["reason_detail"] = record["reason_detail"]
    elif change and (before["state"] in {"quarantined", "registered"} or any(name in change for name in _IDENTITY)):
        change |= {"state": "registered", "reason_code": None, "reason_detail": None}
    if change:
        change["content_sha256"] = None
    return change


def apply_changes(connection: Connection, changes: list[tuple[Record, Record]]) -> None:
    """Writes changes, forgets the facts of documents that are no longer loaded, and orders the versions again."""
    if not changes:
        return
    partitions = sorted({found for before, change in changes for found in _partitions(before, change)})
    moments = [lock_partition(connection, partition) for partition in partitions]
    moment = max(moments) if moments else connection.execute(select(func.clock_timestamp())).scalar_one()
    unloaded = [
        before["document_id"] for before, change in changes if change.get("state") in {"registered", "quarantined"}
    ]
    forget_facts(connection, unloaded, moment)
    for before, change in changes:
        connection.execute(
            update(DIM_DOCUMENT).where(DIM_DOCUMENT.c.document_id == bindparam("id")).values(change),
            {"id": before["document_id"]},
        )
    if unloaded:
        reset = {"values_count": 0, "findings_count": 0, "is_current": False, "document_version": None}
        chosen = DIM_DOCUMENT.c.document_id == func.any(unloaded)
        connection.execute(update(DIM_DOCUMENT).where(chosen).values(reset))
    whose = {record["department_id"] for before, change in changes for record in (before, before | change)}
    touch(connection, whose - {None})
    for partition in partitions:
        order_versions(connection, partition, moment)


def _partitions(before: Record, change: Record) -> list[Partition]:
    after = {**before, **change}
    both = ((record["region_code"], record["budget_year"]) for record in (before, after))
    return [(region, year) for region, year in both if region is not None and year is not None]


def date_documents(connection: Connection, sha256s: list[str]) -> StatedDates:
    """Gives the documents of these files the dates that their sources state, and says them: the earliest of each kind.

    A date that is none stays as printed in `registry.sources`. A withdrawal by hand stands where no source states one.
    """
    stated = stated_dates(connection, sha256s)
    query = select(DIM_DOCUMENT).where(DIM_DOCUMENT.c.document_sha256 == func.any(sha256s))
    changes = []
    for before in [row._asdict() for row in connection.execute(query)]:
        published, withdrawn = stated.get(before["document_sha256"], (None, None))
        change: Record = {} if published == before["published_at"] else {"published_at": published}
        if withdrawn is not None and withdrawn != before["withdrawn_on"]:
            change |= _withdrawal(before, withdrawn)
        if change:
            changes.append((before, change))
    apply_changes(connection, changes)
    return stated


def stated_dates(connection: Connection, sha256s: list[str]) -> StatedDates:
    """By file, the earliest day of publication and that of withdrawal that a source states; None for none."""
    columns = (SOURCES.c.document_sha256, SOURCES.c.published_printed, SOURCES.c.withdrawn_printed)
    found: StatedDates = {}
    for sha256, *printed in connection.execute(select(*columns).where(SOURCES.c.document_sha256 == func.any(sha256s))):
        days = zip(found.get(sha256, (None, None)), map(_day, printed), strict=True)
        published, withdrawn = (min((day for day in pair if day is not None), default=None) for pair in days)
        found[sha256] = published, withdrawn
    return found


def _day(printed: str | None) -> date | None:
    try:
        return date.fromisoformat(printed[:10]) if printed else None
    except ValueError:
        return None


def withdraw(connection: Connection, document_id: str, day: date | None = None) -> None:
    """Takes a document out of the current ones from a day on (today in China); its rows stay, an older version speaks.

    Raises KeyError for a document that is not known, ValueError for a day to come: until then it still speaks.
    """
    before = known_documents(connection, [document_id])[document_id]
    today = connection.execute(text("SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date")).scalar_one()
    if day is not None and day > today:
        raise ValueError(f"{day} is still to come; a document is withdrawn from today or from a day before")
    apply_changes(connection, [(before, _withdrawal(before, day or today))])


def reinstate(connection: Connection, document_id: str) -> None:
    """Takes a withdrawal back, also one that a source states. Raises KeyError for a document that is not known."""
    before = known_documents(connection, [document_id])[document_id]
    table = SOURCES.c
    chosen = table.document_sha256 == before["document_sha256"]
    connection.execute(update(SOURCES).where(chosen).values(withdrawn_printed=None))
    change: Record = {"withdrawn_on": None}
    if before["state"] == "withdrawn":
        change["state"] = "registered" if before["content_sha256"] is None else "loaded"
    apply_changes(connection, [(before, change)])


def _withdrawal(before: Record, day: date) -> Record:
    """A document in quarantine stays there, for its reason is still to be seen."""
    return {"withdrawn_on": day} | ({} if before["state"] == "quarantined" else {"state": "withdrawn"})


def replay(connection: Connection, document_ids: list[str]) -> pd.DataFrame:
    """Gives quarantined documents another try: document_id, document_sha256, region_code, budget_year of each.

    Those that say who, when and which form wait for the next load from now on; the others stay in quarantine until they
    are registered again.
    """
    tried = [
        before for before in known_documents(connection, document_ids).values() if before["state"] == "quarantined"
    ]
    ready = [before["document_id"] for before in tried if all(before[name] is not None for name in _IDENTITY)]
    again = {"state": "registered", "reason_code": None, "reason_detail": None, "content_sha256": None}
    apply_changes(connection, [(before, again) for before in tried if before["document_id"] in ready])
    return pd.DataFrame(tried, columns=["document_id", "document_sha256", "region_code", "budget_year"])


def quarantined(connection: Connection) -> pd.DataFrame:
    """Every document in quarantine that its source has not withdrawn or replaced, with its reason, the newest first."""
    table = DIM_DOCUMENT.c
    names = (
        "document_id",
        "document_sha256",
        "source_name",
        "department_name",
        "region_code",
        "budget_year",
        "form",
        "template",
        "reason_code",
        "reason_detail",
        "received_at",
    )
    query = select(*(table[name] for name in names)).where(table.state == "quarantined", table.withdrawn_on.is_(None))
    return frame_of(connection.execute(query.order_by(table.received_sequence.desc())))
