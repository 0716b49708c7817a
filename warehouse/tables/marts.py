"""What marts keep so that a query need not compute it, and for whom it has to be computed anew (`warehouse.marts`)."""

from sqlalchemy import BigInteger, Boolean, Identity, Index, Numeric, SmallInteger, Text

from warehouse.tables.metadata import BOOKKEEPING, column, table

# In the order of the columns of the view `computed_target_drift`, whose rows it keeps.
DRIFT_ROWS = table(
    "drift_rows",
    column("region_code", Text()),
    column("region_name", Text()),
    column("department_id", Text()),
    column("department_name", Text(), nullable=True),
    column("department_function", Text(), nullable=True),
    column("indicator_code", Text()),
    column("indicator_name", Text()),
    column("budget_year", SmallInteger()),
    column("form", Text()),
    column("value_id", Text(), primary_key=True),
    column("value_printed", Text()),
    column("comparator", Text(), nullable=True),
    column("unit", Text(), nullable=True),
    column("direction", Text(), nullable=True),
    column("comparable_value", Numeric()),
    column("last_value_id", Text(), nullable=True),
    column("last_value_printed", Text(), nullable=True),
    column("last_comparable_value", Numeric(), nullable=True),
    column("value_change", Numeric(), nullable=True),
    column("is_looser", Boolean(), nullable=True),
    column("is_unchanged_three_years", Boolean(), nullable=True),
    column("last_result_value", Numeric(), nullable=True),
    column("earlier_result_value", Numeric(), nullable=True),
    column("is_below_results", Boolean(), nullable=True),
    Index(None, "indicator_code", "budget_year"),
    Index(None, "department_id"),
    schema=BOOKKEEPING,
)

TOUCHED_DEPARTMENTS = table(
    "touched_departments",
    column("touch_id", BigInteger(), Identity(always=True), primary_key=True),
    column("department_id", Text()),
    schema=BOOKKEEPING,
)
