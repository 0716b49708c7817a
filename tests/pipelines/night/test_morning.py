"""The morning through Dagster's own door: one report, what was forgotten, and that the next begins where it ended."""

from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import sqlalchemy as sa

from pipelines.command.doctor import examine
from pipelines.command.session import open_session
from pipelines.definitions import build_definitions
from pipelines.night.morning import morning
from pipelines.night.runs import forgotten
from pipelines.partitions import partition_key
from pipelines.sensors import failed
from pipelines.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("JIXIAO_HOME", str(tmp_path))
    monkeypatch.setenv("JIXIAO_WAREHOUSE", database_url)
    return Settings()


def test_a_morning_tells_what_was_forgotten_until_it_is_run_again(settings: Settings) -> None:
    def broken(_: dg.InitResourceContext) -> None:
        raise OSError("no room on the disk")

    with open_session(settings) as session, session.dagster() as instance:
        instance.add_dynamic_partitions("region", ["420700"])
        key = partition_key("420700", 2025)
        bad = build_definitions(archive=dg.resource(broken))  # type: ignore[arg-type]
        good = build_definitions()
        for definitions, fails in ((bad, True), (good, False)):
            job = definitions.resolve_job_def("load")
            run = job.execute_in_process(instance=instance, partition_key=key, raise_on_error=False)
            assert run.success is not fails
            assert [(one.job, one.partition) for one in forgotten(instance)] == (
                [("load", "2025|420700")] if fails else []
            )
            report = morning(settings, session.engine, instance)
            assert [run.failed for run in forgotten(instance)] == ([True] if fails else [])
            said = [step for step in report["next_steps"] if "jixiao backfill --years 2025 --region 420700" in step]
            assert ["no room on the disk" in step for step in said] == ([True] if fails else [])
            assert {name: holds for name, holds, _ in examine(session)}["dagster"] is not fails


def test_who_does_not_get_the_report_is_told_in_it(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIXIAO_REPORT_WEBHOOKS", '["slack=http://127.0.0.1:9/secret"]')
    with open_session(settings) as session, session.dagster() as instance:
        report = morning(Settings(), session.engine, instance)
    kept = (settings.home / "reports" / f"{report['day']}.md").read_text(encoding="utf-8")
    assert "this report did not reach: slack" in kept
    assert "secret" not in kept


def test_a_report_that_fails_for_good_is_told_in_its_place(
    settings: Settings, posted: tuple[str, list[dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: dg.InitResourceContext) -> None:
        raise OSError("no room on the disk")

    monkeypatch.setenv("JIXIAO_REPORT_WEBHOOKS", f'["slack={posted[0]}/x"]')
    with open_session(settings) as session, session.dagster() as instance:
        job = build_definitions(warehouse=dg.resource(broken)).resolve_job_def("morning")  # type: ignore[arg-type]
        run = job.execute_in_process(instance=instance, raise_on_error=False)
        (event,) = [event for event in run.all_events if event.is_job_event and event.is_failure]
        for will_retry in ("true", "false"):
            instance.add_run_tags(run.run_id, {"dagster/will_retry": will_retry})
            context = dg.build_run_status_sensor_context(
                "failed", event, instance, instance.get_run_by_id(run.run_id) or run.dagster_run
            )
            failed(context.for_run_failure())
    (message,) = posted[1]
    assert "the morning report failed" in message["text"]
    assert "`jixiao night`" in message["text"]


def test_the_next_report_begins_where_the_last_one_ended(settings: Settings) -> None:
    with open_session(settings) as session, session.dagster() as instance:
        result = build_definitions().resolve_job_def("morning").execute_in_process(instance=instance)
        assert result.success
        second = morning(settings, session.engine, instance)
        with session.engine.connect() as connection:
            spans = connection.execute(sa.text("SELECT since, until FROM registry.reports ORDER BY report_id")).all()
    assert spans[0].until == spans[1].since
    assert second["is_publishable"]
    assert (settings.home / "reports" / f"{second['day']}.json").exists()
