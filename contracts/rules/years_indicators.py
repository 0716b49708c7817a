"""Y, continued: indicators and their values across two years."""

from typing import Any

import pandas as pd

from contracts.rules.bounds import SAME, comparable, disagree, is_result, is_weaker, numbers, with_indicator
from contracts.rules.breaches import at_document, at_name, at_value, one_a_line
from contracts.rules.documents import DocumentSet, once_a_set
from contracts.rules.example import YEAR, Example, Row, value
from contracts.rules.rule import rule
from contracts.rules.years import pairs
from contracts.vocabulary.folding import fold

SOURCE = ("近两年指标值应与该年文件一致", "the columns of prior years repeat what the documents of those years state")
CHOSEN = ("财预〔2015〕88号：指标应保持连续、可比", "indicators stay the same from year to year, to be comparable")
_STATED = ["before_id", "indicator", "unit", "bound", "value_printed", "value_id"]


def _beside(rows: pd.DataFrame, before: pd.DataFrame, paired: pd.DataFrame, *also: str) -> pd.DataFrame:
    """`rows` of a year beside those `before` of the same indicator and unit, whose columns end in `_before`."""
    rows = rows.merge(paired[["document_id", "before_id"]], on="document_id")
    before = before.rename(columns={"document_id": "before_id"})[[*_STATED, *also]]
    on = ["before_id", *(name for name in (*SAME, *also) if name != "document_id")]
    return rows.merge(before.drop_duplicates(on), on=on, suffixes=("", "_before"))


def _apart(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows[disagree(rows, "_before")]
    return at_value(
        rows,
        expected=rows["value_printed_before"],
        actual=rows["value_printed"],
        counterpart_id=rows["value_id_before"],
    )


def _people(printed: str, number: str, role: str, year: int) -> Row:
    """So many people in a year: a bound where printed so, else a plain number."""
    of: dict[str, Any] = {"role": role, "value_year": year, "measure": "quantity", "unit": "人", "low": number}
    meaning = {"comparator": "ge"} if printed.startswith("≥") else {"comparator": "eq", "high": number}
    return value("参保人数", printed, **of | meaning)


_TARGET_BEFORE = Example(values=(_people("≥34.4万人", "344000", "target", YEAR - 1),))


@rule(
    "Y004",
    "warning",
    title=("所列上年目标与上年度文件不一致", "last year's target is not what last year's document stated"),
    message=(
        "“{name}”所列{year}年目标{actual}，上年度文件为{expected}",
        "{name}: the target of {year} is now {actual}, last year's document stated {expected}",
    ),
    about="上年一栏带比较符的是上年目标，与上年度文件的目标比对；舍入区间不重叠即为不一致，两个说法都保留。",
    source=SOURCE,
    passes=Example(values=(_people("≥344049人", "344049", "baseline", YEAR - 1),), before=_TARGET_BEFORE),
    fails=Example(
        values=(_people("≥34.3万人", "343000", "baseline", YEAR - 1),),
        before=_TARGET_BEFORE,
        finds=(f"annual-1-{YEAR - 1}-baseline",),
    ),
)
def target_restated(documents: DocumentSet) -> pd.DataFrame:
    """Last year's column with a comparator, so a target, against the target of last year's own document."""
    rows = numbers(documents)
    rows = rows[(rows["value_role"] == "baseline") & (rows["value_year"] == rows["budget_year"] - 1) & ~is_result(rows)]
    before = numbers(documents.before)
    before = before[(before["value_role"] == "target") & (before["horizon"] == "annual")]
    return _apart(_beside(rows, before, pairs(documents)))


@rule(
    "Y005",
    "warning",
    title=("所列前年结果与上年度文件不一致", "a result restated since last year's document"),
    message=(
        "“{name}”所列{year}年结果{actual}，上年度文件为{expected}",
        "{name}: the result of {year} is now {actual}, last year's document stated {expected}",
    ),
    about="前年一栏的结果与上年度文件所列的同年结果比对；舍入区间不重叠即为不一致，两个说法都保留。",
    source=SOURCE,
    passes=Example(
        values=(_people("16.2万人", "162000", "baseline", YEAR - 2),),
        before=Example(values=(_people("16.24万人", "162400", "baseline", YEAR - 2),)),
    ),
    fails=Example(
        values=(_people("16.2万人", "162000", "baseline", YEAR - 2),),
        before=Example(values=(_people("16.26万人", "162600", "baseline", YEAR - 2),)),
        finds=(f"annual-1-{YEAR - 2}-baseline",),
    ),
)
def result_restated(documents: DocumentSet) -> pd.DataFrame:
    """Results of two years ago that are not what last year's document gave for that year."""
    rows, before = numbers(documents), numbers(documents.before)
    rows, before = rows[is_result(rows)], before[is_result(before)]
    return _apart(_beside(rows, before, pairs(documents), "value_year"))


@rule(
    "Y006",
    "warning",
    title=("所列上年结果与自评表不一致", "last year's result is not what the self-evaluation stated"),
    message=(
        "“{name}”所列{year}年结果{actual}，该年自评表为{expected}",
        "{name}: the result of {year} is now {actual}, the self-evaluation of that year stated {expected}",
    ),
    about="上年一栏的结果与上年度自评表的实际完成值比对；舍入区间不重叠即为不一致，两个说法都保留。",
    source=SOURCE,
    passes=Example(
        values=(_people("16.2万人", "162000", "baseline", YEAR - 1),),
        before=Example(
            values=(_people("162400人", "162400", "actual", YEAR - 1),), document={"form": "self_evaluation"}
        ),
    ),
    fails=Example(
        values=(_people("16.2万人", "162000", "baseline", YEAR - 1),),
        before=Example(
            values=(_people("16.3万人", "163000", "actual", YEAR - 1),), document={"form": "self_evaluation"}
        ),
        finds=(f"annual-1-{YEAR - 1}-baseline",),
    ),
)
def result_against_self_evaluation(documents: DocumentSet) -> pd.DataFrame:
    """Last year's result against the actual value of that year's self-evaluation."""
    rows, before = numbers(documents), numbers(documents.before)
    rows, before = rows[is_result(rows)], before[before["value_role"] == "actual"]
    return _apart(_beside(rows, before, pairs(documents, "self_evaluation"), "value_year"))


@once_a_set
def _annual(documents: DocumentSet) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The annual lines of the documents that have a year before, and those of that year, with `indicator`."""
    paired = pairs(documents)[["document_id", "before_id"]]
    lines, before = (
        with_indicator(one_a_line(frame[frame["horizon"] == "annual"]))
        for frame in (documents.indicators, documents.before.indicators)
    )
    before = before.rename(columns={"document_id": "before_id"}).merge(paired, on="before_id")
    has_lines = paired[paired["before_id"].isin(before["before_id"])]
    return lines.merge(has_lines, on="document_id"), before[before["document_id"].isin(lines["document_id"])]


def _without(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """`rows` whose indicator none of the `others` of the same document has."""
    key = ["document_id", "indicator"]
    found = rows[key].merge(others[key].drop_duplicates(), how="left", on=key, indicator="where")["where"]
    return rows[(found == "left_only").to_numpy()]


_LINE = value("参保人数", "34万人")


@rule(
    "Y007",
    "notice",
    title=("上年指标本年取消", "an indicator dropped since last year"),
    message=("上年度指标“{expected}”本年度没有", "last year's indicator {expected} is gone"),
    about="上年度文件有、本年度文件没有的年度指标；同一指标代码或同名（归并写法后）即为同一指标。",
    source=CHOSEN,
    passes=Example(values=(_LINE,), before=Example(values=(value("参保人数 ", "33万人", value_year=YEAR - 1),))),
    fails=Example(
        values=(_LINE,),
        before=Example(values=(_LINE, value("就业人数", "2万人", row=2, value_year=YEAR - 1))),
        finds=("就业人数",),
    ),
)
def indicator_dropped(documents: DocumentSet) -> pd.DataFrame:
    """Annual indicators of last year's document that this one does not have; without a place, for it has none here."""
    lines, before = _annual(documents)
    gone = _without(before, lines).drop_duplicates(["document_id", "indicator"])
    here = gone[["document_id", "indicator", "name_printed", "value_id"]]
    return at_document(
        here[["document_id"]], here["indicator"], expected=here["name_printed"], counterpart_id=here["value_id"]
    )


@rule(
    "Y008",
    "notice",
    title=("本年新增指标", "an indicator added since last year"),
    message=("“{name}”为本年度新增指标", "{name} is new this year"),
    about="本年度文件有、上年度文件没有的年度指标。",
    source=CHOSEN,
    passes=Example(values=(_LINE,), before=Example(values=(_LINE,))),
    fails=Example(
        values=(_LINE, value("就业人数", "2万人", row=2)), before=Example(values=(_LINE,)), finds=("annual-2",)
    ),
)
def indicator_added(documents: DocumentSet) -> pd.DataFrame:
    """Annual indicators that last year's document does not have."""
    lines, before = _annual(documents)
    return at_name(_without(lines, before))


@rule(
    "Y009",
    "notice",
    title=("指标改名", "an indicator renamed"),
    message=("“{name}”上年度名为“{expected}”", "{name} was called {expected} last year"),
    about="同一指标代码，本年度与上年度名称（归并写法后）不同。",
    source=CHOSEN,
    passes=Example(
        values=(value("“三公”经费变动率", "0", indicator_code="three_public_change"),),
        before=Example(values=(value("三公经费变动率", "0", indicator_code="three_public_change"),)),
    ),
    fails=Example(
        values=(value("“三公”经费变动率", "0", indicator_code="three_public_change"),),
        before=Example(values=(value("三公经费增减率", "0", indicator_code="three_public_change"),)),
        finds=("annual-1",),
    ),
)
def indicator_renamed(documents: DocumentSet) -> pd.DataFrame:
    """Annual indicators of one code whose name is another than in last year's document, beyond its spelling."""
    lines, before = _annual(documents)
    lines, before = lines[lines["indicator_code"].notna()], before[before["indicator_code"].notna()]
    key = ["document_id", "indicator_code"]
    before = before[[*key, "name_printed", "value_id"]]
    kept = lines.drop_duplicates(key, keep=False).merge(
        before.drop_duplicates(key, keep=False), on=key, suffixes=("", "_before")
    )
    folded = kept[["name_printed", "name_printed_before"]].map(fold)
    kept = kept[folded["name_printed"] != folded["name_printed_before"]]
    return at_name(kept, expected=kept["name_printed_before"], counterpart_id=kept["value_id_before"])


def _rate(printed: str, low: int, **stated: Any) -> Row:
    return value("覆盖率", printed, comparator="ge", low=low, unit="%", direction="higher", **stated)


@rule(
    "Y010",
    "warning",
    title=("目标比上年度文件宽松", "a target looser than last year's"),
    message=(
        "“{name}”的目标{actual}比上年度的{expected}宽松",
        "{name}: the target {actual} is looser than last year's, {expected}",
    ),
    about="同一部分、同一指标、同一单位，本年度目标的要求低于上年度文件的目标。",
    source=("财预〔2015〕88号：合理可行，逐年衔接", "targets are achievable and follow on from year to year"),
    passes=Example(values=(_rate("≥95%", 95),), before=Example(values=(_rate("≥95%", 95),))),
    fails=Example(
        values=(_rate("≥94%", 94),), before=Example(values=(_rate("≥95%", 95),)), finds=(f"annual-1-{YEAR}-target",)
    ),
)
def target_loosened(documents: DocumentSet) -> pd.DataFrame:
    """Targets that ask for less than the target of the same section in last year's document."""
    rows, before = comparable(documents), comparable(documents.before)
    rows, before = rows[rows["value_role"] == "target"], before[before["value_role"] == "target"]
    rows = _beside(rows, before, pairs(documents), "horizon")
    rows = rows[is_weaker(rows["bound"], rows["bound_before"], rows["sense"])]
    return at_value(
        rows,
        expected=rows["value_printed_before"],
        actual=rows["value_printed"],
        counterpart_id=rows["value_id_before"],
    )
