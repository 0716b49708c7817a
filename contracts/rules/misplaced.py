"""N, continued: names that hold what is no name."""

import re

import pandas as pd

from contracts.rules.breaches import at_name, lines_of
from contracts.rules.documents import DocumentSet
from contracts.rules.example import Example, value
from contracts.rules.names import SOURCE
from contracts.rules.rule import rule
from contracts.vocabulary.folding import fold
from contracts.vocabulary.indicator_names import match_indicator

_TEMPLATE = (
    r"^\s*(?:(?:三级)?(?:指标|目标)\s*[0-9０-９一二三四五六七八九十]*\s*[:：]?|[XxＸ]{2,}|[.…]{2,}|[0-9０-９.]+)\s*$"
)
_VALUE = r"(?:[≥≤≧≦＞＜><=＝]\s*[0-9０-９]|[0-9０-９]\s*[%％]\s*$|不低于|不少于|不超过)"
_ENDING = re.compile("(?:率|数|量|度|额|性|次数)$")
_SHORTEST = 4


@rule(
    "N006",
    "warning",
    title=("名称是模板文字", "a name that a template left"),
    message=("{section}名称“{name}”是模板文字或数字", "{section}: the name “{name}” is a template's, or a number"),
    about="名称为空洞的模板文字（指标1：、XX、……）或只是数字。",
    source=SOURCE,
    passes=Example(values=(value("指标1：执行率", "100%"),)),
    fails=Example(values=(value("指标1：", "100%"), value("88", "100", row=2)), finds=("annual-1", "annual-2")),
)
def name_is_template(documents: DocumentSet) -> pd.DataFrame:
    """Names that are a template's placeholder, or a number and nothing else."""
    lines = lines_of(documents)
    return at_name(lines[lines["name_printed"].str.contains(_TEMPLATE)])


@rule(
    "N007",
    "warning",
    title=("名称中写有指标值", "a target inside a name"),
    message=("{section}名称“{name}”中写有指标值", "{section}: the name “{name}” holds a target"),
    about="名称中带有比较符和数字，或以百分数结尾。",
    source=SOURCE,
    passes=Example(values=(value("PM2.5年均浓度", "≤35"), value("5A级景区数", "1", row=2))),
    fails=Example(
        values=(value("年度资金支付完成率100%", ""), value("“三公”经费变动率≤0", "0", row=2)),
        finds=("annual-1", "annual-2"),
    ),
)
def value_in_name(documents: DocumentSet) -> pd.DataFrame:
    """Names with a comparator before a number, or that end in a percentage."""
    lines = lines_of(documents)
    return at_name(lines[lines["name_printed"].str.contains(_VALUE)])


def _second_of(name: str) -> str | None:
    """The known indicator that a name ends with, where what stands before it ends like an indicator as well."""
    key = fold(name)
    if match_indicator(name) is not None:
        return None
    for start in range(_SHORTEST, len(key) - _SHORTEST + 1):
        if _ENDING.search(key[:start]) and match_indicator(key[start:]) is not None:
            return key[start:]
    return None


@rule(
    "N008",
    "notice",
    title=("名称疑为两个指标相连", "two indicators glued together in one name"),
    message=(
        "{section}“{name}”疑为两个指标相连，后一个是“{expected}”",
        "{section}: “{name}” seems to end in another, {expected}",
    ),
    about="名称未收录，其后半是一个收录的指标，前半又以“率、数、量、度、额、性”结尾。",
    source=SOURCE,
    passes=Example(values=(value("信息化建设情况", "完成"), value("档案管理服务量", "9万件", row=2))),
    fails=Example(values=(value("人事代理档案管理服务量信息化建设情况", "完成"),), finds=("annual-1",)),
)
def names_glued(documents: DocumentSet) -> pd.DataFrame:
    """Unknown names that end in a known indicator, behind a beginning that ends like an indicator's name."""
    lines = lines_of(documents)
    second = lines["name_printed"].map({name: _second_of(name) for name in lines["name_printed"].unique()})
    return at_name(lines[second.notna()], expected=second[second.notna()])
