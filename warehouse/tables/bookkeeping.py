"""What the warehouse keeps for itself, in schema `registry`, unseen by readers: sources, loads, history."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    DateTime,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from warehouse.tables.metadata import BOOKKEEPING, column, table

SOURCES = table(
    "sources",
    column("document_sha256", Text(), primary_key=True),
    column("source_name", Text(), primary_key=True),
    column("source_url", Text(), primary_key=True, server_default=text("''")),
    column("published_printed", Text(), nullable=True),
    column("region_said", Text(), nullable=True),
    column("department_said", Text(), nullable=True),
    column("year_said", Text(), nullable=True),
    column("withdrawn_printed", Text(), nullable=True),
    column("first_seen", DateTime(timezone=True), server_default=func.now()),
    schema=BOOKKEEPING,
)

NAMED_BY_MANIFEST = ("region_said", "department_said", "year_said")
"""What a manifest may name for a document, beside its dates."""

FEED_FILES = table(
    "feed_files",
    column("feed", Text(), primary_key=True),
    column("file_name", Text(), primary_key=True),
    column("mark", Text()),
    column("document_sha256", Text()),
    column("source_url", Text()),
    column("first_seen", DateTime(timezone=True), server_default=func.now()),
    column("checked_at", DateTime(timezone=True), server_default=func.now()),
    column("gone_at", DateTime(timezone=True), nullable=True),
    schema=BOOKKEEPING,
)

LOADS = table(
    "loads",
    column("load_id", BigInteger(), Identity(always=True), primary_key=True),
    column("started_at", DateTime(timezone=True)),
    column("finished_at", DateTime(timezone=True)),
    column("region_code", Text()),
    column("budget_year", SmallInteger()),
    column("documents_loaded", Integer()),
    column("documents_unchanged", Integer()),
    column("documents_quarantined", Integer()),
    column("values_count", Integer()),
    column("funding_count", Integer()),
    column("tasks_count", Integer()),
    column("scores_count", Integer()),
    column("narratives_count", Integer()),
    column("findings_count", Integer()),
    column("code_versions", JSONB()),
    column("compared_load_id", BigInteger(), nullable=True),
    schema=BOOKKEEPING,
)

REPORTS = table(
    "reports",
    column("report_id", BigInteger(), Identity(always=True), primary_key=True),
    column("since", DateTime(timezone=True)),
    column("until", DateTime(timezone=True)),
    column("content", JSONB()),
    schema=BOOKKEEPING,
)

READING_DIFFERENCES = table(
    "reading_differences",
    column("document_sha256", Text(), primary_key=True),
    column("row_number", Integer(), primary_key=True),
    column("page", Integer()),
    column("x0", Double()),
    column("top", Double()),
    column("x1", Double()),
    column("bottom", Double()),
    column("first_text", Text()),
    column("second_text", Text()),
    column("cause", Text()),
    column("right_engine", Text(), nullable=True),
    column("checked_at", DateTime(timezone=True), server_default=func.now()),
    schema=BOOKKEEPING,
)

DOCUMENT_STATES = table(
    "document_states",
    column("document_id", Text(), ForeignKey("dim_document.document_id"), primary_key=True),
    column("changed_at", DateTime(timezone=True), primary_key=True),
    column("state", Text()),
    column("document_version", Integer(), nullable=True),
    column("is_current", Boolean()),
    schema=BOOKKEEPING,
)

REPLACED_ROWS = table(
    "replaced_rows",
    column("relation", Text(), primary_key=True),
    column("row_key", Text(), primary_key=True),
    column("replaced_at", DateTime(timezone=True), primary_key=True),
    column("document_id", Text(), ForeignKey("dim_document.document_id")),
    column("written_at", DateTime(timezone=True), nullable=True),
    column("row_content", JSONB()),
    Index(None, "document_id"),
    schema=BOOKKEEPING,
)

READER_REGIONS = table(
    "reader_regions",
    column("reader_role", Text(), primary_key=True),
    column("region_code", Text(), ForeignKey("dim_region.region_code"), primary_key=True),
    schema=BOOKKEEPING,
)

FINGERPRINTS = table(
    "fingerprints",
    column("subject", Text(), primary_key=True),
    column("content_sha256", Text()),
    column("written_at", DateTime(timezone=True), server_default=func.now()),
    schema=BOOKKEEPING,
)
