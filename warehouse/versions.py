"""Which version of a document speaks: the order of versions, and what becomes of the facts that no longer belong.

One logical document is a form, department and budget year. Its versions are ordered by the day of publication, else by
the day on which the file says it was made; within a day by the file's own time. Those without any date come before
those with one: the day of receipt says nothing of how old they are, so it orders them only among themselves. Thus the
newest speaks, whichever order they arrive in. Nothing is deleted: what a state was and what a row said before stands in
the registry's history, from one moment to the next.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, text

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
WITH numbered AS (
    SELECT
        document_id,
        state,
        state IN ('loaded', 'superseded') AS is_version,
        row_number() OVER (
            logical ORDER BY issued_on NULLS FIRST, made_at NULLS FIRST, received_sequence
        ) AS number,
        count(*) OVER logical AS numbers
    FROM dim_document
    WHERE region_code = :region_code AND budget_year = :budget_year
    WINDOW logical AS (PARTITION BY form, department_id, budget_year, state IN ('loaded', 'superseded'))
),

fitting AS (
    SELECT
        document_id,
        CASE WHEN is_version THEN number END AS version,
        is_version AND number = numbers AS is_current,
        CASE WHEN NOT is_version THEN state WHEN number = numbers THEN 'loaded' ELSE 'superseded' END AS state
    FROM numbered
)

UPDATE dim_document AS document
SET document_version = fitting.version, is_current = fitting.is_current, state = fitting.state
FROM fitting
WHERE
    document.document_id = fitting.document_id
    AND (document.document_version, document.is_current, document.state)
    IS DISTINCT FROM (fitting.version, fitting.is_current, fitting.state)
""")

_REMEMBER = text("""
INSERT INTO registry.document_states (document_id, changed_at, state, document_version, is_current)
SELECT document.document_id, :moment, document.state, document.document_version, document.is_current
FROM dim_document AS document
LEFT JOIN LATERAL (
    SELECT known.* FROM registry.document_states AS known
    WHERE known.document_id = document.document_id
    ORDER BY known.changed_at DESC
    LIMIT 1
) AS last ON true
WHERE
    document.region_code = :region_code
    AND document.budget_year = :budget_year
    AND (last.state, last.document_version, last.is_current)
    IS DISTINCT FROM (document.state, document.document_version, document.is_current)
""")


# The history is read by its moments, so they go on where a clock was stepped back.
_MOMENT = text("""
SELECT greatest(clock_timestamp(), max(known.moment) + interval '1 microsecond')
FROM (
    SELECT max(started_at) AS moment
    FROM registry.loads
    WHERE region_code = :region_code AND budget_year = :budget_year
    UNION ALL
    SELECT max(state.changed_at)
    FROM dim_document AS document
    INNER JOIN registry.document_states AS state ON document.document_id = state.document_id
    WHERE document.region_code = :region_code AND document.budget_year = :budget_year
) AS known
""")


def lock_partition(connection: Connection, partition: Partition) -> datetime:
    """Waits until no other transaction writes this region and year, and holds the lock until this one ends.

    Gives the moment from which what this transaction writes counts: later than that of any before it.
    """
    region_code, budget_year = partition
    connection.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"),
        {"key": f"jixiao partition {region_code} {budget_year}"},
    )
    asked = {"region_code": region_code, "budget_year": budget_year}
    moment: datetime = connection.execute(_MOMENT, asked).scalar_one()
    return moment


def lock_vocabulary(connection: Connection, *, to_renew: bool = False) -> None:
    """Lets no other transaction renew the vocabulary until this one ends; with `to_renew`, waits for every load."""
    kind = "pg_advisory_xact_lock" if to_renew else "pg_advisory_xact_lock_shared"
    connection.execute(text(f"SELECT {kind}(hashtextextended('jixiao vocabulary', 0))"))


def order_versions(connection: Connection, partition: Partition, moment: datetime) -> int:
    """Numbers the versions of a region and year and says which is current; the count of documents that it changed.

    What changed since the last time, here or by the caller, goes into the history of states.
    """
    whose = {"region_code": partition[0], "budget_year": partition[1]}
    changed = connection.execute(_ORDER, whose).rowcount
    connection.execute(_REMEMBER, {**whose, "moment": moment})
    return changed


def forget_facts(connection: Connection, document_ids: Collection[str], moment: datetime) -> None:
    """Moves every fact of these documents from its table to the history of rows."""
    if not document_ids:
        return
    for fact in FACTS:
        key = " || ' ' || ".join(f"gone.{column.name}" for column in fact.primary_key)
        connection.execute(
            text(f"""
            WITH gone AS (DELETE FROM {fact.name} WHERE document_id = ANY(:ids) RETURNING *)
            INSERT INTO registry.replaced_rows (relation, row_key, replaced_at, document_id, written_at, row_content)
            SELECT '{fact.name}', {key}, :moment, gone.document_id, document.loaded_at, to_jsonb(gone)
            FROM gone
            INNER JOIN dim_document AS document ON gone.document_id = document.document_id
            """),  # noqa: S608 - the names are those of our own tables
            {"ids": list(document_ids), "moment": moment},
        )
