"""What a reader may do: look at the views and the dimensions, nothing in schema `registry`, no facts' tables.

Grants are given one by one and renewed by every upgrade, so a table that a later migration makes is hidden until it is
listed here. A reader who is bound to regions gets schema `regional` instead. What PostgreSQL lets everybody do (make
temporary tables and large objects, hold advisory locks, write into the log of changes, run code by DO) is taken away as
far as the owner may.
"""

from sqlalchemy import Connection, text

from warehouse.views import TABLES, TWIN, VIEWS

READER, REGIONAL_READER = "jixiao_reader", "jixiao_regional_reader"
REGIONAL = "regional"
READABLE = tuple(
    sorted(
        {table for table in TABLES if table.startswith("dim_")}
        | {table + TWIN for table in TABLES}
        | set(VIEWS)
        | {view + TWIN for view in VIEWS}
    )
)

_OWNS_DATABASE = "SELECT pg_has_role(datdba, 'MEMBER') FROM pg_database WHERE datname = current_database()"
# Only a superuser may take these away.
_OPEN_TO_ALL = text("""
SELECT 'FUNCTION ' || oid::regprocedure
FROM pg_proc
WHERE
    pronamespace = 'pg_catalog'::regnamespace AND has_function_privilege('public', oid, 'EXECUTE')
    AND (
        proname ~ '^(lo_|pg_advisory_|pg_try_advisory_)' OR proname IN ('loread', 'lowrite', 'pg_logical_emit_message')
    )
UNION ALL
SELECT 'LANGUAGE ' || quote_ident(lanname)
FROM pg_language
WHERE lanpltrusted AND lanname <> 'sql' AND has_language_privilege('public', oid, 'USAGE')
""")
# Such a function runs with its caller's rights, so it shows no more than the caller may see.
_FUNCTIONS = text(
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND NOT prosecdef"
)


def renew(connection: Connection) -> None:
    """Gives the groups of readers what they may read, and takes from everybody what no reader needs.

    Does nothing to a group that does not exist.
    """
    groups = [group for group in (READER, REGIONAL_READER) if _exists(connection, group)]
    if not groups:
        return
    connection.execute(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
    connection.execute(text("REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC"))
    connection.execute(text(f"REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA {REGIONAL} FROM PUBLIC"))
    database = connection.scalar(text("SELECT quote_ident(current_database())"))
    if connection.scalar(text(_OWNS_DATABASE)):
        connection.execute(text(f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC"))
        connection.execute(text(f"GRANT CONNECT ON DATABASE {database} TO {', '.join(groups)}"))
    if connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")):
        for thing in connection.scalars(_OPEN_TO_ALL).all():
            connection.execute(text(f"REVOKE ALL ON {thing} FROM PUBLIC"))
    if READER in groups:
        connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {READER}"))
        connection.execute(text(f"GRANT USAGE ON SCHEMA public TO {READER}"))
        connection.execute(text(f"GRANT SELECT ON {', '.join(f'public.{name}' for name in READABLE)} TO {READER}"))
        for function in connection.scalars(_FUNCTIONS).all():
            connection.execute(text(f"GRANT EXECUTE ON FUNCTION {function} TO {READER}"))
    if REGIONAL_READER in groups:
        connection.execute(text(f"GRANT USAGE ON SCHEMA {REGIONAL} TO {REGIONAL_READER}"))
        connection.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA {REGIONAL} TO {REGIONAL_READER}"))
        connection.execute(text(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {REGIONAL} TO {REGIONAL_READER}"))


def are_given(connection: Connection, group: str) -> bool:
    """Whether the group, which has to exist, was given its grants in this database."""
    shown = f"{REGIONAL}.wide_document" if group == REGIONAL_READER else f"public.{READABLE[-1]}"
    # A database copied from another brings the grants on its relations along, but not those on itself.
    query = text(
        "SELECT has_table_privilege(:role, :shown, 'SELECT') "
        "AND has_database_privilege(:role, current_database(), 'CONNECT') "
        f"AND NOT (({_OWNS_DATABASE}) AND has_database_privilege('public', current_database(), 'TEMPORARY'))"
    )
    return bool(connection.scalar(query, {"role": group, "shown": shown}))


def _exists(connection: Connection, role: str) -> bool:
    return bool(connection.scalar(text("SELECT true FROM pg_roles WHERE rolname = :role"), {"role": role}))
