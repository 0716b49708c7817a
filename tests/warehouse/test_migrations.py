"""The revisions build what the metadata says, views and comments are those of the files, and upgrades repeat."""

import re
from importlib.resources import files

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from contracts.vocabulary.columns import columns, relations
from warehouse import migrations, views
from warehouse.engine import connect
from warehouse.tables import METADATA
from warehouse.tables.metadata import BOOKKEEPING

OUR_SCHEMAS = "n.nspname IN ('public', 'registry')"
STRUCTURE = f"""
SELECT n.nspname, c.relname, 'column', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text,
    a.attidentity::text, pg_get_expr(d.adbin, d.adrelid)
FROM pg_attribute AS a
JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE {OUR_SCHEMAS} AND c.relkind = 'r' AND a.attnum > 0 AND c.relname <> 'revision'
UNION ALL
SELECT n.nspname, c.relname, 'constraint', k.conname, pg_get_constraintdef(k.oid), '', '', ''
FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE {OUR_SCHEMAS} AND c.relname <> 'revision'
UNION ALL
SELECT schemaname, tablename, 'index', indexname, indexdef, '', '', '' FROM pg_indexes
WHERE schemaname IN ('public', 'registry') AND tablename <> 'revision'
ORDER BY 1, 2, 3, 4
"""


@pytest.fixture
def empty(database_url):
    return connect(database_url)


def test_migrations_build_what_the_metadata_says_comments_included(warehouse):
    with warehouse.connect() as connection:
        options = {"include_schemas": True, "version_table": "revision", "version_table_schema": BOOKKEEPING}
        context = MigrationContext.configure(connection, opts={**options, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_constraints_and_indexes_are_those_of_the_metadata_too(warehouse, empty):
    with empty.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {BOOKKEEPING}"))
        METADATA.create_all(connection)
        made = connection.execute(text(STRUCTURE)).all()
    with warehouse.connect() as connection:
        assert connection.execute(text(STRUCTURE)).all() == made
    assert len(made) > 200


def test_an_upgrade_is_done_once(empty):
    assert (migrations.current(empty), migrations.is_up_to_date(empty)) == (None, False)
    assert migrations.upgrade(empty)
    assert (migrations.current(empty), migrations.is_up_to_date(empty)) == (migrations.head(), True)
    assert not migrations.upgrade(empty)


def test_a_changed_view_is_made_anew_by_the_next_upgrade(warehouse, monkeypatch):
    changed = views.definition("every_finding").replace(
        "document.source_name", "upper(document.source_name) AS source_name"
    )
    original = views.definition
    monkeypatch.setattr(views, "definition", lambda view: changed if view == "every_finding" else original(view))
    assert not migrations.is_up_to_date(warehouse)
    assert migrations.upgrade(warehouse)
    with warehouse.connect() as connection:
        made = connection.scalar(text("SELECT pg_get_viewdef('every_finding'::regclass)"))
    assert "upper(document.source_name)" in made
    assert migrations.is_up_to_date(warehouse)


def test_a_view_of_somebody_else_that_stands_on_ours_is_named_and_left_alone(warehouse, monkeypatch):
    with warehouse.begin() as connection:
        connection.execute(text("CREATE VIEW mine AS SELECT value_id FROM wide_indicator_value"))
    monkeypatch.setattr(views, "fingerprint", lambda: "other")
    with pytest.raises(views.ViewsInUseError, match="view mine depends on view wide_indicator_value"):
        migrations.upgrade(warehouse)
    with warehouse.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM mine")) == 0


def test_every_view_has_its_file_and_every_file_its_view():
    found = {file.name.removesuffix(".sql") for file in files(views).iterdir() if file.name.endswith(".sql")}
    assert found - set(views.FUNCTIONS) == set(views.VIEWS)


def test_every_table_view_and_column_has_its_chinese_comment(warehouse):
    query = """
    SELECT c.relname, a.attname, coalesce(col_description(c.oid, a.attnum), ''), coalesce(obj_description(c.oid), '')
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
    WHERE n.nspname IN ('public', 'registry', 'regional') AND c.relkind IN ('r', 'v') AND c.relname <> 'revision'
    """
    comments = {description.comment for description in columns().values()}
    with warehouse.connect() as connection:
        rows = connection.execute(text(query)).all()
    assert {relation.removesuffix("_cn") for relation, *_ in rows} == set(relations())
    for relation, column, comment, of_relation in rows:
        assert comment in comments, (relation, column)
        assert of_relation == relations()[relation.removesuffix("_cn")].comment


def test_every_code_that_the_warehouse_takes_has_its_chinese_word():
    checks = [check for table in METADATA.tables.values() for check in table.constraints if hasattr(check, "sqltext")]
    lists = [found.groups() for check in checks if (found := re.fullmatch(r"(\w+) IN \((.+)\)", str(check.sqltext)))]
    assert len(lists) > 10
    for name, codes in lists:
        assert set(re.findall("'(.+?)'", codes)) == set(columns()[name].codes), name


def test_every_function_has_its_chinese_comment(warehouse):
    query = """
    SELECT count(*), count(obj_description(oid, 'pg_proc')) FROM pg_proc
    WHERE pronamespace IN ('public'::regnamespace, 'regional'::regnamespace)
    """
    with warehouse.connect() as connection:
        functions, described = connection.execute(text(query)).one()
    assert functions == described > 2 * len(views.DATED)


def test_no_description_is_left_over(warehouse):
    query = (
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema IN ('public', 'registry')"
    )
    with warehouse.connect() as connection:
        rows = connection.execute(text(query)).all()
    assert set(columns()) - {column for _, column in rows} == set()
    assert set(relations()) - {relation for relation, _ in rows} == set()


def test_a_twin_has_the_chinese_names_in_the_same_order(warehouse):
    query = (
        "SELECT column_name FROM information_schema.columns WHERE table_schema <> 'regional' AND table_name = :name "
    )
    query += "ORDER BY ordinal_position"
    with warehouse.connect() as connection:
        for relation in (*views.TABLES, *views.VIEWS):
            named, twin = (
                connection.scalars(text(query), {"name": name}).all() for name in (relation, relation + views.TWIN)
            )
            words = [columns()[name].words_zh for name in named if columns()[name].codes]
            assert twin == [columns()[name].name_zh for name in named] + words


def test_a_schema_with_data_in_it_is_upgraded_and_keeps_them(empty):
    """Up from the first revision, with a loaded and a withdrawn document: both keep their rows and get a history."""
    with empty.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {BOOKKEEPING}"))
        command.upgrade(migrations._config(connection), "0001")
        connection.execute(text("INSERT INTO dim_fiscal_year VALUES (2025, '2025-01-01', '2025-12-31')"))
        region = "INSERT INTO dim_region (region_code, region_name, region_level) "
        connection.execute(text(region + "VALUES ('420700', '鄂州市', 'prefecture')"))
        for document_id, state in (("a" * 16, "loaded"), ("b" * 16, "withdrawn")):
            connection.execute(
                text(
                    "INSERT INTO dim_document (document_id, document_sha256, source_name, region_code, budget_year, "
                    "reader, state, published_at, received_at, is_current) VALUES (:id, :id, 'a.pdf', '420700', 2025, "
                    "'pdf', :state, NULL, '2025-02-06 23:00+00', :state = 'loaded')"
                ),
                {"id": document_id, "state": state},
            )
            connection.execute(
                text(
                    "INSERT INTO fact_finding (finding_id, document_id, rule_code, severity, message_zh, message_en, "
                    "place) VALUES (:id, :id, 'M001', 'error', '', '', '')"
                ),
                {"id": document_id},
            )
    assert migrations.upgrade(empty)
    query = "SELECT document_id, known_on::text, issued_on::text, withdrawn_on IS NOT NULL FROM dim_document ORDER BY 1"
    with empty.connect() as connection:
        documents = [tuple(row) for row in connection.execute(text(query))]
        states = connection.execute(text("SELECT document_id, state FROM registry.document_states ORDER BY 1")).all()
        assert connection.scalar(text("SELECT count(*) FROM fact_finding")) == 2
    assert documents == [
        ("a" * 16, "2025-02-07", None, False),
        ("b" * 16, "2025-02-07", None, True),
    ]
    assert [tuple(row) for row in states] == [("a" * 16, "loaded"), ("b" * 16, "withdrawn")]
