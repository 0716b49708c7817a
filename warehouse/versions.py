"""Which version of a document speaks: the order of versions, and the facts of those that no longer belong.

One logical document is a form, department and budget year. Its versions are ordered by publication, else by the day of
receipt in China, then by the sequence of receipt: whichever order they arrive in, the newest speaks.
"""

from collections.abc import Collection

from sqlalchemy import Connection, delete, text

from warehouse.tables.facts import (
    FACT_FINDING,
    FACT_FUNDING,
    FACT_INDICATOR_VALUE,
    FACT_NARRATIVE,
    FACT_SCORE,
    FACT_TASK,
)

FACTS = (FACT_INDICATOR_VALUE, FACT_FUNDING, FACT_TASK, FACT_SCORE, FACT_NARRATIVE, FACT_FINDING)

Partition = tuple[str, int]

VOCABULARY = "vocabulary"
"""Under this name a load and a fingerprint note which vocabularies they go by."""

_ORDER = text("""
WITH ordered AS (
    SELECT
        document_id,
        row_number() OVER (
            PARTITION BY form, department_id, budget_year
            ORDER BY coalesce(published_at, (received_at AT TIME ZONE 'Asia/Shanghai')::date), received_sequence
        ) AS version,
        count(*) OVER (PARTITION BY form, department_id, budget_year) AS versions
    FROM dim_document
    WHERE region_code = :region_code AND budget_year = :budget_year AND state IN ('loaded', 'superseded')
),

fitting AS (
    SELECT
        document.document_id,
        ordered.version,
        coalesce(ordered.version = ordered.versions, false) AS is_current,
        CASE
            WHEN ordered.version IS NULL THEN document.state
            WHEN ordered.version = ordered.versions THEN 'loaded'
            ELSE 'superseded'
        END AS state
    FROM dim_document AS document
    LEFT JOIN ordered ON document.document_id = ordered.document_id
    WHERE document.region_code = :region_code AND document.budget_year = :budget_year
)

UPDATE dim_document AS document
SET document_version = fitting.version, is_current = fitting.is_current, state = fitting.state
FROM fitting
WHERE
    document.document_id = fitting.document_id
    AND (document.document_version, document.is_current, document.state)
    IS DISTINCT FROM (fitting.version, fitting.is_current, fitting.state)
""")


def lock_partition(connection: Connection, partition: Partition) -> None:
    """Waits until no other transaction writes this region and year, and holds the lock until this one ends."""
    region_code, budget_year = partition
    connection.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"),
        {"key": f"jixiao partition {region_code} {budget_year}"},
    )


def lock_vocabulary(connection: Connection, *, to_renew: bool = False) -> None:
    """Lets no other transaction renew the vocabulary until this one ends; with `to_renew`, waits for every load."""
    kind = "pg_advisory_xact_lock" if to_renew else "pg_advisory_xact_lock_shared"
    connection.execute(text(f"SELECT {kind}(hashtextextended('jixiao vocabulary', 0))"))


def order_versions(connection: Connection, partition: Partition) -> int:
    """Numbers the versions of a region and year and says which is current; the count of documents that it changed."""
    region_code, budget_year = partition
    return connection.execute(_ORDER, {"region_code": region_code, "budget_year": budget_year}).rowcount


def forget_facts(connection: Connection, document_ids: Collection[str]) -> None:
    """Deletes every fact of these documents."""
    for fact in FACTS:
        connection.execute(delete(fact).where(fact.c.document_id == text("ANY(:ids)")), {"ids": list(document_ids)})
