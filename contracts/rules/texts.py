"""S, continued: what the stated texts and the sections as a whole show."""

import re

import pandas as pd

from contracts.rules.breaches import at_document
from contracts.rules.documents import DocumentSet
from contracts.rules.example import Example, narrative, value
from contracts.rules.rule import rule
from contracts.rules.targets import targets
from contracts.vocabulary.folding import fold

SOURCE = ("部门应如实填写本部门的职能、任务与目标", "a department states its own functions, tasks and goals")
_ITEM = re.compile(r"(?:^|[\s。；;])([0-9]{1,2})(?:[、．]|[.](?![0-9]))")
_ENOUGH, _LONG_ENOUGH = 10, 20
_QUANTIFIED = 1 / 3


def _numbers(text: str) -> list[int]:
    return [int(number) for number in _ITEM.findall(text)]


def _is_out_of_order(text: str) -> bool:
    numbers = _numbers(text)
    return bool(numbers) and numbers != list(range(1, len(numbers) + 1))


@rule(
    "S007",
    "notice",
    title=("条目编号不连续", "a list whose numbers do not run on"),
    message=("“{label}”的条目编号为{actual}", "{label}: the list is numbered {actual}"),
    about="文字中的条目编号不从 1 开始，或有重复、跳号。",
    source=("原文可能缺失或粘贴有误", "something may be missing, or was pasted twice"),
    passes=Example(narratives=(narrative("tasks", "年度工作任务", "1、甲。2、乙。3、完成30.5%。"),)),
    fails=Example(narratives=(narrative("tasks", "年度工作任务", "甲；7、乙。8、丙。"),), finds=("tasks",)),
)
def numbers_out_of_order(documents: DocumentSet) -> pd.DataFrame:
    """Texts with numbered items that are not 1, 2, 3 …"""
    rows = documents.narratives
    rows = rows[rows["text_printed"].map(_is_out_of_order).astype(bool)]
    shown = ["、".join(map(str, _numbers(text))) for text in rows["text_printed"]]
    return at_document(rows, rows["narrative"], actual=shown, label=rows["label_printed"])


@rule(
    "S008",
    "notice",
    title=("定量指标过少", "few targets that can be counted"),
    message=("{section}中定量指标占{actual}，不足三分之一", "{section}: {actual} have a number, less than a third"),
    about="某部分有十个以上指标，其中以数值表示的不足三分之一。",
    source=("财预〔2015〕88号：细化量化", "targets are stated in numbers where they can be"),
    passes=Example(values=tuple(value(f"甲{row}", "1个", row=row, low=1, high=1) for row in range(1, 11))),
    fails=Example(
        values=tuple(value(f"甲{row}", "有效", row=row) for row in range(1, 11)), finds=("annual-quantified",)
    ),
)
def hardly_quantified(documents: DocumentSet) -> pd.DataFrame:
    """Sections of ten targets or more of which less than a third are numbers, changes or dates."""
    rows = targets(documents)
    rows = rows[rows["measure"] != "missing"]
    rows = rows.assign(is_number=rows["measure"] != "qualitative")
    groups = rows.groupby(["document_id", "horizon"])["is_number"]
    share, size = groups.transform("mean"), groups.transform("size")
    rows = rows.assign(share=share)[(size >= _ENOUGH) & (share < _QUANTIFIED)]
    rows = rows.drop_duplicates(["document_id", "horizon"])
    shown = (rows["share"] * 100).map("{:.0f}%".format)
    return at_document(rows, rows["horizon"] + "-quantified", actual=shown, section=rows["horizon"])


@rule(
    "S009",
    "notice",
    title=("年度目标与长期目标雷同", "an annual goal that repeats the long-term one"),
    message=("年度目标与长期目标文字相同", "the annual goal is word for word the long-term one"),
    about="年度目标与长期目标（去掉空白和标点差异）完全相同。",
    source=("财预〔2015〕88号：长期目标与年度目标衔接", "the two goals follow on from each other"),
    passes=Example(narratives=(narrative("long_goal", "长期目标", "甲"), narrative("annual_goal", "年度目标", "乙"))),
    fails=Example(
        narratives=(narrative("long_goal", "长期目标", "甲"), narrative("annual_goal", "年度目标", " 甲")),
        finds=("annual_goal",),
    ),
)
def goals_alike(documents: DocumentSet) -> pd.DataFrame:
    """Annual goals that are the document's long-term goal, beyond blanks and the kind of marks."""
    rows = documents.narratives[documents.narratives["text_printed"].str.strip() != ""]
    rows = rows.assign(folded=rows["text_printed"].map(fold).astype("str"))
    goals = rows[rows["narrative"] == "long_goal"][["document_id", "folded"]]
    rows = rows[rows["narrative"] == "annual_goal"].merge(goals, on=["document_id", "folded"])
    return at_document(rows, rows["narrative"])


@rule(
    "S010",
    "notice",
    title=("文字与其他部门雷同", "a text copied from another department"),
    message=("“{label}”与{actual}的文字相同", "{label}: word for word that of {actual}"),
    about="职能、任务或目标（二十字以上）与同地区同年度另一部门的完全相同。",
    source=SOURCE,
    passes=Example(
        narratives=(narrative("tasks", "年度工作任务", "加强社会救助工作，推动重点项目落地见效，补齐短板弱项。"),),
        beside=Example(
            narratives=(narrative("tasks", "年度工作任务", "持续推进养老服务，补齐短板弱项，推动项目落地见效。"),)
        ),
    ),
    fails=Example(
        narratives=(narrative("tasks", "年度工作任务", "加强社会救助工作，推动重点项目落地见效，补齐短板弱项。"),),
        beside=Example(
            narratives=(narrative("tasks", "年度工作任务", "加强社会救助工作，推动重点项目落地见效，补齐短板弱项。"),),
            document={"department_printed": "某市民政局"},
        ),
        finds=("tasks",),
    ),
)
def text_copied(documents: DocumentSet) -> pd.DataFrame:
    """Texts of twenty characters or more that another department of the set states word for word."""
    owners = documents.documents[["document_id", "department_printed"]]
    rows = documents.narratives.merge(owners, on="document_id")
    rows = rows.assign(folded=rows["text_printed"].map(fold).astype("str"))
    rows = rows[rows["folded"].str.len() >= _LONG_ENOUGH]
    others = rows[["narrative", "folded", "department_printed"]].drop_duplicates()
    pairs = rows.merge(others, on=["narrative", "folded"], suffixes=("", "_other"))
    pairs = pairs[pairs["department_printed"].map(fold) != pairs["department_printed_other"].map(fold)]
    pairs = pairs.drop_duplicates(["document_id", "narrative"])
    return at_document(
        pairs, pairs["narrative"], actual=pairs["department_printed_other"], label=pairs["label_printed"]
    )
