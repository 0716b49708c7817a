"""A reader reads views and dimensions; every other thing it might try is refused."""

import psycopg
import pytest
from sqlalchemy import text

from warehouse import migrations
from warehouse.engine import connect
from warehouse.load import load_document_set
from warehouse.registry import record_documents
from warehouse.roles import QueryRefusedError, RoleError, create_reader, read_only

ALLOWED = (
    "SELECT 1 AS one",
    "SELECT * FROM wide_indicator_value",
    'SELECT "三级指标原文" FROM wide_indicator_value_cn',
    "TABLE dim_region LIMIT 3",
    "EXPLAIN SELECT * FROM wide_funding",
    "SHOW server_version",
    "SELECT name_printed FROM compare_indicator_value WHERE name_printed LIKE '%率'",
    "WITH one AS (VALUES (1), (2)) SELECT * FROM one",
    "SELECT 1;",
)
FORBIDDEN = (
    "DELETE FROM fact_indicator_value RETURNING value_id",
    "UPDATE wide_document SET state = 'loaded' RETURNING 1",
    "INSERT INTO dim_unit VALUES ('x', true) RETURNING unit",
    "WITH gone AS (DELETE FROM dim_region RETURNING 1) SELECT * FROM gone",
    "SELECT * FROM fact_indicator_value",
    "SELECT * FROM registry.loads",
    "RESET ROLE; DELETE FROM dim_unit",
    "SELECT 1; SELECT 2",
    "RESET ROLE",
    "SET ROLE jixiao",
    "SET SESSION AUTHORIZATION jixiao",
    "SELECT set_config('role', 'jixiao', false)",
    "SELECT set_config('session_authorization', 'jixiao', false)",
    "SELECT set_config('transaction_read_only', 'off', false)",
    "DO $$ BEGIN RESET ROLE; DELETE FROM dim_unit; END $$",
    "BEGIN",
    "COMMIT",
    "COPY (SELECT 1) TO PROGRAM 'touch /tmp/jixiao-was-here'",
    "COPY dim_unit TO '/tmp/jixiao-was-here'",
    "COPY dim_unit TO STDOUT",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT query_to_xml('DELETE FROM public.dim_unit', true, true, '')",
    "SELECT query_to_xml('SELECT * FROM registry.loads', true, true, '')",
    "SELECT rolpassword FROM pg_authid",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> current_user",
    "SELECT * INTO copied FROM dim_unit",
    "CREATE TABLE mine (a int)",
    "CREATE TEMP TABLE mine (a int)",
    "DROP VIEW wide_funding",
    "GRANT SELECT ON dim_unit TO PUBLIC",
    "CREATE ROLE other SUPERUSER",
    "ALTER ROLE current_user SUPERUSER",
    "VACUUM",
    "LISTEN all_of_it",
    "SELECT nextval('registry.loads_load_id_seq')",
    "EXPLAIN ANALYZE DELETE FROM dim_unit",
    "SELECT nothing_known",
    "SELEC 1",
    "",
)


@pytest.fixture
def loaded(warehouse, drawn):
    with warehouse.begin() as connection:
        record_documents(connection, frame := drawn.documents({}))
    load_document_set(warehouse, drawn.REGION, drawn.YEAR, drawn.load(frame["document_id"].iloc[0]))
    return warehouse


def contents(engine):
    with engine.connect() as connection:
        tables = ("dim_unit", "fact_indicator_value", "dim_document", "registry.loads", "registry.fingerprints")
        counts = [connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables]
        roles = connection.scalars(text("SELECT rolname FROM pg_roles WHERE rolsuper ORDER BY 1")).all()
        return counts, roles


def test_a_query_is_answered(loaded):
    for query in ALLOWED:
        assert len(read_only(loaded, query).columns) > 0, query
    result = read_only(loaded, "SELECT name_printed, value_low FROM wide_indicator_value")
    assert (result.columns, result.is_cut) == (("name_printed", "value_low"), False)
    assert [(name, str(low)) for name, low in result.rows] == [("预算执行率", "95")]
    assert read_only(loaded, "SELECT 1 AS one WHERE false").columns == ("one",)


def test_a_limit_cuts_and_says_so(loaded):
    query = "SELECT generate_series(1, 10000000)"
    assert read_only(loaded, query, limit=2).rows == [(1,), (2,)]
    assert read_only(loaded, query, limit=2).is_cut
    assert not read_only(loaded, "VALUES (1), (2)", limit=2).is_cut


def test_a_query_that_takes_too_long_is_stopped(loaded):
    with pytest.raises(QueryRefusedError, match="statement timeout"):
        read_only(loaded, "SELECT pg_sleep(30)", timeout_seconds=0.2)


def test_whatever_else_is_tried_is_refused(loaded):
    before = contents(loaded)
    for statement in FORBIDDEN:
        with pytest.raises(QueryRefusedError) as refused:
            read_only(loaded, statement)
        assert "\n" not in str(refused.value)
    assert contents(loaded) == before


def test_what_gives_no_rows_is_refused_before_it_runs(loaded):
    for statement in ("BEGIN", "RESET ROLE", "DO $$ BEGIN END $$", "COPY dim_unit TO STDOUT", "SET work_mem = '1GB'"):
        with pytest.raises(QueryRefusedError, match="only a query that gives rows"):
            read_only(loaded, statement)


def test_a_reader_for_a_bi_tool_reads_and_no_more(loaded):
    create_reader(loaded, "tableau-读", "first")
    create_reader(loaded, "tableau-读", "s'@é/")
    url = loaded.url.set(drivername="postgresql", username="tableau-读", password="s'@é/")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as reader:
        assert reader.execute("SELECT count(*) FROM wide_indicator_value").fetchone() == (1,)
        reader.execute("SET default_transaction_read_only = off")
        for statement in [
            one for one in FORBIDDEN if one.split(" ")[0] in {"DELETE", "UPDATE", "INSERT", "COPY", "SET", "CREATE"}
        ]:
            if "TEMP" in statement or statement.endswith("STDOUT"):
                continue
            with pytest.raises(psycopg.Error):
                reader.execute(statement)
    loaded.dispose()
    with loaded.begin() as connection:
        connection.execute(text('DROP ROLE "tableau-读"'))


def test_a_warehouse_beside_another_on_the_same_server_gives_its_own_grants(loaded, database_url):
    assert read_only(loaded, "SELECT count(*) FROM wide_document").rows == [(1,)]
    other = connect(database_url)
    migrations.upgrade(other)
    assert read_only(other, "SELECT count(*) FROM wide_document").rows == [(0,)]


def test_a_relation_that_a_later_migration_makes_is_hidden_until_it_is_listed(loaded):
    create_reader(loaded, "bi", "secret")
    with loaded.begin() as connection:
        connection.execute(text("CREATE TABLE later (a int)"))
    migrations.upgrade(loaded)
    with pytest.raises(QueryRefusedError, match="permission denied"):
        read_only(loaded, "SELECT * FROM later")


def test_a_role_that_is_no_reader_is_left_alone(loaded):
    with pytest.raises(RoleError, match="choose another name"):
        create_reader(loaded, loaded.url.username, "taken over")
