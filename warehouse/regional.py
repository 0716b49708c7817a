"""What a reader who is bound to regions finds: schema `regional`, with every readable relation cut to those regions.

The filter asks `registry.reader_regions` for the login (`session_user`), which no SET can change. The views are
security barriers: no condition of a query, and no error that it raises, looks at another region's row. Readers without
a binding keep the plain views of `public`, and pay nothing for this.
"""

from typing import Any, cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection, text

from contracts.vocabulary.columns import columns
from warehouse.grants import READABLE, REGIONAL
from warehouse.views import TWIN

# Vocabularies that speak of no region.
_OF_ALL = {"dim_indicator", "dim_unit", "dim_fiscal_year"}
_BOUND = sql.SQL(
    "ANY (ARRAY(SELECT bound.region_code FROM registry.reader_regions AS bound WHERE bound.reader_role = session_user))"
)
_IN_REGION = sql.SQL("relation.{} = {}")
_OF_KEY = sql.SQL("relation.{} IN (SELECT known.{} FROM public.{} AS known WHERE known.region_code = {})")
# The dimension that knows the region of a relation which does not say it itself.
_KEYS = {"document_id": "dim_document", "department_id": "dim_department"}
_COLUMNS = text("""
SELECT c.relname, array_agg(a.attname::text)
FROM pg_class AS c
INNER JOIN pg_attribute AS a ON c.oid = a.attrelid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(:readable)
GROUP BY c.relname
ORDER BY c.relname
""")
# Functions that give rows of a readable relation: its name, theirs, their parameters and the names of those.
_FUNCTIONS = text("""
SELECT c.relname, p.proname, pg_get_function_arguments(p.oid), coalesce(p.proargnames, '{}')
FROM pg_proc AS p
INNER JOIN pg_class AS c ON p.prorettype = c.reltype
WHERE p.pronamespace = 'public'::regnamespace AND p.proretset AND c.relnamespace = 'public'::regnamespace
    AND c.relname = ANY(:readable)
ORDER BY p.proname
""")
_MADE = text("""
SELECT 'FUNCTION ' || oid::regprocedure FROM pg_proc WHERE pronamespace = to_regnamespace(:schema)
UNION ALL
SELECT 'VIEW ' || oid::regclass FROM pg_class WHERE relnamespace = to_regnamespace(:schema) AND relkind = 'v'
""")
# Each relation, column and function here says what that of its name in public says.
_DESCRIBED = text("""
SELECT format('COMMENT ON VIEW %s IS %L', c.oid::regclass, obj_description(p.oid, 'pg_class'))
FROM pg_class AS c
INNER JOIN pg_class AS p ON c.relname = p.relname AND p.relnamespace = 'public'::regnamespace
WHERE c.relnamespace = to_regnamespace(:schema) AND c.relkind = 'v'
UNION ALL
SELECT format('COMMENT ON COLUMN %s.%I IS %L', c.oid::regclass, a.attname, col_description(p.oid, a.attnum))
FROM pg_class AS c
INNER JOIN pg_class AS p ON c.relname = p.relname AND p.relnamespace = 'public'::regnamespace
INNER JOIN pg_attribute AS a ON p.oid = a.attrelid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = to_regnamespace(:schema) AND c.relkind = 'v'
UNION ALL
SELECT format('COMMENT ON FUNCTION %s IS %L', f.oid::regprocedure, obj_description(p.oid, 'pg_proc'))
FROM pg_proc AS f
INNER JOIN pg_proc AS p
    ON f.proname = p.proname AND f.proargtypes = p.proargtypes AND p.pronamespace = 'public'::regnamespace
WHERE f.pronamespace = to_regnamespace(:schema)
""")


def drop(connection: Connection) -> None:
    """Drops what stands in the schema; what somebody else built on it makes PostgreSQL refuse."""
    for made in connection.scalars(_MADE, {"schema": REGIONAL}).all():
        connection.execute(text(f"DROP {made}"))


def create(connection: Connection) -> None:
    """Makes the schema, a view for every readable relation and a function for every function that gives such rows."""
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {REGIONAL}"))
    readable = {"readable": list(READABLE)}
    filters = {name: _filter(name, found) for name, found in connection.execute(_COLUMNS, readable)}
    for name, condition in filters.items():
        if condition is not None:
            view = "CREATE VIEW {} WITH (security_barrier) AS SELECT * FROM {} AS relation WHERE {}"
            _execute(connection, view, _named(REGIONAL, name), _named("public", name), condition)
    for relation, name, parameters, names in connection.execute(_FUNCTIONS, readable).all():
        if (condition := filters[relation]) is not None:
            function = "CREATE FUNCTION {}({}) RETURNS SETOF {} LANGUAGE sql STABLE SECURITY DEFINER "
            function += (
                "SET search_path = pg_catalog, pg_temp BEGIN ATOMIC SELECT * FROM {}({}) AS relation WHERE {}; END"
            )
            given = sql.SQL(", ").join(map(sql.Identifier, names))
            _execute(
                connection, function, _named(REGIONAL, name), sql.SQL(parameters), _named("public", relation),
                _named("public", name), given, condition,
            )  # fmt: skip
    _execute(connection, ";".join(connection.scalars(_DESCRIBED, {"schema": REGIONAL}).all()))


def _filter(relation: str, found: list[str]) -> sql.Composable | None:
    """The condition on a row of the relation, None for a relation that cannot be cut to regions."""
    name = relation.removesuffix(TWIN)
    shown = {one: columns()[one].name_zh if name != relation else one for one in ("region_code", *_KEYS)}
    if name in _OF_ALL:
        return sql.SQL("true")
    if shown["region_code"] in found:
        return _IN_REGION.format(sql.Identifier(shown["region_code"]), _BOUND)
    for key, dimension in _KEYS.items():
        if shown[key] in found:
            names = (shown[key], key, dimension)
            return _OF_KEY.format(*map(sql.Identifier, names), _BOUND)
    return None


def _named(schema: str, name: str) -> sql.Identifier:
    return sql.Identifier(schema, name)


def _execute(connection: Connection, statement: str, *parts: sql.Composable) -> None:
    driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    driver.execute(sql.SQL(statement).format(*parts))
