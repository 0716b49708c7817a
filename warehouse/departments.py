"""The department dimension, written as documents name their departments."""

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.postgresql import distinct_on, insert

from contracts.vocabulary.departments import find_function, functions
from warehouse.records import Record
from warehouse.tables.dimensions import DIM_DEPARTMENT
from warehouse.tables.documents import DIM_DOCUMENT


def write_departments(connection: Connection, documents: list[Record]) -> None:
    """Adds the departments that these documents name and the dimension does not have yet."""
    departments = {
        document["department_id"]: {
            "department_id": document["department_id"],
            "department_name": document["department_name"] or document["department_id"],
            "region_code": document["region_code"],
            **function_of(document["department_id"]),
        }
        for document in documents
        if document["department_id"] is not None and document["region_code"] is not None
    }
    if departments:
        connection.execute(insert(DIM_DEPARTMENT).on_conflict_do_nothing(), list(departments.values()))


def function_of(department_id: str) -> Record:
    """The department's function as the vocabulary knows it from the name: its code and its Chinese name, or None."""
    code = find_function(department_id.partition("-")[2])
    return {
        "department_function": code,
        "department_function_name": functions()[code].name_zh if code else None,
    }


def renew_functions(connection: Connection) -> None:
    """Gives every department the function that the vocabulary now knows it by."""
    known = connection.execute(select(DIM_DEPARTMENT)).all()
    for department in known:
        fresh = function_of(department.department_id)
        if any(getattr(department, name) != value for name, value in fresh.items()):
            chosen = DIM_DEPARTMENT.c.department_id == department.department_id
            connection.execute(update(DIM_DEPARTMENT).where(chosen).values(fresh))


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
