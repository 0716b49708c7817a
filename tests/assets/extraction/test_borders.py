"""Each way to draw a border, or to leave one away, gives the same cells: real files of browsers and word processors."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from assets.extraction.cells import Cell, Reading, Refusal
from assets.extraction.pdf.document import read_pdf
from tests.drawing.oddities import page

FILES = sorted((Path(__file__).parents[2] / "fixtures" / "borders").glob("*.pdf"))
WANTED = [
    ("跨行", 0, 0, 2, 1), ("甲", 0, 1, 1, 1), ("乙≥95%", 0, 2, 1, 1), ("并列", 1, 1, 1, 2),
    ("一", 2, 0, 1, 1), ("二", 2, 1, 1, 1), ("三", 2, 2, 1, 1),
]  # fmt: skip


def cells_of(data: bytes, engine: str = "pdfium") -> list[Cell]:
    reading = read_pdf(data, engine=engine)
    assert isinstance(reading, Reading), reading
    assert reading.fallback_pages == ()
    return list(reading.cells)


def shape(cells: list[Cell]) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in cells]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_dashed_dotted_double_and_waved_borders_are_borders(path: Path) -> None:
    assert shape(cells_of(path.read_bytes())) == WANTED


def table(canvas: Canvas, *, without: str = "") -> None:
    """Two rows and three columns, the first cell over both rows; `without` names the outer sides left away."""
    xs, ys = (40, 110, 180, 250), (160, 130, 100)
    for number, x in enumerate(xs):
        if not ((number == 0 and "l" in without) or (number == 3 and "r" in without)):
            canvas.line(x, 100, x, 160)
    for number, y in enumerate(ys):
        if not ((number == 0 and "t" in without) or (number == 2 and "b" in without)):
            canvas.line(110 if number == 1 else 40, y, 250, y)
    for x, y, text in ((45, 125, "span"), (115, 140, "A1"), (185, 140, "B1"), (115, 110, "A2"), (185, 110, "B2")):
        canvas.drawString(x, y, text)


SPANNED = [("span", 0, 0, 2, 1), ("A1", 0, 1, 1, 1), ("B1", 0, 2, 1, 1), ("A2", 1, 1, 1, 1), ("B2", 1, 2, 1, 1)]


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("without", ["", "l", "r", "lr", "lb", "lrb", "rt", "lrt"])
def test_a_table_without_its_outer_sides_is_whole(engine: str, without: str) -> None:
    cells = cells_of(page(lambda canvas: table(canvas, without=without), box=False), engine)
    assert shape(cells) == SPANNED
    assert tuple(cells[0][7:11]) == pytest.approx((40, 40, 110, 100), abs=1.1)
    assert cells[-1].x1 == pytest.approx(250, abs=1.1)


def painted(canvas: Canvas, *, gap: float = 1) -> None:
    """The cells of the table as light areas on a dark one, and none of its rulings."""
    canvas.setFillGray(0.4)
    canvas.rect(40, 100, 210, 60, stroke=0, fill=1)
    for x0, y0, x1, y1 in ((40, 100, 110, 160), *((x, y, x + 70, y + 30) for x in (110, 180) for y in (100, 130))):
        canvas.setFillGray(1)
        canvas.rect(x0 + gap, y0 + gap, x1 - x0 - 2 * gap, y1 - y0 - 2 * gap, stroke=0, fill=1)
    canvas.setFillGray(0)
    for x, y, text in ((45, 125, "span"), (115, 140, "A1"), (185, 140, "B1"), (115, 110, "A2"), (185, 110, "B2")):
        canvas.drawString(x, y, text)


def test_painted_cells_are_a_table() -> None:
    assert shape(cells_of(page(painted, box=False))) == SPANNED


def test_painted_boxes_apart_are_none() -> None:
    outcome = read_pdf(page(lambda canvas: painted(canvas, gap=4), box=False))
    assert isinstance(outcome, Refusal), outcome
    assert outcome.reason_code == "no_table"


def underlines(canvas: Canvas) -> None:
    """A rule across the page's head and blanks to fill in, beside a table: none of them closes anything."""
    canvas.rect(100, 100, 80, 40)
    canvas.drawString(105, 110, "cell")
    for y in (190, 60, 45):
        canvas.line(20, y, 280, y)


def diagonal(canvas: Canvas) -> None:
    table(canvas)
    canvas.line(40, 160, 110, 100)
    canvas.line(40, 160, 75, 100)


def side_by_side(canvas: Canvas) -> None:
    for left, low, text in ((20, 100, "left"), (160, 90, "right")):
        canvas.rect(left, low, 120, 60)
        canvas.line(left + 60, low, left + 60, low + 60)
        canvas.drawString(left + 5, low + 20, text)


def dashes(canvas: Canvas) -> None:
    canvas.setDash(3, 2)
    table(canvas)


def rounded(canvas: Canvas) -> None:
    """Round caps and joins, and each line drawn twice, a little apart."""
    canvas.setLineCap(1)
    table(canvas)
    canvas.translate(0.8, 0.8)
    table_again = Canvas.line
    for x in (40, 110, 180, 250):
        table_again(canvas, x, 100, x, 160)


@pytest.mark.parametrize(
    ("draw", "wanted"),
    [
        (underlines, [("cell", 0, 0, 1, 1)]),
        (diagonal, SPANNED),
        (side_by_side, [("left", 0, 0, 1, 1), ("", 0, 1, 1, 1), ("right", 0, 0, 1, 1), ("", 0, 1, 1, 1)]),
        (dashes, SPANNED),
        (rounded, SPANNED),
    ],
)
@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_lines_that_are_no_borders_change_nothing(
    draw: Callable[[Canvas], None], wanted: list[tuple[str, int, int, int, int]], engine: str
) -> None:
    cells = cells_of(page(draw, box=False), engine)
    assert sorted(shape(cells)) == sorted(wanted)
