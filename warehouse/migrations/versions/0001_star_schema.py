"""The star schema and its bookkeeping."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Creates every table."""
    op.create_table(
        "dim_fiscal_year",
        sa.Column("fiscal_year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("fiscal_year", name=op.f("pk_dim_fiscal_year")),
    )
    op.create_table(
        "dim_region",
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("region_name", sa.Text(), nullable=False),
        sa.Column("region_level", sa.Text(), nullable=False),
        sa.Column("province_name", sa.Text(), nullable=True),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.SmallInteger(), nullable=True),
        sa.Column("valid_until", sa.SmallInteger(), nullable=True),
        sa.CheckConstraint(
            "region_level IN ('province', 'prefecture', 'county')", name=op.f("ck_dim_region_region_level")
        ),
        sa.PrimaryKeyConstraint("region_code", name=op.f("pk_dim_region")),
    )
    op.create_table(
        "dim_unit",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=True),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("unit", name=op.f("pk_dim_unit")),
    )
    op.create_table(
        "feed_files",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("document_sha256", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("feed", "file_name", name=op.f("pk_feed_files")),
        schema="registry",
    )
    op.create_table(
        "fingerprints",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("content_sha256", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_fingerprints")),
        schema="registry",
    )
    op.create_table(
        "loads",
        sa.Column("load_id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("budget_year", sa.SmallInteger(), nullable=False),
        sa.Column("documents_loaded", sa.Integer(), nullable=False),
        sa.Column("documents_unchanged", sa.Integer(), nullable=False),
        sa.Column("documents_quarantined", sa.Integer(), nullable=False),
        sa.Column("values_count", sa.Integer(), nullable=False),
        sa.Column("funding_count", sa.Integer(), nullable=False),
        sa.Column("tasks_count", sa.Integer(), nullable=False),
        sa.Column("scores_count", sa.Integer(), nullable=False),
        sa.Column("narratives_count", sa.Integer(), nullable=False),
        sa.Column("findings_count", sa.Integer(), nullable=False),
        sa.Column("code_versions", postgresql.JSONB(), nullable=False),
        sa.Column("compared_load_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("load_id", name=op.f("pk_loads")),
        schema="registry",
    )
    op.create_table(
        "reading_differences",
        sa.Column("document_sha256", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("x0", sa.Double(), nullable=False),
        sa.Column("top", sa.Double(), nullable=False),
        sa.Column("x1", sa.Double(), nullable=False),
        sa.Column("bottom", sa.Double(), nullable=False),
        sa.Column("first_text", sa.Text(), nullable=False),
        sa.Column("second_text", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("right_engine", sa.Text(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("document_sha256", "row_number", name=op.f("pk_reading_differences")),
        schema="registry",
    )
    op.create_table(
        "reports",
        sa.Column("report_id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_reports")),
        schema="registry",
    )
    op.create_table(
        "sources",
        sa.Column("document_sha256", sa.Text(), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("published_printed", sa.Text(), nullable=True),
        sa.Column("region_said", sa.Text(), nullable=True),
        sa.Column("first_seen", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("document_sha256", "source_name", "source_url", name=op.f("pk_sources")),
        schema="registry",
    )
    op.create_table(
        "reader_regions",
        sa.Column("reader_role", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_code"], ["dim_region.region_code"], name=op.f("fk_reader_regions_region_code")
        ),
        sa.PrimaryKeyConstraint("reader_role", "region_code", name=op.f("pk_reader_regions")),
        schema="registry",
    )
    op.create_table(
        "dim_department",
        sa.Column("department_id", sa.Text(), nullable=False),
        sa.Column("department_name", sa.Text(), nullable=False),
        sa.Column("department_function", sa.Text(), nullable=True),
        sa.Column("department_function_name", sa.Text(), nullable=True),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.SmallInteger(), nullable=True),
        sa.Column("valid_until", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["region_code"], ["dim_region.region_code"], name=op.f("fk_dim_department_region_code")
        ),
        sa.PrimaryKeyConstraint("department_id", name=op.f("pk_dim_department")),
    )
    op.create_table(
        "dim_department_past",
        sa.Column("department_id", sa.Text(), nullable=False),
        sa.Column("predecessor_name", sa.Text(), nullable=False),
        sa.Column("predecessor_id", sa.Text(), nullable=False),
        sa.Column("department_change", sa.Text(), nullable=False),
        sa.Column("changed_in", sa.SmallInteger(), nullable=True),
        sa.CheckConstraint(
            "department_change IN ('renamed', 'merged', 'split', 'absorbed')",
            name=op.f("ck_dim_department_past_department_change"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["dim_department.department_id"], name=op.f("fk_dim_department_past_department_id")
        ),
        sa.PrimaryKeyConstraint("department_id", "predecessor_name", name=op.f("pk_dim_department_past")),
    )
    op.create_table(
        "dim_indicator",
        sa.Column("indicator_code", sa.Text(), nullable=False),
        sa.Column("indicator_name", sa.Text(), nullable=False),
        sa.Column("indicator_name_en", sa.Text(), nullable=True),
        sa.Column("indicator_scope", sa.Text(), nullable=True),
        sa.Column("indicator_function", sa.Text(), nullable=True),
        sa.Column("indicator_level1", sa.Text(), nullable=True),
        sa.Column("indicator_level2", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("formula", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "direction IN ('higher', 'lower', 'target', 'qualitative')", name=op.f("ck_dim_indicator_direction")
        ),
        sa.CheckConstraint(
            "indicator_scope IN ('common', 'function', 'own')", name=op.f("ck_dim_indicator_indicator_scope")
        ),
        sa.CheckConstraint(
            "measure IN ('quantity', 'ratio', 'money', 'change', 'deadline', 'qualitative', 'missing')",
            name=op.f("ck_dim_indicator_measure"),
        ),
        sa.ForeignKeyConstraint(["unit"], ["dim_unit.unit"], name=op.f("fk_dim_indicator_unit")),
        sa.PrimaryKeyConstraint("indicator_code", name=op.f("pk_dim_indicator")),
    )
    op.create_table(
        "dim_document",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("document_sha256", sa.Text(), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("published_at", sa.Date(), nullable=True),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("title_printed", sa.Text(), nullable=True),
        sa.Column("department_printed", sa.Text(), nullable=True),
        sa.Column("department_name", sa.Text(), nullable=True),
        sa.Column("department_id", sa.Text(), nullable=True),
        sa.Column("region_code", sa.Text(), nullable=True),
        sa.Column("budget_year", sa.SmallInteger(), nullable=True),
        sa.Column("long_until", sa.SmallInteger(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("reason_detail", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("received_sequence", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("document_version", sa.Integer(), nullable=True),
        sa.Column("is_current", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("content_sha256", sa.Text(), nullable=True),
        sa.Column("values_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("findings_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("load_id", sa.BigInteger(), nullable=True),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'quarantined') = (reason_code IS NOT NULL)", name=op.f("ck_dim_document_reason")),
        sa.CheckConstraint(
            "form IN ('approval', 'declaration', 'goal_table', 'self_evaluation')", name=op.f("ck_dim_document_form")
        ),
        sa.CheckConstraint(
            "state IN ('registered', 'loaded', 'quarantined', 'superseded', 'withdrawn')",
            name=op.f("ck_dim_document_state"),
        ),
        sa.ForeignKeyConstraint(
            ["budget_year"], ["dim_fiscal_year.fiscal_year"], name=op.f("fk_dim_document_budget_year")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["dim_department.department_id"], name=op.f("fk_dim_document_department_id")
        ),
        sa.ForeignKeyConstraint(["load_id"], ["registry.loads.load_id"], name=op.f("fk_dim_document_load_id")),
        sa.ForeignKeyConstraint(["region_code"], ["dim_region.region_code"], name=op.f("fk_dim_document_region_code")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_dim_document")),
        sa.UniqueConstraint("received_sequence", name=op.f("uq_dim_document_received_sequence")),
    )
    op.create_index(
        op.f("ix_dim_document_department_id_form_budget_year"),
        "dim_document",
        ["department_id", "form", "budget_year"],
        unique=False,
    )
    op.create_index(op.f("ix_dim_document_document_sha256"), "dim_document", ["document_sha256"], unique=False)
    op.create_index(
        op.f("ix_dim_document_region_code_budget_year"), "dim_document", ["region_code", "budget_year"], unique=False
    )
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
            "value_role IN ('target', 'adjusted_target', 'baseline', 'actual')",
            name=op.f("ck_fact_indicator_value_value_role"),
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
