"""The facts: one row a printed value, amount, task, score, text or broken rule, of every version of every document.

A foreign key costs 3 microseconds a row, so a fact declares those that its document does not declare for it.
`fact_finding` refers to a value or an amount without a foreign key: those of a quarantined document are not loaded,
its findings are.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    Text,
)

from contracts.frames.findings import SEVERITIES
from contracts.frames.normalized import COMPARATORS, DIRECTIONS, MEASURES
from contracts.frames.printed import HORIZONS, NARRATIVES, SIDES, STAGES, VALUE_ROLES
from warehouse.tables.metadata import column, one_of, table


def _whose() -> list[Column[Any]]:
    """Which document a fact stands in, and the document's region, department, year and form, whose keys it declares."""
    return [
        column("document_id", Text(), ForeignKey("dim_document.document_id")),
        column("region_code", Text()),
        column("department_id", Text()),
        column("budget_year", SmallInteger()),
        column("form", Text()),
    ]


def _place(*, nullable: bool = False) -> list[Column[Any]]:
    """Page and box, and in words the place in what has no pages."""
    edges = [column(edge, Double(), nullable=nullable) for edge in ("x0", "top", "x1", "bottom")]
    return [column("page", Integer(), nullable=nullable), *edges, column("place", Text(), nullable=nullable)]


def _trust() -> list[Column[Any]]:
    return [column("confidence", Double()), column("is_unsure", Boolean())]


FACT_INDICATOR_VALUE = table(
    "fact_indicator_value",
    column("value_id", Text(), primary_key=True),
    *_whose(),
    column("horizon", Text()),
    column("row_number", Integer()),
    column("level1_printed", Text()),
    column("level2_printed", Text()),
    column("name_printed", Text()),
    column("indicator_code", Text(), ForeignKey("dim_indicator.indicator_code")),
    column("value_year", SmallInteger()),
    column("value_role", Text()),
    column("value_printed", Text()),
    column("unit_printed", Text(), nullable=True),
    column("basis_printed", Text(), nullable=True),
    column("classification_printed", Text(), nullable=True),
    column("weight_printed", Text(), nullable=True),
    column("score_printed", Text(), nullable=True),
    column("kind_printed", Text(), nullable=True),
    column("explanation_printed", Text(), nullable=True),
    column("standard_printed", Text(), nullable=True),
    column("reason_printed", Text(), nullable=True),
    column("remark_printed", Text(), nullable=True),
    column("measure", Text()),
    column("comparator", Text(), nullable=True),
    column("value_low", Numeric(), nullable=True),
    column("value_high", Numeric(), nullable=True),
    column("unit", Text(), ForeignKey("dim_unit.unit")),
    column("is_unit_inferred", Boolean()),
    column("period", Text(), nullable=True),
    column("deadline", Date(), nullable=True),
    column("change_base", Text(), nullable=True),
    column("quality_level", Text(), nullable=True),
    column("direction", Text(), nullable=True),
    column("basis", Text(), nullable=True),
    column("classification", Text(), nullable=True),
    column("weight", Numeric(), nullable=True),
    column("score", Numeric(), nullable=True),
    column("faults", Text()),
    *_trust(),
    *_place(),
    column("name_page", Integer()),
    *[column(edge, Double()) for edge in ("name_x0", "name_top", "name_x1", "name_bottom")],
    column("name_place", Text()),
    CheckConstraint("value_year BETWEEN 2000 AND 2100", name="value_year"),
    one_of("horizon", HORIZONS),
    one_of("value_role", VALUE_ROLES),
    one_of("measure", MEASURES),
    one_of("comparator", COMPARATORS),
    one_of("direction", DIRECTIONS),
    Index(None, "document_id"),
    Index(None, "indicator_code", "value_role", "value_year"),
    # A query asks for one indicator of many documents: stored by indicator, its rows stand on a tenth of the pages.
    info={"stored_by": ("indicator_code",)},
)

FACT_FUNDING = table(
    "fact_funding",
    column("funding_id", Text(), primary_key=True),
    *_whose(),
    column("row_number", Integer()),
    column("fiscal_year", SmallInteger(), ForeignKey("dim_fiscal_year.fiscal_year")),
    column("stage", Text()),
    column("side", Text()),
    column("item_printed", Text()),
    column("item_code", Text(), nullable=True),
    column("is_total", Boolean()),
    column("amount_printed", Text()),
    column("unit_printed", Text(), nullable=True),
    column("amount_yuan", Numeric(), nullable=True),
    column("share_printed", Text(), nullable=True),
    column("share", Numeric(), nullable=True),
    column("faults", Text()),
    *_trust(),
    *_place(),
    one_of("stage", STAGES),
    one_of("side", SIDES),
    Index(None, "document_id"),
)

FACT_TASK = table(
    "fact_task",
    column("task_id", Text(), primary_key=True),
    *_whose(),
    column("row_number", Integer()),
    column("task_printed", Text()),
    column("content_printed", Text(), nullable=True),
    column("is_total", Boolean()),
    column("total_printed", Text(), nullable=True),
    column("fiscal_printed", Text(), nullable=True),
    column("other_printed", Text(), nullable=True),
    column("unit_printed", Text(), nullable=True),
    column("total_yuan", Numeric(), nullable=True),
    column("fiscal_yuan", Numeric(), nullable=True),
    column("other_yuan", Numeric(), nullable=True),
    column("faults", Text()),
    *_trust(),
    *_place(),
    Index(None, "document_id"),
)

FACT_SCORE = table(
    "fact_score",
    column("score_id", Text(), primary_key=True),
    *_whose(),
    column("row_number", Integer()),
    column("subject_printed", Text()),
    column("is_total", Boolean()),
    column("rate_printed", Text(), nullable=True),
    column("weight_printed", Text(), nullable=True),
    column("score_printed", Text(), nullable=True),
    column("rate", Numeric(), nullable=True),
    column("weight", Numeric(), nullable=True),
    column("score", Numeric(), nullable=True),
    column("faults", Text()),
    *_trust(),
    *_place(),
    Index(None, "document_id"),
)

FACT_NARRATIVE = table(
    "fact_narrative",
    column("document_id", Text(), ForeignKey("dim_document.document_id"), primary_key=True),
    column("narrative", Text(), primary_key=True),
    column("label_printed", Text()),
    column("text_printed", Text()),
    *_trust(),
    *_place(),
    one_of("narrative", NARRATIVES),
)

FACT_FINDING = table(
    "fact_finding",
    column("finding_id", Text(), primary_key=True),
    column("document_id", Text(), ForeignKey("dim_document.document_id")),
    column("rule_code", Text()),
    column("severity", Text()),
    column("message_zh", Text()),
    column("message_en", Text()),
    column("expected", Text(), nullable=True),
    column("actual", Text(), nullable=True),
    column("difference", Text(), nullable=True),
    column("value_id", Text(), nullable=True),
    column("funding_id", Text(), nullable=True),
    column("counterpart_id", Text(), nullable=True),
    *_place(nullable=True),
    one_of("severity", SEVERITIES),
    Index(None, "document_id"),
)
