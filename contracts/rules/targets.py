"""V, continued: what a target states, taken with its indicator."""

import pandas as pd

from contracts.rules.bounds import CAPS, FLOORS
from contracts.rules.breaches import at_value
from contracts.rules.documents import DocumentSet
from contracts.rules.example import Example, value
from contracts.rules.rule import rule
from contracts.rules.values import has_fault

SOURCE = ("财预〔2015〕88号：指向明确、细化量化、合理可行、相应匹配", "targets are clear, measurable and achievable")
_BETTER = {"higher": "≥", "lower": "≤"}
_MAY_LEAVE_0_TO_100 = "变动|变化|增长|增减|增幅|增速|提高|提升|上升|下降|降低|降幅|压减|压缩|减少|节约"


def targets(documents: DocumentSet) -> pd.DataFrame:
    """The indicators' targets, of every section."""
    return documents.indicators[documents.indicators["value_role"] == "target"]


@rule(
    "V003",
    "error",
    title=("指标值为空", "an empty target"),
    message=(
        "“{name}”{year}年的指标值为空（印为“{actual}”）",
        "{name}, {year}: no target is stated (printed: “{actual}”)",
    ),
    about="指标值为空，或只印“/”“—”“无”等占位；模板文字另见 V006。",
    source=SOURCE,
    passes=Example(
        values=(
            value("危桥改造数量", "", role="baseline", value_year=2024),
            value("危桥改造数量", "17座", low=17, high=17),
        )
    ),
    fails=Example(values=(value("危桥改造数量", ""),), finds=("annual-1-2025-target",)),
)
def target_empty(documents: DocumentSet) -> pd.DataFrame:
    """Targets whose cell is empty or holds a placeholder for nothing (/, —, 无); a template's leftovers have V006."""
    rows = targets(documents)
    rows = rows[(rows["measure"] == "missing") & ~has_fault(rows["faults"], "template_leftover")]
    return at_value(rows, actual=rows["value_printed"])


@rule(
    "V009",
    "warning",
    title=("比较符与指标方向相反", "a comparator against the indicator's better direction"),
    message=(
        "“{name}”的指标值“{actual}”设了反向界限，按指标方向应为{expected}",
        "{name}: “{actual}” bounds the better side; by the indicator's direction it should be {expected}",
    ),
    about="越高越好的指标设了上限，或越低越好的指标设了下限；变化幅度和时限不查。",
    source=SOURCE,
    passes=Example(
        values=(
            value("预算执行率", "≥95%", comparator="ge", low=95, direction="higher"),
            value("用水量较上年下降", "≥5%", row=2, comparator="ge", low=5, direction="lower", measure="change"),
        )
    ),
    fails=Example(
        values=(value("预算执行率", "≤100%", comparator="le", high=100, direction="higher"),),
        finds=("annual-1-2025-target",),
    ),
)
def comparator_against_direction(documents: DocumentSet) -> pd.DataFrame:
    """Caps on what is better high, floors under what is better low; not for changes and dates, whose sense turns."""
    rows = targets(documents)
    rows = rows[rows["measure"].isin(("quantity", "ratio", "money"))]
    capped = (rows["direction"] == "higher") & rows["comparator"].isin(CAPS)
    floored = (rows["direction"] == "lower") & rows["comparator"].isin(FLOORS)
    rows = rows[capped | floored]
    return at_value(rows, actual=rows["value_printed"], expected=rows["direction"].map(_BETTER))


@rule(
    "V010",
    "warning",
    title=("比率超出0至100%", "a ratio outside 0 to 100 %"),
    message=("“{name}”的指标值“{actual}”超出0至100%", "{name}: “{actual}” is outside 0 to 100 %"),
    about="以百分比计的指标值小于 0 或大于 100%；名称表示变动、增减的不查。",
    source=SOURCE,
    passes=Example(
        values=(
            value("覆盖率", "≥100%", comparator="ge", low=100, unit="%"),
            value("“三公”经费变动率", "≤-5%", row=2, comparator="le", high=-5, unit="%"),
        )
    ),
    fails=Example(
        values=(value("覆盖率", "≥280%", comparator="ge", low=280, unit="%"),), finds=("annual-1-2025-target",)
    ),
)
def ratio_out_of_range(documents: DocumentSet) -> pd.DataFrame:
    """Targets in per cent below 0 or above 100, unless the name speaks of a change."""
    rows = targets(documents)
    changes = rows["name_printed"].str.contains(_MAY_LEAVE_0_TO_100)
    rows = rows[(rows["measure"] == "ratio") & (rows["unit"] == "%") & ~changes]
    low, high = rows["value_low"].astype("float64"), rows["value_high"].astype("float64")
    rows = rows[(low < 0) | (low > 100) | (high < 0) | (high > 100)]
    return at_value(rows, actual=rows["value_printed"])


@rule(
    "V015",
    "notice",
    title=("比率指标为定性描述", "a rate with words for a target"),
    message=("“{name}”是比率，指标值“{actual}”却是定性描述", "{name} is a rate, its target “{actual}” is words"),
    about="名称以“率”结尾而指标值为定性描述。",
    source=SOURCE,
    passes=Example(values=(value("服务体制改革成效", "有效"), value("就业率", "≥90%", row=2, low=90, comparator="ge"))),
    fails=Example(values=(value("去向落实率", "保持稳定"),), finds=("annual-1-2025-target",)),
)
def rate_in_words(documents: DocumentSet) -> pd.DataFrame:
    """Targets of names that end in 率 whose value is qualitative."""
    rows = targets(documents)
    rows = rows[(rows["measure"] == "qualitative") & rows["name_printed"].str.strip().str.endswith("率")]
    return at_value(rows, actual=rows["value_printed"])
