"""N: how indicators are named."""

import re

import pandas as pd

from contracts.rules.breaches import at_name, lines_of
from contracts.rules.documents import DocumentSet
from contracts.rules.example import Example, value
from contracts.rules.rule import rule
from contracts.vocabulary.folding import fold

SOURCE = ("财预〔2015〕88号：指标名称应规范、明确", "indicators are named clearly")
_OPEN, _CLOSE = "（([［【〔〈《{｛", "）)]］】〕〉》}｝"
_KIND = str.maketrans(_OPEN + _CLOSE, "(([[[[<<{{" + "))]]]]>>}}")
_CLOSES = {")": "(", "]": "[", ">": "<", "}": "{"}
_LIST_NUMBER = re.compile(r"^\s*[0-9０-９一二三四五六七八九十]+\s*[)）]")
_BLANK_IN_CHINESE = r"[\u4e00-\u9fff][\s\u00a0\u3000]+[\u4e00-\u9fff]"
_THREE_PUBLIC = r"三公(?!里|斤|顷|分|尺)"
_THREE_PUBLIC_QUOTED = "“三公(?:经费)?”"
_SHARED_DIMENSIONS = ("运行成本", "管理效率", "可持续发展能力", "满意度", "服务对象满意度")


def _is_unbalanced(name: str) -> bool:
    opened: list[str] = []
    for character in _LIST_NUMBER.sub("", name).translate(_KIND):
        if character in _CLOSES.values():
            opened.append(character)
        elif character in _CLOSES and (not opened or opened.pop() != _CLOSES[character]):
            return True
    return bool(opened)


@rule(
    "N001",
    "error",
    title=("名称括号不配对", "an unbalanced bracket in a name"),
    message=("{section}“{name}”括号不配对", "{section}: “{name}” has an unbalanced bracket"),
    about="名称中的括号应成对；全角半角视为同类，序号后的括号不计。",
    source=SOURCE,
    passes=Example(values=(value("全市参保人数（企保、机保)", "34万人"), value("2）出勤率", "1", row=2))),
    fails=Example(values=(value("全市参保人数（企保、机保", "34万人"),), finds=("annual-1",)),
)
def bracket_unbalanced(documents: DocumentSet) -> pd.DataFrame:
    """Names whose brackets do not pair; full and half width are one kind, a list number's bracket does not count."""
    lines = lines_of(documents)
    unbalanced = {name: _is_unbalanced(name) for name in lines["name_printed"].unique()}
    return at_name(lines[lines["name_printed"].map(unbalanced).astype(bool)])


@rule(
    "N002",
    "error",
    title=("同一指标重复", "the same indicator twice"),
    message=(
        "{section}“{name}”与第{first}行重复，二级指标同为“{level2}”",
        "{section}: “{name}” repeats row {first}, under the same “{level2}”",
    ),
    about="同一部分中，一级、二级指标相同而名称（归并写法后）再次出现；二级指标不同的不算。",
    source=("财预〔2015〕88号：指标不重复", "indicators are not repeated"),
    passes=Example(
        values=(
            value("业务系统运行良好", "良好", level=("履职效能", "社会保障")),
            value("业务系统运行良好", "良好", row=2, level=("履职效能", "就业")),
            value("业务系统运行良好", "良好", horizon="long_term", level=("履职效能", "社会保障")),
        )
    ),
    fails=Example(
        values=(value("“三公”经费变动率", "0"), value("预算调整率", "0", row=2), value('"三公"经费变动率', "0", row=3)),
        finds=("annual-3",),
    ),
)
def indicator_twice(documents: DocumentSet) -> pd.DataFrame:
    """A folded name again in one section, under the same 一级 and 二级: under another one it may mean another thing."""
    lines = lines_of(documents)
    said = lines[["level1_printed", "level2_printed", "name_printed"]]
    folded = {text: fold(text) for text in pd.unique(said.to_numpy().ravel())}
    same = [lines["document_id"], lines["horizon"], *(said[column].map(folded) for column in said)]
    first = lines["row_number"].groupby(same).transform("min")
    repeated = (lines["row_number"] > first) & (lines["name_printed"].str.strip() != "")
    lines = lines[repeated]
    return at_name(lines, first=first[repeated], level2=lines["level2_printed"])


@rule(
    "N003",
    "warning",
    title=("名称中有空格", "blanks inside a name"),
    message=("{section}“{name}”中间有空格", "{section}: “{name}” has a blank inside"),
    about="两个汉字之间有空格；外文单词之间、外文与汉字之间的空格不算。",
    source=SOURCE,
    passes=Example(values=(value("事前绩效评估完成率", "100%"), value("HIS system 在线率 A 类", "99%", row=2))),
    fails=Example(values=(value("事前 绩效评估完成率", "100%"),), finds=("annual-1",)),
)
def blank_in_name(documents: DocumentSet) -> pd.DataFrame:
    """Blanks between two Chinese characters; between Latin words, or a word and a character, they are at home."""
    lines = lines_of(documents)
    return at_name(lines[lines["name_printed"].str.contains(_BLANK_IN_CHINESE)])


@rule(
    "N004",
    "notice",
    title=("“三公”引号不规范", "“三公” not quoted as is usual"),
    message=("{section}“{name}”中的“三公”引号不规范", "{section}: {name} does not quote “三公” as usual"),
    about="“三公”未加引号，或用了“ ”以外的引号；“三公经费”整体加引号也可以。",
    source=("党政机关厉行节约反对浪费条例：“三公”经费", "the usual spelling in the regulations"),
    passes=Example(
        values=(
            value("“三公”经费变动率", "0"),
            value("“三公经费”控制率", "0", row=2),
            value("十三公里道路", "1", row=3),
        )
    ),
    fails=Example(
        values=(
            value("三公经费变动率", "0"),
            value('"三公"经费变动率', "0", row=2),
            value("「三公」经费变动率", "0", row=3),
        ),
        finds=("annual-1", "annual-2", "annual-3"),
    ),
)
def quotes_of_three_public(documents: DocumentSet) -> pd.DataFrame:
    """三公 without quotes, or in others than “ and ”; “三公经费” as a whole may stand in them too."""
    lines = lines_of(documents)
    names = lines["name_printed"]
    lines = lines[names.str.contains(_THREE_PUBLIC) & ~names.str.contains(_THREE_PUBLIC_QUOTED)]
    return at_name(lines, expected="“三公”")


@rule(
    "N005",
    "notice",
    title=("共性指标名称未收录", "a common indicator's name is not in the vocabulary"),
    message=(
        "{section}“{name}”（{dimension}）未收录于指标词表",
        "{section}: “{name}” ({dimension}) is not in the vocabulary",
    ),
    about="各部门通用的一级指标下，名称未收录于指标词表；部门自有指标不查。",
    source=("财预〔2013〕53号：共性指标体系", "the framework of common indicators"),
    passes=Example(
        values=(
            value("预算执行率", "100%", indicator_code="budget_execution"),
            value("送戏下乡场次", "9场", row=2, level=("履职效能", "公共文化")),
        )
    ),
    fails=Example(values=(value("预算实施率", "100%"),), finds=("annual-1",)),
)
def common_name_unknown(documents: DocumentSet) -> pd.DataFrame:
    """Names without a code in the dimensions that every department states alike; own indicators are nobody's fault."""
    lines = lines_of(documents)
    folded = {text: fold(text).removesuffix("指标") for text in lines["level1_printed"].unique()}
    shared = lines["level1_printed"].map(folded).isin(_SHARED_DIMENSIONS)
    lines = lines[shared & lines["indicator_code"].isna()]
    return at_name(lines, dimension=lines["level1_printed"])
