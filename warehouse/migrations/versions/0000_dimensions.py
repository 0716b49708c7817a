"""The dimensions, the registry of documents among them, and what the warehouse keeps for itself."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0000"
down_revision = None


def upgrade() -> None:
    """Creates every table that facts refer to, and the bookkeeping."""
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
