"""The normalization's frames: what each printed thing was taken to mean, beside the printed thing itself."""

from decimal import Decimal
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from contracts.frames.printed import PrintedFunding, PrintedIndicators, PrintedScores, PrintedTasks

COMPARATORS = ("ge", "le", "gt", "lt", "eq", "approx", "between")
MEASURES = ("quantity", "ratio", "money", "change", "deadline", "qualitative", "missing")
DIRECTIONS = ("higher", "lower", "target", "qualitative")
SCOPES = ("common", "function", "own")


def is_decimal_or_null(column: "pd.Series[Any]") -> "pd.Series[bool]":
    """True where a value is a Decimal or missing: a float would carry money or a bound inexactly."""
    return column.map(lambda value: isinstance(value, Decimal) or value is None)


class IndicatorValues(PrintedIndicators):
    """`PrintedIndicators` with its meaning. `value_id` is built from natural keys only (see `value_id` in
    `assets.normalization.identity`). Bounds are Decimals in the canonical unit; an open bound is None; eq has both
    alike. `faults` holds fault codes separated by a blank, '' for none. `region_code`, `budget_year`, `form` repeat
    the document's. `deadline` is an ISO date, `change_base` what a change is measured against.
    """

    value_id: Series[str] = pa.Field(unique=True)
    region_code: Series[str] = pa.Field(str_matches=r"^\d{6}$")
    budget_year: Series[int]
    form: Series[str]
    indicator_code: Series[str] = pa.Field(nullable=True)
    measure: Series[str] = pa.Field(isin=MEASURES)
    comparator: Series[str] = pa.Field(nullable=True, isin=COMPARATORS)
    value_low: Series[object] = pa.Field(nullable=True)
    value_high: Series[object] = pa.Field(nullable=True)
    unit: Series[str] = pa.Field(nullable=True)
    is_unit_inferred: Series[bool]
    period: Series[str] = pa.Field(nullable=True)
    deadline: Series[str] = pa.Field(nullable=True, str_matches=r"^\d{4}-\d{2}-\d{2}$")
    change_base: Series[str] = pa.Field(nullable=True)
    quality_level: Series[str] = pa.Field(nullable=True)
    direction: Series[str] = pa.Field(nullable=True, isin=DIRECTIONS)
    basis: Series[str] = pa.Field(nullable=True)
    classification: Series[str] = pa.Field(nullable=True)
    weight: Series[object] = pa.Field(nullable=True)
    score: Series[object] = pa.Field(nullable=True)
    faults: Series[str]

    class Config:
        strict = True
        unique = ["document_id", "horizon", "row_number", "value_year", "value_role"]

    @pa.check("value_low", "value_high", "weight", "score")
    @classmethod
    def numbers_are_decimals(cls, column: "pd.Series[Any]") -> "pd.Series[bool]":
        return is_decimal_or_null(column)

    @pa.dataframe_check
    @classmethod
    def a_missing_value_has_no_bounds(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        bounded = frame["value_low"].notna() | frame["value_high"].notna()
        return ~((frame["measure"] == "missing") & bounded)

    @pa.dataframe_check
    @classmethod
    def a_comparator_has_its_bound(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        low, high = frame["value_low"].notna(), frame["value_high"].notna()
        needs = {"ge": low & ~high, "gt": low & ~high, "le": high & ~low, "lt": high & ~low, "eq": low & high}
        good = pd.Series(True, index=frame.index)
        for comparator, holds in needs.items():
            good &= (frame["comparator"] != comparator) | holds | frame["measure"].isin(("deadline", "qualitative"))
        return good


class FundingAmounts(PrintedFunding):
    """`PrintedFunding` with its meaning: yuan and share as Decimals (57.16% → 0.5716), the item's canonical code."""

    funding_id: Series[str] = pa.Field(unique=True)
    region_code: Series[str] = pa.Field(str_matches=r"^\d{6}$")
    budget_year: Series[int]
    form: Series[str]
    item_code: Series[str] = pa.Field(nullable=True)
    is_total: Series[bool]
    amount_yuan: Series[object] = pa.Field(nullable=True)
    share: Series[object] = pa.Field(nullable=True)
    faults: Series[str]

    class Config:
        strict = True
        unique = ["document_id", "row_number", "stage", "fiscal_year"]

    @pa.check("amount_yuan", "share")
    @classmethod
    def money_is_decimal(cls, column: "pd.Series[Any]") -> "pd.Series[bool]":
        return is_decimal_or_null(column)


class TaskAmounts(PrintedTasks):
    """`PrintedTasks` with its money in yuan as Decimals; `is_total` marks the row that sums the others up."""

    task_id: Series[str] = pa.Field(unique=True)
    region_code: Series[str] = pa.Field(str_matches=r"^\d{6}$")
    budget_year: Series[int]
    form: Series[str]
    is_total: Series[bool]
    total_yuan: Series[object] = pa.Field(nullable=True)
    fiscal_yuan: Series[object] = pa.Field(nullable=True)
    other_yuan: Series[object] = pa.Field(nullable=True)
    faults: Series[str]

    class Config:
        strict = True
        unique = ["document_id", "row_number"]

    @pa.check("total_yuan", "fiscal_yuan", "other_yuan")
    @classmethod
    def money_is_decimal(cls, column: "pd.Series[Any]") -> "pd.Series[bool]":
        return is_decimal_or_null(column)


class Scores(PrintedScores):
    """`PrintedScores` with its numbers as Decimals; the rate is a fraction (96.2% → 0.962)."""

    score_id: Series[str] = pa.Field(unique=True)
    region_code: Series[str] = pa.Field(str_matches=r"^\d{6}$")
    budget_year: Series[int]
    form: Series[str]
    rate: Series[object] = pa.Field(nullable=True)
    weight: Series[object] = pa.Field(nullable=True)
    score: Series[object] = pa.Field(nullable=True)
    faults: Series[str]

    class Config:
        strict = True
        unique = ["document_id", "row_number"]

    @pa.check("rate", "weight", "score")
    @classmethod
    def numbers_are_decimals(cls, column: "pd.Series[Any]") -> "pd.Series[bool]":
        return is_decimal_or_null(column)
