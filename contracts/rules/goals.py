"""T: targets against the results of the two years before, within one document."""

from typing import Any

import pandas as pd

from contracts.rules.bounds import CAPS, FLOORS, SAME, comparable, is_result, is_weaker
from contracts.rules.breaches import at_value
from contracts.rules.documents import DocumentSet, once_a_set
from contracts.rules.example import Example, Row, value
from contracts.rules.rule import rule

SOURCE = (
    "财预〔2015〕88号：指向明确、合理可行",
    "targets are within reach and ask for effort",
)


_SLIP = 10


def _is_best(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Where a bound is the best there is: nought, or all of a hundred per cent."""
    return ((rows["unit"] == "%") & (rows["bound"] >= 100)) | (rows["bound"] == 0)


@once_a_set
def _with_results(documents: DocumentSet) -> pd.DataFrame:
    """Annual targets beside the results of the two years before: `bound_1` and `bound_2`, their printed forms too.

    A prior year's number with a comparator is a target restated, not a result.
    """
    rows = comparable(documents)
    rows = rows[rows["horizon"] == "annual"]
    prior = is_result(rows)
    targets = rows[rows["value_role"] == "target"]
    for back in (1, 2):
        year = rows[prior & (rows["value_year"] == rows["budget_year"] - back)]
        columns = [*SAME, "bound", "value_printed"]
        targets = targets.merge(year[columns], on=SAME, how="left", suffixes=("", f"_{back}"))
    return targets


_RESULTS = (
    value("见习补贴人数", "56人", role="baseline", value_year=2023, low=56, high=56, measure="quantity", unit="人"),
    value("见习补贴人数", "70人", role="baseline", value_year=2024, low=70, high=70, measure="quantity", unit="人"),
)


def _target(number: int, **stated: Any) -> Row:
    of: dict[str, Any] = {"comparator": "ge", "low": number, "measure": "quantity", "unit": "人", **stated}
    return value("见习补贴人数", f"≥{number}人", **of)


def _restated(*numbers: int) -> tuple[Row, ...]:
    """The targets of the two years before, as their columns restate them."""
    years = zip((2023, 2024), numbers, strict=True)
    return tuple(_target(number, role="baseline", value_year=year) for year, number in years)


@rule(
    "T001",
    "warning",
    title=("目标低于近两年结果", "a target looser than both prior results"),
    message=(
        "“{name}”{year}年目标{actual}比前两年结果{expected}都宽松",
        "{name}, {year}: the target {actual} is looser than both results before it, {expected}",
    ),
    about="年度目标的要求低于前两年每一年的结果。",
    source=SOURCE,
    passes=Example(values=(*_RESULTS, _target(60))),
    fails=Example(values=(*_RESULTS, _target(50)), finds=("annual-1-2025-target",)),
)
def target_looser_than_results(documents: DocumentSet) -> pd.DataFrame:
    """Annual targets that ask for less than was reached in each of the two years before."""
    rows = _with_results(documents)
    looser = is_weaker(rows["bound"], rows["bound_1"], rows["sense"])
    rows = rows[looser & is_weaker(rows["bound"], rows["bound_2"], rows["sense"])]
    both = rows["value_printed_2"] + "、" + rows["value_printed_1"]
    return at_value(rows, expected=both, actual=rows["value_printed"])


@rule(
    "T002",
    "notice",
    title=("目标与上年结果相同", "a target equal to last year's result"),
    message=(
        "“{name}”{year}年目标{actual}与上年结果{expected}相同，没有提高",
        "{name}, {year}: the target {actual} is last year's result {expected}: no stretch",
    ),
    about="带比较符的年度目标与上年结果相同，且未到最好值（0 或 100%）。",
    source=SOURCE,
    passes=Example(values=(*_RESULTS, _target(71))),
    fails=Example(values=(*_RESULTS, _target(70)), finds=("annual-1-2025-target",)),
)
def target_without_stretch(documents: DocumentSet) -> pd.DataFrame:
    """Annual targets with a comparator that equal last year's result, short of the best there is (0, or 100 %)."""
    rows = _with_results(documents)
    rows = rows[rows["comparator"].isin((*FLOORS, *CAPS)) & (rows["bound"] == rows["bound_1"]) & ~_is_best(rows)]
    return at_value(rows, expected=rows["value_printed_1"], actual=rows["value_printed"])


@rule(
    "T003",
    "notice",
    title=("目标三年未变", "the same target three years running"),
    message=("“{name}”的目标{actual}与前两年相同", "{name}: the target {actual} is that of both years before"),
    about="近两年两栏都是带比较符的目标，且与本年度目标相同，未到最好值（0 或 100%）。",
    source=SOURCE,
    passes=Example(values=(*_restated(55, 60), _target(60))),
    fails=Example(values=(*_restated(60, 60), _target(60)), finds=("annual-1-2025-target",)),
)
def target_unchanged(documents: DocumentSet) -> pd.DataFrame:
    """Annual targets that both columns of prior years restate alike, short of the best there is (0, or 100 %)."""
    rows = comparable(documents)
    rows = rows[(rows["horizon"] == "annual") & rows["comparator"].isin((*FLOORS, *CAPS))]
    alike = rows.groupby([*SAME, "bound", "comparator"], dropna=False)["value_year"].transform("nunique")
    found = rows[(rows["value_role"] == "target") & (alike == 3) & ~_is_best(rows)]
    return at_value(found, actual=found["value_printed"])


@rule(
    "T004",
    "warning",
    title=("目标与上年结果相差十倍", "a target ten times last year's result"),
    message=(
        "“{name}”{year}年目标{actual}与上年结果{expected}相差十倍以上，疑为单位或小数点错误",
        "{name}, {year}: {actual} against last year's {expected}, ten times apart: a slip of unit or decimal point",
    ),
    about="年度目标与上年结果相差 10 倍以上，多为单位或小数点错误。",
    source=SOURCE,
    passes=Example(values=(*_RESULTS, _target(699))),
    fails=Example(values=(*_RESULTS, _target(700)), finds=("annual-1-2025-target",)),
)
def tenfold(documents: DocumentSet) -> pd.DataFrame:
    """Annual targets of ten times last year's result or a tenth of it, both above nought."""
    rows = _with_results(documents)
    ratio = rows["bound"] / rows["bound_1"].where(rows["bound_1"] > 0)
    rows = rows[(ratio >= _SLIP) | ((ratio > 0) & (ratio <= 1 / _SLIP))]
    return at_value(rows, expected=rows["value_printed_1"], actual=rows["value_printed"])
