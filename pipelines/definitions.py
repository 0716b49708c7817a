"""Everything Dagster is told: assets in layers, their checks, jobs, the schedule, the sensors and the resources."""

from typing import Any

import dagster as dg

from assets.forms.defs import forms_assets
from assets.marts.defs import marts_assets
from assets.normalization.defs import normalization_assets
from assets.register.defs import register_assets
from pipelines.jobs import load_job, morning_job, register_job
from pipelines.night.asset import morning_report
from pipelines.partitions import region_years, regions
from pipelines.resources import resources
from pipelines.schedules import morning, nightly
from pipelines.sensors import failed, inbox, lost, waiting


def build_definitions(**overrides: Any) -> dg.Definitions:
    """Fresh definitions; `overrides` replaces resources by key, as a test does."""
    made = [
        *register_assets(regions),
        *forms_assets(region_years),
        *normalization_assets(region_years),
        *marts_assets(region_years),
        morning_report,
    ]
    return dg.Definitions(
        assets=made,
        jobs=[register_job, load_job, morning_job],
        schedules=[nightly, morning],
        sensors=[inbox, waiting, lost, failed],
        resources=resources() | overrides,
        # The steps of a region and year are small and follow each other: a process for each costs seconds and gains
        # nothing. Runs are what goes side by side.
        executor=dg.in_process_executor,
    )


defs = build_definitions()
