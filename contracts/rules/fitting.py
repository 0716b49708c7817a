"""V, continued: whether a value fits its indicator and its year."""

import pandas as pd

from contracts.rules.breaches import at_document, at_value
from contracts.rules.documents import DocumentSet
from contracts.rules.example import Example, value
from contracts.rules.rule import rule
from contracts.rules.targets import SOURCE, targets
from contracts.vocabulary.indicators import indicators
from contracts.vocabulary.units import units

_NUMBERS = ("quantity", "ratio", "money")
_SPENDING_CHANGE = "三公.*变动率|公用经费变动率|会议费变动率|培训费变动率|接待费变动率|公务用车.*变动率"
_ENOUGH = 5
_BARE = r"\s*[0-9]+(?:\.[0-9]+)?\s*"


@rule(
    "V017",
    "warning",
    title=("计量单位与指标不符", "a unit that does not fit the indicator"),
    message=("“{name}”的指标值“{actual}”单位应为{expected}", "{name}: the unit of “{actual}” should be {expected}"),
    about="收录指标的数值，其计量单位的量纲与该指标的规范单位不同。",
    source=SOURCE,
    passes=Example(values=(value("预算执行率", "≥95%", indicator_code="budget_execution_rate", low=95, unit="%"),)),
    fails=Example(
        values=(value("预算执行率", "28.8万元", indicator_code="budget_execution_rate", low=288000, unit="元"),),
        finds=("annual-1-2025-target",),
    ),
)
def unit_does_not_fit(documents: DocumentSet) -> pd.DataFrame:
    """Numbers of known indicators whose unit measures something else than the indicator's; not where one has none."""
    rows = targets(documents)
    rows = rows[rows["measure"].isin(_NUMBERS) & rows["unit"].notna()]
    wanted = rows["indicator_code"].map({code: known.unit for code, known in indicators().items() if known.unit})
    dimension = {unit.canonical: unit.dimension for unit in units().values()}
    measured, due = rows["unit"].map(dimension), wanted.map(dimension)
    wrong = measured.notna() & due.notna() & (measured != due)
    return at_value(rows[wrong], expected=wanted[wrong], actual=rows["value_printed"][wrong])


@rule(
    "V018",
    "notice",
    title=("经费变动率目标允许增长", "a spending target that allows for growth"),
    message=("“{name}”的目标“{actual}”允许经费增长", "{name}: the target “{actual}” lets the spending grow"),
    about="“三公”经费、公用经费、会议费、培训费等变动率的目标大于 0。",
    source=("党政机关厉行节约反对浪费条例：只减不增", "such spending only falls"),
    passes=Example(values=(value("“三公”经费变动率", "≤0", comparator="le", high=0, unit="%"),)),
    fails=Example(
        values=(value("“三公”经费变动率", "≤20%", comparator="le", high=20, unit="%"),), finds=("annual-1-2025-target",)
    ),
)
def spending_may_grow(documents: DocumentSet) -> pd.DataFrame:
    """Targets above nought for the change of spending that is to fall."""
    rows = targets(documents)
    highest = rows["value_high"].where(rows["value_high"].notna(), rows["value_low"]).astype("float64")
    rows = rows[rows["name_printed"].str.contains(_SPENDING_CHANGE) & (highest > 0)]
    return at_value(rows, actual=rows["value_printed"])


@rule(
    "V019",
    "warning",
    title=("年度目标的期限不在预算年度", "an annual deadline outside the budget year"),
    message=("“{name}”的期限“{actual}”不在{expected}年内", "{name}: the deadline “{actual}” is not in {expected}"),
    about="年度指标的完成期限早于或晚于预算年度。",
    source=SOURCE,
    passes=Example(values=(value("完成时间", "12月底前", measure="deadline", comparator="le", deadline="2025-12-31"),)),
    fails=Example(
        values=(value("完成时间", "2024年底前", measure="deadline", comparator="le", deadline="2024-12-31"),),
        finds=("annual-1-2025-target",),
    ),
)
def deadline_outside_year(documents: DocumentSet) -> pd.DataFrame:
    """Deadlines of annual targets in another year than the budget's."""
    rows = targets(documents)
    rows = rows[(rows["horizon"] == "annual") & rows["deadline"].notna()]
    rows = rows[rows["deadline"].str.slice(0, 4).astype("int64") != rows["budget_year"]]
    return at_value(rows, actual=rows["value_printed"], expected=rows["budget_year"].astype("str"))


@rule(
    "V020",
    "warning",
    title=("指标值千篇一律", "the same bare number for every target"),
    message=("{section}的指标值全为“{actual}”", "every one of the {section} has the target “{actual}”"),
    about="某部分五个以上指标的目标全是同一个没有单位和比较符的数字，属空洞指标。",
    source=SOURCE,
    passes=Example(values=tuple(value(f"指标{row}", str(row), row=row) for row in range(1, 6))),
    fails=Example(values=tuple(value(f"指标{row}", "100", row=row) for row in range(1, 6)), finds=("annual-hollow",)),
)
def hollow(documents: DocumentSet) -> pd.DataFrame:
    """Sections of five indicators or more whose targets are all one bare number."""
    rows = targets(documents)
    groups = rows.groupby(["document_id", "horizon"])["value_printed"]
    alike = (groups.transform("nunique") == 1) & (groups.transform("size") >= _ENOUGH)
    rows = rows[alike & rows["value_printed"].str.fullmatch(_BARE)].drop_duplicates(["document_id", "horizon"])
    return at_document(rows, rows["horizon"] + "-hollow", actual=rows["value_printed"], section=rows["horizon"])
