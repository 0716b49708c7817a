"""Which relations a reader may see: the views and the dimensions, nothing in schema `registry`, no facts' tables.

Grants are given one by one and renewed by every upgrade, so a table that a later migration makes is hidden until it is
listed here.
"""

from sqlalchemy import Connection, text

from warehouse.views import TABLES, TWIN, VIEWS

READER = "jixiao_reader"
READABLE = tuple(
    sorted(
        {table for table in TABLES if table.startswith("dim_")}
        | {table + TWIN for table in TABLES}
        | set(VIEWS)
        | {view + TWIN for view in VIEWS}
    )
)


def renew(connection: Connection) -> None:
    """Gives the group of readers what it may read, if the group exists."""
    if connection.scalar(text("SELECT true FROM pg_roles WHERE rolname = :role"), {"role": READER}):
        connection.execute(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
        connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {READER}"))
        connection.execute(text(f"GRANT USAGE ON SCHEMA public TO {READER}"))
        listed = ", ".join(f"public.{name}" for name in READABLE)
        connection.execute(text(f"GRANT SELECT ON {listed} TO {READER}"))
