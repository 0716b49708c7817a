"""Text that runs out of rows of a fixed height, as spreadsheets print it: read where it belongs, and marked."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from assets.extraction.cells import Reading
from assets.extraction.pdf.document import read_pdf
from assets.extraction.ruled.page import UNSURE

ROW, LEFT, TOP, WIDTH = 14, 50, 180, 80


def drawn(rows: list[list[tuple[float, str]]], *, is_clipped: bool = False) -> list[tuple[str, float]]:
    """The texts of a column and how sure each is; each row's lines with their baselines below its upper border."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(200, 200))
    for number, lines in enumerate(rows):
        upper = TOP - ROW * number
        canvas.rect(LEFT, upper - ROW, WIDTH, ROW)
        canvas.saveState()
        canvas.setFont("Helvetica", 10)
        if is_clipped:
            path = canvas.beginPath()
            path.rect(LEFT, upper - ROW, WIDTH, ROW)
            canvas.clipPath(path, stroke=0)
        for below, text in lines:
            canvas.drawString(LEFT + 3, upper - below, text)
        canvas.restoreState()
    canvas.save()
    reading = read_pdf(buffer.getvalue())
    assert isinstance(reading, Reading), reading
    return [(cell.text, cell.confidence) for cell in reading.cells]


@pytest.mark.parametrize("baselines", [(5, 16), (0, 11, 22)])
def test_lines_around_the_middle_of_a_row(baselines: tuple[float, ...]) -> None:
    lines = [(below, f"line{number}") for number, below in enumerate(baselines)]
    found = drawn([[(10.5, "over")], lines, [(10.5, "under")], [(10.5, "last")]])
    assert [text for text, _ in found] == ["over", "\n".join(text for _, text in lines), "under", "last"]
    assert [sure for _, sure in found[1:]] == [UNSURE, UNSURE, 1.0]


def test_lines_that_begin_in_their_row() -> None:
    assert drawn([[(10.5, "first"), (21.5, "second")], [(10.5, "under")], [(10.5, "last")]]) == [
        ("first\nsecond", UNSURE),
        ("under", UNSURE),
        ("last", 1.0),
    ]


def test_a_clip_says_whose_a_line_is() -> None:
    rows = [[(10.5, "over")], [(5.0, "one"), (16.5, "two")], [(10.5, "under")]]
    assert drawn(rows, is_clipped=True) == [("over", 1.0), ("one\ntwo", 1.0), ("under", 1.0)]


def test_lines_that_run_out_of_the_table() -> None:
    assert drawn([[(10.5, "over")], [(5, "one"), (18, "two")]]) == [("over", 1.0), ("one\ntwo", UNSURE)]


def test_lines_within_their_rows_are_sure() -> None:
    rows = [[(10.5, "one")], [(8.0, "high")], [(13.5, "low")], [(10.5, "last")]]
    assert [sure for _, sure in drawn(rows)] == [1.0, 1.0, 1.0, 1.0]


def test_texts_over_one_another_are_unsure() -> None:
    assert drawn([[(8.0, "10"), (10.5, "20")], [(10.5, "last")]])[0][1] == UNSURE


def test_a_clipped_line_above_two_columns_stays_whole() -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(200, 200))
    for x, y, width in ((LEFT, TOP - ROW, WIDTH), (LEFT, TOP - 2 * ROW, 25), (LEFT + 25, TOP - 2 * ROW, WIDTH - 25)):
        canvas.rect(x, y, width, ROW)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(LEFT + 30, TOP - 24.5, "under")
    path = canvas.beginPath()
    path.rect(LEFT, TOP - ROW, WIDTH, ROW)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(LEFT + 3, TOP - 9, "first line")
    canvas.drawString(LEFT + 3, TOP - 20, "secondline")
    canvas.save()
    reading = read_pdf(buffer.getvalue())
    assert isinstance(reading, Reading), reading
    assert [cell.text for cell in reading.cells] == ["first line\nsecondline", "", "under"]
