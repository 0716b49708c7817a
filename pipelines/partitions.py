"""The two dimensions along which documents are run: region and budget year. Documents are rows, not partitions."""

import dagster as dg

FIRST_YEAR = 2010
REGION = "region"
BUDGET_YEAR = "budget_year"

# A declaration for the coming year is written in this one, and the partition of a year opens on its first day.
_YEARS_AHEAD = 2

regions = dg.DynamicPartitionsDefinition(name=REGION)
budget_years = dg.TimeWindowPartitionsDefinition(
    cron_schedule="0 0 1 1 *", start=str(FIRST_YEAR), fmt="%Y", end_offset=_YEARS_AHEAD, timezone="Asia/Shanghai"
)
region_years = dg.MultiPartitionsDefinition({REGION: regions, BUDGET_YEAR: budget_years})


def partition_key(region_code: str, budget_year: int) -> dg.MultiPartitionKey:
    """The key of one region and year."""
    return dg.MultiPartitionKey({REGION: region_code, BUDGET_YEAR: str(budget_year)})


def last_year() -> int:
    """The last budget year that has a partition today, in Shanghai."""
    return int(budget_years.get_partition_keys()[-1])
