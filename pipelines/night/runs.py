"""What Dagster remembers of the night: looks at feeds, runs that failed, runs that took longest, failures forgotten."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import dagster as dg

_MOST_RUNS = 10_000
_PARTITION = "dagster/partition"


@dataclass(frozen=True, slots=True)
class RunSeen:
    """A run: its job, region and year (None for the register), seconds, and whether it failed."""

    run_id: str
    job: str
    partition: str | None
    seconds: float
    failed: bool


def runs_since(instance: dg.DagsterInstance, since: datetime | None) -> list[RunSeen]:
    """Every run that ended since then, the newest first."""
    filters = dg.RunsFilter(statuses=[dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE], updated_after=since)
    return [_seen(record) for record in instance.get_run_records(filters, limit=_MOST_RUNS)]


def forgotten(instance: dg.DagsterInstance) -> list[RunSeen]:
    """Jobs and partitions whose newest run failed, however long ago: nobody has run them again since."""
    newest: dict[tuple[str, str | None], RunSeen] = {}
    for run in runs_since(instance, None):
        newest.setdefault((run.job, run.partition), run)
    return [run for run in newest.values() if run.failed]


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
