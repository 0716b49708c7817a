"""A small approval, cell by cell, for tests that look at one page break; ten columns, long-term indicators last."""

from assets.extraction.cells import Cell
from assets.forms.printed import PrintedDocument
from assets.forms.reading import read_forms
from tests.drawing.grids import Spot, cell, line, page, reading

TITLE = "2025年部门整体绩效目标批复"
TOP = (
    [cell(0, 3, "部门（单位）名称"), cell(3, 10, "鄂州市民政局")],
    [cell(0, 1, "部门职能概述"), cell(1, 10, "职能。")],
    [cell(0, 1, "年度工作任务"), cell(1, 10, "任务。")],
    [cell(0, 1, "长期目标：（截止2027年）"), cell(1, 10, "目标。")],
)
LABEL = "长期绩效指标"


def header(rows: int, label: str = LABEL, borders: str = "") -> list[Spot]:
    """The header row of the long-term indicators, beside a label over `rows` rows."""
    words = ("一级指标", "二级指标", "三级指标")
    named = [cell(column, column + 1, word) for column, word in enumerate(words, 1)]
    return [
        cell(0, 1, label, rows, borders),
        *named,
        cell(4, 8, "指标值"),
        cell(8, 9, "指标值确定依据"),
        cell(9, 10, "指标分类"),
    ]


def row(name: str, value: str, *groups: Spot, basis: str = "计划标准", kind: str = "绩效基本型") -> list[Spot]:
    """An indicator's row, after the cells of the groups and labels that begin in it."""
    return [*groups, cell(3, 4, name), cell(4, 8, value), cell(8, 9, basis), cell(9, 10, kind)]


def read_pages(*pages: list[list[Spot]], lines: tuple[Cell, ...] = ()) -> PrintedDocument:
    """The one document of pages whose rows are given; the first page's follow the form's first four sections."""
    first, *rest = pages
    cells = [page(1, *TOP, *first), *(page(number, *rows) for number, rows in enumerate(rest, 2))]
    (document,) = read_forms(reading(line(1, TITLE), *cells, *lines))
    assert isinstance(document, PrintedDocument), document
    return document


def rows_of(document: PrintedDocument) -> list[tuple[str, str, str, str]]:
    """Each indicator's two levels, name and value."""
    return [
        (one.level1_printed, one.level2_printed, one.name_printed, one.value_printed) for one in document.indicators
    ]
