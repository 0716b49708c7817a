"""One PDF page to cells by pdfplumber: the second engine, for pages the quick way doubts, by choice, and as oracle.

Its rulings, cells and characters are pdfplumber's own; only the closing of tables at page breaks, the numbering of
rows and columns and the joining of lines are shared with the quick way. It knows nothing of clipping.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from math import atan2, degrees
from typing import Any

import pdfplumber
from pdfplumber.pdf import PDF
from pdfplumber.table import TableFinder

from assets.extraction.lines import ILLEGIBLE
from assets.extraction.ruled.characters import Character, page_from
from assets.extraction.ruled.folding import folded
from assets.extraction.ruled.grid import TOLERANCE, closings_of, gather, side_closings_of
from assets.extraction.ruled.page import Page
from assets.extraction.ruled.rectangles import Rectangle
from assets.extraction.ruled.rulings import THICKEST, Ruling
from assets.extraction.ruled.tables import Lattice, lattice_from, taken_by

ENGINE = "pdfplumber"
_NUMBER = re.compile(r"\(cid:\d+\)")
"""What pdfminer gives for a glyph whose font does not say which character it prints."""


@contextmanager
def opened(data: bytes) -> Iterator[PDF]:
    """A document for `read_page`."""
    document = pdfplumber.open(BytesIO(data))
    try:
        yield document
    finally:
        with suppress(Exception):  # Closing a broken document reads all its pages, and raises what they lead into.
            document.close()


def read_page(document: PDF, index: int) -> Page:
    """Read page `index` (from 0). Raises what pdfplumber raises: anything, on a broken page."""
    whole = document.pages[index]
    page = whole.crop(whole.cropbox, strict=False).filter(_is_drawn).dedupe_chars(tolerance=1, extra_attrs=())
    left, top, right, bottom = page.bbox
    lattice = _lattice(page)
    characters = [_character(char, whole) for char in page.chars if _stands(char)]
    return page_from(index + 1, (right - left, bottom - top), lattice, characters, ENGINE)


def _is_drawn(thing: dict[str, Any]) -> bool:
    """Leave shading out: a filled area that nobody stroked is no border."""
    is_area = thing["object_type"] in ("rect", "curve") and min(thing["width"], thing["height"]) > THICKEST
    return not is_area or bool(thing["stroke"])


def _stands(char: dict[str, Any]) -> bool:
    """Upright or turned by quarters; a slanted character is a watermark's."""
    a, b, *_ = char["matrix"]
    return abs((degrees(atan2(b, a)) + 45) % 90 - 45) < 1


def _character(char: dict[str, Any], page: Any) -> Character:
    *_, x, y = char["matrix"]
    place = (char["x0"], char["top"], char["x1"], char["bottom"])
    text = ILLEGIBLE if _NUMBER.fullmatch(char["text"]) else folded(char["text"])
    return page.height - y, x, text, place, char["size"]


def _lattice(page: Any) -> Lattice:
    verticals = [(edge["x0"], edge["top"], edge["bottom"]) for edge in page.edges if edge["orientation"] == "v"]
    horizontals = [(edge["top"], edge["x0"], edge["x1"]) for edge in page.edges if edge["orientation"] == "h"]
    sides = side_closings_of(gather(verticals), gather(horizontals))
    verticals += sides
    closings = [
        {"object_type": "line", "x0": x0, "x1": x1, "top": y, "bottom": y, "width": x1 - x0, "height": 0.0}
        for y, x0, x1 in closings_of(verticals)
    ]
    lines = [
        {"object_type": "line", "x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0.0, "height": bottom - top}
        for x, top, bottom in sides
    ]
    explicit = {"explicit_horizontal_lines": closings, "explicit_vertical_lines": lines}
    boxes = sorted(TableFinder(page, explicit).cells, key=lambda box: (box[1], box[0]))
    xs = sorted({x for x0, _, x1, _ in boxes for x in (x0, x1)})
    ys = sorted({y for _, y0, _, y1 in boxes for y in (y0, y1)})
    rectangles: list[Rectangle] = [
        (
            ys.index(top), xs.index(x0), ys.index(bottom), xs.index(x1),
            not _is_ruled(horizontals, top, x0, x1), not _is_ruled(horizontals, bottom, x0, x1),
        )
        for x0, top, x1, bottom in boxes
    ]  # fmt: skip
    return lattice_from(xs, ys, rectangles, taken_by(rectangles, len(ys)))


def _is_ruled(horizontals: list[Ruling], y: float, x0: float, x1: float) -> bool:
    """Whether horizontals near y cover all from x0 to x1."""
    reached = x0
    for start, end in sorted((start, end) for place, start, end in horizontals if abs(place - y) <= TOLERANCE):
        if start > reached + TOLERANCE:
            break
        reached = max(reached, end)
    return reached >= x1 - TOLERANCE
