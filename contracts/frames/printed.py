"""The forms' frames: what a careful clerk would type off the page, as printed, each with its place.

Nothing is interpreted here but the form itself: which column a value stood in, and which year that column names.
"""

import pandera.pandas as pa
from pandera.typing import Series

HORIZONS = ("long_term", "annual")
VALUE_ROLES = ("target", "adjusted_target", "baseline", "actual")
SIDES = ("revenue", "expenditure")
STAGES = ("budget", "prior", "initial", "adjusted", "executed")
NARRATIVES = ("functions", "tasks", "long_goal", "annual_goal", "result", "deviation", "improvement")


class Place(pa.DataFrameModel):
    """Where a printed thing stands: page (from 1) and box in points from the page's upper left corner.

    A sheet counts as a page, a document without pages as one; there `place` names the cell: 绩效!B7 of a workbook,
    "table 2, row 5, column 3" or "line 4" of a text. It is '' for a page with boxes.
    """

    document_id: Series[str] = pa.Field(str_matches=r"^[0-9a-f]{16}(-\d+)?$")
    page: Series[int] = pa.Field(ge=1)
    x0: Series[float]
    top: Series[float]
    x1: Series[float]
    bottom: Series[float]
    place: Series[str]
    confidence: Series[float] = pa.Field(ge=0, le=1)
    is_unsure: Series[bool]


class PrintedIndicators(Place):
    """One row a printed value: an indicator's line gives one for each of its value columns, empty ones included.

    `row_number` counts the indicator lines of a section from 1; `value_printed` is '' where the cell is empty.
    `name_*` is the place of the indicator's name, the inherited columns that of its value.
    """

    horizon: Series[str] = pa.Field(isin=HORIZONS)
    row_number: Series[int] = pa.Field(ge=1)
    level1_printed: Series[str]
    level2_printed: Series[str]
    name_printed: Series[str]
    value_year: Series[int] = pa.Field(ge=2000, le=2100)
    value_role: Series[str] = pa.Field(isin=VALUE_ROLES)
    value_printed: Series[str]
    unit_printed: Series[str] = pa.Field(nullable=True)
    basis_printed: Series[str] = pa.Field(nullable=True)
    classification_printed: Series[str] = pa.Field(nullable=True)
    weight_printed: Series[str] = pa.Field(nullable=True)
    score_printed: Series[str] = pa.Field(nullable=True)
    kind_printed: Series[str] = pa.Field(nullable=True)
    explanation_printed: Series[str] = pa.Field(nullable=True)
    standard_printed: Series[str] = pa.Field(nullable=True)
    reason_printed: Series[str] = pa.Field(nullable=True)
    remark_printed: Series[str] = pa.Field(nullable=True)
    name_page: Series[int] = pa.Field(ge=1)
    name_x0: Series[float]
    name_top: Series[float]
    name_x1: Series[float]
    name_bottom: Series[float]
    name_place: Series[str]

    class Config:
        strict = True
        unique = ["document_id", "horizon", "row_number", "value_year", "value_role"]


class PrintedFunding(Place):
    """One row a printed amount; `share_printed` stands on the budget year's row only. Empty cells give no row.

    A self-evaluation states the budget year thrice: initial (年初预算数), adjusted (全年预算数), executed (全年执行数).
    """

    row_number: Series[int] = pa.Field(ge=1)
    side: Series[str] = pa.Field(isin=SIDES)
    item_printed: Series[str]
    stage: Series[str] = pa.Field(isin=STAGES)
    fiscal_year: Series[int] = pa.Field(ge=2000, le=2100)
    amount_printed: Series[str]
    share_printed: Series[str] = pa.Field(nullable=True)
    unit_printed: Series[str] = pa.Field(nullable=True)

    class Config:
        strict = True
        unique = ["document_id", "row_number", "stage", "fiscal_year"]


class PrintedTasks(Place):
    """One row a declared task (年度主要任务) with its money as printed, the row of their sum included.

    An amount is '' where its cell is empty, null where the form has no such column.
    """

    row_number: Series[int] = pa.Field(ge=1)
    task_printed: Series[str]
    content_printed: Series[str] = pa.Field(nullable=True)
    total_printed: Series[str] = pa.Field(nullable=True)
    fiscal_printed: Series[str] = pa.Field(nullable=True)
    other_printed: Series[str] = pa.Field(nullable=True)
    unit_printed: Series[str] = pa.Field(nullable=True)

    class Config:
        strict = True
        unique = ["document_id", "row_number"]


class PrintedScores(Place):
    """One row a weight or score of a self-evaluation that is no indicator's: the budget's execution, the whole."""

    row_number: Series[int] = pa.Field(ge=1)
    subject_printed: Series[str]
    is_total: Series[bool]
    rate_printed: Series[str] = pa.Field(nullable=True)
    weight_printed: Series[str] = pa.Field(nullable=True)
    score_printed: Series[str] = pa.Field(nullable=True)

    class Config:
        strict = True
        unique = ["document_id", "row_number"]


class PrintedNarratives(Place):
    """One row a stated text: functions, tasks, goals; of a self-evaluation the result, deviation and improvement."""

    narrative: Series[str] = pa.Field(isin=NARRATIVES)
    label_printed: Series[str]
    text_printed: Series[str]

    class Config:
        strict = True
        unique = ["document_id", "narrative"]


class UnreadText(Place):
    """One row a text that is not part of what was read: it becomes a finding, never silence.

    `cause`: it is neither used nor ignored on purpose (unused); it is in the file and not shown, a hidden sheet, rows
    or columns, of which `text_printed` is the beginning (hidden); or it gives another year or department for the
    document's own than what was believed, `believed_printed` (contradicted).
    """

    text_printed: Series[str]
    cause: Series[str] = pa.Field(isin=("unused", "hidden", "contradicted"))
    believed_printed: Series[str] = pa.Field(nullable=True)

    class Config:
        strict = True
