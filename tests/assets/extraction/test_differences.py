"""Two engines, one truth: each difference is found once, with both texts and its cause, and judged where it can be."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from assets.extraction.cells import Cell, Difference, Reading
from assets.extraction.limits import Limits
from assets.extraction.lines import ILLEGIBLE
from assets.extraction.pdf.differences import CAUSES, differences_of
from assets.extraction.processes.pool import read_files
from assets.extraction.ruled.page import Page
from tests.drawing.oddities import page

EXAMPLES = Path(__file__).parents[3] / "examples"


def cell(text: str, column: int = 0, *, kind: str = "cell", is_open: bool = False) -> Cell:
    left = 50.0 * column
    return Cell(1, 1, kind, 0, column, 1, 1, left, 0.0, left + 50, 20.0, text, is_open_bottom=is_open)


def found(first: list[Cell], second: list[Cell], left_out: str = "") -> list[tuple[str, str, str, str]]:
    pages = (Page((300, 200), first, 0, 0, "pdfium", left_out=left_out), Page((300, 200), second, 0, 0, "pdfplumber"))
    return [found[5:] for found in differences_of(*pages)]


@pytest.mark.parametrize(
    ("one", "other", "left_out", "cause", "right"),
    [
        ("95%", "95%", "", "", ""),
        ("事前 评估", "事前评估", "", "blanks", ""),
        ("“三公”", "三公“”", "", "order", ""),
        ("95", "95%", "", "text", ""),
        ("95", "95%", "%", "not_printed", "pdfium"),
        ("95", "85%", "%", "text", ""),
        (f"9{ILLEGIBLE}", "95", "", "illegible", "pdfplumber"),
        ("95", f"9{ILLEGIBLE}", "", "illegible", "pdfium"),
    ],
)
def test_a_cell_read_otherwise_has_a_cause(one: str, other: str, left_out: str, cause: str, right: str) -> None:
    wanted = [(one, other, cause, right)] if cause else []
    assert found([cell(one), cell("same", 1)], [cell(other), cell("same", 1)], left_out) == wanted
    assert not cause or cause in CAUSES


def test_a_cell_of_one_engine_alone_is_a_difference_of_the_grid() -> None:
    assert found([cell("a"), cell("b", 1)], [cell("a")]) == [("b", "", "grid", "")]
    assert found([cell("a")], [cell("a"), cell("b", 1)]) == [("", "b", "grid", "")]


def test_a_label_cut_by_a_page_break_is_where_it_shows() -> None:
    first = [cell("label", is_open=True)]
    second = [cell("", is_open=True), cell("label", kind="text")]
    assert found(first, second) == [("label", "", "cut", "pdfium"), ("", "label", "not_printed", "pdfium")]
    assert found([cell("label")], [cell(""), cell("label", kind="text")])[0] == ("label", "", "text", "")


def test_lines_parted_otherwise_outside_of_grids_are_no_difference() -> None:
    one = [cell("第 1 页 共 4 页", kind="text")]
    assert found(one, [cell("第1页", kind="text"), cell("共4页", 1, kind="text")]) == []
    assert found(one, [cell("第1页", kind="text")]) == [("第 1 页 共 4 页", "第1页", "text", "")]


def without_ink(canvas: Canvas) -> None:
    canvas.drawString(60, 140, "seen")
    text = canvas.beginText(60, 120)
    text.setTextRenderMode(3)
    text.textOut("hidden")
    canvas.drawText(text)


def test_a_reading_process_tells_what_both_engines_read() -> None:
    files = [("drawn", page(without_ink)), ("real", EXAMPLES / "附件1_88ed82.pdf")]
    outcomes = dict(read_files(files, Limits(), "both"))
    drawn, real = outcomes["drawn"], outcomes["real"]
    assert isinstance(drawn, Reading)
    assert isinstance(real, Reading)
    (difference,) = drawn.differences
    assert isinstance(difference, Difference)
    assert difference[5:] == ("seen", "seen\nhidden", "not_printed", "pdfium")
    assert difference[:5] == pytest.approx((1, 50, 40, 250, 100), abs=1)
    assert {one.cause for one in real.differences} == {"cut", "not_printed"}
    assert {cell.engine for cell in real.cells} == {"pdfium"}
