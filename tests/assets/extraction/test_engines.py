"""Two engines, one truth: what the quick way reads is what pdfplumber reads; turned and moved pages read alike."""

from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Array, Pdf
from reportlab.pdfgen.canvas import Canvas

from assets.extraction.cells import Cell, Reading
from assets.extraction.limits import Limits
from assets.extraction.pdf.document import read_pdf

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.pdf"))


def read(data: bytes, engine: str = "pdfium") -> Reading:
    outcome = read_pdf(data, Limits(), engine)
    assert isinstance(outcome, Reading), outcome
    return outcome


def is_open(cell: Cell) -> bool:
    return cell.is_open_top or cell.is_open_bottom


def texts(reading: Reading) -> Counter[tuple[int, str]]:
    return Counter(
        (cell.page, "".join(cell.text.split())) for cell in reading.cells if cell.kind == "cell" and cell.text.strip()
    )


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem[:24])
def test_both_engines_read_the_same_cells(path: Path) -> None:
    data = path.read_bytes()
    quick, slow = read(data), read(data, "pdfplumber")
    assert {cell.engine for cell in quick.cells} == {"pdfium"}
    assert {cell.engine for cell in slow.cells} == {"pdfplumber"}
    # LibreOffice draws a label that a page break cuts on both pages, half outside the clip: each engine sees as much of
    # it as it hears of clips, and the form reader joins the halves.
    cut = Counter({(cell.page, "".join(cell.text.split())): 9 for cell in quick.cells if is_open(cell)})
    assert not (texts(quick) - texts(slow)) - cut
    assert not texts(slow) - texts(quick)


@pytest.mark.parametrize("path", EXAMPLES[:6], ids=lambda path: path.stem[:24])
def test_no_two_cells_of_a_grid_overlap(path: Path) -> None:
    taken: set[tuple[int, int, int, int]] = set()
    for cell in read(path.read_bytes()).cells:
        if cell.kind != "cell":
            continue
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                place = (cell.page, cell.table, row, column)
                assert place not in taken
                taken.add(place)


def grid() -> bytes:
    """Three columns and two rows; the first cell spans both rows."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 300))
    for x in (50, 150, 250, 350):
        canvas.line(x, 100, x, 200)
    for y, start in ((200, 50), (150, 150), (100, 50)):
        canvas.line(start, y, 350, y)
    for x, y, text in ((60, 145, "span"), (160, 170, "A1"), (260, 170, "B1"), (160, 120, "A2"), (260, 120, "B2")):
        canvas.drawString(x, y, text)
    canvas.save()
    return buffer.getvalue()


WANTED = [("span", 0, 0, 2, 1), ("A1", 0, 1, 1, 1), ("B1", 0, 2, 1, 1), ("A2", 1, 1, 1, 1), ("B2", 1, 2, 1, 1)]


def shape(reading: Reading) -> list[tuple[str, int, int, int, int]]:
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in reading.cells if c.kind == "cell"]


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_a_span_is_a_span(engine: str) -> None:
    reading = read(grid(), engine)
    assert sorted(shape(reading)) == sorted(WANTED)
    (span,) = [cell for cell in reading.cells if cell.text == "span"]
    assert (span.x0, span.top, span.x1, span.bottom) == pytest.approx((50, 100, 150, 200), abs=1)


def changed(angle: int = 0, shift: int = 0) -> bytes:
    buffer = BytesIO()
    with Pdf.open(BytesIO(grid())) as document:
        page = document.pages[0]
        page.MediaBox = Array([-shift, -shift, 400 - shift, 300 - shift]) if shift else page.MediaBox
        if angle:
            page.rotate(angle, relative=False)
        document.save(buffer)
    return buffer.getvalue()


def test_a_moved_media_box_moves_the_places_and_nothing_else() -> None:
    reading = read(changed(shift=30))
    assert sorted(shape(reading)) == sorted(WANTED)
    (span,) = [cell for cell in reading.cells if cell.text == "span"]
    assert (span.x0, span.top) == pytest.approx((80, 70), abs=1)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_sideways_page_is_read_the_right_way_up(angle: int) -> None:
    reading = read(changed(angle=angle))
    assert reading.sizes[0] == pytest.approx((400, 300))
    assert sorted(shape(reading)) == sorted(WANTED)
    (span,) = [cell for cell in reading.cells if cell.text == "span"]
    assert (span.x0, span.top, span.x1, span.bottom) == pytest.approx((50, 100, 150, 200), abs=1)
