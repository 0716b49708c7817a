"""The facts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = "0000"


def upgrade() -> None:
    """Creates the table of every fact."""
    op.create_table(
        "fact_finding",
        sa.Column("finding_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("rule_code", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("message_zh", sa.Text(), nullable=False),
        sa.Column("message_en", sa.Text(), nullable=False),
        sa.Column("expected", sa.Text(), nullable=True),
        sa.Column("actual", sa.Text(), nullable=True),
        sa.Column("difference", sa.Text(), nullable=True),
        sa.Column("value_id", sa.Text(), nullable=True),
        sa.Column("funding_id", sa.Text(), nullable=True),
        sa.Column("counterpart_id", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("x0", sa.Double(), nullable=True),
        sa.Column("top", sa.Double(), nullable=True),
        sa.Column("x1", sa.Double(), nullable=True),
        sa.Column("bottom", sa.Double(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "severity IN ('fatal', 'error', 'warning', 'notice')", name=op.f("ck_fact_finding_severity")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["dim_document.document_id"], name=op.f("fk_fact_finding_document_id")
        ),
        sa.PrimaryKeyConstraint("finding_id", name=op.f("pk_fact_finding")),
    )
    op.create_index(op.f("ix_fact_finding_document_id"), "fact_finding", ["document_id"], unique=False)
    op.create_table(
        "fact_funding",
        sa.Column("funding_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("department_id", sa.Text(), nullable=False),
        sa.Column("budget_year", sa.SmallInteger(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.SmallInteger(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("item_printed", sa.Text(), nullable=False),
        sa.Column("item_code", sa.Text(), nullable=True),
        sa.Column("is_total", sa.Boolean(), nullable=False),
        sa.Column("amount_printed", sa.Text(), nullable=False),
        sa.Column("unit_printed", sa.Text(), nullable=True),
        sa.Column("amount_yuan", sa.Numeric(), nullable=True),
        sa.Column("share_printed", sa.Text(), nullable=True),
        sa.Column("share", sa.Numeric(), nullable=True),
        sa.Column("faults", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("is_unsure", sa.Boolean(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("x0", sa.Double(), nullable=False),
        sa.Column("top", sa.Double(), nullable=False),
        sa.Column("x1", sa.Double(), nullable=False),
        sa.Column("bottom", sa.Double(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.CheckConstraint("side IN ('revenue', 'expenditure')", name=op.f("ck_fact_funding_side")),
        sa.CheckConstraint(
            "stage IN ('budget', 'prior', 'initial', 'adjusted', 'executed')", name=op.f("ck_fact_funding_stage")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["dim_document.document_id"], name=op.f("fk_fact_funding_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["fiscal_year"], ["dim_fiscal_year.fiscal_year"], name=op.f("fk_fact_funding_fiscal_year")
        ),
        sa.PrimaryKeyConstraint("funding_id", name=op.f("pk_fact_funding")),
    )
    op.create_index(op.f("ix_fact_funding_document_id"), "fact_funding", ["document_id"], unique=False)
    op.create_table(
        "fact_indicator_value",
        sa.Column("value_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("department_id", sa.Text(), nullable=False),
        sa.Column("budget_year", sa.SmallInteger(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("horizon", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("level1_printed", sa.Text(), nullable=False),
        sa.Column("level2_printed", sa.Text(), nullable=False),
        sa.Column("name_printed", sa.Text(), nullable=False),
        sa.Column("indicator_code", sa.Text(), nullable=False),
        sa.Column("value_year", sa.SmallInteger(), nullable=False),
        sa.Column("value_role", sa.Text(), nullable=False),
        sa.Column("value_printed", sa.Text(), nullable=False),
        sa.Column("unit_printed", sa.Text(), nullable=True),
        sa.Column("basis_printed", sa.Text(), nullable=True),
        sa.Column("classification_printed", sa.Text(), nullable=True),
        sa.Column("weight_printed", sa.Text(), nullable=True),
        sa.Column("score_printed", sa.Text(), nullable=True),
        sa.Column("kind_printed", sa.Text(), nullable=True),
        sa.Column("explanation_printed", sa.Text(), nullable=True),
        sa.Column("standard_printed", sa.Text(), nullable=True),
        sa.Column("reason_printed", sa.Text(), nullable=True),
        sa.Column("remark_printed", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("comparator", sa.Text(), nullable=True),
        sa.Column("value_low", sa.Numeric(), nullable=True),
        sa.Column("value_high", sa.Numeric(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("is_unit_inferred", sa.Boolean(), nullable=False),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("change_base", sa.Text(), nullable=True),
        sa.Column("quality_level", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("classification", sa.Text(), nullable=True),
        sa.Column("weight", sa.Numeric(), nullable=True),
        sa.Column("score", sa.Numeric(), nullable=True),
        sa.Column("faults", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("is_unsure", sa.Boolean(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("x0", sa.Double(), nullable=False),
        sa.Column("top", sa.Double(), nullable=False),
        sa.Column("x1", sa.Double(), nullable=False),
        sa.Column("bottom", sa.Double(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("name_page", sa.Integer(), nullable=False),
        sa.Column("name_x0", sa.Double(), nullable=False),
        sa.Column("name_top", sa.Double(), nullable=False),
        sa.Column("name_x1", sa.Double(), nullable=False),
        sa.Column("name_bottom", sa.Double(), nullable=False),
        sa.Column("name_place", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "comparator IN ('ge', 'le', 'gt', 'lt', 'eq', 'approx', 'between')",
            name=op.f("ck_fact_indicator_value_comparator"),
        ),
        sa.CheckConstraint(
            "direction IN ('higher', 'lower', 'target', 'qualitative')", name=op.f("ck_fact_indicator_value_direction")
        ),
        sa.CheckConstraint("horizon IN ('long_term', 'annual')", name=op.f("ck_fact_indicator_value_horizon")),
        sa.CheckConstraint(
            "measure IN ('quantity', 'ratio', 'money', 'change', 'deadline', 'qualitative', 'missing')",
            name=op.f("ck_fact_indicator_value_measure"),
        ),
        sa.CheckConstraint(
            "value_role IN ('target', 'baseline', 'actual')", name=op.f("ck_fact_indicator_value_value_role")
        ),
        sa.CheckConstraint("value_year BETWEEN 2000 AND 2100", name=op.f("ck_fact_indicator_value_value_year")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["dim_document.document_id"], name=op.f("fk_fact_indicator_value_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_code"], ["dim_indicator.indicator_code"], name=op.f("fk_fact_indicator_value_indicator_code")
        ),
        sa.ForeignKeyConstraint(["unit"], ["dim_unit.unit"], name=op.f("fk_fact_indicator_value_unit")),
        sa.PrimaryKeyConstraint("value_id", name=op.f("pk_fact_indicator_value")),
    )
    op.create_index(op.f("ix_fact_indicator_value_document_id"), "fact_indicator_value", ["document_id"], unique=False)
    op.create_index(
        op.f("ix_fact_indicator_value_indicator_code_value_year"),
        "fact_indicator_value",
        ["indicator_code", "value_year"],
        unique=False,
    )
    op.create_table(
        "fact_narrative",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("label_printed", sa.Text(), nullable=False),
        sa.Column("text_printed", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("is_unsure", sa.Boolean(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("x0", sa.Double(), nullable=False),
        sa.Column("top", sa.Double(), nullable=False),
        sa.Column("x1", sa.Double(), nullable=False),
        sa.Column("bottom", sa.Double(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "narrative IN ('functions', 'tasks', 'long_goal', 'annual_goal', 'result', 'deviation', 'improvement')",
            name=op.f("ck_fact_narrative_narrative"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["dim_document.document_id"], name=op.f("fk_fact_narrative_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "narrative", name=op.f("pk_fact_narrative")),
    )
    op.create_table(
        "fact_score",
        sa.Column("score_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("department_id", sa.Text(), nullable=False),
        sa.Column("budget_year", sa.SmallInteger(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("subject_printed", sa.Text(), nullable=False),
        sa.Column("is_total", sa.Boolean(), nullable=False),
        sa.Column("rate_printed", sa.Text(), nullable=True),
        sa.Column("weight_printed", sa.Text(), nullable=True),
        sa.Column("score_printed", sa.Text(), nullable=True),
        sa.Column("rate", sa.Numeric(), nullable=True),
        sa.Column("weight", sa.Numeric(), nullable=True),
        sa.Column("score", sa.Numeric(), nullable=True),
        sa.Column("faults", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("is_unsure", sa.Boolean(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("x0", sa.Double(), nullable=False),
        sa.Column("top", sa.Double(), nullable=False),
        sa.Column("x1", sa.Double(), nullable=False),
        sa.Column("bottom", sa.Double(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["dim_document.document_id"], name=op.f("fk_fact_score_document_id")),
        sa.PrimaryKeyConstraint("score_id", name=op.f("pk_fact_score")),
    )
    op.create_index(op.f("ix_fact_score_document_id"), "fact_score", ["document_id"], unique=False)
    op.create_table(
        "fact_task",
        sa.Column("task_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("department_id", sa.Text(), nullable=False),
        sa.Column("budget_year", sa.SmallInteger(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("task_printed", sa.Text(), nullable=False),
        sa.Column("content_printed", sa.Text(), nullable=True),
        sa.Column("is_total", sa.Boolean(), nullable=False),
        sa.Column("total_printed", sa.Text(), nullable=True),
        sa.Column("fiscal_printed", sa.Text(), nullable=True),
        sa.Column("other_printed", sa.Text(), nullable=True),
        sa.Column("unit_printed", sa.Text(), nullable=True),
        sa.Column("total_yuan", sa.Numeric(), nullable=True),
        sa.Column("fiscal_yuan", sa.Numeric(), nullable=True),
        sa.Column("other_yuan", sa.Numeric(), nullable=True),
        sa.Column("faults", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("is_unsure", sa.Boolean(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("x0", sa.Double(), nullable=False),
        sa.Column("top", sa.Double(), nullable=False),
        sa.Column("x1", sa.Double(), nullable=False),
        sa.Column("bottom", sa.Double(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["dim_document.document_id"], name=op.f("fk_fact_task_document_id")),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_fact_task")),
    )
    op.create_index(op.f("ix_fact_task_document_id"), "fact_task", ["document_id"], unique=False)
