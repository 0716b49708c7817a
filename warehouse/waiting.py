"""What is still to be done: documents that wait for a load, and regions and years loaded by other code than today's.

A region and year whose findings were made before the newest load of its year before waits too.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, func, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import distinct_on

from warehouse.registry import WAITING_STATES
from warehouse.tables.bookkeeping import NAMED_BY_MANIFEST, SOURCES
from warehouse.tables.documents import DIM_DOCUMENT
from warehouse.versions import VOCABULARY, Partition

_OUTDATED = text("""
WITH newest AS (
    SELECT DISTINCT ON (region_code, budget_year) region_code, budget_year, compared_load_id
    FROM registry.loads
    ORDER BY region_code, budget_year, load_id DESC
),

loaded AS (
    SELECT
        region_code, budget_year,
        max(load_id) FILTER (WHERE is_current) AS load_id,
        bool_or(is_current) AS has_current
    FROM dim_document
    WHERE region_code IS NOT NULL AND budget_year IS NOT NULL
    GROUP BY region_code, budget_year
)

SELECT newest.region_code, newest.budget_year, before.load_id
FROM newest
INNER JOIN loaded AS own
    ON newest.region_code = own.region_code AND newest.budget_year = own.budget_year AND own.has_current
LEFT JOIN loaded AS before
    ON newest.region_code = before.region_code AND newest.budget_year = before.budget_year + 1
WHERE newest.compared_load_id IS DISTINCT FROM before.load_id
ORDER BY newest.region_code, newest.budget_year
""")


def waiting_documents(connection: Connection) -> dict[Partition, list[str]]:
    """The ids of the documents whose rows are not loaded yet, by region and year."""
    table = DIM_DOCUMENT.c
    query = (
        select(table.region_code, table.budget_year, table.document_id)
        .where(table.state.in_(WAITING_STATES), table.content_sha256.is_(None))
        .order_by(table.region_code, table.budget_year, table.document_id)
    )
    waiting: dict[Partition, list[str]] = {}
    for region_code, budget_year, document_id in connection.execute(query):
        waiting.setdefault((region_code, budget_year), []).append(document_id)
    return waiting


def outdated_findings(connection: Connection) -> dict[Partition, str]:
    """Regions and years whose findings were made before the newest load of the year before, and that load."""
    return {(region_code, year): f"load {load_id}" for region_code, year, load_id in connection.execute(_OUTDATED)}


def waiting_work(connection: Connection) -> dict[Partition, list[str]]:
    """What waits in each region and year: ids of documents, and the load of the year before that findings wait for.

    The same list again after a run says that the run did not help.
    """
    waiting = waiting_documents(connection)
    for partition, load in outdated_findings(connection).items():
        waiting.setdefault(partition, []).append(load)
    return dict(sorted(waiting.items()))


def wait_again(connection: Connection, document_ids: list[str]) -> None:
    """Lets documents wait for a load: their rows no longer are what would be loaded."""
    chosen = DIM_DOCUMENT.c.document_id == func.any(document_ids)
    connection.execute(update(DIM_DOCUMENT).where(chosen).values(content_sha256=None))


def stale_partitions(connection: Connection, code_versions: Mapping[str, str]) -> list[Partition]:
    """Regions and years whose newest load was made by other versions of the code, or in which something waits.

    Other vocabularies alone make nothing stale: the documents that they touch wait for a load (`warehouse.renewal`).
    """
    of_code = {name: version for name, version in code_versions.items() if name != VOCABULARY}
    return sorted(loaded_by_others(connection, of_code) | set(waiting_work(connection)))


def loaded_by_others(connection: Connection, code_versions: Mapping[str, str]) -> set[Partition]:
    """Regions and years whose newest load says another version of any of these layers."""
    newest = connection.execute(
        text(
            "SELECT DISTINCT ON (region_code, budget_year) region_code, budget_year, code_versions "
            "FROM registry.loads ORDER BY region_code, budget_year, load_id DESC"
        )
    )
    asked = code_versions.items()
    return {(region_code, year) for region_code, year, versions in newest if not asked <= versions.items()}


def originals_read_by_others(connection: Connection, partitions: Iterable[Partition], reader: str | None) -> list[str]:
    """The files, by sha256, of which a document of these regions and years was read by a reader other than this one."""
    table = DIM_DOCUMENT.c
    query = (
        select(table.document_sha256)
        .where(
            tuple_(table.region_code, table.budget_year).in_(list(partitions)), table.reader.is_distinct_from(reader)
        )
        .distinct()
    )
    return sorted(connection.scalars(query))


def first_sources(connection: Connection, sha256s: list[str]) -> dict[str, dict[str, str | None]]:
    """Where each file was first seen, by sha256: source_name, source_url, published_at.

    region_said, department_said and year_said are what any manifest named for it.
    """
    table = SOURCES.c
    named = [func.max(table[name]).over(partition_by=table.document_sha256) for name in NAMED_BY_MANIFEST]
    rows = connection.execute(
        select(table.document_sha256, table.source_name, table.source_url, table.published_printed, *named)
        .where(table.document_sha256 == func.any(sha256s))
        .order_by(table.document_sha256, table.first_seen, table.source_name)
        .ext(distinct_on(table.document_sha256))
    )
    return {
        sha256: {
            "source_name": name,
            "source_url": url or None,
            "published_at": published,
            **dict(zip(NAMED_BY_MANIFEST, named, strict=True)),
        }
        for sha256, name, url, published, *named in rows
    }
