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


def are_given(connection: Connection) -> bool:
    """Whether the group, which has to exist, was given its grants in this database."""
    query = text("SELECT has_table_privilege(:role, 'public.' || :view, 'SELECT')")
    return bool(connection.scalar(query, {"role": READER, "view": READABLE[-1]}))
