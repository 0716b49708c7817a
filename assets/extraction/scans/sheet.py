"""A page's picture laid straight: its grid, and where the printed lines in its cells and outside of them stand."""

from itertools import pairwise

import cv2
import numpy as np

from assets.extraction.pdf.sight import Place
from assets.extraction.processes.progress import goes_on
from assets.extraction.ruled.grid import lattice_of
from assets.extraction.ruled.rulings import Rulings
from assets.extraction.scans.ink import dark_of, ink_of
from assets.extraction.scans.picture import Grey, PagePicture
from assets.extraction.scans.print import Band, lines_in, lone_dots, type_height, without_specks
from assets.extraction.scans.ruled import RuledLines
from assets.extraction.scans.straight import bend_of, skew_of, turned, unbent

_STROKE = 1.2
"""Points to each side of a ruling that are taken out with it."""
_PAPER = 205
"""Grey from which on it is paper, and what a seal has left of itself."""
_PALE, _PALE_SIGN, _EDGE = 235, 0.3, 2.0
"""Grey below which there may be print, how large it then is in times the type's height, and the points at a cell's edge
where it is what is left of a ruling."""
_APART = 2.5
"""Times the type's height that part two texts on one line outside of the tables."""
_TALLEST = 4.0
"""Times the type's height beyond which something is no line of text, but a picture or the scanner's black edge."""


class Sheet:
    """`lattice` in points; `inside` the lines of each of its boxes, `outside` all others, in pixels of `grey`.

    `doubted` holds the boxes that have a border of which it is not sure whether it is there.
    """

    def __init__(self, picture: PagePicture) -> None:
        """The picture must be the right way up, to a few degrees."""
        ink = ink_of(picture.pixels, picture.scale)
        goes_on()  # each of these steps takes seconds on a large page, and many times that on a busy machine
        degrees = skew_of(ink.dark)
        self.scale = picture.scale
        self.pixels = turned(picture.pixels, degrees, 255) if degrees else picture.pixels
        grey = turned(ink.grey, degrees, 255) if degrees else ink.grey
        dark = dark_of(grey)
        ruled = RuledLines(grey, dark, self.scale)
        goes_on()
        bend = bend_of(dark) if ruled.are_partial else None
        if bend is not None:
            flat = unbent(grey, bend)
            again = RuledLines(flat, dark_of(flat), self.scale)
            goes_on()
            if not again.are_partial:
                ruled, grey, self.pixels = again, flat, unbent(self.pixels, bend)
        self.lattice = lattice_of(ruled.rulings)
        self._erase(grey, ruled.rulings, 255)
        dark = without_specks(dark_of(grey), self.scale)  # print may be paler than the rulings
        dust = lone_dots(dark, self.scale)
        self.grey = np.where(dust | (grey >= _PAPER), np.uint8(255), grey)
        self._dark = np.where(dust, np.uint8(0), dark)
        self.parts = [self._band(box[5:9]) for box in self.lattice.boxes]
        page = Band(0, 0, self._dark.shape[1], self._dark.shape[0])
        self.type_height = type_height(self._dark, self.parts or [page])
        self.inside = [lines_in(self._dark, part, self.type_height) for part in self.parts]
        self.outside = self._outside(page)
        places = [box[5:9] for box in self.lattice.boxes]
        self.doubted = {
            index
            for index, place in enumerate(places)
            if ruled.are_partial
            or any(_touch(place, doubt) for doubt in ruled.doubts)
            or self._has_more(self.parts[index], self.inside[index])
        }

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return PagePicture(self.pixels, self.scale).size

    def place(self, band: Band) -> Place:
        """A line's box in points."""
        x0, top, x1, bottom = (edge / self.scale for edge in band)
        return x0, top, x1, bottom

    def _band(self, place: Place) -> Band:
        x0, top, x1, bottom = (round(edge * self.scale) for edge in place)
        return Band(x0, top, x1, bottom)

    def _erase(self, pixels: Grey, rulings: Rulings, paper: int) -> None:
        around = _STROKE
        for y, x0, x1 in rulings.horizontals:
            left, top, right, bottom = self._band((x0, max(0.0, y - around), x1, y + around))
            pixels[top : bottom + 1, left : right + 1] = paper
        for x, top_y, bottom_y in rulings.verticals:
            left, top, right, bottom = self._band((max(0.0, x - around), top_y, x + around, bottom_y))
            pixels[top : bottom + 1, left : right + 1] = paper

    def _has_more(self, part: Band, lines: list[Band]) -> bool:
        """Whether there is pale print in a part of the page beside its lines, away from the part's edges."""
        least, edge = _PALE_SIGN * self.type_height, round(_EDGE * self.scale)
        pale = np.less(cv2.blur(self.grey[part.top : part.bottom, part.left : part.right], (3, 3)), _PALE)
        for line in lines:
            top, left = max(0, line.top - part.top - 3), max(0, line.left - part.left - 3)
            pale[top : line.bottom - part.top + 3, left : line.right - part.left + 3] = False
        inner = pale[edge:-edge, edge:-edge].astype(np.uint8)
        if not inner.any():
            return False
        _, _, boxes, _ = cv2.connectedComponentsWithStats(inner, connectivity=8)
        return bool((boxes[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) >= least).any())

    def _outside(self, page: Band) -> list[Band]:
        rest = self._dark.copy()
        for part in self.parts:
            rest[part.top : part.bottom + 1, part.left : part.right + 1] = 0
        found: list[Band] = []
        for line in lines_in(rest, page, self.type_height):
            if line.bottom - line.top > _TALLEST * self.type_height:
                continue
            columns = line.left + np.flatnonzero(rest[line.top : line.bottom, line.left : line.right].any(axis=0))
            breaks = np.flatnonzero(np.diff(columns) > _APART * max(self.type_height, line.bottom - line.top))
            for start, end in pairwise([0, *(breaks + 1).tolist(), columns.size]):
                found.append(Band(int(columns[start]), line.top, int(columns[end - 1]) + 1, line.bottom))
        return found


def _touch(box: Place, line: Place) -> bool:
    x0, top, x1, bottom = box
    is_beside = x0 - _STROKE <= line[2] and line[0] <= x1 + _STROKE
    return is_beside and top - _STROKE <= line[3] and line[1] <= bottom + _STROKE
