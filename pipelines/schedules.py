"""What runs by the clock: the nightly look at the feeds, and the morning's report."""

from collections.abc import Iterable

import dagster as dg

from pipelines.jobs import morning_job, register_job


@dg.schedule(
    job=register_job,
    cron_schedule="0 2 * * *",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every night at two in Shanghai: take in what the feeds, the inbox among them, offer.",
)
def nightly() -> dg.RunRequest:
    """One run of the register over the feeds; what it finds is loaded by the sensor of waiting documents."""
    return dg.RunRequest(run_config=register_config(feeds=True))


@dg.schedule(
    job=morning_job,
    cron_schedule="0 6 * * *",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every morning at six in Shanghai: what the night brought, published if all is well.",
)
def morning() -> dg.RunRequest:
    """An hour before the marts' freshness is looked at, and four after the night began."""
    return dg.RunRequest()


def register_config(
    paths: Iterable[str] = (),
    replay: Iterable[str] = (),
    *,
    anew: bool = True,
    feeds: bool = False,
    inbox: bool = False,
) -> dict[str, object]:
    """The run configuration of the register."""
    config = {"paths": list(paths), "replay": list(replay), "anew": anew, "feeds": feeds, "inbox": inbox}
    return {"ops": {"registered_documents": {"config": config}}}
