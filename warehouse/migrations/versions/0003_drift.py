"""What the mart of drifting targets keeps, an index that leads to targets alone, and targets changed in the year."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_FACT, _INDEX = "fact_indicator_value", "ix_fact_indicator_value_indicator_code"


def upgrade() -> None:
    """Tables and indexes; every department is noted for the first refresh by the making of the views."""
    op.create_table(
        "drift_rows",
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("region_name", sa.Text(), nullable=False),
        sa.Column("department_id", sa.Text(), nullable=False),
        sa.Column("department_name", sa.Text(), nullable=True),
        sa.Column("department_function", sa.Text(), nullable=True),
        sa.Column("indicator_code", sa.Text(), nullable=False),
        sa.Column("indicator_name", sa.Text(), nullable=False),
        sa.Column("budget_year", sa.SmallInteger(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("value_id", sa.Text(), nullable=False),
        sa.Column("value_printed", sa.Text(), nullable=False),
        sa.Column("comparator", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("comparable_value", sa.Numeric(), nullable=False),
        sa.Column("last_value_id", sa.Text(), nullable=True),
        sa.Column("last_value_printed", sa.Text(), nullable=True),
        sa.Column("last_comparable_value", sa.Numeric(), nullable=True),
        sa.Column("value_change", sa.Numeric(), nullable=True),
        sa.Column("is_looser", sa.Boolean(), nullable=True),
        sa.Column("is_unchanged_three_years", sa.Boolean(), nullable=True),
        sa.Column("last_result_value", sa.Numeric(), nullable=True),
        sa.Column("earlier_result_value", sa.Numeric(), nullable=True),
        sa.Column("is_below_results", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("value_id", name=op.f("pk_drift_rows")),
        schema="registry",
    )
    for columns in (["indicator_code", "budget_year"], ["department_id"]):
        op.create_index(op.f(f"ix_drift_rows_{'_'.join(columns)}"), "drift_rows", columns, schema="registry")
    op.create_table(
        "touched_departments",
        sa.Column("touch_id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("department_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("touch_id", name=op.f("pk_touched_departments")),
        schema="registry",
    )
    op.create_index(op.f(f"{_INDEX}_value_role_value_year"), _FACT, ["indicator_code", "value_role", "value_year"])
    op.drop_index(op.f(f"{_INDEX}_value_year"), _FACT)
    roles = op.f("ck_fact_indicator_value_value_role")
    op.drop_constraint(roles, _FACT)
    op.create_check_constraint(roles, _FACT, "value_role IN ('target', 'adjusted_target', 'baseline', 'actual')")
    # A document is registered, marked and ordered: with room in its page the two updates touch no index.
    op.execute("ALTER TABLE dim_document SET (fillfactor = 40)")
