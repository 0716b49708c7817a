"""What becomes of a registered document: what a new reading changes, another try, a withdrawal.

Whoever takes a document out of the loaded ones takes its facts along here, in the same transaction.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Connection, bindparam, func, select, update

from warehouse.records import Record, frame_of
from warehouse.tables.documents import DIM_DOCUMENT
from warehouse.versions import Partition, forget_facts, lock_partition, order_versions

_IDENTITY = ("form", "department_id", "region_code", "budget_year")
_DESCRIBED = (*_IDENTITY, "title_printed", "department_printed", "long_until", "pages", "reader", "template")


def known_documents(connection: Connection, document_ids: list[str]) -> dict[str, Record]:
    """The registry's rows of these documents, by document_id."""
    rows = connection.execute(select(DIM_DOCUMENT).where(DIM_DOCUMENT.c.document_id == func.any(document_ids)))
    return {row.document_id: row._asdict() for row in rows}


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
    if record["published_at"] != before["published_at"]:
        change["published_at"] = record["published_at"]
    return change


def apply_changes(connection: Connection, changes: list[tuple[Record, Record]]) -> None:
    """Writes changes, forgets the facts of documents that are no longer loaded, and orders the versions again."""
    for partition in sorted({found for before, change in changes for found in _partitions(before, change)}):
        lock_partition(connection, partition)
    unloaded = [
        before["document_id"] for before, change in changes if change.get("state") in {"registered", "quarantined"}
    ]
    if unloaded:
        forget_facts(connection, unloaded)
    for before, change in changes:
        connection.execute(
            update(DIM_DOCUMENT).where(DIM_DOCUMENT.c.document_id == bindparam("id")).values(change),
            {"id": before["document_id"]},
        )
    if unloaded:
        reset = {"values_count": 0, "findings_count": 0, "is_current": False, "document_version": None}
        chosen = DIM_DOCUMENT.c.document_id == func.any(unloaded)
        connection.execute(update(DIM_DOCUMENT).where(chosen).values(reset))
    for partition in sorted({found for before, change in changes for found in _partitions(before, change)}):
        order_versions(connection, partition)


def _partitions(before: Record, change: Record) -> list[Partition]:
    after = {**before, **change}
    both = ((record["region_code"], record["budget_year"]) for record in (before, after))
    return [(region, year) for region, year in both if region is not None and year is not None]


def withdraw(connection: Connection, document_id: str) -> None:
    """Takes a document out of the current ones; its rows stay, and an older version may speak again."""
    _set_state(connection, [document_id], {"state": "withdrawn", "reason_code": None, "reason_detail": None})


def replay(connection: Connection, document_ids: list[str]) -> pd.DataFrame:
    """Gives quarantined documents another try: document_id, document_sha256, region_code, budget_year of each.

    Those that say who, when and which form wait for the next load from now on; the others stay in quarantine until they
    are registered again.
    """
    tried = [
        before for before in known_documents(connection, document_ids).values() if before["state"] == "quarantined"
    ]
    ready = [before["document_id"] for before in tried if all(before[name] is not None for name in _IDENTITY)]
    _set_state(connection, ready, {"state": "registered", "reason_code": None, "reason_detail": None})
    return pd.DataFrame(tried, columns=["document_id", "document_sha256", "region_code", "budget_year"])


def quarantined(connection: Connection) -> pd.DataFrame:
    """Every document in quarantine with its reason, the newest first."""
    table = DIM_DOCUMENT.c
    names = (
        "document_id",
        "document_sha256",
        "source_name",
        "department_name",
        "region_code",
        "budget_year",
        "form",
        "reason_code",
        "reason_detail",
        "received_at",
    )
    query = select(*(table[name] for name in names)).where(table.state == "quarantined")
    return frame_of(connection.execute(query.order_by(table.received_sequence.desc())))


def _set_state(connection: Connection, document_ids: list[str], values: Mapping[str, Any]) -> None:
    known = known_documents(connection, document_ids)
    apply_changes(connection, [(before, {**values, "content_sha256": None}) for before in known.values()])
