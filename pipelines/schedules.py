"""What runs by the clock: the nightly look into the inbox."""

import dagster as dg

from pipelines.jobs import register_job
from pipelines.settings import Settings


@dg.schedule(
    job=register_job,
    cron_schedule="0 2 * * *",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every night at two in Shanghai: take in what lies in the inbox.",
)
def nightly() -> dg.RunRequest:
    """One run of the register over the inbox; what it finds is loaded by the sensor of waiting documents."""
    return dg.RunRequest(run_config=register_config([str(Settings().inbox_folder)]))


def register_config(paths: list[str], replay: list[str] | None = None) -> dict[str, object]:
    """The run configuration of the register."""
    return {"ops": {"registered_documents": {"config": {"paths": paths, "replay": replay or []}}}}
