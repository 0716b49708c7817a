"""What Dagster remembers of the night: looks at feeds, runs that failed, runs that took longest, failures forgotten.

A run whose process was killed cannot say so: it is found out here, and noted as failed.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import dagster as dg
import sqlalchemy as sa

from pipelines.runs import cause_of
from warehouse.living import is_at_work

_MOST_RUNS = 10_000
_PARTITION = "dagster/partition"
_TIME_TO_BEGIN = timedelta(minutes=1)
"""A run that says it started may not have opened the warehouse yet."""


@dataclass(frozen=True, slots=True)
class RunSeen:
    """A run: its job, region and year (None for the register), seconds, whether it failed, and where and why."""

    run_id: str
    job: str
    partition: str | None
    seconds: float
    failed: bool
    why: str = ""


def runs_since(instance: dg.DagsterInstance, since: datetime | None) -> list[RunSeen]:
    """Every run that ended since then, the newest first."""
    filters = dg.RunsFilter(statuses=[dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE], updated_after=since)
    return [_seen(record) for record in instance.get_run_records(filters, limit=_MOST_RUNS)]


def forgotten(instance: dg.DagsterInstance) -> list[RunSeen]:
    """Jobs and partitions whose newest run failed, however long ago: nobody has run them again since."""
    newest: dict[tuple[str, str | None], RunSeen] = {}
    for run in runs_since(instance, None):
        newest.setdefault((run.job, run.partition), run)
    return [replace(run, why=_why(instance, run.run_id)) for run in newest.values() if run.failed]


def _why(instance: dg.DagsterInstance, run_id: str) -> str:
    kinds = {dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.RUN_FAILURE}
    records = instance.get_records_for_run(run_id, of_type=kinds).records
    return cause_of(event for record in records if (event := record.event_log_entry.dagster_event)).said.lstrip(": ")


def note_lost(engine: sa.Engine, instance: dg.DagsterInstance) -> int:
    """Notes as failed the runs that are said to be under way and have no living process; how many they were."""
    filters = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED], updated_before=datetime.now(UTC) - _TIME_TO_BEGIN)
    lost = 0
    with engine.connect() as connection:
        for record in instance.get_run_records(filters):
            if not is_at_work(connection, record.dagster_run.run_id):
                instance.report_run_failed(record.dagster_run, "the process that ran it is gone")
                lost += 1
    return lost


def looks_since(instance: dg.DagsterInstance, since: datetime) -> list[dict[str, Any]]:
    """What the register said of the feeds since then, one entry a feed: the newest look, with earlier news added."""
    records = instance.fetch_materializations(
        dg.AssetRecordsFilter(dg.AssetKey("registered_documents"), after_timestamp=since.timestamp()), limit=1000
    ).records
    looks: dict[str, dict[str, Any]] = {}
    for record in reversed(records):
        materialization = record.asset_materialization
        said = materialization.metadata["feeds"].value if materialization else []
        for look in said if isinstance(said, list) else []:
            before = looks.get(look["feed"], {"new": [], "changed": [], "gone": []})
            news = {key: [*before[key], *look[key]] for key in ("new", "changed", "gone")}
            looks[look["feed"]] = {**look, **news}
    return list(looks.values())


def _seen(record: dg.RunRecord) -> RunSeen:
    run = record.dagster_run
    seconds = (record.end_time or 0) - (record.start_time or record.end_time or 0)
    return RunSeen(run.run_id, run.job_name, run.tags.get(_PARTITION), seconds, run.is_failure)
