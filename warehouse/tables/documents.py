"""The registry of documents, at once the document dimension: who, when, which form and version, what became of it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Text,
    func,
    text,
)

from contracts.frames.documents import FORMS, STATES
from warehouse.tables.metadata import column, one_of, table

_RECEIVED_ON = "(received_at AT TIME ZONE 'Asia/Shanghai')::date"
# Spelled as PostgreSQL gives it back, or the comparison of the migrations with the tables takes it for another.
_MADE_AT = "CASE WHEN made_at IS NOT NULL THEN LEAST(made_at, received_at) ELSE NULL::timestamp with time zone END"
_MADE_ON = f"({_MADE_AT} AT TIME ZONE 'Asia/Shanghai')::date"

DIM_DOCUMENT = table(
    "dim_document",
    column("document_id", Text(), primary_key=True),
    column("document_sha256", Text()),
    column("source_name", Text()),
    column("source_url", Text(), nullable=True),
    column("published_at", Date(), nullable=True),
    column("made_at", DateTime(timezone=True), nullable=True),
    column("withdrawn_on", Date(), nullable=True),
    column("form", Text(), nullable=True),
    column("title_printed", Text(), nullable=True),
    column("department_printed", Text(), nullable=True),
    column("department_name", Text(), nullable=True),
    column("department_id", Text(), ForeignKey("dim_department.department_id"), nullable=True),
    column("region_code", Text(), ForeignKey("dim_region.region_code"), nullable=True),
    column("budget_year", SmallInteger(), ForeignKey("dim_fiscal_year.fiscal_year"), nullable=True),
    column("long_until", SmallInteger(), nullable=True),
    column("pages", Integer(), nullable=True),
    column("reader", Text()),
    column("template", Text(), nullable=True),
    column("state", Text()),
    column("reason_code", Text(), nullable=True),
    column("reason_detail", Text(), nullable=True),
    column("received_at", DateTime(timezone=True), server_default=func.now()),
    column("received_sequence", BigInteger(), Identity(always=True), unique=True),
    column("known_on", Date(), Computed(f"COALESCE(published_at, {_RECEIVED_ON})", persisted=True)),
    column("issued_on", Date(), Computed(f"COALESCE(published_at, {_MADE_ON})", persisted=True), nullable=True),
    column("document_version", Integer(), nullable=True),
    column("is_current", Boolean(), server_default=text("false")),
    column("content_sha256", Text(), nullable=True),
    column("values_count", Integer(), server_default=text("0")),
    column("findings_count", Integer(), server_default=text("0")),
    column("load_id", BigInteger(), ForeignKey("registry.loads.load_id"), nullable=True),
    column("loaded_at", DateTime(timezone=True), nullable=True),
    one_of("form", FORMS),
    one_of("state", STATES),
    CheckConstraint("(state = 'quarantined') = (reason_code IS NOT NULL)", name="reason"),
    Index(None, "region_code", "budget_year"),
    Index(None, "department_id", "form", "budget_year"),
    Index(None, "document_sha256"),
)
