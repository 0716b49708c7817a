"""A form's pages drawn as pictures, in any font that the machine has, with the text of each cell of their grid."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.drawing.pages import EDGES, Manner, Piece, pages_of
from tests.drawing.pdf import BOTTOM, TOP, WIDTH, Form
from tests.drawing.wear import Picture

Key = tuple[int, int, int, int, int]
"""Table, row, column, and the rows and columns that a cell takes."""
_LETTER_SIZE = 100
"""Pixels of the letters by which texts are measured."""


@dataclass(frozen=True)
class Look:
    """`chinese`: file of the font and index in it; `latin`: file of the one for figures and letters, '' for the same.

    `size` and `ruling` (the lines' width) are in points.
    """

    chinese: str
    index: int = 0
    latin: str = ""
    size: float = 9.0
    ruling: float = 0.5
    is_centred: bool = False


@cache
def _font(name: str, index: int, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(name, pixels, index=index)


def drawn(form: Form, manner: Manner, look: Look, dpi: int) -> Iterator[tuple[Picture, dict[Key, str]]]:
    """Each page, and the texts of its cells by where they stand."""

    def measure(text: str) -> float:
        return _length(text, look, _LETTER_SIZE) * look.size / _LETTER_SIZE

    for number, page in enumerate(pages_of(form.sheet(), manner, measure)):
        yield _picture(page, form.title if number == 0 else "", look, dpi / 72), _texts(page)


def _texts(page: list[Piece]) -> dict[Key, str]:
    columns = sorted({edge for piece in page for edge in (piece.left, piece.right)})
    rows = sorted({edge for piece in page for edge in (piece.top, piece.bottom)})
    places = [[columns.index(piece.left), columns.index(piece.right)] for piece in page]
    heights = [[rows.index(piece.top), rows.index(piece.bottom)] for piece in page]
    return {
        (1, top, left, bottom - top, right - left): "".join(text for _, text in piece.lines)
        for piece, (left, right), (top, bottom) in zip(page, places, heights, strict=True)
    }


def _picture(page: list[Piece], title: str, look: Look, scale: float) -> Picture:
    pitch = 1.45 * look.size
    height = TOP + BOTTOM + pitch * max(piece.bottom for piece in page)
    picture = Image.new("RGB", (round(WIDTH * scale), round(height * scale)), "white")
    draw = ImageDraw.Draw(picture)
    _write(draw, (WIDTH / 2 - 7 * len(title), 30), title, look, scale, 14)
    for piece in page:
        left, right = EDGES[piece.left], EDGES[piece.right]
        top, bottom = TOP + pitch * piece.top, TOP + pitch * piece.bottom
        corners = [round(edge * scale) for edge in (left, top, right, bottom)]
        draw.rectangle(corners, outline="black", width=max(1, round(look.ruling * scale)))
        for line, text in piece.lines:
            free = right - left - _length(text, look, _LETTER_SIZE) * look.size / _LETTER_SIZE
            start = left + (free / 2 if look.is_centred else 2)
            _write(draw, (start, TOP + pitch * line + 0.2 * look.size), text, look, scale, look.size)
    return np.asarray(picture)


def _runs(text: str, look: Look) -> Iterator[tuple[str, str, int]]:
    """The pieces of a text that are set in one font, with its file and index."""
    for is_latin, letters in groupby(text, key=lambda letter: letter.isascii() and bool(look.latin)):
        yield "".join(letters), look.latin if is_latin else look.chinese, 0 if is_latin else look.index


def _length(text: str, look: Look, pixels: int) -> float:
    return sum(_font(name, index, pixels).getlength(run) for run, name, index in _runs(text, look))


def _write(
    draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, look: Look, scale: float, size: float
) -> None:
    """Text with its upper left corner, in points; all of it stands on one line."""
    x, pixels = place[0] * scale, round(size * scale)
    foot = place[1] * scale + 0.88 * pixels
    for run, name, index in _runs(text, look):
        font = _font(name, index, pixels)
        draw.text((x, foot), run, "black", font, anchor="ls")
        x += font.getlength(run)
