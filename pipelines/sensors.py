"""What runs because something happened: a file in the inbox, a document that waits to be loaded."""

import hashlib
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import sqlalchemy as sa

from pipelines.jobs import load_job, morning_job, register_job
from pipelines.night.delivery import deliver
from pipelines.night.runs import note_lost
from pipelines.night.steps import again
from pipelines.partitions import partition_key, regions
from pipelines.schedules import register_config
from pipelines.settings import Settings
from warehouse.waiting import waiting_work

_LOG = logging.getLogger(__name__)
SETTLED_SECONDS = 5
"""A file that changed less than this ago may still be on its way in."""


@dg.sensor(job=register_job, minimum_interval_seconds=30, default_status=dg.DefaultSensorStatus.RUNNING)
def inbox(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Registers the inbox when its files are not those of the last look, once they have come to rest."""
    folder = Settings().inbox_folder
    folder.mkdir(parents=True, exist_ok=True)
    listing = list(_listing(folder))
    if any(time.time() - modified < SETTLED_SECONDS for _, _, modified in listing):
        return dg.SkipReason("a file is still arriving")
    state = hashlib.sha256(repr(listing).encode()).hexdigest()
    if not listing or state == context.cursor:
        return dg.SkipReason("nothing new in the inbox")
    context.update_cursor(state)
    return dg.RunRequest(run_key=state, run_config=register_config(inbox=True))


@dg.sensor(job=load_job, minimum_interval_seconds=30, default_status=dg.DefaultSensorStatus.RUNNING)
def waiting(context: dg.SensorEvaluationContext, warehouse: dg.ResourceParam[sa.Engine]) -> dg.SensorResult:
    """Loads each region and year in which something waits; what failed is not tried for ever."""
    with warehouse.connect() as connection:
        partitions = waiting_work(connection)
    requests = []
    for (region_code, year), work in partitions.items():
        state = hashlib.sha256(" ".join(sorted(work)).encode()).hexdigest()[:16]
        requests.append(
            dg.RunRequest(run_key=f"{region_code}|{year}|{state}", partition_key=partition_key(region_code, year))
        )
    known = set(context.instance.get_dynamic_partitions(str(regions.name)))
    new = sorted({region_code for region_code, _ in partitions} - known)
    return dg.SensorResult(
        run_requests=requests, dynamic_partitions_requests=[regions.build_add_request(new)] if new else []
    )


@dg.sensor(minimum_interval_seconds=30, default_status=dg.DefaultSensorStatus.RUNNING)
def lost(context: dg.SensorEvaluationContext, warehouse: dg.ResourceParam[sa.Engine]) -> dg.SkipReason:
    """Notes runs whose process was killed as failed, so that `failed` and the reports tell of them."""
    return dg.SkipReason(f"{note_lost(warehouse, context.instance)} runs had lost their process")


@dg.run_failure_sensor(default_status=dg.DefaultSensorStatus.RUNNING, minimum_interval_seconds=30)
def failed(context: dg.RunFailureSensorContext) -> None:
    """Says in one line which run failed, why, whether it is tried again by itself, and how to run it again."""
    run = context.dagster_run
    partition = run.tags.get("dagster/partition")
    is_tried_again = run.tags.get("dagster/will_retry") == "true"
    said = {"job": run.job_name, "partition": partition, "run_id": run.run_id, "is_tried_again": is_tried_again}
    why = " ".join((context.failure_event.message or "").split())
    _LOG.error("run failed", extra={**said, "why": why, "again": again(partition)})
    if run.job_name == morning_job.name and not is_tried_again:  # no letter will say so
        deliver(f"# 晨报失败 the morning report failed\n\n{why}: `{again(None)}`", Settings())


def _listing(folder: Path) -> Iterator[tuple[str, int, float]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            found = path.stat()
            yield path.relative_to(folder).as_posix(), found.st_size, found.st_mtime
