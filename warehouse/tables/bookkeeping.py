"""What the warehouse keeps for itself, in schema `registry`, out of a reader's sight: sources, loads."""

from sqlalchemy import BigInteger, DateTime, Identity, Integer, SmallInteger, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB

from warehouse.tables.metadata import BOOKKEEPING, column, table

SOURCES = table(
    "sources",
    column("document_sha256", Text(), primary_key=True),
    column("source_name", Text(), primary_key=True),
    column("source_url", Text(), primary_key=True, server_default=text("''")),
    column("published_printed", Text(), nullable=True),
    column("region_said", Text(), nullable=True),
    column("first_seen", DateTime(timezone=True), server_default=func.now()),
    schema=BOOKKEEPING,
)

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

FINGERPRINTS = table(
    "fingerprints",
    column("subject", Text(), primary_key=True),
    column("content_sha256", Text()),
    column("written_at", DateTime(timezone=True), server_default=func.now()),
    schema=BOOKKEEPING,
)
