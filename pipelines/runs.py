"""Running the assets from the command line: the jobs that schedule and sensors ask for, in this process."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import dagster as dg

from pipelines.partitions import partition_key
from pipelines.schedules import register_config

# The command line says itself what happened; Dagster's console log would say it twice, event by event.
_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}

_SHOWN = 400

# What the drivers and `warehouse.engine` call an error by which the server is gone; any other has a name of its own.
_LOST = {
    "WarehouseUnreachable", "OperationalError", "InterfaceError", "AdminShutdown", "CrashShutdown", "CannotConnectNow",
}  # fmt: skip


class RunFailedError(Exception):
    """A run failed by a fault of ours or of the machine; the message is one line and says how to try again."""


class WarehouseLostError(RunFailedError):
    """A run failed because the warehouse was out of reach or was lost on the way."""


def run_register(
    definitions: dg.Definitions,
    instance: dg.DagsterInstance,
    paths: Iterable[str] = (),
    replay: Iterable[str] = (),
    *,
    anew: bool = True,
    feeds: bool = False,
) -> dict[str, Any]:
    """Registers files and gives back what the asset said of it."""
    config = register_config(paths, replay, anew=anew, feeds=feeds)
    result = _run(definitions.resolve_job_def("register"), instance, config, None)
    (event,) = result.asset_materializations_for_node("registered_documents")
    return {key: value.value for key, value in event.metadata.items()}


def run_load(
    definitions: dg.Definitions,
    instance: dg.DagsterInstance,
    region_code: str,
    budget_year: int,
) -> dict[str, int]:
    """Loads one region and year and gives back how many documents and rows were written."""
    instance.add_dynamic_partitions("region", [region_code])
    key = partition_key(region_code, budget_year)
    result = _run(definitions.resolve_job_def("load"), instance, {}, key)
    counts: dict[str, int] = {}
    for event in result.asset_materializations_for_node("load_facts"):
        said = {name: value.value for name, value in event.metadata.items()}
        counts |= {
            name: count for name, count in said.items() if name.startswith("documents_") and isinstance(count, int)
        }
        table = event.asset_key.path[-1] if event.asset_key else ""
        rows = said["dagster/partition_row_count"]
        counts[table] = rows if isinstance(rows, int) else 0
    return counts


def _run(
    job: dg.JobDefinition, instance: dg.DagsterInstance, config: dict[str, Any], key: dg.MultiPartitionKey | None
) -> dg.ExecuteInProcessResult:
    result = job.execute_in_process(
        instance=instance, run_config=config | _QUIET, partition_key=key, raise_on_error=False
    )
    if result.success:
        return result
    where = f" of {key}" if key else ""
    cause = cause_of(result.all_events)
    kind = WarehouseLostError if cause.error in _LOST else RunFailedError
    raise kind(
        f"the {job.name} run {result.run_id[:8]}{where} failed{cause.said} "
        "- nothing of it was loaded; run the same command again, or look at the run in `jixiao serve`"
    )


@dataclass(frozen=True, slots=True)
class Cause:
    """Where a run failed and by what, in a part of a line, and the innermost error's class."""

    said: str = ""
    error: str | None = None


def cause_of(events: Iterable[dg.DagsterEvent]) -> Cause:
    """The first failure among a run's events."""
    for event in events:
        if not event.is_failure:
            continue
        where = f" at {event.step_key}" if event.is_step_failure else ""
        error = getattr(event.event_specific_data, "error", None)  # one that was found out to be lost has no data
        while error is not None and error.cause is not None:
            error = error.cause
        said = " ".join((error.message if error else event.message or "").split())[:_SHOWN]
        return Cause(f"{where}: {said}", error.cls_name if error else None)
    return Cause()
