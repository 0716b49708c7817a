"""The page of a number, with its cell marked, upright whatever the page's rotation."""

from io import BytesIO

import pytest
from pikepdf import Pdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from assets.extraction.limits import Limits
from assets.extraction.picture import PictureError, draw_page

RED = (220, 38, 38)


def page(text: str = "") -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(300, 200))
    canvas.rect(100, 50, 80, 20)
    canvas.drawString(110, 55, text)
    canvas.save()
    return buffer.getvalue()


def reds(picture: Image.Image) -> tuple[int, int, int, int]:
    found = [(x, y) for x in range(picture.width) for y in range(picture.height) if picture.getpixel((x, y)) == RED]
    return min(x for x, _ in found), min(y for _, y in found), max(x for x, _ in found), max(y for _, y in found)


def test_the_mark_is_around_the_cell() -> None:
    picture = draw_page(page(), 1, (100, 130, 180, 150), scale=2)
    assert picture.size == (600, 400)
    x0, top, x1, bottom = reds(picture)
    assert (x0, top) == pytest.approx((196, 256), abs=3)
    assert (x1, bottom) == pytest.approx((364, 304), abs=3)


def turned(data: bytes) -> bytes:
    buffer = BytesIO()
    with Pdf.open(BytesIO(data)) as document:
        document.pages[0].rotate(90, relative=False)
        document.save(buffer)
    return buffer.getvalue()


def test_a_turned_page_is_drawn_as_it_is_seen() -> None:
    assert draw_page(turned(page()), 1, (10, 10, 20, 20)).size == (400, 600)


def test_a_sideways_page_is_drawn_the_right_way_up() -> None:
    box = (100, 130, 180, 150)
    assert draw_page(turned(page("sideways")), 1, box).tobytes() == draw_page(page("sideways"), 1, box).tobytes()


@pytest.mark.parametrize("data", [b"", b"not a PDF", page()[:200]])
def test_what_cannot_be_drawn_is_said_in_one_line(data: bytes) -> None:
    with pytest.raises(PictureError, match="page 1 cannot be drawn"):
        draw_page(data, 1, (0, 0, 1, 1))


def test_a_page_that_is_not_there_and_one_that_takes_too_long() -> None:
    with pytest.raises(PictureError, match="page 9"):
        draw_page(page(), 9, (0, 0, 1, 1))
    with pytest.raises(PictureError, match="longer than"):
        draw_page(page(), 1, (0, 0, 1, 1), limits=Limits(seconds=0.01))
