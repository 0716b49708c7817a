"""What versions are ordered by, withdrawals, and the history of states and rows."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

_RECEIVED_ON = "(received_at AT TIME ZONE 'Asia/Shanghai')::date"
# Spelled as PostgreSQL gives it back, or the comparison of the migrations with the tables takes it for another.
_MADE_AT = "CASE WHEN made_at IS NOT NULL THEN LEAST(made_at, received_at) ELSE NULL::timestamp with time zone END"
_MADE_ON = f"({_MADE_AT} AT TIME ZONE 'Asia/Shanghai')::date"


def upgrade() -> None:
    """Adds columns and tables; a document withdrawn before this day is taken for withdrawn today."""
    op.add_column("dim_document", sa.Column("made_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("dim_document", sa.Column("withdrawn_on", sa.Date(), nullable=True))
    op.add_column(
        "dim_document",
        sa.Column(
            "known_on",
            sa.Date(),
            sa.Computed(f"COALESCE(published_at, {_RECEIVED_ON})", persisted=True),
            nullable=False,
        ),
    )
    op.add_column(
        "dim_document",
        sa.Column(
            "issued_on", sa.Date(), sa.Computed(f"COALESCE(published_at, {_MADE_ON})", persisted=True), nullable=True
        ),
    )
    op.execute(
        "UPDATE dim_document SET withdrawn_on = (now() AT TIME ZONE 'Asia/Shanghai')::date WHERE state = 'withdrawn'"
    )
    op.add_column("sources", sa.Column("withdrawn_printed", sa.Text(), nullable=True), schema="registry")
    op.create_table(
        "document_states",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("document_version", sa.Integer(), nullable=True),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["dim_document.document_id"], name=op.f("fk_document_states_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "changed_at", name=op.f("pk_document_states")),
        schema="registry",
    )
    op.create_table(
        "replaced_rows",
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("row_content", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["dim_document.document_id"], name=op.f("fk_replaced_rows_document_id")
        ),
        sa.PrimaryKeyConstraint("relation", "row_key", "replaced_at", name=op.f("pk_replaced_rows")),
        schema="registry",
    )
    op.create_index(
        op.f("ix_replaced_rows_document_id"), "replaced_rows", ["document_id"], unique=False, schema="registry"
    )
    op.execute(
        "INSERT INTO registry.document_states (document_id, changed_at, state, document_version, is_current) "
        "SELECT document_id, coalesce(loaded_at, received_at), state, document_version, is_current FROM dim_document"
    )
