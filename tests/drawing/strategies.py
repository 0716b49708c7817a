"""Hypothesis strategies for approvals and for the manners of breaking their pages."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.drawing.content import Approval, Line
from tests.drawing.pages import Manner

_CHARACTERS = (
    "工业农林水利教育文化旅游公安民政住房城乡建设交通运输服务质量监督检查培训覆盖完成保障改善就业创新资金补贴人数率、"
)
_LEVELS = ("运行成本", "管理效率", "履职效能", "社会效应", "可持续发展能力", "满意度")
_SUBLEVELS = ("公用经费控制", "项目支出成本控制", "战略管理", "预算编制", "体制机制改革", "服务对象满意度")
_VALUES = ("", "0", "健全", "≤100%", "≥14.32万人", "≤20%%", "357人", "有效保障", "2025年12月底前完成", "全年3次")
_SIDES = (
    ("收入构成", "财政拨款"), ("收入构成", "财政专户管理资金"), ("收入构成", "单位资金"), ("收入构成", "合计"),
    ("支出构成", "人员类项目支出"), ("支出构成", "运转类项目支出"), ("支出构成", "特定目标类项目支出"),
    ("支出构成", "合计"),
)  # fmt: skip


def _texts(longest: int) -> SearchStrategy[str]:
    plain = st.text(_CHARACTERS, min_size=1, max_size=longest).map(lambda text: f"设{text}等")
    return st.one_of(plain, plain.map(lambda text: f"{text[:2]} {text[1:]}"), plain.map(lambda text: f"{text}GDP增速"))


def _lines(columns: int, longest_group: int) -> SearchStrategy[tuple[Line, ...]]:
    line = st.builds(
        Line,
        level1=st.sampled_from(_LEVELS),
        level2=st.one_of(st.sampled_from(_SUBLEVELS), st.text(_CHARACTERS[:40], min_size=2, max_size=longest_group)),
        name=_texts(30),
        values=st.tuples(*[st.sampled_from(_VALUES)] * columns),
        basis=st.sampled_from(("计划标准", "历史标准", "预算支出标准")),
        classification=st.sampled_from(("绩效基本型", "绩效提升型")),
    )
    return st.lists(line, min_size=1, max_size=24).map(_grouped)


def _grouped(lines: list[Line]) -> tuple[Line, ...]:
    """The lines in the order of their groups, as a form has them."""
    first = {(line.level1, line.level2): number for number, line in reversed(list(enumerate(lines)))}
    outer = {line.level1: number for number, line in reversed(list(enumerate(lines)))}
    return tuple(sorted(lines, key=lambda line: (outer[line.level1], first[line.level1, line.level2])))


_amounts = st.one_of(st.just(""), st.decimals("0.01", "99999.99", places=2).map(str))
_shares = st.sampled_from(("", "100%", "37.01", "5.83%"))


@st.composite
def approvals(draw: st.DrawFn, longest_group: int = 4) -> Approval:
    """An approval of any size, every field as it might be printed; unknown groups have names no longer than given."""
    year = draw(st.integers(2019, 2030))
    return Approval(
        department="鄂州市" + draw(st.text(_CHARACTERS[:30], min_size=2, max_size=8)) + "局",
        year=year,
        until=year + draw(st.integers(0, 5)),
        funding=tuple(
            (side, item, draw(_amounts), draw(_shares), draw(_amounts), draw(_amounts)) for side, item in _SIDES
        ),
        functions=draw(_texts(2000) if draw(st.booleans()) else _texts(300)),
        tasks=draw(_texts(200)),
        long_goal=draw(_texts(120)),
        annual_goal=draw(_texts(120)),
        long=draw(_lines(1, longest_group)),
        annual=draw(_lines(3, longest_group)),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Approval, Manner]:
    """An approval, and a manner of breaking its pages in which a person can still tell what belongs together.

    With closed borders a label in the middle of a cut cell could be that of either side, and two halves of an unknown
    label could be two labels: neither is drawn.
    """
    borders = draw(st.sampled_from(("closed", "cut", "all")))
    labels = ("top", "repeated", "middle") if borders == "cut" else ("top", "repeated")
    manner = Manner(
        capacity=draw(st.integers(22, 60)),
        cuts_rows=draw(st.booleans()),
        labels=draw(st.sampled_from(labels)),
        borders=borders,
        repeats_headers=draw(st.booleans()),
        footer=draw(st.sampled_from(("", "第 {} 页 共 {} 页", "— {} —", "{}/{}"))),
        shift=draw(st.sampled_from((0, 12))),
    )
    return draw(approvals(longest_group=14 if borders == "cut" else 4)), manner
