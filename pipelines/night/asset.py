"""The morning's report as an asset: what Dagster's page shows as fresh or late stands for the whole warehouse."""

from datetime import timedelta

import dagster as dg
import sqlalchemy as sa

from assets.marts.defs import FACTS
from assets.register.defs import OWNERS
from pipelines.night.letter import letter
from pipelines.night.morning import morning
from pipelines.settings import Settings


@dg.asset(
    group_name="marts",
    kinds={"python", "markdown"},
    owners=OWNERS,
    deps=list(FACTS),
    # The facts of a region and year are made when something changed there, so a quiet night would leave them "late";
    # the report is made every morning, and says of all of them that nothing waits.
    freshness_policy=dg.FreshnessPolicy.cron(
        deadline_cron="0 7 * * *", lower_bound_delta=timedelta(hours=2), timezone="Asia/Shanghai"
    ),
    description="What the night brought, what failed and what to do next; publication is its last step.",
)
def morning_report(
    context: dg.AssetExecutionContext, warehouse: dg.ResourceParam[sa.Engine]
) -> dg.MaterializeResult[None]:
    """One report a morning; it begins where the last one ended."""
    report = morning(Settings(), warehouse, context.instance)
    counts = {name: report[name] for name in ("loaded", "restated", "values", "findings")}
    return dg.MaterializeResult(
        metadata={
            "letter": dg.MetadataValue.md(letter(report)),
            "is_publishable": report["is_publishable"],
            "next_steps": report["next_steps"],
            **counts,
        }
    )
