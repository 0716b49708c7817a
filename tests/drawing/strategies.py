"""Hypothesis strategies for approvals and for the manners of breaking their pages."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.drawing.content import Approval, Line
from tests.drawing.other_forms import Declaration, Evaluation, GoalTable
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


def _values(columns: int) -> SearchStrategy[tuple[str, ...]]:
    return st.tuples(*[st.sampled_from(_VALUES)] * columns)


def _lines(cells: SearchStrategy[tuple[str, ...]], longest_group: int) -> SearchStrategy[tuple[Line, ...]]:
    line = st.builds(
        Line,
        level1=st.sampled_from(_LEVELS),
        level2=st.one_of(st.sampled_from(_SUBLEVELS), st.text(_CHARACTERS[:40], min_size=2, max_size=longest_group)),
        name=_texts(30),
        values=cells,
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
        long=draw(_lines(_values(1), longest_group)),
        annual=draw(_lines(_values(3), longest_group)),
    )


_stated = st.sampled_from(_VALUES[1:])
_points = st.sampled_from(("10", "5", "2.5"))
_departments = st.text(_CHARACTERS[:30], min_size=2, max_size=8).map(lambda text: f"鄂州市{text}局")
_years = st.integers(2019, 2030)
_money = st.decimals("0.01", "99999.99", places=2).map(str)


@st.composite
def declarations(draw: st.DrawFn, longest_group: int = 4) -> Declaration:
    """A declaration of any size, with its tasks' money and the row of their sum."""
    task = st.tuples(_texts(20), _texts(40), _money, _money, st.sampled_from(("", "0.00", "12.5")))
    tasks = draw(st.lists(task, min_size=1, max_size=6))
    return Declaration(
        draw(_departments),
        draw(_years),
        tuple(tasks),
        draw(_texts(200)),
        draw(_lines(st.tuples(_stated), longest_group)),
    )


@st.composite
def goal_tables(draw: st.DrawFn, longest_group: int = 4) -> GoalTable:
    """A goal table of any size; units may be blank, and explanations run over several lines."""
    units = st.sampled_from(("", "%", "人次", "批次/千人", "个工作日"))
    cells = st.tuples(st.sampled_from(("定量", "定性")), _stated, units, _texts(30), st.just("未达指标值酌情扣分"))
    return GoalTable(
        draw(_departments), draw(_years), draw(_texts(300)), draw(_texts(120)), draw(_lines(cells, longest_group))
    )


@st.composite
def evaluations(draw: st.DrawFn, longest_group: int = 4) -> Evaluation:
    """A self-evaluation of any size; most reasons are blank."""
    reasons = st.sampled_from(("", "", "受疫情影响，进度滞后。", "项目招标延期，下年度加快实施。"))
    cells = st.tuples(_stated, _stated, _points, _points, reasons)
    return Evaluation(
        department=draw(_departments),
        year=draw(_years),
        money=draw(st.tuples(_money, _money, _money)),
        points=("20", "96.2%", "19.24"),
        goal=draw(_texts(200)),
        result=draw(_texts(60)),
        lines=draw(_lines(cells, longest_group)),
        total=("100", draw(st.decimals("0", "100", places=2).map(str))),
    )


@st.composite
def manners(draw: st.DrawFn) -> Manner:
    """A manner of breaking pages in which a person can still tell what belongs together.

    With closed borders a label in the middle of a cut cell could be that of either side, and two halves of an unknown
    label could be two labels: neither is drawn.
    """
    borders = draw(st.sampled_from(("closed", "cut", "all")))
    labels = ("top", "repeated", "middle") if borders == "cut" else ("top", "repeated")
    return Manner(
        capacity=draw(st.integers(22, 60)),
        cuts_rows=draw(st.booleans()),
        labels=draw(st.sampled_from(labels)),
        borders=borders,
        repeats_headers=draw(st.booleans()),
        footer=draw(st.sampled_from(("", "第 {} 页 共 {} 页", "— {} —", "{}/{}"))),
        shift=draw(st.sampled_from((0, 12))),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Approval, Manner]:
    """An approval and a manner of breaking its pages."""
    manner = draw(manners())
    return draw(approvals(longest_group=_longest_group(manner))), manner


@st.composite
def other_cases(draw: st.DrawFn) -> tuple[Declaration | GoalTable | Evaluation, Manner]:
    """Another form and a manner of breaking its pages."""
    manner = replace(draw(manners()), capacity=draw(st.integers(14, 40)))
    form = draw(st.sampled_from((declarations, goal_tables, evaluations)))
    return draw(form(longest_group=_longest_group(manner))), manner


def _longest_group(manner: Manner) -> int:
    return 14 if manner.borders == "cut" else 4
