"""What the command line and the web pages ask: comparisons, findings, one value's way back to its source, the state.

Every question reads the published views, so a BI tool gets the same answers.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, text

from warehouse.records import Record, frame_of
from warehouse.tables.metadata import NO_UNIT, UNKNOWN_INDICATOR


@dataclass(frozen=True, slots=True)
class Explanation:
    """One number and the way back to its cell: the value, its document, where the file was seen, what is said of it.

    `value` has the columns of `wide_indicator_value`, also for a version that is no longer current; `document` those of
    `wide_document`; `sources` source_name, source_url, published_printed, first_seen; `findings` those of
    `fact_finding` that speak of the value.
    """

    value: Record
    document: Record
    sources: pd.DataFrame
    findings: pd.DataFrame


def indicators_named(engine: Engine, name: str) -> pd.DataFrame:
    """The indicators that a person may mean by `name`: indicator_code, indicator_name, values_count, the best first.

    A code or a canonical name counts before a printed one, a whole name before a part.
    """
    query = """
    SELECT indicator_code, indicator_name, count(*) AS values_count
    FROM wide_indicator_value
    WHERE
        indicator_code IS NOT NULL
        AND :name <> ''
        AND (indicator_code = :name OR strpos(indicator_name, :name) > 0 OR strpos(name_printed, :name) > 0)
    GROUP BY indicator_code, indicator_name
    ORDER BY
        min(CASE WHEN :name IN (indicator_code, indicator_name) THEN 0 WHEN name_printed = :name THEN 1 ELSE 2 END),
        count(*) DESC, indicator_code
    """
    return _frame(engine, query, name=name)


def compare(
    engine: Engine,
    indicator_code: str,
    year: int | None = None,
    region_code: str | None = None,
    horizon: str | None = None,
    value_role: str | None = None,
) -> pd.DataFrame:
    """Departments side by side, columns of `compare_indicator_value`: what is ranked first, the best first.

    `year` is the year that the values speak of. With `region_code` ranks are those within the region (region_rank).
    """
    query = """
    SELECT *
    FROM compare_indicator_value
    WHERE
        indicator_code = :indicator_code
        AND (CAST(:year AS int) IS NULL OR value_year = :year)
        AND (CAST(:region_code AS text) IS NULL OR region_code = :region_code)
        AND (CAST(:horizon AS text) IS NULL OR horizon = :horizon)
        AND (CAST(:value_role AS text) IS NULL OR value_role = :value_role)
    ORDER BY
        budget_year DESC, value_year DESC, horizon, value_role DESC, is_restated_target,
        is_comparable DESC, peers_rank, department_name, value_id
    """
    asked = {"indicator_code": indicator_code, "year": year, "horizon": horizon, "value_role": value_role}
    return _frame(engine, query, **asked, region_code=region_code)


def findings(
    engine: Engine,
    year: int | None = None,
    department: str | None = None,
    severity: str | None = None,
    region_code: str | None = None,
    rule_code: str | None = None,
) -> pd.DataFrame:
    """Findings, the gravest first; columns of `wide_finding`. `department` is a part of a department's name."""
    query = """
    SELECT *
    FROM wide_finding
    WHERE
        (CAST(:year AS int) IS NULL OR budget_year = :year)
        AND (CAST(:department AS text) IS NULL OR strpos(department_name, :department) > 0)
        AND (CAST(:severity AS text) IS NULL OR severity = :severity)
        AND (CAST(:region_code AS text) IS NULL OR region_code = :region_code)
        AND (CAST(:rule_code AS text) IS NULL OR rule_code = :rule_code)
    ORDER BY
        array_position(ARRAY['fatal', 'error', 'warning', 'notice'], severity),
        region_name, department_name, budget_year, page, top, x0, finding_id
    """
    asked = {"year": year, "department": department, "severity": severity, "rule_code": rule_code}
    return _frame(engine, query, **asked, region_code=region_code)


def loads(engine: Engine) -> pd.DataFrame:
    """Every load that wrote something or was made by other code, the newest first."""
    query = """
    SELECT load.*, region.region_name
    FROM registry.loads AS load
    LEFT JOIN dim_region AS region ON load.region_code = region.region_code
    ORDER BY load.load_id DESC
    """
    return _frame(engine, query)


def status(engine: Engine) -> pd.DataFrame:
    """One row a region and year: documents by state, departments, values and findings of the current versions.

    `waiting` counts documents that a load has still to write. Documents whose region or year is not known have null.
    """
    query = """
    SELECT
        document.region_code,
        region.region_name,
        document.budget_year,
        count(*) AS documents,
        count(*) FILTER (WHERE document.state = 'loaded') AS loaded,
        count(*) FILTER (WHERE document.state = 'superseded') AS superseded,
        count(*) FILTER (WHERE document.state = 'quarantined' AND document.withdrawn_on IS NULL) AS quarantined,
        count(*) FILTER (
            WHERE document.state = 'withdrawn' OR (document.state = 'quarantined' AND document.withdrawn_on IS NOT NULL)
        ) AS withdrawn,
        count(*) FILTER (
            WHERE document.state IN ('registered', 'loaded', 'superseded') AND document.content_sha256 IS NULL
        ) AS waiting,
        count(DISTINCT document.department_id) FILTER (WHERE document.is_current) AS departments,
        coalesce(sum(document.values_count) FILTER (WHERE document.is_current), 0) AS values_count,
        coalesce(sum(document.findings_count) FILTER (WHERE document.is_current), 0) AS findings_count,
        max(document.loaded_at) AS loaded_at
    FROM dim_document AS document
    LEFT JOIN dim_region AS region ON document.region_code = region.region_code
    GROUP BY document.region_code, region.region_name, document.budget_year
    ORDER BY document.region_code NULLS LAST, document.budget_year NULLS LAST
    """
    return _frame(engine, query)


def explain(engine: Engine, value_id: str) -> Explanation | None:
    """The way from a value back to its cell, None if there is no such value."""
    with engine.connect() as connection:
        found = _rows(
            connection,
            """
            SELECT
                value.*, indicator.indicator_name, indicator.indicator_scope, region.region_name,
                document.department_name, document.document_sha256, document.document_version, document.is_current
            FROM fact_indicator_value AS value
            INNER JOIN dim_document AS document ON value.document_id = document.document_id
            INNER JOIN dim_indicator AS indicator ON value.indicator_code = indicator.indicator_code
            INNER JOIN dim_region AS region ON value.region_code = region.region_code
            WHERE value.value_id = :value_id
            """,
            value_id=value_id,
        )
        if not found:
            return None
        (value,) = found
        # The members of the dimensions that stand for nothing are null here, as in the wide views.
        if value["indicator_code"] == UNKNOWN_INDICATOR:
            value |= {"indicator_code": None, "indicator_name": None}
        if value["unit"] == NO_UNIT:
            value["unit"] = None
        (document,) = _rows(connection, "SELECT * FROM wide_document WHERE document_id = :id", id=value["document_id"])
        said = "SELECT * FROM fact_finding WHERE value_id = :value_id ORDER BY finding_id"
        return Explanation(
            value,
            document,
            sources_of(connection, document["document_sha256"]),
            frame_of(connection.execute(text(said), {"value_id": value_id})),
        )


def sources_of(connection: Connection, document_sha256: str) -> pd.DataFrame:
    """Where a file was seen: source_name, source_url, published_printed, first_seen; the earliest first."""
    query = """
    SELECT source_name, source_url, published_printed, first_seen
    FROM registry.sources
    WHERE document_sha256 = :sha256
    ORDER BY first_seen, source_name, source_url
    """
    return frame_of(connection.execute(text(query), {"sha256": document_sha256}))


def findings_of(connection: Connection, document_id: str) -> pd.DataFrame:
    """What the rules found in one document, whatever became of it; columns of `fact_finding`."""
    query = "SELECT * FROM fact_finding WHERE document_id = :id ORDER BY finding_id"
    return frame_of(connection.execute(text(query), {"id": document_id}))


def _rows(connection: Connection, query: str, **asked: Any) -> list[Record]:
    return [dict(row._mapping) for row in connection.execute(text(query), asked)]


def _frame(engine: Engine, query: str, **asked: Any) -> pd.DataFrame:
    with engine.connect() as connection:
        return frame_of(connection.execute(text(query), asked))
