"""Dagster's own house, as commands open it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_server

import dagster as dg
import psycopg
import pytest
import sqlalchemy as sa

from pipelines.command.session import open_session
from pipelines.instance import ask_once, leave_out, storage_url
from pipelines.settings import Settings


def test_a_partition_that_was_there_is_not_asked_for_again_and_one_that_was_not_is() -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        ask_once(instance.event_log_storage, "has_dynamic_partition")
        assert not instance.has_dynamic_partition("region", "420700")
        instance.add_dynamic_partitions("region", ["420700"])
        assert instance.has_dynamic_partition("region", "420700")
        assert not instance.has_dynamic_partition("region", "420704")
        instance.delete_dynamic_partition("region", "420700")
        assert instance.has_dynamic_partition("region", "420700")


def test_only_the_events_that_nobody_asks_for_are_not_kept() -> None:
    @dg.op
    def one() -> int:
        return 1

    @dg.op
    def two(number: int) -> None:
        assert number == 1

    @dg.job
    def both() -> None:
        two(one())

    with dg.DagsterInstance.ephemeral() as instance:
        before = both.execute_in_process(instance=instance)
        leave_out(instance.event_log_storage, {dg.DagsterEventType.STEP_INPUT})
        after = both.execute_in_process(instance=instance)
        first, second = (
            [event.dagster_event_type for event in instance.all_logs(run.run_id) if event.dagster_event_type]
            for run in (before, after)
        )
    assert dg.DagsterEventType.STEP_INPUT in first
    assert second == [kind for kind in first if kind != dg.DagsterEventType.STEP_INPUT]


def test_a_run_is_as_old_as_it_is_where_the_warehouse_has_another_time_zone(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dagster takes its times for UTC: a lost run would not be old enough to be noted for eight hours."""
    monkeypatch.setenv("JIXIAO_HOME", str(tmp_path))
    monkeypatch.setenv("JIXIAO_WAREHOUSE", database_url)
    url = sa.make_url(database_url)
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as connection:
        connection.execute(f"ALTER DATABASE {url.database} SET timezone TO 'Asia/Shanghai'")

    @dg.job
    def empty() -> None:
        pass

    with open_session(Settings()) as session, session.dagster() as instance:
        assert empty.execute_in_process(instance=instance).success
        soon = dg.RunsFilter(updated_before=datetime.now(UTC) + timedelta(minutes=1))
        assert instance.get_runs_count(soon) == 1


def test_a_server_that_never_answers_is_not_waited_for_without_end() -> None:
    with create_server(("127.0.0.1", 0)) as silent:
        engine = sa.create_engine(storage_url(f"postgresql://somebody@127.0.0.1:{silent.getsockname()[1]}/jixiao"))
        with pytest.raises(sa.exc.OperationalError, match="timeout expired"):
            engine.connect()
