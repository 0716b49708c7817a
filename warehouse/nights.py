"""What a morning asks of the warehouse: what was loaded since the last report, what is held back, what is missing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, text

from warehouse.tables.bookkeeping import REPORTS


def last_report(connection: Connection) -> datetime | None:
    """Until when the last report looked."""
    moment: datetime | None = connection.scalar(select(func.max(REPORTS.c.until)))
    return moment


def keep_report(connection: Connection, since: datetime, until: datetime, content: Mapping[str, Any]) -> None:
    """Keeps a report; the next one begins where it ends."""
    connection.execute(insert(REPORTS), [{"since": since, "until": until, "content": dict(content)}])


def now(connection: Connection) -> datetime:
    """The database's clock, by which everything in it is dated."""
    moment: datetime = connection.execute(select(func.now())).scalar_one()
    return moment


def loaded_since(connection: Connection, since: datetime) -> dict[str, int]:
    """Of the documents loaded since then: how many, how many of them restated, their values and findings.

    A document that was loaded twice, as one whose year before came after it, counts once.
    """
    counts = connection.execute(
        text(
            "SELECT count(*) AS loaded, coalesce(sum(values_count), 0) AS values, "
            "coalesce(sum(findings_count), 0) AS findings, "
            "count(*) FILTER (WHERE document_version > 1 AND is_current) AS restated "
            "FROM dim_document WHERE loaded_at > :since AND state IN ('loaded', 'superseded')"
        ),
        {"since": since},
    ).one()
    return {name: int(count) for name, count in counts._mapping.items()}


def quarantined(connection: Connection, since: datetime) -> list[dict[str, Any]]:
    """Every document held back and not withdrawn, those received since then first."""
    rows = connection.execute(
        text(
            "SELECT document_id, document_sha256, source_name, reason_code, reason_detail, "
            "received_at > :since AS is_new FROM dim_document WHERE state = 'quarantined' AND withdrawn_on IS NULL "
            "ORDER BY received_at > :since DESC, received_sequence DESC"
        ),
        {"since": since},
    )
    return [dict(row) for row in rows.mappings()]


def missing(connection: Connection, budget_year: int) -> list[dict[str, Any]]:
    """Departments that have a document of the year before and none of this year: region, department, form."""
    rows = connection.execute(
        text(
            "SELECT DISTINCT before.region_name, before.department_name, before.form FROM wide_document AS before "
            "WHERE before.is_current AND before.budget_year = :year - 1 AND NOT EXISTS ("
            "SELECT FROM wide_document AS present WHERE present.is_current AND present.budget_year = :year "
            "AND present.department_name = before.department_name AND present.form = before.form) ORDER BY 1, 2, 3"
        ),
        {"year": budget_year},
    )
    return [dict(row) for row in rows.mappings()]


def documents_by_feed(connection: Connection, budget_year: int) -> dict[str, tuple[int, int]]:
    """For each feed how many documents it gave of the year before and of this year; gone files count as given."""
    rows = connection.execute(
        text(
            "SELECT feed, count(DISTINCT document_id) FILTER (WHERE budget_year = :year - 1), "
            "count(DISTINCT document_id) FILTER (WHERE budget_year = :year) "
            "FROM registry.feed_files JOIN dim_document USING (document_sha256) GROUP BY feed ORDER BY feed"
        ),
        {"year": budget_year},
    )
    return {feed: (int(before), int(present)) for feed, before, present in rows}
