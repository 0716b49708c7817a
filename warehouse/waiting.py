"""What is still to be done: documents that wait for a load, and regions and years loaded by other code than today's."""

from collections.abc import Mapping

from sqlalchemy import Connection, func, select, text
from sqlalchemy.dialects.postgresql import distinct_on

from warehouse.tables.bookkeeping import SOURCES
from warehouse.tables.documents import DIM_DOCUMENT
from warehouse.versions import Partition


def waiting_documents(connection: Connection) -> dict[Partition, list[str]]:
    """The ids of the documents whose rows are not loaded yet, by region and year."""
    table = DIM_DOCUMENT.c
    query = (
        select(table.region_code, table.budget_year, table.document_id)
        .where(table.state.in_(("registered", "loaded", "superseded")), table.content_sha256.is_(None))
        .order_by(table.region_code, table.budget_year, table.document_id)
    )
    waiting: dict[Partition, list[str]] = {}
    for region_code, budget_year, document_id in connection.execute(query):
        waiting.setdefault((region_code, budget_year), []).append(document_id)
    return waiting


def stale_partitions(connection: Connection, code_versions: Mapping[str, str]) -> list[Partition]:
    """Regions and years whose newest load was made by other versions of the code, or that wait for a load."""
    newest = connection.execute(
        text(
            "SELECT DISTINCT ON (region_code, budget_year) region_code, budget_year, code_versions "
            "FROM registry.loads ORDER BY region_code, budget_year, load_id DESC"
        )
    )
    stale = {(region_code, year) for region_code, year, versions in newest if versions != dict(code_versions)}
    return sorted(stale | set(waiting_documents(connection)))


def first_sources(connection: Connection, sha256s: list[str]) -> dict[str, dict[str, str | None]]:
    """Where each file was first seen: source_name, source_url, published_at, by sha256."""
    table = SOURCES.c
    rows = connection.execute(
        select(table.document_sha256, table.source_name, table.source_url, table.published_printed)
        .where(table.document_sha256 == func.any(sha256s))
        .order_by(table.document_sha256, table.first_seen, table.source_name)
        .ext(distinct_on(table.document_sha256))
    )
    return {
        sha256: {"source_name": name, "source_url": url or None, "published_at": published}
        for sha256, name, url, published in rows
    }
