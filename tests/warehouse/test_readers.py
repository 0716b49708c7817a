"""What a reader's own connection is refused, whatever it tries, and that a bound reader finds its own regions only."""

import psycopg
import pytest
from sqlalchemy import text

from contracts.vocabulary.columns import columns
from warehouse import migrations, views
from warehouse.grants import READABLE, REGIONAL
from warehouse.load import load_document_set
from warehouse.registry import record_documents
from warehouse.roles import RoleError, create_reader

OURS, OTHERS = "420700", "420100"
# What a migration of tomorrow might make; nobody listed it.
LATER = """
CREATE TABLE public.later_fact (region_code text);
CREATE TABLE registry.later_note (region_code text);
CREATE VIEW public.later_view AS SELECT * FROM registry.loads;
CREATE FUNCTION public.later_function() RETURNS SETOF registry.loads LANGUAGE sql SECURITY DEFINER
    AS 'SELECT * FROM registry.loads';
CREATE SCHEMA later_schema;
CREATE TABLE later_schema.fact (region_code text);
"""
REFUSED = (
    # writing
    "INSERT INTO dim_unit VALUES ('x', 'ratio', true)",
    "UPDATE wide_document SET state = 'loaded'",
    "DELETE FROM dim_region",
    "TRUNCATE dim_document",
    "MERGE INTO dim_unit USING (VALUES (1)) AS one (a) ON false WHEN NOT MATCHED THEN INSERT VALUES ('x', 'y', true)",
    "WITH gone AS (DELETE FROM public.fact_finding RETURNING 1) SELECT * FROM gone",
    "BEGIN; LOCK TABLE dim_document IN ACCESS EXCLUSIVE MODE",
    "SELECT * FROM dim_department FOR UPDATE",
    # reading what is not published
    "SELECT * FROM public.fact_indicator_value",
    "SELECT * FROM public.fact_narrative",
    "SELECT * FROM registry.loads",
    "SELECT * FROM registry.reader_regions",
    "SELECT last_value FROM registry.loads_load_id_seq",
    "SELECT query_to_xml('SELECT * FROM registry.sources', true, true, '')",
    "SELECT rolpassword FROM pg_authid",
    "SELECT * FROM pg_shadow",
    "SELECT * FROM pg_largeobject",
    "SELECT * FROM pg_statistic",
    # made by later migrations
    "SELECT * FROM public.later_fact",
    "SELECT * FROM registry.later_note",
    "SELECT * FROM public.later_view",
    "SELECT * FROM public.later_function()",
    "SELECT * FROM later_schema.fact",
    # files, programs, other servers
    "COPY (SELECT 1) TO PROGRAM 'touch {folder}/was-here'",
    "COPY dim_unit FROM PROGRAM 'echo'",
    "COPY (SELECT 1) TO '{folder}/was-here'",
    "COPY dim_unit FROM '/etc/passwd'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_read_binary_file('postgresql.conf')",
    "SELECT pg_ls_dir('/')",
    "SELECT pg_stat_file('/etc/passwd')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT lo_create(4711)",
    "LOAD '/tmp/evil.so'",
    "CREATE EXTENSION vector",
    "CREATE FOREIGN DATA WRAPPER evil",
    "CREATE SUBSCRIPTION evil CONNECTION 'host=127.0.0.1' PUBLICATION evil WITH (connect = false)",
    # making something
    "CREATE TABLE public.mine (a int)",
    "CREATE TEMPORARY TABLE mine (a int)",
    "CREATE SCHEMA mine",
    "CREATE VIEW public.mine AS SELECT 1 AS one",
    "CREATE FUNCTION public.mine(text) RETURNS bool LANGUAGE plpgsql COST 0.001 AS 'BEGIN RETURN true; END'",
    "CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OPERATOR public.<<< (FUNCTION = int4pl, LEFTARG = int, RIGHTARG = int)",
    "DO $$ BEGIN PERFORM 1; END $$",
    "SELECT * INTO mine FROM dim_unit",
    "CREATE DATABASE mine",
    # becoming somebody else
    "SET ROLE jixiao",
    "SET SESSION AUTHORIZATION jixiao",
    "SELECT set_config('role', 'jixiao', false)",
    "SELECT set_config('session_authorization', 'jixiao', false)",
    "CREATE ROLE other SUPERUSER",
    "ALTER ROLE current_user SUPERUSER",
    "ALTER ROLE current_user BYPASSRLS",
    "ALTER ROLE jixiao PASSWORD 'x'",
    "GRANT pg_read_server_files TO current_user",
    "GRANT SELECT ON registry.loads TO current_user",
    "GRANT jixiao TO current_user WITH ADMIN OPTION",
    "ALTER DEFAULT PRIVILEGES FOR ROLE jixiao GRANT SELECT ON TABLES TO PUBLIC",
    # changing what stands
    "DROP VIEW wide_funding",
    "CREATE OR REPLACE VIEW wide_funding AS SELECT 1 AS one",
    "ALTER TABLE public.fact_funding DISABLE TRIGGER ALL",
    "ALTER SYSTEM SET log_statement = 'all'",
    "ALTER DATABASE {database} SET search_path = registry",
    "COMMENT ON TABLE public.fact_funding IS 'x'",
    "ANALYZE public.fact_funding (region_code), registry.loads (load_id)",
    "REFRESH MATERIALIZED VIEW wide_funding",
    "REINDEX TABLE public.fact_funding",
    # disturbing others
    "SELECT pg_advisory_lock(1)",
    "SELECT pg_try_advisory_xact_lock(hashtextextended('jixiao upgrade', 0))",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'jixiao'",
    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = 'jixiao'",
    "SELECT pg_reload_conf()",
    "SELECT pg_switch_wal()",
    "SELECT pg_logical_emit_message(true, 'x', 'y')",
    "CHECKPOINT",
    "SET session_replication_role = replica",
    "SELECT pg_create_physical_replication_slot('mine')",
)
# What PostgreSQL says no with: no privilege, a kind of relation that cannot be written, what is not installed.
NO = {"42501", "55000", "42809", "0A000", "0LP01"}


@pytest.fixture
def loaded(warehouse, drawn):
    for region, name in ((OURS, "我局"), (OTHERS, "他局")):
        whose = {"region_code": region, "department_id": f"{region}-{name}", "document_sha256": region[:4] * 16}
        with warehouse.begin() as connection:
            record_documents(connection, frame := drawn.documents({**whose, "department_printed": name}))
        one = frame["document_id"].iloc[0]
        said = {"region_code": region, "name_printed": name, "value_id": f"{region}/1", "value_printed": name}
        said["indicator_code"] = "budget_execution_rate"
        tasks, scores = drawn.tasks(one), drawn.scores(one)
        frames = drawn.load(
            one,
            tasks=tasks.assign(region_code=region, task_printed=name),
            scores=scores.assign(region_code=region, subject_printed=name),
            indicators=drawn.indicators(one, said),
            funding=drawn.funding(one, {"region_code": region, "item_printed": name}),
            narratives=drawn.narratives(one, name),
            findings=drawn.findings(one, {"message_zh": name}),
        )
        load_document_set(warehouse, region, drawn.YEAR, frames)
    return warehouse


@pytest.fixture
def reader(loaded):
    """Opens a new reader's own connection, in which it has switched off all that it may switch off."""
    opened = []

    def open_as(*regions):
        name = f"reader_{loaded.url.database[-12:]}_{len(opened)}"
        create_reader(loaded, name, "secret", regions)
        url = loaded.url.set(drivername="postgresql", username=name, password="secret")
        connection = psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)
        connection.execute("SET default_transaction_read_only = off")
        opened.append((name, connection))
        return connection

    yield open_as
    for _, connection in opened:
        connection.close()
    with loaded.begin() as connection:
        for name, _ in opened:
            connection.execute(text(f"DROP OWNED BY {name}; DROP ROLE {name}"))


def contents(engine):
    counted = ("dim_unit", "dim_region", "dim_document", "fact_funding", "fact_finding", "registry.loads")
    with engine.connect() as connection:
        counts = {one: connection.scalar(text(f"SELECT count(*) FROM {one}")) for one in (*counted, "pg_largeobject")}
        powers = "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolsuper OR rolbypassrls ORDER BY 1"
        made = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"
        return counts, connection.execute(text(powers)).all(), connection.scalars(text(made)).all()


@pytest.mark.parametrize("regions", [(), (OURS,)], ids=["of all regions", "of one region"])
def test_everything_but_reading_is_refused(loaded, reader, tmp_path, regions):
    assert len(REFUSED) >= 40
    with loaded.begin() as connection:
        connection.execute(text(LATER))
    migrations.upgrade(loaded)
    connection = reader(*regions)
    before = contents(loaded)
    answers = {}
    for statement in REFUSED:
        try:
            connection.execute(statement.replace("{folder}", str(tmp_path)).replace("{database}", loaded.url.database))
            answers[statement] = "done"
        except psycopg.Error as error:
            answers[statement] = error.sqlstate
        connection.rollback()
    assert {statement: answer for statement, answer in answers.items() if answer not in NO} == {}
    assert contents(loaded) == before
    assert list(tmp_path.iterdir()) == []
    seen = connection.execute("SELECT query FROM pg_stat_activity WHERE usename <> current_user").fetchall()
    assert {query for (query,) in seen} <= {"<insufficient privilege>", None}


def test_a_reader_reaches_no_other_database_of_the_embedded_server(loaded, reader):
    url = loaded.url.set(drivername="postgresql", username=reader().info.user, password="secret")
    for database in ("postgres", "template1", "dagster", "jixiao"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(url.set(database=database).render_as_string(hide_password=False))


def test_a_bound_reader_finds_its_own_region_in_every_relation_and_another_in_none(loaded, reader):
    connection, everything = reader(OURS), reader()
    named = columns()["region_code"].name_zh
    found = connection.execute("SELECT table_name FROM information_schema.views WHERE table_schema = %s", [REGIONAL])
    relations = {name for (name,) in found}
    assert relations == set(READABLE)
    held = set()
    for relation in sorted(relations):
        rows = connection.execute(f"SELECT * FROM {relation}").fetchall()
        if relation.removesuffix("_cn") in ("dim_indicator", "dim_unit", "dim_fiscal_year"):
            continue
        assert OTHERS not in repr(rows), relation
        assert "他局" not in repr(rows), relation
        shown = everything.execute(f"SELECT * FROM {relation}").fetchall()
        if OTHERS in repr(shown) or "他局" in repr(shown):
            held.add(relation)
            assert rows == [row for row in shown if "我局" in repr(row) or row[0] == OURS], relation
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"SELECT * FROM public.{relation}")
    functions = connection.execute(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'regional'::regnamespace"
    ).fetchall()
    assert ("wide_funding_as_of",) in functions
    for (function,) in functions:
        rows = connection.execute(f"SELECT * FROM {function}('2100-01-01')").fetchall()
        shown = everything.execute(f"SELECT * FROM {function}('2100-01-01')").fetchall()
        assert rows == [row for row in shown if "我局" in repr(row)], function
        assert len(shown) == 2 * len(rows), function
        held |= {function} if shown else set()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(f"SELECT * FROM public.{function}('2100-01-01')")
    assert {"wide_funding_as_of", "wide_task_as_of_cn", "compare_indicator_value_as_of"} <= held
    assert {"wide_indicator_value", "wide_finding_cn", "fact_narrative_cn", "fact_finding_cn", "dim_document"} <= held
    assert connection.execute(f'SELECT DISTINCT "{named}" FROM wide_funding_cn').fetchall() == [(OURS,)]


def test_no_condition_of_a_query_sees_another_regions_row(reader):
    connection = reader(OURS)
    for relation in ("wide_indicator_value", "wide_funding", "dim_document"):
        divided = (
            f"SELECT count(*) FROM {relation} WHERE 1 / (CASE WHEN region_code = '{OTHERS}' THEN 0 ELSE 1 END) = 1"
        )
        assert connection.execute(divided).fetchone() == (1,)
    with pytest.raises(psycopg.errors.InvalidTextRepresentation, match="我局"):
        connection.execute("SELECT * FROM wide_indicator_value WHERE name_printed::int = 1")
    with pytest.raises(psycopg.errors.InvalidTextRepresentation, match="我局"):
        connection.execute("SELECT * FROM wide_indicator_value WHERE region_code = '420100' OR name_printed::int = 1")


def test_a_binding_may_name_several_regions_and_is_never_lost_in_passing(loaded, reader):
    connection = reader(OURS)
    name = connection.info.user
    with pytest.raises(RoleError, match="bound to regions"):
        create_reader(loaded, name, "other")
    create_reader(loaded, name, "secret", [OURS, OTHERS])
    assert connection.execute("SELECT count(DISTINCT region_code) FROM wide_funding").fetchone() == (2,)
    create_reader(loaded, name, "secret", [OTHERS])
    assert connection.execute("SELECT DISTINCT region_code FROM wide_funding").fetchall() == [(OTHERS,)]
    free = reader()
    create_reader(loaded, free.info.user, "secret", [OURS])
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        free.execute("SELECT * FROM public.wide_funding")


def test_what_a_later_version_adds_is_cut_to_the_region_too(loaded, reader, monkeypatch):
    connection = reader(OURS)
    with loaded.begin() as owner:
        function = "CREATE FUNCTION public.wide_funding_again(day date, more int DEFAULT 0) "
        function += "RETURNS SETOF public.wide_funding LANGUAGE sql STABLE "
        function += "BEGIN ATOMIC SELECT * FROM public.wide_funding; END"
        owner.execute(text(function))
    monkeypatch.setattr(views, "fingerprint", lambda: "another version's")
    monkeypatch.setattr(views, "drop", lambda connection: None)
    monkeypatch.setattr(views, "create", lambda connection: None)
    assert migrations.upgrade(loaded)
    found = connection.execute("SELECT region_code FROM wide_funding_again('2025-06-30')").fetchall()
    assert found == [(OURS,)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("SELECT * FROM public.wide_funding_again('2025-06-30')")
    assert reader().execute("SELECT count(*) FROM wide_funding_again('2025-06-30', more => 1)").fetchone() == (2,)
