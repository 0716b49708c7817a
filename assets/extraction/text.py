"""A loaded page's characters as runs with their places as seen, and runs joined to printed lines.

PDFium gives a page's text in its own order, with separators of its own making between words and lines. A run is what
stands between two separators; characters that a change of font put out of order become runs of their own.
"""

import re
from array import array
from bisect import bisect_right as bisect
from collections.abc import Iterator
from ctypes import c_double, c_float
from functools import cached_property
from itertools import compress, count, pairwise, repeat
from math import pi
from operator import gt

from assets.extraction import pdfium
from assets.extraction.folding import folded
from assets.extraction.lines import LINE, STRIKE, is_blank, is_struck_twice
from assets.extraction.objects import Objects
from assets.extraction.pdfium import Handle
from assets.extraction.sight import Place, Sight
from assets.extraction.slots import Slots

Run = tuple[float, float, str, int]
"""A piece of text (`assets.extraction.lines`) with the index of its first character: y, x, text, first."""
_ORIGINS = Slots(c_double, 2)
ROW, TURNED, LOOSE = range(3)
"""How a run's characters stand: from left to right, turned by quarters, or in another order than they are given."""
_TWINS = re.compile(r"([^\r\n ])(?=\1)")


class Text:
    """The characters of one loaded page, and where each one stands on its baseline."""

    def __init__(self, handle: Handle, sight: Sight, objects: Objects) -> None:
        """Read all characters at once; `handle` is the loaded text of the page."""
        self.handle, self._sight, self.clips = handle, sight, objects.clips
        size = pdfium.count_characters(handle)
        self.string = _string(handle, size)
        list(map(pdfium.get_origin, repeat(handle), range(size), *_ORIGINS.arguments(size)))
        self.xs, self.ys = sight.points(*_ORIGINS.columns(size))

    def runs(self) -> Iterator[tuple[int, str, int]]:
        """Each run in PDFium's order: index of its first character, text, and whether it is ROW, TURNED or LOOSE.

        Slanted runs (watermarks) are left out, and so is what is struck twice.
        """
        ys = self.ys
        descents = list(compress(count(1), map(gt, self.xs, self.xs[1:])))
        descents.append(len(ys))
        end = -1
        for string in self._without_strikes().replace("\r", " ").replace("\n", " ").split(" "):
            first = end + 1
            end = first + len(string)
            if not string:
                continue
            if len(string) > 1 and abs(ys[end - 1] - ys[first]) < STRIKE and descents[bisect(descents, first)] >= end:
                yield first, string, ROW
                continue
            turn = self._turn(first)
            if turn % 1 == 0:
                yield first, string, TURNED if turn else ROW if len(string) == 1 else LOOSE

    def _without_strikes(self) -> str:
        """The page's characters, with a blank for each that prints the one before it again in the same place."""
        xs, ys, string = self.xs, self.ys, self.string
        for match in _TWINS.finditer(string):
            index = match.end()
            if abs(xs[index - 1] - xs[index]) >= STRIKE or abs(ys[index - 1] - ys[index]) >= STRIKE:
                continue
            # Twins of one text object in one place belong to a substitute text (ActualText) of its glyphs.
            if xs[index - 1] != xs[index] or self._object(index - 1) != self._object(index):
                string = f"{string[:index]} {string[index + 1 :]}"
        return string

    def _object(self, index: int) -> int | None:
        found: int | None = pdfium.get_text_object(self.handle, index)
        return found

    def _turn(self, index: int) -> float:
        """Quarter turns by which a character stands off upright, as seen; with a fraction when it slants."""
        turn = round(pdfium.get_angle(self.handle, index) / (pi / 2) * 45) / 45
        return float(turn - self._sight.turns) % 4

    def place(self, run: Run) -> Place:
        """The box of a run."""
        x0, top, x1, bottom = self._character_place(run[3])
        other_x0, other_top, other_x1, other_bottom = self._character_place(run[3] + len(run[2]) - 1)
        return min(x0, other_x0), min(top, other_top), max(x1, other_x1), max(bottom, other_bottom)

    def visible(self, run: Run) -> Place | None:
        """The part of a run's box that neither its clip nor the page's edge hides; None when all is hidden."""
        width, height = self._sight.size
        clip = self.clips.get(self._object(run[3]), (0.0, 0.0, width, height))
        x0, top, x1, bottom = self.place(run)
        left, upper = max(x0, clip[0], 0.0), max(top, clip[1], 0.0)
        right, lower = min(x1, clip[2], width), min(bottom, clip[3], height)
        return (left, upper, right, lower) if left <= right and upper <= lower else None

    def is_clipped(self, run: Run) -> bool:
        """Whether a clip hides the whole run."""
        return self._object(run[3]) in self.clips and self.visible(run) is None

    def _character_place(self, index: int) -> Place:
        box = (c_float * 4)()
        pdfium.get_loose_box(self.handle, index, box)
        left, top, right, bottom = box
        return self._sight.box(left, bottom, right, top)

    @cached_property
    def _typed_blanks(self) -> list[tuple[float, float]]:
        """The places of the blanks that were typed; PDFium may hand one over far from its neighbours on the line."""
        blanks = [index for index, character in enumerate(self.string) if character == " "]
        typed = [index for index in blanks if not pdfium.is_generated(self.handle, index)]
        return [(self.xs[index], self.ys[index]) for index in typed]

    def joined(self, line: list[Run]) -> str:
        """The text of a printed line, with the blanks that were typed or that can be seen."""
        text = line[0][2]
        for run, following in pairwise(line):
            if not is_struck_twice(run, following):
                text += self._blank(run, following) + following[2]
        return text

    def _blank(self, run: Run, following: Run) -> str:
        last = run[3] + len(run[2]) - 1
        if following[3] == last + 1:
            return ""
        start, end = self.xs[last], following[1] + STRIKE
        if any(start < x < end and abs(y - run[0]) < LINE for x, y in self._typed_blanks):
            return " "
        _, top, x1, bottom = self._character_place(last)
        return " " if is_blank(following[1] - x1, bottom - top, run[2][-1], following[2][0]) else ""


def _string(handle: Handle, size: int) -> str:
    """The page's characters, one a place, whatever PDFium leaves out of the text it hands over."""
    buffer = array("H", bytes(2 * (size + 1)))
    written = pdfium.get_text(handle, 0, size, buffer.buffer_info()[0])
    string = buffer[: max(written - 1, 0)].tobytes().decode("utf-16-le", "replace")
    if len(string) != size:
        codes = map(pdfium.get_unicode, repeat(handle), range(size))
        string = "".join(
            chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes
        )
    return folded(string.replace("\x02", "-").replace("\ufffe", "-"))  # PDFium's marks for a hyphen at a line's end
