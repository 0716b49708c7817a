"""The department dimension, written as documents name their departments, and what the departments were before."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.postgresql import distinct_on, insert

from contracts.vocabulary.departments import past_of, years_of
from contracts.vocabulary.functions import function_of, functions
from warehouse.records import Record, rows_of
from warehouse.tables.dimensions import DIM_DEPARTMENT, DIM_DEPARTMENT_PAST
from warehouse.tables.documents import DIM_DOCUMENT


def write_departments(connection: Connection, documents: list[Record]) -> None:
    """Adds the departments that these documents name and the dimension does not have yet."""
    departments = {
        document["department_id"]: {
            "department_id": document["department_id"],
            "department_name": document["department_name"] or document["department_id"],
            "region_code": document["region_code"],
            **described(document["department_id"]),
        }
        for document in documents
        if document["department_id"] is not None and document["region_code"] is not None
    }
    if departments:
        given = rows_of(DIM_DEPARTMENT, list(departments.values()))
        statement = insert(DIM_DEPARTMENT).from_select(list(given.c.keys()), select(given))
        connection.execute(statement.on_conflict_do_nothing())
        _write_past(connection, departments)


def described(department_id: str) -> Record:
    """What the vocabulary says of a department: its function's code and Chinese name, and the years it is valid."""
    code = function_of(department_id)
    since, until = years_of(department_id)
    return {
        "department_function": code,
        "department_function_name": functions()[code].name_zh if code else None,
        "valid_from": since,
        "valid_until": until,
    }


def renew_departments(connection: Connection) -> None:
    """Describes every department as the vocabulary now does."""
    known = connection.execute(select(DIM_DEPARTMENT)).all()
    for department in known:
        fresh = described(department.department_id)
        if any(getattr(department, name) != value for name, value in fresh.items()):
            chosen = DIM_DEPARTMENT.c.department_id == department.department_id
            connection.execute(update(DIM_DEPARTMENT).where(chosen).values(fresh))
    connection.execute(DIM_DEPARTMENT_PAST.delete())
    _write_past(connection, [department.department_id for department in known])


def _write_past(connection: Connection, department_ids: Iterable[str]) -> None:
    rows = [
        {
            "department_id": department_id,
            "predecessor_name": past.predecessor_name,
            "predecessor_id": past.predecessor_id,
            "department_change": past.change,
            "changed_in": past.changed_in,
        }
        for department_id in department_ids
        for past in past_of(department_id)
    ]
    if rows:
        connection.execute(insert(DIM_DEPARTMENT_PAST).on_conflict_do_nothing(), rows)


def name_departments(connection: Connection, documents: list[Record]) -> None:
    """Gives each department the name that its newest budget year states, whichever order documents arrived in."""
    ids = [document["department_id"] for document in documents if document["department_id"] is not None]
    table = DIM_DOCUMENT.c
    newest = (
        select(table.department_id, table.department_name)
        .ext(distinct_on(table.department_id))
        .where(table.department_id == func.any(ids), table.department_name.is_not(None))
        .order_by(table.department_id, table.budget_year.desc().nulls_last(), table.department_name)
        .subquery()
    )
    connection.execute(
        update(DIM_DEPARTMENT)
        .values(department_name=newest.c.department_name)
        .where(
            DIM_DEPARTMENT.c.department_id == newest.c.department_id,
            DIM_DEPARTMENT.c.department_name != newest.c.department_name,
        )
    )
