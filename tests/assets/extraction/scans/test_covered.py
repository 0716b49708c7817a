"""Pages of a PDF that have both a picture and text: whose the table is."""

from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assets.extraction.cells import Reading
from assets.extraction.pdf import pdfium, quick
from assets.extraction.pdf.document import read_pdf
from assets.extraction.picture import draw_page
from assets.extraction.scans.rendered import picture_of
from tests.assets.extraction.scans.small_approval import SCAN

POINTS = 0.36
"""Of a pixel at 200 to the inch."""


def page(picture: Image.Image, *, rendering: int, lines: int) -> bytes:
    """A page that the picture covers, with text over it: visible, or (3) as an OCR program lays it there."""
    size = (picture.width * POINTS, picture.height * POINTS)
    made = BytesIO()
    canvas = Canvas(made, pagesize=size, invariant=True)
    canvas.drawImage(ImageReader(picture), 0, 0, *size)
    text = canvas.beginText(20, 10 + 12 * lines)
    text.setTextRenderMode(rendering)
    for _ in range(lines):
        text.textLine("- 295% -")
    canvas.drawText(text)
    canvas.save()
    return made.getvalue()


@pytest.fixture(scope="module")
def scan() -> Image.Image:
    """A few rows of a scanned table."""
    with Image.open(SCAN) as whole:
        return whole.crop((60, 820, 1653, 1180))


def read(data: bytes) -> Reading:
    reading = read_pdf(data)
    assert isinstance(reading, Reading), reading
    return reading


@pytest.mark.parametrize(("rendering", "lines"), [(0, 1), (3, 6)])
def test_a_scanned_table_is_read_whatever_text_lies_over_it(scan: Image.Image, rendering: int, lines: int) -> None:
    data = page(scan, rendering=rendering, lines=lines)
    reading = read(data)
    assert {cell.engine for cell in reading.cells} == {"rapidocr"}
    (found,) = (cell for cell in reading.cells if cell.text == "≥280公里")
    shown = draw_page(data, 1, (found.x0, found.top, found.x1, found.bottom))
    assert shown.size[0] > 500


def test_text_over_a_picture_without_a_table_stays_text() -> None:
    data = page(Image.new("RGB", (800, 400), "lightblue"), rendering=0, lines=3)
    with pdfium.opened_document(data) as document:
        found = quick.read_page(document, 0, 1000)
        assert (found.is_picture, found.is_covered, len(found.cells)) == (False, True, 3)
        assert picture_of(document, 0, found) is None
