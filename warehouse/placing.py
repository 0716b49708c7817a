"""Documents placed anew: a vocabulary that knows more regions and departments needs no document to be read again."""

from sqlalchemy import Connection, func, select

from contracts.vocabulary.departments import identify_department
from warehouse.departments import name_departments, write_departments
from warehouse.document_states import apply_changes, change_of
from warehouse.records import Record
from warehouse.tables.bookkeeping import SOURCES
from warehouse.tables.documents import DIM_DOCUMENT

_UNPLACED = "region_unknown"


def place_again(connection: Connection) -> list[str]:
    """Gives every document the region and department that its printed name now means; the ids of those that changed.

    One that waited in quarantine for its region alone waits for a load from then on, and the other way round.
    """
    said = dict(
        connection.execute(
            select(SOURCES.c.document_sha256, func.max(SOURCES.c.region_said)).group_by(SOURCES.c.document_sha256)
        ).all()
    )
    table = DIM_DOCUMENT.c
    known = connection.execute(
        select(DIM_DOCUMENT).where(
            table.department_printed.is_not(None),
            table.budget_year.is_not(None),
            (table.state != "quarantined") | (table.reason_code == _UNPLACED),
        )
    )
    placed = [(row._asdict(), _placed(row._asdict(), said.get(row.document_sha256))) for row in known]
    changes = [(before, change) for before, record in placed if (change := change_of(before, record))]
    after = [{**before, **change} for before, change in changes]
    write_departments(connection, after)
    apply_changes(connection, changes)
    name_departments(connection, after)
    return [before["document_id"] for before, _ in changes]


def _placed(before: Record, region_said: str | None) -> Record:
    hints = [text for text in (region_said, before["title_printed"]) if text]
    department, reason = identify_department(before["department_printed"], before["budget_year"], hints)
    if department is None:
        detail = f"{before['department_printed']} ({reason})"
        unplaced = {"region_code": None, "department_id": None, "reason_code": _UNPLACED, "reason_detail": detail}
        return {**before, **unplaced, "state": "quarantined"}
    place = {"region_code": department.region_code, "department_id": department.department_id}
    state = "registered" if before["state"] == "quarantined" else before["state"]
    return {**before, **place, "state": state, "reason_code": None, "reason_detail": None}
