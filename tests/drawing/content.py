"""What an approval says, as plain data, and the same as cells on a sheet without pages. Nothing here draws or reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

COLUMNS = 9


@dataclass(frozen=True)
class Line:
    """An indicator: its places, its name, what its value columns say, and the two closing columns."""

    level1: str
    level2: str
    name: str
    values: tuple[str, ...]
    basis: str
    classification: str


@dataclass(frozen=True)
class Approval:
    """The content of one 部门整体绩效目标批复. `funding` rows are side, item, amount, share, two prior amounts."""

    department: str
    year: int
    until: int
    funding: tuple[tuple[str, str, str, str, str, str], ...]
    functions: str
    tasks: str
    long_goal: str
    annual_goal: str
    long: tuple[Line, ...]
    annual: tuple[Line, ...]

    @property
    def title(self) -> str:
        return f"{self.year}年部门整体绩效目标批复"

    def sheet(self) -> "Sheet":
        return sheet_of(self)


@dataclass(frozen=True)
class Box:
    """A cell: columns `left` to `right`, rows `top` to `bottom`, ends excluded. `spans`: a label beside many rows."""

    left: int
    right: int
    top: int
    bottom: int
    text: str
    spans: bool = False


@dataclass(frozen=True)
class Sheet:
    """The boxes of a whole form, how many rows they take, and for each row the header rows that may be repeated."""

    boxes: tuple[Box, ...]
    rows: int
    headers: dict[int, tuple[int, int]]


class Writer:
    """Puts boxes on a sheet, row after row."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.headers: dict[int, tuple[int, int]] = {}
        self.row = 0

    def put(self, left: int, right: int, text: str, rows: int = 1, down: int = 0, spans: bool = False) -> None:
        top = self.row + down
        self.boxes.append(Box(left, right, top, top + rows, text, spans))

    def narrative(self, label: str, text: str) -> None:
        self.put(0, 1, label, spans=True)
        self.put(1, COLUMNS, text)
        self.row += 1

    def groups(self, lines: Sequence[Line], keys: tuple[str, ...], column: int) -> None:
        start = 0
        for _, group in groupby(lines, key=lambda line: tuple(getattr(line, key) for key in keys)):
            members = tuple(group)
            self.put(column, column + 1, getattr(members[0], keys[-1]), len(members), start, spans=True)
            start += len(members)


def sheet_of(approval: Approval) -> Sheet:
    """The form as the real one is laid out: nine columns, three header rows over the annual indicators."""
    sheet = Writer()
    sheet.put(0, 3, "部门（单位）名称")
    sheet.put(3, COLUMNS, approval.department)
    sheet.row += 1
    _funding(sheet, approval)
    sheet.narrative("部门职能概述", approval.functions)
    sheet.narrative("年度工作任务", approval.tasks)
    sheet.narrative(f"长期目标：（截止{approval.until}年）", approval.long_goal)
    _indicators(sheet, "长期绩效指标", approval.long, ((4, 7),), None)
    sheet.narrative("年度目标：", approval.annual_goal)
    _indicators(sheet, "年度绩效指标", approval.annual, ((4, 5), (5, 6), (6, 7)), approval.year)
    return Sheet(tuple(sheet.boxes), sheet.row, sheet.headers)


def _funding(sheet: Writer, approval: Approval) -> None:
    sheet.put(0, 1, "部门总体资金情况", len(approval.funding) + 2, spans=True)
    for left, right, text, rows, down in (
        (1, 4, "总体资金情况", 2, 0), (4, 5, "当年金额", 2, 0), (5, 6, "占比", 2, 0),
        (6, COLUMNS, "近两年收支金额", 1, 0),
        (6, 7, f"{approval.year - 2}年", 1, 1), (7, COLUMNS, f"{approval.year - 1}年", 1, 1),
    ):  # fmt: skip
        sheet.put(left, right, text, rows, down)
    sheet.row += 2
    start = 0
    for side, rows in groupby(approval.funding, key=lambda row: row[0]):
        members = list(rows)
        sheet.put(1, 2, side, len(members), start, spans=True)
        for number, (_, item, now, share, before, last) in enumerate(members, start):
            for left, right, text in ((2, 4, item), (4, 5, now), (5, 6, share), (6, 7, before), (7, COLUMNS, last)):
                sheet.put(left, right, text, 1, number)
        start += len(members)
    sheet.row += start


def _indicators(
    sheet: Writer, label: str, lines: tuple[Line, ...], values: tuple[tuple[int, int], ...], year: int | None
) -> None:
    depth = 1 if year is None else 3
    sheet.put(0, 1, label, len(lines) + depth, spans=True)
    for left, text in ((1, "一级指标"), (2, "二级指标"), (3, "三级指标"), (7, "指标值确定依据"), (8, "指标分类")):
        sheet.put(left, left + 1, text, depth)
    sheet.put(4, 7, "指标值")
    if year is not None:
        sheet.put(4, 6, "近两年指标值", 1, 1)
        sheet.put(6, 7, "预期当年实现值", 2, 1)
        sheet.put(4, 5, f"{year - 2}年", 1, 2)
        sheet.put(5, 6, f"{year - 1}年", 1, 2)
    header = (sheet.row, sheet.row + depth)
    sheet.row += depth
    sheet.groups(lines, ("level1",), 1)
    sheet.groups(lines, ("level1", "level2"), 2)
    for number, line in enumerate(lines):
        sheet.headers[sheet.row + number] = header
        sheet.put(3, 4, line.name, 1, number)
        for (left, right), value in zip(values, line.values, strict=True):
            sheet.put(left, right, value, 1, number)
        sheet.put(7, 8, line.basis, 1, number)
        sheet.put(8, 9, line.classification, 1, number)
    sheet.row += len(lines)
