"""L: long-term goals against annual ones, within one document."""

from typing import Any

import pandas as pd

from contracts.rules.bounds import CAPS, FLOORS, SAME, comparable, is_result, is_weaker, numbers, with_indicator
from contracts.rules.breaches import at_name, at_value, lines_of
from contracts.rules.documents import DocumentSet
from contracts.rules.example import Example, Row, value
from contracts.rules.rule import rule
from contracts.vocabulary.qualities import qualities

SOURCE = ("财预〔2015〕88号：长期目标与年度目标衔接", "long-term and annual goals agree")
_BOTH = ["document_id", "indicator"]
_NUMBERS = ("quantity", "ratio", "money")
_LONG, _ANNUAL = ("long_term-1-2026-target",), ("annual-1-2025-target",)


def _unemployed(printed: str, high: str, **stated: Any) -> Row:
    of: dict[str, Any] = {"comparator": "le", "direction": "lower", "unit": "%", **stated}
    return value("调查失业率", printed, high=high, **of)


def _both(rows: pd.DataFrame, on: list[str], *columns: str) -> pd.DataFrame:
    """Long-term targets beside the annual target of the same, whose columns end in `_annual`."""
    rows = rows[rows["value_role"] == "target"]
    annual = rows[rows["horizon"] == "annual"].drop_duplicates(on, keep=False)[
        [*on, "value_printed", "value_id", *columns]
    ]
    long_term = rows[rows["horizon"] == "long_term"].drop_duplicates(on, keep=False)
    return long_term.merge(annual, on=on, suffixes=("", "_annual"))


def _found(both: pd.DataFrame) -> pd.DataFrame:
    return at_value(
        both,
        expected=both["value_printed_annual"],
        actual=both["value_printed"],
        counterpart_id=both["value_id_annual"],
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
    passes=Example(values=(_unemployed("≤5.0%", "5.0", horizon="long_term"), _unemployed("≤5.5%", "5.5"))),
    fails=Example(values=(_unemployed("≤6.5%", "6.5", horizon="long_term"), _unemployed("≤5.5%", "5.5")), finds=_LONG),
)
def long_term_weaker(documents: DocumentSet) -> pd.DataFrame:
    """Long-term targets that ask for less than the annual target of the same indicator in the same unit."""
    both = _both(comparable(documents), SAME, "bound")
    return _found(both[is_weaker(both["bound"], both["bound_annual"], both["sense"])])


@rule(
    "L002",
    "warning",
    title=("长期与年度目标界限方向相反", "long-term and annual targets bound opposite sides"),
    message=(
        "“{name}”的长期目标{actual}与年度目标{expected}界限方向相反",
        "{name}: the long-term target {actual} and the annual {expected} bound opposite sides",
    ),
    about="同一指标、同一单位，长期目标设上限而年度目标设下限，或相反。",
    source=SOURCE,
    passes=Example(values=(_unemployed("≤5.0%", "5.0", horizon="long_term"), _unemployed("≤5.5%", "5.5"))),
    fails=Example(
        values=(
            value("预算执行率", "≤100%", horizon="long_term", comparator="le", high=100, unit="%"),
            value("预算执行率", "≥95%", comparator="ge", low=95, unit="%"),
        ),
        finds=_LONG,
    ),
)
def long_term_against_annual(documents: DocumentSet) -> pd.DataFrame:
    """A cap in the one section and a floor in the other, for the same indicator in the same unit."""
    both = _both(numbers(documents), SAME, "comparator")
    ours, theirs = both["comparator"], both["comparator_annual"]
    opposite = (ours.isin(CAPS) & theirs.isin(FLOORS)) | (ours.isin(FLOORS) & theirs.isin(CAPS))
    return _found(both[opposite])


@rule(
    "L003",
    "warning",
    title=("长期定性目标低于年度", "a long-term level below the annual one"),
    message=(
        "“{name}”的长期目标“{actual}”低于年度目标“{expected}”",
        "{name}: the long-term “{actual}” is below the annual “{expected}”",
    ),
    about="同一指标的定性目标，在同一等级序列中，长期目标的等级低于年度目标。",
    source=SOURCE,
    passes=Example(
        values=(
            value("规划相符性", "完全相符", horizon="long_term", quality_level="conformity_full"),
            value("规划相符性", "相符", quality_level="conformity_met"),
        )
    ),
    fails=Example(
        values=(
            value("规划相符性", "相符", horizon="long_term", quality_level="conformity_met"),
            value("规划相符性", "完全相符", quality_level="conformity_full"),
        ),
        finds=_LONG,
    ),
)
def long_term_level_below(documents: DocumentSet) -> pd.DataFrame:
    """Long-term levels of a scale below the annual level of the same scale."""
    rows = with_indicator(documents.indicators[documents.indicators["quality_level"].notna()])
    rows = rows.assign(
        scale=rows["quality_level"].map({code: quality.scale for code, quality in qualities().items()}),
        rank=rows["quality_level"].map({code: quality.rank for code, quality in qualities().items()}),
    )
    both = _both(rows, [*_BOTH, "scale"], "rank")
    return _found(both[both["rank"] < both["rank_annual"]])


@rule(
    "L004",
    "notice",
    title=("长期与年度目标一为数值一为文字", "a number in one section and words in the other"),
    message=(
        "“{name}”的长期目标“{actual}”与年度目标“{expected}”，一为数值、一为文字，无法比较",
        "{name}: “{actual}” in the long term and “{expected}” for the year cannot be compared",
    ),
    about="同一指标的长期目标与年度目标，一个是数值，另一个是定性描述。",
    source=SOURCE,
    passes=Example(values=(value("改革成效", "有效", horizon="long_term"), value("改革成效", "有效"))),
    fails=Example(
        values=(value("改革成效", "100%", horizon="long_term", low=100, high=100), value("改革成效", "有效")),
        finds=_LONG,
    ),
)
def number_against_words(documents: DocumentSet) -> pd.DataFrame:
    """Targets of one indicator that are a number in one section and words in the other."""
    rows = with_indicator(documents.indicators[documents.indicators["measure"].isin((*_NUMBERS, "qualitative"))])
    both = _both(rows, _BOTH, "measure")
    return _found(both[(both["measure"] == "qualitative") != (both["measure_annual"] == "qualitative")])


@rule(
    "L005",
    "notice",
    title=("指标仅见于长期或年度部分", "an indicator in one of the two sections only"),
    message=("“{name}”只见于{section}", "{name} stands among the {section} only"),
    about="长期与年度两部分都有指标的文件中，某指标只见于其中一部分。",
    source=SOURCE,
    passes=Example(values=(value("执行率", "100%", horizon="long_term"), value("执行率", "100%"))),
    fails=Example(
        values=(value("执行率", "100%", horizon="long_term"), value("执行率", "100%"), value("合理流动率", "1", row=2)),
        finds=("annual-2",),
    ),
)
def in_one_section_only(documents: DocumentSet) -> pd.DataFrame:
    """Indicator lines of documents with both sections that have no counterpart in the other one."""
    lines = with_indicator(lines_of(documents))
    sections = lines.groupby("document_id")["horizon"].transform("nunique")
    stated = lines.groupby(_BOTH)["horizon"].transform("nunique")
    return at_name(lines[(sections == 2) & (stated == 1)])


@rule(
    "L006",
    "notice",
    title=("长期目标低于已有结果", "a long-term target below a result already reached"),
    message=(
        "“{name}”的长期目标{actual}低于{expected}的已有结果",
        "{name}: the long-term target {actual} is weaker than a result already reached, {expected}",
    ),
    about="长期目标的要求低于近两年中任一年的结果。",
    source=SOURCE,
    passes=Example(
        values=(
            _unemployed("≤5.0%", "5.0", horizon="long_term"),
            _unemployed("5.0%", "5.0", role="baseline", value_year=2024, comparator="eq", low="5.0"),
        )
    ),
    fails=Example(
        values=(
            _unemployed("≤5.5%", "5.5", horizon="long_term"),
            _unemployed("5.0%", "5.0", role="baseline", value_year=2024, comparator="eq", low="5.0"),
        ),
        finds=_LONG,
    ),
)
def long_term_below_results(documents: DocumentSet) -> pd.DataFrame:
    """Long-term targets that ask for less than a prior year's result; the better result is named."""
    rows = comparable(documents)
    targets = rows[(rows["value_role"] == "target") & (rows["horizon"] == "long_term")]
    results = rows[is_result(rows)][[*SAME, "bound", "value_printed", "value_id"]]
    both = targets.merge(results, on=SAME, suffixes=("", "_annual"))
    both = both[is_weaker(both["bound"], both["bound_annual"], both["sense"])]
    signed = both["bound_annual"].where(both["sense"] == "higher", -both["bound_annual"])
    return _found(both.loc[signed.groupby(both["value_id"]).idxmax()])
