"""Files of pictures: several pages in one, their size in points, and what is refused."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from assets.extraction.cells import Reading, Refusal
from assets.extraction.limits import Limits
from assets.extraction.processes.messages import PROGRESS, dump_progress, load_answer
from assets.extraction.processes.progress import goes_on, listen
from assets.extraction.registry import read
from assets.extraction.scans.files import pictures_of
from assets.extraction.scans.sheet import Sheet
from tests.assets.extraction.scans.small_approval import SCAN


def saved(pictures: list[Image.Image], kind: str, **settings: object) -> bytes:
    buffer = BytesIO()
    several = {"save_all": True, "append_images": pictures[1:]} if pictures[1:] else {}
    pictures[0].save(buffer, kind, **several, **settings)
    return buffer.getvalue()


def test_pages_have_the_size_that_the_scanner_noted_or_a4s() -> None:
    pages = [Image.new("L", (1240, 1754), 255), Image.new("1", (1754, 1240), 1)]
    sizes = [page.size for page in pictures_of(saved(pages, "TIFF", dpi=(150, 150)))]
    assert sizes == [pytest.approx((595.2, 841.9), abs=0.1), pytest.approx((841.9, 595.2), abs=0.1)]
    (page,) = pictures_of(saved([Image.new("RGBA", (620, 877), (0, 0, 0, 0))], "PNG"))
    assert page.size == pytest.approx((595.2, 842), abs=1)
    assert page.pixels.min() == 255


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "TIFF"])
def test_a_picture_without_print_or_cut_short_is_refused(kind: str) -> None:
    data = saved([Image.new("L", (600, 800), 255)], kind)
    assert read(data, Limits(), "pdfium") == Refusal("no_text")
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (200, 200), np.uint8))
    cut = read(saved([noise], kind)[:3000], Limits(), "pdfium")
    assert isinstance(cut, Refusal)
    assert cut.reason_code == "damaged"


def test_too_many_and_too_large_pictures_are_refused_before_they_are_read() -> None:
    pages = [Image.new("1", (100, 100), 1)] * 3
    many = read(saved(pages, "TIFF"), Limits(pictures=2), "pdfium")
    assert many == Refusal("too_many_pages", "3 pictures, limit 2")
    large = read(saved([Image.new("1", (3000, 3000), 1)], "PNG"), Limits(pixels=1_000_000), "pdfium")
    assert large == Refusal("too_large", "3000 × 3000 pixels, limit 1000000")


def test_each_picture_says_several_times_that_it_goes_on_before_a_line_of_it_is_read() -> None:
    heard: list[bool] = []
    listen(lambda: heard.append(True))
    for count, picture in enumerate(pictures_of(saved([Image.new("1", (300, 300), 1)] * 2, "TIFF")), start=1):
        Sheet(picture)
        assert len(heard) == 3 * count


def test_a_scan_in_a_pdf_is_read_like_the_picture_that_it_is_and_says_that_it_goes_on() -> None:
    heard: list[bool] = []
    listen(lambda: heard.append(True))
    scan = Image.open(SCAN).crop((60, 820, 1653, 1180))
    found = read(saved([scan], "PDF", resolution=200), Limits(), "pdfium")
    assert isinstance(found, Reading)
    assert {cell.engine for cell in found.cells} == {"rapidocr"}
    assert "≥280公里" in {cell.text for cell in found.cells}
    assert len(heard) > 10
    assert load_answer(dump_progress()) == PROGRESS
    goes_on()
    assert read(saved([scan] * 2, "PDF"), Limits(pictures=1), "pdfium") == Refusal(
        "too_many_pages", "more than 1 of them are pictures"
    )
