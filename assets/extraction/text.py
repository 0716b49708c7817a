"""A page's characters as runs with their places as seen, and runs joined to printed lines.

PDFium gives a page's text in its own order, with separators of its own making between words and lines. A run is what
stands between two separators; characters that a change of font put out of order are runs of their own.
"""

import re
from array import array
from ctypes import c_float
from itertools import pairwise, repeat
from math import pi
from typing import NamedTuple

from assets.extraction import pdfium
from assets.extraction.sight import Sight

LINE = 3.5
"""Points: baselines nearer than this are one printed line. Superscripts stand 3 to 4 above theirs, lines 7 and more."""
GAP = 3.0
"""Points between two characters of a line that are read as a blank nobody typed (pdfplumber's own `x_tolerance`)."""
STRIKE = 1.0
"""Points: the same character nearer than this to itself is one character struck twice to look bold."""
_RUN = re.compile(r"[^\r\n ]+")
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # what PDFium makes of a hyphen at a line's end


class Run(NamedTuple):
    """Characters `first` to `last` (inclusive) of a page's text, at the baseline place of the first of them."""

    y: float
    x: float
    text: str
    first: int
    last: int


class Text:
    """The text of one loaded page: its characters, and each one's place as seen."""

    def __init__(self, handle: int, sight: Sight) -> None:
        """Read all characters at once. The handle is that of `assets.extraction.pdfium.load_text`."""
        self._handle, self._sight = handle, sight
        count = pdfium.count_characters(handle)
        self.string = _string(handle, count)
        places = array("d", bytes(16 * count))
        start, end = places.buffer_info()[0], places.buffer_info()[0] + 16 * count
        list(map(pdfium.get_origin, repeat(handle), range(count), range(start, end, 16), range(start + 8, end, 16)))
        self.xs, self.ys = sight.points(places[0::2].tolist(), places[1::2].tolist())
        self._struck = self._struck_twice()

    def _struck_twice(self) -> set[int]:
        """Characters that print the one before them again in the same place."""
        twins = [index for index, (one, other) in enumerate(pairwise(self.string), 1) if one == other]
        return {index for index in twins if self._is_same_place(index - 1, index)}

    def _is_same_place(self, one: int, other: int) -> bool:
        return abs(self.xs[one] - self.xs[other]) < STRIKE and abs(self.ys[one] - self.ys[other]) < STRIKE

    def runs(self) -> list[tuple[Run, bool]]:
        """Every run in PDFium's order, and whether its characters stand in one row from left to right."""
        found: list[tuple[Run, bool]] = []
        for match in _RUN.finditer(self.string):
            first, end = match.span()
            xs, ys = self.xs[first:end], self.ys[first:end]
            in_order = True
            if end - first > 1:
                in_order = max(ys) - min(ys) < STRIKE and xs == sorted(xs)
            if not in_order or end - first == 1:
                turn = self._turn(first)
                if turn % 1:
                    continue
                in_order = in_order or turn != 0
            found.append((Run(ys[0], xs[0], match.group(), first, end - 1), in_order))
        return found

    def _turn(self, index: int) -> float:
        """Quarter turns by which a character stands off upright, as seen; with a fraction when it slants."""
        turn = round(pdfium.get_angle(self._handle, index) / (pi / 2) * 45) / 45
        return float(turn - self._sight.turns) % 4

    def box(self, run: Run) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom of a run."""
        x0, top, x1, bottom = self._character_box(run.first)
        other_x0, other_top, other_x1, other_bottom = self._character_box(run.last)
        return min(x0, other_x0), min(top, other_top), max(x1, other_x1), max(bottom, other_bottom)

    def _character_box(self, index: int) -> tuple[float, float, float, float]:
        box = (c_float * 4)()
        pdfium.get_loose_box(self._handle, index, box)
        left, top, right, bottom = box
        return self._sight.box(left, bottom, right, top)

    def lines(self, runs: list[Run]) -> list[list[Run]]:
        """Runs sorted to printed lines, each from left to right, with what was struck twice taken out."""
        lines: list[list[Run]] = []
        for run in sorted(runs):
            if lines and run.y - lines[-1][0].y <= LINE:
                lines[-1].append(run)
            else:
                lines.append([run])
        for line in lines:
            line.sort(key=lambda run: (run.x, run.first))
        return lines

    def joined(self, line: list[Run]) -> str:
        """The text of a printed line, with the blanks that were typed or that can be seen."""
        text = line[0].text
        for run, following in pairwise(line):
            if following.text == run.text and self._is_same_place(run.first, following.first):
                continue
            text += self._blank(run, following) + following.text
        return text

    def _blank(self, run: Run, following: Run) -> str:
        between = self.string[run.last + 1 : following.first]
        if between and between.isspace():
            typed = [
                index for index in range(run.last + 1, following.first) if not pdfium.is_generated(self._handle, index)
            ]
            if typed:
                return " " * len(typed)
        elif following.first == run.last + 1:
            return ""
        return " " if following.x - self._character_box(run.last)[2] > GAP else ""


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
    return string.translate(_HYPHENS)
