"""The rows that marts keep: made anew for the departments that something touched, and for no others.

Who changes what the current versions say notes the departments, in the same transaction. Until `refresh` has made their
rows anew, the views compute them on the spot, so that no reader ever sees what is no longer true.
"""

from collections.abc import Collection

from sqlalchemy import Connection, Engine, delete, func, insert, select, text

from warehouse.records import rows_of
from warehouse.statistics import analyze_changed
from warehouse.tables.dimensions import DIM_DEPARTMENT
from warehouse.tables.marts import DRIFT_ROWS, TOUCHED_DEPARTMENTS

_AT_ONCE = 500
_COLUMNS = ", ".join(column.name for column in DRIFT_ROWS.columns)
_COMPUTE = text(
    f"INSERT INTO registry.{DRIFT_ROWS.name} ({_COLUMNS}) "  # noqa: S608 - our own names
    f"SELECT {_COLUMNS} FROM computed_target_drift WHERE department_id = ANY(:ids)"
)


def touch(connection: Connection, department_ids: Collection[str]) -> None:
    """Notes that what is kept for these departments may no longer be true."""
    if department_ids:
        given = rows_of(TOUCHED_DEPARTMENTS, [{"department_id": one} for one in sorted(department_ids)])
        connection.execute(insert(TOUCHED_DEPARTMENTS).from_select(["department_id"], select(given)))


def touch_all(connection: Connection) -> None:
    """Notes every department: after a change of the dimensions or of the views."""
    chosen = select(DIM_DEPARTMENT.c.department_id)
    connection.execute(insert(TOUCHED_DEPARTMENTS).from_select(["department_id"], chosen))


def refresh(engine: Engine) -> int:
    """Makes the kept rows of the touched departments anew; how many departments. Two at a time wait for each other.

    What is touched while it runs stays noted: a note is taken away by the transaction that reads what it speaks of,
    and read before it. Notes are only ever added, so no other transaction's can be taken away unseen.
    """
    refreshed = 0
    with engine.begin() as connection:
        analyze_changed(connection)
    while True:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('jixiao marts', 0))"))
            touched = TOUCHED_DEPARTMENTS.c.department_id
            ids = list(connection.scalars(select(touched).distinct().order_by(touched).limit(_AT_ONCE)))
            if not ids:
                return refreshed
            connection.execute(delete(TOUCHED_DEPARTMENTS).where(touched == func.any(ids)))
            connection.execute(delete(DRIFT_ROWS).where(DRIFT_ROWS.c.department_id == func.any(ids)))
            connection.execute(_COMPUTE, {"ids": ids})
            refreshed += len(ids)
