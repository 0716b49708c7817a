"""The published views: SQL as files beside this one, and a twin with Chinese names of every table and view in `public`.

Each view has its function of the same columns that gives the warehouse of a day (`as_of`). Views and functions hold no
data, so they are dropped and made again whenever a file or a description has changed.
"""

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from typing import cast

import psycopg
from psycopg import Cursor, sql
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from contracts.vocabulary.columns import columns, relations
from warehouse.tables.metadata import METADATA
from warehouse.views import as_of

# In order of dependence: a wide view reads that of every version, a mart reads wide views.
VIEWS = (
    "every_indicator_value",
    "every_funding",
    "every_task",
    "every_score",
    "every_narrative",
    "every_finding",
    "wide_indicator_value",
    "wide_funding",
    "wide_task",
    "wide_score",
    "wide_narrative",
    "wide_document",
    "wide_finding",
    "judged_indicator_value",
    "compare_indicator_value",
    "indicator_result",
    "computed_target_drift",
    "target_drift",
    "target_achievement",
    "restatement",
    "region_sum",
    "funding_structure",
    "result_application",
    "narrative_shingle",
    "text_likeness",
    "boilerplate_share",
    "document_quality",
    "department_summary",
    "publication_coverage",
)
DATED = tuple(view for view in VIEWS if not view.startswith("every_"))
TABLES = tuple(sorted(table.name for table in METADATA.tables.values() if table.schema is None))
TWIN = "_cn"


# Every function by its name, and the relation that describes it; the documents of a day describe themselves.
FUNCTIONS = {as_of.SPOKEN: ""} | {view + as_of.SUFFIX + twin: view for view in DATED for twin in ("", TWIN)}


class ViewsInUseError(Exception):
    """A view or table that somebody else made stands on one of ours, which therefore cannot be replaced."""


def definition(view: str) -> str:
    """The SELECT of a view, from its file."""
    return files(__package__).joinpath(f"{view}.sql").read_text(encoding="utf-8")


def fingerprint() -> str:
    """Digest of everything that views and comments are made from."""
    digest = hashlib.sha256()
    for view in VIEWS:
        digest.update(f"{view}\n{definition(view)}\n".encode())
    for statement in _functions():
        digest.update(statement.encode())
    for table in sorted(METADATA.tables):
        digest.update(f"{table}:{','.join(METADATA.tables[table].c.keys())}\n".encode())
    for described in (columns(), relations()):
        digest.update("\n".join(map(repr, described.values())).encode())
    return digest.hexdigest()


def drop(connection: Connection) -> None:
    """Drops our views, and only ours. Raises ViewsInUseError, which names what stands on them."""
    names = [view + TWIN for view in (*TABLES, *VIEWS)] + list(reversed(VIEWS))
    functions = ", ".join(f"public.{name}{as_of.SIGNATURE}" for name in FUNCTIONS)
    try:
        connection.execute(text(f"DROP FUNCTION IF EXISTS {functions}"))
        connection.execute(text(f"DROP VIEW IF EXISTS {', '.join(f'public.{name}' for name in names)}"))
    except DBAPIError as error:
        diagnosis = getattr(error.orig, "diag", None)
        if getattr(error.orig, "sqlstate", "") != "2BP01" or diagnosis is None:
            raise
        detail = (diagnosis.message_detail or "").replace("\n", "; ")
        raise ViewsInUseError(
            f"the views cannot be replaced while others stand on them; drop these first: {detail}"
        ) from error


def create(connection: Connection) -> None:
    """Makes every view and twin, and puts the Chinese comments on tables, views and all their columns."""
    driver = cast("psycopg.Connection[tuple[str, ...]]", connection.connection.driver_connection)
    with driver.cursor() as cursor:
        for view in VIEWS:
            cursor.execute(
                sql.SQL("CREATE VIEW public.{} AS {}").format(sql.Identifier(view), sql.SQL(definition(view)))
            )
        twins = {relation: _create_twin(cursor, relation) for relation in (*TABLES, *VIEWS)}
        for statement in _functions():
            cursor.execute(sql.SQL(statement))
        for view in DATED:
            cursor.execute(sql.SQL(as_of.twin_statement(view, TWIN, twins[view])))
        for name, relation in FUNCTIONS.items():
            described = sql.Literal(as_of.comment(relations()[relation].comment if relation else as_of.SPOKEN_COMMENT))
            target = sql.SQL("public.{}" + as_of.SIGNATURE).format(sql.Identifier(name))
            cursor.execute(sql.SQL("COMMENT ON FUNCTION {} IS {}").format(target, described))
        for table in METADATA.tables.values():
            place = (table.schema or "public", table.name)
            _describe(cursor, "TABLE", place, table.name, {name: name for name in table.c.keys()})  # noqa: SIM118 - iterating a table's columns gives columns


def _create_twin(cursor: Cursor[tuple[str, ...]], relation: str) -> str:
    """Makes the view with Chinese names, codes once more as Chinese words at its end; what it selects."""
    named = _columns_of(cursor, "public", relation)
    coded = [name for name in named if columns()[name].codes]
    shown = {columns()[name].name_zh: name for name in named} | {columns()[name].words_zh: name for name in coded}
    listed = [sql.Identifier(name) for name in named] + [_in_words(name) for name in coded]
    selected = sql.SQL(", ").join(
        sql.SQL("{} AS {}").format(one, sql.Identifier(name)) for one, name in zip(listed, shown, strict=True)
    )
    cursor.execute(
        sql.SQL("CREATE VIEW public.{} AS SELECT {} FROM public.{}").format(
            sql.Identifier(relation + TWIN), selected, sql.Identifier(relation)
        )
    )
    _describe(cursor, "VIEW", ("public", relation + TWIN), relation, shown)
    if relation in VIEWS:
        _describe(cursor, "VIEW", ("public", relation), relation, {name: name for name in named})
    return selected.as_string(cursor)


def _in_words(name: str) -> sql.Composable:
    """A column's codes as Chinese words."""
    cases = [
        sql.SQL("WHEN {} THEN {}").format(sql.Literal(code), sql.Literal(word))
        for code, word in columns()[name].codes.items()
    ]
    return sql.SQL("CASE {0} {1} ELSE {0} END").format(sql.Identifier(name), sql.SQL(" ").join(cases))


def _functions() -> Iterator[str]:
    yield as_of.spoken_statement()
    for view in DATED:
        yield as_of.statement(view, as_of.body(view, definition(view), DATED))


def _columns_of(cursor: Cursor[tuple[str, ...]], schema: str, relation: str) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = %s AND table_name = %s "
        "ORDER BY ordinal_position",
        (schema, relation),
    )
    return [name for (name,) in cursor.fetchall()]


def _describe(
    cursor: Cursor[tuple[str, ...]], kind: str, place: tuple[str, str], relation: str, names: dict[str, str]
) -> None:
    """Comments on a relation and its columns in one round trip; `names` maps each column to what describes it."""
    target = sql.Identifier(*place)
    comments = [
        sql.SQL("COMMENT ON {} {} IS {}").format(sql.SQL(kind), target, sql.Literal(relations()[relation].comment))
    ]
    comments += [
        sql.SQL("COMMENT ON COLUMN {}.{} IS {}").format(
            target, sql.Identifier(shown), sql.Literal(columns()[name].comment)
        )
        for shown, name in names.items()
    ]
    cursor.execute(sql.SQL("; ").join(comments))
