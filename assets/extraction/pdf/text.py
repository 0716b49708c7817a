"""A loaded page's characters with their places as seen, the runs they stand in, and runs joined to printed lines.

PDFium gives a page's text in its own order, with separators of its own making between words and lines. A run is what
stands between two separators; characters that a change of font put out of order become runs of their own.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterable
from ctypes import addressof, c_double, c_float
from functools import cached_property
from itertools import compress, pairwise, repeat
from math import atan2, pi
from statistics import median

import numpy as np
from numpy.typing import NDArray

from assets.extraction.lines import ILLEGIBLE, LINE, RAISED, STRIKE, around, is_blank, is_struck_twice
from assets.extraction.pdf import pdfium
from assets.extraction.pdf.pdfium import Handle
from assets.extraction.pdf.questions import Question, one
from assets.extraction.pdf.sight import Place, Sight
from assets.extraction.pdf.visibility import FAINT, INK, NONE, WHITE, Visibility
from assets.extraction.ruled.folding import folded

Run = tuple[float, float, str, int]
"""A piece of text (`assets.extraction.lines`) with the index of its first character: y, x, text, first."""
_ORIGIN = Question("FPDFText_GetCharOrigin", 2, c_double)
_IS_MUTE = Question("FPDFText_HasUnicodeMapError")
_IS_GENERATED = Question("FPDFText_IsGenerated")
_OBJECT = Question("FPDFText_GetTextObject", is_search=True)
MANY = -2
_BLANK, _RETURN, _FEED = map(ord, " \r\n")
_BLANKS = re.compile(" ")
_UNCOMMON = re.compile("[^ -~\\r\\n一-\u9fff\u3000-\u303f\uff00-\uffef‘’“”—…≥≤]")
_MATRIX = (c_float * 6)()
_MATRIX_AT = addressof(_MATRIX)
_PLACE, _SIDES = (c_float * 4)(), (c_double * 4)()
_PLACE_AT, _SIDES_AT = addressof(_PLACE), [addressof(_SIDES) + 8 * side for side in range(4)]
_LARGE, _INFINITE = 1.6, float("inf")
"""Times the usual type's size from which on a faint text is a watermark."""
_SMALLER, _OFF_LINE, _FAR = 0.9, 0.6, 12.0
"""A raised or lowered mark: parts of its neighbour's size that its own and its distance from the line stay below.

The last is in points, and above all of these: from there on nobody needs to look.
"""
_MARK = re.compile(r"[0-9①-⑳*※,，、()（）\[\]]+")
_LONGEST_MARK = 5
_TIGHT = 0.05
"""Part of the type's size up to which there is no gap to speak of."""
_SAMPLE, _NEARLY_ALL = 40, 0.8
"""Runs that are asked how they are turned, and the part of them from which on the page is."""
_NEAR = 4
"""Separators at most between neighbours on a line: PDFium puts one to three there."""


class Text:
    """The characters of one loaded page, and where each one stands on its baseline.

    `left_out` gathers what was left out on purpose, and `raised` digits with what stands for them above the line, so
    that all of a page's characters can be accounted for.
    """

    def __init__(self, handle: Handle, sight: Sight, visibility: Visibility) -> None:
        """Read all characters at once; `handle` is the loaded text of the page."""
        self._handle, self._sight, self._visibility = handle, sight, visibility
        size = pdfium.count_characters(handle)
        self.string = _string(handle, size)
        self._edges = _edges(self.string)
        if _has_mute_glyphs(handle, self.string, self._edges[0]):
            self.string = _legible(handle, self.string)
        self.xs, self.ys = sight.points(*_ORIGIN.columns(one(handle), np.arange(size, dtype=np.intc)))
        self.left_out: list[str] = []
        self.raised: list[tuple[str, str]] = []

    def runs(self, owners: NDArray[np.int64]) -> tuple[list[Run], list[int]]:
        """The runs in PDFium's order, and the owner of each: the one of all its characters by `owners`, if it is one.

        The owner is MANY for a run whose characters have several, or do not stand in one row from left to right. What
        is struck twice is left out.
        """
        string = self._without_strikes()
        first, end = self._edges if string is self.string else _edges(string)
        xs, ys = self.xs, self.ys
        rise = ys[1:] - ys[:-1]
        is_break = (owners[1:] != owners[:-1]) | (xs[1:] < xs[:-1]) | (rise >= STRIKE) | (rise <= -STRIKE)
        breaks = np.concatenate(([0], np.cumsum(is_break)))
        own = np.where(breaks[end - 1] == breaks[first], owners[first], MANY)
        starts = first.tolist()
        texts = map(string.__getitem__, map(slice, starts, end.tolist()))
        return list(zip(ys[first].tolist(), xs[first].tolist(), texts, starts, strict=True)), own.tolist()

    def parts(self, run: Run, owners: NDArray[np.int64]) -> list[Run]:
        """A run of many owners in parts of one owner and one line; where characters are out of order, each by itself.

        A run turned by quarters stays whole if it has one owner. Slanted characters are a watermark's, and no part.
        """
        start, end = run[3], run[3] + len(run[2])
        slants = [self._turn(index) % 1 != 0 for index in range(start, end)]
        if any(slants):
            self.left_out += compress(run[2], slants)
            straight = [index for index, slant in zip(range(start, end), slants, strict=True) if not slant]
            return [(float(self.ys[index]), float(self.xs[index]), run[2][index - start], index) for index in straight]
        own = owners[start:end].tolist()
        if self._turn(start) and own.count(own[0]) == len(own):
            return [run]
        xs, ys = self.xs[start:end].tolist(), self.ys[start:end].tolist()
        is_lower = [abs(one - two) >= STRIKE for one, two in pairwise(ys)]
        if any(not lower and two < one for lower, (one, two) in zip(is_lower, pairwise(xs), strict=True)):
            cuts = list(range(len(own) + 1))
        else:
            changes = (one != two for one, two in pairwise(own))
            inner = [at for at, (lower, change) in enumerate(zip(is_lower, changes, strict=True), 1) if lower or change]
            cuts = [0, *inner, len(own)]
        return [(ys[one], xs[one], run[2][one:two], start + one) for one, two in pairwise(cuts)]

    def _without_strikes(self) -> str:
        """The page's characters, with a blank for each that prints the one before it again in the same place."""
        xs, ys, codes = self.xs, self.ys, _codes(self.string)
        is_like = (codes[1:] == codes[:-1]) & (abs(xs[1:] - xs[:-1]) < STRIKE) & (abs(ys[1:] - ys[:-1]) < STRIKE)
        struck = [
            index
            for index in (np.flatnonzero(is_like & ~_are_separators(codes[1:])) + 1).tolist()
            # Twins of one text object in one place belong to a substitute text (ActualText) of its glyphs.
            if xs[index - 1] != xs[index] or self._object(index - 1) != self._object(index)
        ]
        if not struck:
            return self.string
        characters = list(self.string)
        for index in struck:
            self.left_out.append(characters[index])
            characters[index] = " "
        return "".join(characters)

    def _object(self, index: int) -> int:
        found: int = pdfium.get_text_object(self._handle, index)
        return found

    def turns(self) -> int:
        """Clockwise quarter turns by which nearly all characters stand off upright, 0 where most do not."""
        is_onwards = self.xs[1:] - self.xs[:-1] > abs(self.ys[1:] - self.ys[:-1])
        if 2 * np.count_nonzero(is_onwards) > len(is_onwards):
            return 0
        first = self._edges[0]
        found = Counter(map(self._turn, first[:: max(1, len(first) // _SAMPLE)].tolist()))
        turn, count = found.most_common(1)[0] if found else (0.0, 0)
        return int(turn) if turn % 1 == 0 and count > _NEARLY_ALL * found.total() else 0

    def is_upright(self, run: Run) -> bool:
        """Whether a run stands upright or turned by quarters, and not aslant."""
        return self._turn(run[3]) % 1 == 0

    def _turn(self, index: int) -> float:
        """Clockwise quarter turns by which a character stands off upright, as seen; with a fraction if its line slants.

        PDFium's angle is that of the character's stem, which slants in italics too.
        """
        angle = pdfium.get_angle(self._handle, index)
        turn = _quarters(angle) if angle else 0
        if turn % 1:
            pdfium.get_matrix(self._handle, index, _MATRIX_AT)
            turn = _quarters(atan2(-_MATRIX[1], _MATRIX[0]))
        return float(turn + self._sight.turns) % 4

    def place(self, run: Run) -> Place:
        """The box of a run."""
        return around((self._character_place(run[3]), self._character_place(run[3] + len(run[2]) - 1)))

    def visible(self, run: Run) -> Place | None:
        """The part of a run's box that neither its clip nor the page's edge hides; None when all is hidden."""
        width, height = self._sight.size
        clip = self._visibility.clip(pdfium.get_text_object(self._handle, run[3]))
        x0, top, x1, bottom = self.place(run)
        left, upper = max(x0, clip[0], 0.0), max(top, clip[1], 0.0)
        right, lower = min(x1, clip[2], width), min(bottom, clip[3], height)
        return (left, upper, right, lower) if left <= right and upper <= lower else None

    def in_drawing_order(self, runs: Iterable[Run]) -> list[Run]:
        """The runs in the order in which they were drawn; PDFium sorts them."""
        order = self._visibility.drawing_order()
        return sorted(runs, key=lambda run: (order.get(self._object(run[3]), -1), run[3]))

    def hidden(self, runs: list[Run]) -> set[int]:
        """The first characters of those runs of which nothing can be seen: clipped, without ink, or white on paper."""
        if not runs:
            return set()
        texts = _OBJECT.answers(one(self._handle), np.array([run[3] for run in runs], np.intc))
        inks, is_clipped = self._visibility.inks(texts), self._visibility.clip_counts(texts) > 0
        if inks is None and not is_clipped.any():
            return set()
        every = zip(runs, inks or [INK] * len(runs), is_clipped.tolist(), strict=True)
        gone = {run[3] for run, ink, clipped in every if ink == NONE or self._is_hidden(run, ink, is_clipped=clipped)}
        if inks is None or FAINT not in inks:
            return gone
        left = ((run, ink == FAINT) for run, ink in zip(runs, inks, strict=True) if run[3] not in gone)
        return gone | self._watermarks(list(left))

    def _watermarks(self, runs: list[tuple[Run, bool]]) -> set[int]:
        """The first characters of faint runs in type far larger than that of the others."""
        faint = [run[3] for run, is_faint in runs if is_faint]
        usual = median([self._size(run[3]) for run, is_faint in runs if not is_faint] or [_INFINITE])
        return {first for first in faint if self._size(first) > _LARGE * usual}

    def _is_hidden(self, run: Run, ink: int, *, is_clipped: bool) -> bool:
        if is_clipped and self.visible(run) is None:
            return True
        if ink != WHITE:
            return False
        left, top, right, bottom = self.place(run)
        return self._visibility.is_on_paper((left + right) / 2, (top + bottom) / 2)

    def _size(self, index: int) -> float:
        _, top, _, bottom = self._character_place(index)
        return bottom - top

    def _character_place(self, index: int) -> Place:
        pdfium.get_loose_box(self._handle, index, _PLACE_AT)
        left, top, right, bottom = _PLACE
        if left == right or top == bottom:  # PDFium gives a turned character none: take the box of its print.
            pdfium.get_print_box(self._handle, index, *_SIDES_AT)
            left, right, bottom, top = _SIDES
        return self._sight.box(left, bottom, right, top)

    @cached_property
    def _typed(self) -> list[int]:
        """The blanks that were typed; PDFium makes others."""
        blanks = np.array([match.start() for match in _BLANKS.finditer(self.string)], np.intc)
        typed: list[int] = blanks[_IS_GENERATED.answers(one(self._handle), blanks) == 0].tolist()
        return typed

    @cached_property
    def _typed_ones(self) -> frozenset[int]:
        return frozenset(self._typed)

    def _is_typed_between(self, start: float, end: float, y: float) -> bool:
        """Whether a blank was typed there; PDFium may hand one over far from its neighbours on the line."""
        if not self._typed:
            return False
        xs, ys = self.xs[self._typed], self.ys[self._typed]
        return bool(((xs > start) & (xs < end) & (ys > y - LINE) & (ys < y + LINE)).any())

    def seated(self, runs: list[Run]) -> list[Run]:
        """The runs of a cell, small marks that stand above or below a line taken into it; raised digits as such."""
        marks = {run[3] for run in runs if len(run[2]) <= _LONGEST_MARK and _MARK.fullmatch(run[2])}
        return [self._seated(run, runs) if run[3] in marks else run for run in runs] if marks else runs

    def _seated(self, mark: Run, runs: list[Run]) -> Run:
        for run in runs:
            rise = run[0] - mark[0]
            if run[1] < mark[1] and STRIKE <= abs(rise) < _FAR:
                _, top, right, bottom = self._character_place(run[3] + len(run[2]) - 1)
                size = bottom - top
                is_beside = abs(mark[1] - right) < size / 2 and abs(rise) < size * _OFF_LINE
                if is_beside and self._size(mark[3]) < size * _SMALLER:
                    text = mark[2].translate(RAISED) if rise > 0 else mark[2]
                    if text != mark[2]:
                        self.raised.append((mark[2], text))
                    return run[0], mark[1], text, mark[3]
        return mark

    def joined(self, line: list[Run]) -> str:
        """The text of a printed line, with the blanks that were typed or that can be seen."""
        text = line[0][2]
        for run, following in pairwise(line):
            if is_struck_twice(run, following):
                self.left_out.append(following[2])
            else:
                text += self._blank(run, following) + following[2]
        return text

    def _blank(self, run: Run, following: Run) -> str:
        last = run[3] + len(run[2]) - 1
        between = range(last + 1, following[3])
        if following[3] == last + 1:
            return ""
        if len(between) <= _NEAR and not self._typed_ones.isdisjoint(between):
            return " "
        _, top, x1, bottom = self._character_place(last)
        gap, size = following[1] - x1, bottom - top
        if gap < size * _TIGHT:
            return ""
        if is_blank(gap, size, run[2][-1], following[2][0]):
            return " "
        return " " if self._is_typed_between(self.xs[last], following[1] + STRIKE, run[0]) else ""


def _quarters(angle: float) -> float:
    return round(angle / (pi / 2) * 45) / 45


def _edges(string: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each run begins, and where it ends."""
    is_separator = _are_separators(_codes(f" {string} "))  # Blanks around make every run one with two ends.
    edges = np.flatnonzero(is_separator[1:] != is_separator[:-1])
    return edges[0::2], edges[1::2]


def _codes(string: str) -> NDArray[np.uint32]:
    return np.frombuffer(string.encode("utf-32-le", "replace"), np.uint32)


def _are_separators(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    are: NDArray[np.bool_] = (codes == _BLANK) | (codes == _RETURN) | (codes == _FEED)
    return are


def _has_mute_glyphs(handle: Handle, string: str, starts: NDArray[np.intp]) -> bool:
    """Whether some font does not say what its glyphs mean: PDFium then gives their numbers for characters.

    Asked are the starts of runs, as a font is used for whole runs, and all if there is a character that is not common.
    """
    asked = np.arange(len(string)) if _UNCOMMON.search(string) else starts
    return bool((_IS_MUTE.answers(one(handle), asked.astype(np.intc)) == 1).any())


def _legible(handle: Handle, string: str) -> str:
    """The characters, with ILLEGIBLE for each glyph without a meaning."""
    mute = _IS_MUTE.answers(one(handle), np.arange(len(string), dtype=np.intc)).tolist()
    return "".join(ILLEGIBLE if is_mute == 1 else char for char, is_mute in zip(string, mute, strict=True))


def _string(handle: Handle, size: int) -> str:
    """The page's characters, one a place, whatever PDFium leaves out of the text it hands over."""
    buffer = array("H", bytes(2 * (size + 1)))
    written = pdfium.get_text(handle, 0, size, buffer.buffer_info()[0])
    string = buffer[: max(written - 1, 0)].tobytes().decode("utf-16-le", "replace")
    if len(string) != size:
        codes = map(pdfium.get_unicode, repeat(handle), range(size))
        string = "".join(
            chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ILLEGIBLE for code in codes
        )
    return folded(string.replace("\x02", "-").replace("\ufffe", "-"))  # PDFium's marks for a hyphen at a line's end
