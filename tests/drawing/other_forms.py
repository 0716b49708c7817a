"""What a declaration, a goal table and a self-evaluation say, as plain data, and how they are laid out on a sheet."""

from dataclasses import dataclass

from tests.drawing.content import COLUMNS, Line, Sheet, Writer

DECLARATION = ((4, 9, "指标值"),)
GOAL_TABLE = ((4, 5, "指标值类型"), (5, 6, "*指标值"), (6, 7, "计量单位"), (7, 8, "指标解释"), (8, 9, "评（扣）分标准"))
EVALUATION = (
    (4, 5, "年度指标值"),
    (5, 6, "实际完成值"),
    (6, 7, "分值"),
    (7, 8, "得分"),
    (8, 9, "偏差原因分析及改进措施"),
)


@dataclass(frozen=True)
class Declaration:
    """A 部门整体支出绩效目标申报表. `tasks` rows are task, content, total, fiscal, other; a line has one value."""

    department: str
    year: int
    tasks: tuple[tuple[str, str, str, str, str], ...]
    goal: str
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        return f"{self.department}{self.year}年度部门整体支出绩效目标申报表"

    def sheet(self) -> Sheet:
        sheet = _begun(self.department)
        sheet.put(0, 1, "年度主要任务", len(self.tasks) + 2, spans=True)
        sheet.put(1, 3, "任务名称", 2)
        sheet.put(3, 4, "主要内容", 2)
        sheet.put(4, COLUMNS, "预算金额（万元）")
        places = ((1, 3), (3, 4), (4, 5), (5, 6), (6, COLUMNS))
        for (left, right), text in zip(places[2:], ("总额", "财政拨款", "其他资金"), strict=True):
            sheet.put(left, right, text, 1, 1)
        header = (sheet.row, sheet.row + 2)
        sheet.row += 2
        for task in self.tasks:
            sheet.headers[sheet.row] = header
            for (left, right), text in zip(places, task, strict=True):
                sheet.put(left, right, text)
            sheet.row += 1
        sheet.narrative("年度总体目标", self.goal)
        return _finished(sheet, "年度绩效指标", DECLARATION, self.lines)


@dataclass(frozen=True)
class GoalTable:
    """A 整体绩效目标表; a line has kind, value, unit, explanation and standard."""

    department: str
    year: int
    functions: str
    goal: str
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        return f"{self.department}{self.year}年度整体绩效目标表"

    def sheet(self) -> Sheet:
        sheet = _begun(self.department)
        sheet.narrative("部门职能职责描述", self.functions)
        sheet.narrative("整体绩效目标", self.goal)
        return _finished(sheet, "部门整体支出年度绩效指标", GOAL_TABLE, self.lines)


@dataclass(frozen=True)
class Evaluation:
    """A 部门整体绩效自评表: three amounts, a rate, the goal and its result.

    A line has target, actual, weight, score and reason; `total` holds weight and score of the whole.
    """

    department: str
    year: int
    money: tuple[str, str, str]
    points: tuple[str, str, str]
    goal: str
    result: str
    lines: tuple[Line, ...]
    total: tuple[str, str]

    @property
    def title(self) -> str:
        return f"{self.department}{self.year}年度部门整体绩效自评表"

    def sheet(self) -> Sheet:
        sheet = _begun(self.department)
        sheet.put(0, 2, "预算执行情况（万元）", 2)
        places = ((2, 3), (3, 4), (4, 5), (5, 6), (6, 8), (8, 9))
        heads = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
        weight, rate, score = self.points
        for down, texts in enumerate((heads, (*self.money, weight, rate, score))):
            for (left, right), text in zip(places, texts, strict=True):
                sheet.put(left, right, text, 1, down)
        sheet.row += 2
        sheet.put(0, 2, "年度总体目标", 2)
        for down, texts in enumerate((("预期目标", "实际完成情况"), (self.goal, self.result))):
            sheet.put(2, 5, texts[0], 1, down)
            sheet.put(5, COLUMNS, texts[1], 1, down)
        sheet.row += 2
        _finished(sheet, "绩效指标", EVALUATION, self.lines)
        sheet.put(0, 6, "总分")
        sheet.put(6, 7, self.total[0])
        sheet.put(7, 8, self.total[1])
        sheet.put(8, COLUMNS, "")
        sheet.row += 1
        return _of(sheet)


def _begun(department: str) -> Writer:
    sheet = Writer()
    sheet.put(0, 2, "部门（单位）名称")
    sheet.put(2, COLUMNS, department)
    sheet.row += 1
    return sheet


def _finished(sheet: Writer, label: str, columns: tuple[tuple[int, int, str], ...], lines: tuple[Line, ...]) -> Sheet:
    sheet.put(0, 1, label, len(lines) + 1, spans=True)
    for left, text in ((1, "一级指标"), (2, "二级指标"), (3, "三级指标")):
        sheet.put(left, left + 1, text)
    for left, right, text in columns:
        sheet.put(left, right, text)
    header = (sheet.row, sheet.row + 1)
    sheet.row += 1
    sheet.groups(lines, ("level1",), 1)
    sheet.groups(lines, ("level1", "level2"), 2)
    for line in lines:
        sheet.headers[sheet.row] = header
        sheet.put(3, 4, line.name)
        for (left, right, _), text in zip(columns, line.values, strict=True):
            sheet.put(left, right, text)
        sheet.row += 1
    return _of(sheet)


def _of(sheet: Writer) -> Sheet:
    return Sheet(tuple(sheet.boxes), sheet.row, sheet.headers)
