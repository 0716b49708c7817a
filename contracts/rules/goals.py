"""L and T: targets against each other and against the results of the two years before, within one document."""

import pandas as pd

from contracts.rules.bounds import CAPS, FLOORS, SAME, comparable, is_result, is_weaker
from contracts.rules.breaches import at_value
from contracts.rules.documents import DocumentSet
from contracts.rules.example import Example, value
from contracts.rules.rule import rule

SOURCE = (
    "财预〔2015〕88号：合理可行，长期目标与年度目标衔接",
    "long-term and annual goals agree; targets ask for effort",
)


@rule(
    "L001",
    "warning",
    title=("长期目标低于年度目标", "a long-term target weaker than the annual one"),
    message=(
        "“{name}”的长期目标{actual}弱于年度目标{expected}",
        "{name}: the long-term target {actual} is weaker than the annual {expected}",
    ),
    about="同一指标、同一单位，长期目标的要求低于年度目标。",
    source=SOURCE,
    passes=Example(
        values=(
            value("调查失业率", "≤5.0%", horizon="long_term", comparator="le", high="5.0", direction="lower", unit="%"),
            value("调查失业率", "≤5.5%", comparator="le", high="5.5", direction="lower", unit="%"),
        )
    ),
    fails=Example(
        values=(
            value("调查失业率", "≤6.5%", horizon="long_term", comparator="le", high="6.5", direction="lower", unit="%"),
            value("调查失业率", "≤5.5%", comparator="le", high="5.5", direction="lower", unit="%"),
        ),
        finds=("long_term-1-2026-target",),
    ),
)
def long_term_weaker(documents: DocumentSet) -> pd.DataFrame:
    """Long-term targets that ask for less than the annual target of the same indicator in the same unit."""
    rows = comparable(documents.indicators)
    rows = rows[rows["value_role"] == "target"]
    annual = rows.loc[rows["horizon"] == "annual", [*SAME, "bound", "value_printed"]]
    both = rows[rows["horizon"] == "long_term"].merge(annual, on=SAME, suffixes=("", "_annual"))
    both = both[is_weaker(both["bound"], both["bound_annual"], both["sense"])]
    return at_value(both, expected=both["value_printed_annual"], actual=both["value_printed"])


def _with_results(documents: DocumentSet) -> pd.DataFrame:
    """Annual targets beside the results of the two years before: `worst` and `last`, their printed forms too.

    A prior year's number with a comparator is a target restated, not a result.
    """
    rows = comparable(documents.indicators)
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


def _target(number: int) -> dict[str, object]:
    return dict(value("见习补贴人数", f"≥{number}人", comparator="ge", low=number, measure="quantity", unit="人"))


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
    best = ((rows["unit"] == "%") & (rows["bound"] >= 100)) | (rows["bound"] == 0)
    rows = rows[rows["comparator"].isin((*FLOORS, *CAPS)) & (rows["bound"] == rows["bound_1"]) & ~best]
    return at_value(rows, expected=rows["value_printed_1"], actual=rows["value_printed"])
