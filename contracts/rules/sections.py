"""S: what the form asks for and a document leaves out, and what a document prints that nothing read."""

from typing import Any

import pandas as pd

from contracts.rules.breaches import at_document, at_text, one_a_line
from contracts.rules.documents import DocumentSet
from contracts.rules.example import Example, narrative, unread, value
from contracts.rules.rule import rule
from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import asked_by

SOURCE = ("中发〔2018〕34号：整体绩效的六个维度；批复表的栏目", "the six dimensions, and the form's own parts")
DIMENSIONS = ("运行成本", "管理效率", "履职效能", "社会效应", "可持续发展能力")
_ENOUGH_OF_SIX = 3
_TEXTS = {"functions": "部门职能概述", "tasks": "年度工作任务", "long_goal": "长期目标", "annual_goal": "年度目标"}
_SHOWN = 60


@rule(
    "S001",
    "warning",
    title=("文字未被读取", "a printed text that nothing used"),
    message=("“{shown}”既未读取，也不在忽略之列", "“{shown}” was neither used nor ignored on purpose"),
    about="印出的文字既未读取、也不在忽略之列。",
    source=("本项目约定：每个单元格或读取、或忽略、或提示", "every cell is used, ignored or found"),
    passes=Example(),
    fails=Example(unread=(unread("注：本表一式三份"),), finds=("1-800.0-30.0",)),
)
def text_unread(documents: DocumentSet) -> pd.DataFrame:
    """Every row of UnreadText that is printed."""
    return _at_texts(documents.unread[documents.unread["cause"] == "unused"])


@rule(
    "S011",
    "notice",
    title=("隐藏内容未读取", "something is hidden and not read"),
    message=(
        "隐藏或被合并单元格遮住的内容未读取：“{shown}”",
        "what is hidden or covered by a merged cell was not read: “{shown}”",
    ),
    about="工作簿中隐藏的工作表、行、列，以及被合并单元格遮住的内容不读取。",
    source=("本项目约定：只读取所见内容，隐藏的提示", "what is seen is read, what is hidden is found"),
    passes=Example(unread=(unread("注：本表一式三份"),)),
    fails=Example(unread=(unread("旧数据", "hidden"),), finds=("1-800.0-30.0",)),
)
def hidden_unread(documents: DocumentSet) -> pd.DataFrame:
    """What a file holds and does not show: nothing of it is read."""
    return _at_texts(documents.unread[documents.unread["cause"] == "hidden"])


@rule(
    "S012",
    "error",
    title=("年度或部门前后不一", "the year or the department is said otherwise"),
    message=(
        "“{shown}”与本文件所采用的“{expected}”不一致，请核对属于哪一年度、哪一部门",
        "“{shown}” is not the {expected} that the document was taken for: check whose and of which year it is",
    ),
    about="题名、栏目等处所述的年度或部门互不一致：年度取多数，相等时取题名；部门取栏目，其次题名。",
    source=("模板年度未改、题名未改（domain.md §6）", "a template's year or title that nobody changed"),
    passes=Example(unread=(unread("注：本表一式三份"),)),
    fails=Example(unread=(unread("2024年部门整体绩效目标批复", "contradicted", "2025"),), finds=("1-800.0-30.0",)),
)
def said_otherwise(documents: DocumentSet) -> pd.DataFrame:
    """Texts that give another year or department for the document's own than the one believed.

    Of years the one that most places name is believed, of as many the title's; of departments the field's.
    """
    rows = documents.unread[documents.unread["cause"] == "contradicted"]
    return _at_texts(rows, expected=rows["believed_printed"])


def _at_texts(rows: pd.DataFrame, **said: Any) -> pd.DataFrame:
    return at_text(rows, actual=rows["text_printed"], shown=rows["text_printed"].str.slice(0, _SHOWN), **said)


@rule(
    "S002",
    "error",
    title=("长期目标已过期", "the long-term goal has expired"),
    message=(
        "长期目标截止{actual}年，早于预算年度{expected}年",
        "the long-term goal ends in {actual}, before the budget year {expected}",
    ),
    about="长期目标的截止年早于预算年度。",
    source=SOURCE,
    passes=Example(document={"long_until": 2025}),
    fails=Example(
        document={"long_until": 2024},
        narratives=(narrative("long_goal", "长期目标", "推动就业"),),
        finds=("long_until",),
    ),
)
def long_goal_expired(documents: DocumentSet) -> pd.DataFrame:
    """Documents whose long-term goal ends before their budget year; placed at the goal's text."""
    rows = documents.documents
    rows = rows[(rows["long_until"] < rows["budget_year"]).fillna(value=False).astype(bool)]
    goals = documents.narratives[documents.narratives["narrative"] == "long_goal"]
    rows = rows[["document_id", "long_until", "budget_year"]].merge(goals, on="document_id", how="left")
    return at_document(
        rows,
        pd.Series("long_until", index=rows.index, dtype="str"),
        expected=rows["budget_year"].astype("str"),
        actual=rows["long_until"].astype("str"),
        difference=(rows["long_until"] - rows["budget_year"]).astype("str"),
    )


def _sections(indicators: pd.DataFrame) -> pd.DataFrame:
    """Indicator lines with `level1` folded and `section_key`, the row's document and section in one."""
    lines = one_a_line(indicators)
    folded = {text: fold(text).removesuffix("指标") for text in lines["level1_printed"].unique()}
    return lines.assign(
        level1=lines["level1_printed"].map(folded), section_key=lines["document_id"] + "-" + lines["horizon"]
    )


def _asked(documents: DocumentSet, kind: str, column: str) -> pd.DataFrame:
    """A row for each section of a kind that a document's form asks for: document_id, and its subject in `column`."""
    known = documents.documents[["document_id", "template"]].astype(object)
    asked = [
        (document, section.subject)
        for document, template in zip(known["document_id"], known["template"], strict=True)
        for section in asked_by(template if isinstance(template, str) else None)
        if section.kind == kind
    ]
    return pd.DataFrame(asked, columns=["document_id", column], dtype="str")


def _six(*dimensions: str) -> tuple[dict[str, object], ...]:
    return tuple(
        dict(value("指标", "1", row=row, level=(level1, ""))) for row, level1 in enumerate(dimensions, start=1)
    )


@rule(
    "S003",
    "warning",
    title=("缺少一级指标", "a dimension is missing"),
    message=("{section}缺少一级指标“{expected}”", "{section}: the dimension {expected} is missing"),
    about="已有六个维度中的三个以上而缺少其他维度；满意度另见 S004。",
    source=SOURCE,
    passes=Example(values=_six(*DIMENSIONS)),
    fails=Example(values=_six("运行成本", "管理效率", "履职效能", "社会效应"), finds=("annual-可持续发展能力",)),
)
def dimension_missing(documents: DocumentSet) -> pd.DataFrame:
    """Sections with at least three of the six dimensions that lack another; satisfaction has its own rule, S004."""
    lines = _sections(documents.indicators)
    starts = lines.drop_duplicates("section_key")
    has = pd.DataFrame({name: lines["level1"].eq(name).groupby(lines["section_key"]).any() for name in DIMENSIONS})
    has = has[has.sum(axis=1) >= _ENOUGH_OF_SIX]
    gaps = has.reset_index().melt(id_vars="section_key", var_name="dimension", value_name="is_there")
    gaps = gaps[~gaps["is_there"].astype(bool)].merge(starts, on="section_key")
    return at_document(
        gaps, gaps["horizon"] + "-" + gaps["dimension"], expected=gaps["dimension"], section=gaps["horizon"]
    )


@rule(
    "S004",
    "warning",
    title=("缺少满意度指标", "no satisfaction indicator"),
    message=("{section}没有满意度指标", "{section}: no indicator is about satisfaction"),
    about="某部分没有任何一行的名称或位置提到满意。",
    source=SOURCE,
    passes=Example(values=(value("群众满意率", "≥95%", level=("社会效应", "社会效益")),)),
    fails=Example(values=(value("预算执行率", "100%"),), finds=("annual-satisfaction",)),
)
def satisfaction_missing(documents: DocumentSet) -> pd.DataFrame:
    """Sections none of whose lines speaks of 满意, in its name or its place."""
    lines = _sections(documents.indicators)
    spoken = lines["level1_printed"] + lines["level2_printed"] + lines["name_printed"]
    satisfied = spoken.map(fold).str.contains("满意").groupby(lines["section_key"]).transform("any")
    starts = lines[~satisfied.astype(bool)].drop_duplicates("section_key")
    return at_document(starts, starts["horizon"] + "-satisfaction", section=starts["horizon"])


@rule(
    "S005",
    "error",
    title=("没有长期或年度指标", "a section without an indicator"),
    message=("没有{section}", "no {section} are stated"),
    about="表式有长期绩效指标或年度绩效指标一栏，而没有一行指标。",
    source=SOURCE,
    passes=Example(values=(value("预算执行率", "100%"), value("预算执行率", "100%", horizon="long_term"))),
    fails=Example(values=(value("预算执行率", "100%"),), finds=("long_term",)),
)
def section_empty(documents: DocumentSet) -> pd.DataFrame:
    """Documents without an indicator line of a horizon that their form asks for."""
    rows = _asked(documents, "indicators", "horizon")
    stated = documents.indicators[["document_id", "horizon"]].drop_duplicates()
    rows = rows.merge(stated, how="left", on=["document_id", "horizon"], indicator="where")
    rows = rows[rows["where"] == "left_only"]
    return at_document(rows, rows["horizon"], section=rows["horizon"])


@rule(
    "S006",
    "warning",
    title=("文字栏目为空", "a text of the form is empty"),
    message=("“{expected}”为空", "{expected} is empty"),
    about="表式所列的部门职能、年度任务、长期目标或年度目标为空。",
    source=SOURCE,
    passes=Example(narratives=tuple(narrative(kind, label, "有") for kind, label in _TEXTS.items())),
    fails=Example(
        narratives=tuple(narrative(kind, label, "" if kind == "tasks" else "有") for kind, label in _TEXTS.items()),
        finds=("tasks",),
    ),
)
def narrative_empty(documents: DocumentSet) -> pd.DataFrame:
    """Documents without one of the texts that their form asks for."""
    rows = _asked(documents, "narrative", "narrative")
    rows = rows.merge(documents.narratives, how="left", on=["document_id", "narrative"])
    rows = rows[rows["text_printed"].fillna("").str.strip() == ""]
    return at_document(rows, rows["narrative"], expected=rows["narrative"].map(_TEXTS))
