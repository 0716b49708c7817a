"""A loaded page's characters as runs with their places as seen, and runs joined to printed lines.

PDFium gives a page's text in its own order, with separators of its own making between words and lines. A run is what
stands between two separators; characters that a change of font put out of order are runs of their own.
"""

import re
from array import array
from ctypes import c_float
from functools import cached_property
from itertools import pairwise, repeat
from math import pi
from typing import NamedTuple

from assets.extraction import pdfium
from assets.extraction.folding import folded
from assets.extraction.lines import LINE, STRIKE, is_blank, is_struck_twice
from assets.extraction.objects import Objects
from assets.extraction.sight import Place, Sight

_RUN = re.compile(r"[^\r\n ]+")


class Run(NamedTuple):
    """Characters `first` to `last` (inclusive) of a page's text, at the baseline place of the first of them."""

    x: float
    y: float
    text: str
    first: int
    last: int
    is_row: bool
    """Whether the characters stand in one row from left to right, or in one column as PDFium ordered them."""


class Text:
    """The characters of one loaded page and where each one stands."""

    def __init__(self, handle: int, sight: Sight, objects: Objects) -> None:
        """Read all characters at once; `handle` is the loaded text of the page."""
        self._handle, self._sight, self.clips = handle, sight, objects.clips
        count = pdfium.count_characters(handle)
        self.string = _string(handle, count)
        places = array("d", bytes(16 * count))
        start = places.buffer_info()[0]
        end = start + 16 * count
        list(map(pdfium.get_origin, repeat(handle), range(count), range(start, end, 16), range(start + 8, end, 16)))
        self.xs, self.ys = sight.points(places[0::2].tolist(), places[1::2].tolist())

    def runs(self) -> list[Run]:
        """Every run in PDFium's order, without slanted ones (watermarks) and without what is struck twice."""
        xs, ys = self.xs, self.ys
        string = self._without_strikes()
        found: list[Run] = []
        for match in _RUN.finditer(string):
            first, end = match.span()
            is_row = True
            if end - first > 1:
                places, heights = xs[first:end], ys[first:end]
                is_row = max(heights) - min(heights) < STRIKE and places == sorted(places)
            if not is_row or end - first == 1:
                turn = self._turn(first)
                if turn % 1:
                    continue
                is_row = is_row or turn != 0
            found.append(Run(xs[first], ys[first], match.group(), first, end - 1, is_row))
        return found

    def _without_strikes(self) -> str:
        """The page's characters, with a blank for each that prints the one before it again in the same place."""
        xs, ys, string = self.xs, self.ys, self.string
        again = [
            index
            for index, (one, other) in enumerate(pairwise(string), 1)
            if one == other and abs(xs[index - 1] - xs[index]) < STRIKE and abs(ys[index - 1] - ys[index]) < STRIKE
        ]
        # Characters of one text object in one place are a substitute text (ActualText) for its glyphs, not a strike.
        again = [index for index in again if not self._is_substitute(index - 1, index)]
        for index in again:
            string = f"{string[:index]} {string[index + 1 :]}"
        return string

    def _is_substitute(self, one: int, other: int) -> bool:
        objects = {pdfium.get_text_object(self._handle, index) for index in (one, other)}
        return len(objects) == 1 and self.xs[one] == self.xs[other]

    def _turn(self, index: int) -> float:
        """Quarter turns by which a character stands off upright, as seen; with a fraction when it slants."""
        turn = round(pdfium.get_angle(self._handle, index) / (pi / 2) * 45) / 45
        return float(turn - self._sight.turns) % 4

    def place(self, run: Run) -> Place:
        """The box of a run."""
        x0, top, x1, bottom = self._character_place(run.first)
        other_x0, other_top, other_x1, other_bottom = self._character_place(run.last)
        return min(x0, other_x0), min(top, other_top), max(x1, other_x1), max(bottom, other_bottom)

    def visible(self, run: Run) -> Place | None:
        """The part of a run's box that neither its clip nor the page's edge hides; None when all is hidden."""
        width, height = self._sight.size
        clip = self.clips.get(pdfium.get_text_object(self._handle, run.first), (0.0, 0.0, width, height))
        x0, top, x1, bottom = self.place(run)
        left, upper = max(x0, clip[0], 0.0), max(top, clip[1], 0.0)
        right, lower = min(x1, clip[2], width), min(bottom, clip[3], height)
        return (left, upper, right, lower) if left <= right and upper <= lower else None

    def _character_place(self, index: int) -> Place:
        box = (c_float * 4)()
        pdfium.get_loose_box(self._handle, index, box)
        left, top, right, bottom = box
        return self._sight.box(left, bottom, right, top)

    @cached_property
    def _typed_blanks(self) -> list[tuple[float, float]]:
        """The places of the blanks that were typed; PDFium may hand one over far from its neighbours on the line."""
        blanks = [index for index, character in enumerate(self.string) if character == " "]
        typed = [index for index in blanks if not pdfium.is_generated(self._handle, index)]
        return [(self.xs[index], self.ys[index]) for index in typed]

    def joined(self, line: list[Run]) -> str:
        """The text of a printed line, with the blanks that were typed or that can be seen."""
        text, last = line[0].text, line[0]
        for run in line[1:]:
            if run.text == last.text and is_struck_twice(run, last):
                continue
            text += self._blank(last, run) + run.text
            last = run
        return text

    def _blank(self, run: Run, following: Run) -> str:
        if following.first == run.last + 1:
            return ""
        start, end = self.xs[run.last], following.x + STRIKE
        if any(start < x < end and abs(y - run.y) < LINE for x, y in self._typed_blanks):
            return " "
        _, top, x1, bottom = self._character_place(run.last)
        return " " if is_blank(following.x - x1, bottom - top, run.text[-1], following.text[0]) else ""


def _string(handle: int, count: int) -> str:
    """The page's characters, one a place, whatever PDFium leaves out of the text it hands over."""
    buffer = array("H", bytes(2 * (count + 1)))
    written = pdfium.get_text(handle, 0, count, buffer.buffer_info()[0])
    string = buffer[: max(written - 1, 0)].tobytes().decode("utf-16-le", "replace")
    if len(string) != count:
        codes = map(pdfium.get_unicode, repeat(handle), range(count))
        string = "".join(
            chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes
        )
    return folded(string.replace("\x02", "-").replace("\ufffe", "-"))  # PDFium's marks for a hyphen at a line's end
