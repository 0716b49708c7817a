"""The ruling lines of a straightened page: where lines run, and piece by piece between crossings whether one is there.

A scan's lines are faint, broken and touched by print. So a line's place is taken from wherever some of it is plain, and
each piece between two crossings is then judged as a whole: a line is thin, goes all the way, and reaches both ends.
"""

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from assets.extraction.pdf.sight import Place
from assets.extraction.ruled.grid import TOLERANCE
from assets.extraction.ruled.rulings import Ruling, Rulings
from assets.extraction.scans.ink import darkness
from assets.extraction.scans.picture import Grey

_ALONG = 2.0
"""Points along a line over which its grey is averaged."""
_ASIDE = (1.4, 2.2)
"""Points beside a line: on each side it must be lighter at one of them, and print may begin at the other."""
_CONTRAST = 0.25
"""Part of the print's own contrast by which a line stands out from what is beside it."""
_GAP, _RUN = 1.2, (24.0, 16.0)
"""Points that may be missing from a line, and points that a level and an upright one run without more missing."""
_LONG = 60.0
"""Points from which on a line need meet only one other, as where a page break left its table open."""
_WANDER = 1.4
"""Points by which a line may leave its place."""
_SURE, _LIKELY, _MAYBE, _TRACE = 0.85, 0.65, 0.5, 0.35
"""Part of a piece that is dark: it is there; it is taken to be there, but that is doubtful; its ends may be there; it
was there once."""
_ENDS = 3.0
"""Points at each end of a piece that print does not reach."""
_CUT, _REST = 30.0, 16.0
"""Points of a line that may be lost at once, and of what is left of it beside that."""
_LINES_MISSED, _POINTS_MISSED = 3, 12.0
"""How many long lines may not be missed, and of how many points each: a page has a line below its head, or two."""
_SHORT, _BESIDE, _PRINT = 30.0, (1.2, 4.5), 0.12
"""Points below which a piece may be strokes of print, from where to where print is looked for beside it, how much."""

_Run = tuple[float, float, float]
"""A line's place and where it starts and ends, in pixels."""


class RuledLines:
    """`rulings` in points, and `doubts`: the places of pieces of which it is not sure whether they are there.

    `are_partial`: lines were seen that are no part of the rulings, as on a photographed page.
    """

    def __init__(self, grey: Grey, dark: Grey, scale: float) -> None:
        """`grey`: print dark on white, `dark`: 1 where there is print, `scale`: pixels a point."""
        self.rulings, self.doubts, self.are_partial = Rulings(), list[Place](), False
        level = _Direction(grey, dark, scale)
        upright = _Direction(np.ascontiguousarray(grey.T), np.ascontiguousarray(dark.T), scale)
        rows, columns = level.runs(_RUN[0]), upright.runs(_RUN[1])
        for _ in range(2):
            rows, columns = _meeting(rows, columns, scale), _meeting(columns, rows, scale)
        columns = _with_sides(columns, upright.runs(_LONG), scale)
        ys, xs = _places(rows, scale), _places(columns, scale)
        if not ys or len(xs) < 2:
            return
        for (y, x0, x1), is_there, is_sure in level.pieces(ys, rows, xs):
            self.rulings.horizontals += [(y, x0, x1)] * is_there
            self.doubts += [(x0, y, x1, y)] * (not is_sure)
        for (x, y0, y1), is_there, is_sure in upright.pieces(xs, columns, _with_ends(ys, columns, scale)):
            self.rulings.verticals += [(x, y0, y1)] * is_there
            self.doubts += [(x, y0, x, y1)] * (not is_sure)
        missed = _missed(level.runs(_LONG), self.rulings.horizontals, scale)
        missed += _missed(upright.runs(_LONG), self.rulings.verticals, scale)
        self.are_partial = missed >= _LINES_MISSED or _reach_beyond(rows, xs, scale)


class _Direction:
    """The picture as looked at for level lines; for upright ones it is given on its side."""

    def __init__(self, grey: Grey, dark: Grey, scale: float) -> None:
        self._dark, self._scale = dark, scale
        self._thin = _thin(grey, scale)

    def _pixels(self, points: float) -> int:
        return round(points * self._scale)

    def runs(self, least: float) -> list[_Run]:
        """The lines that go on for so many points."""
        wide = cv2.dilate(self._thin, np.ones((3, 1), np.uint8))
        closed = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, np.ones((1, self._pixels(_GAP) | 1), np.uint8))
        long = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, self._pixels(least)), np.uint8))
        _, _, boxes, centres = cv2.connectedComponentsWithStats(long)
        return [
            (float(centre[1]), float(box[0]), float(box[0] + box[2]))
            for box, centre in zip(boxes[1:], centres[1:], strict=True)
            if box[3] <= self._pixels(2 * _ASIDE[1])
        ]

    def pieces(
        self, lines: list[float], runs: list[_Run], crossings: list[float]
    ) -> Iterator[tuple[Ruling, bool, bool]]:
        """Each piece of a line between two crossings in points, whether it is there, and whether that is sure.

        `runs` are known to be lines.
        """
        wander, beside = self._pixels(_WANDER), self._pixels(_BESIDE[1])
        thin = np.pad(self._thin, ((wander + 1,) * 2, (0, 0)))
        dark = np.pad(self._dark, ((beside,) * 2, (0, 0)))
        rests = self.runs(_REST)
        for line in lines:
            middle = round(line)
            band = thin[middle : middle + 2 * wander + 3].astype(bool)
            near = band[:-2] | band[1:-1] | band[2:]
            around = dark[middle : middle + 2 * beside + 1]
            plain = [
                run
                for run in rests
                if abs(run[0] - line) <= wander
                and (run in runs or not self._is_within_print(around[:, int(run[1]) : int(run[2])]))
            ]
            cuts = self._cuts(near.any(axis=0), plain, crossings)
            for start, end in pairwise(crossings):
                within = slice(round(start) + 1, max(round(start) + 2, round(end)))
                place = (line / self._scale, start / self._scale, end / self._scale)
                is_there, is_sure = self._judged(near[:, within], around[:, within])
                is_cut = not is_there and any(max(start, cut) < min(end, cut_end) for cut, cut_end in cuts)
                yield place, is_there or is_cut, is_sure and not is_cut

    def _cuts(self, dark: NDArray[np.bool_], runs: list[_Run], crossings: list[float]) -> list[tuple[float, float]]:
        """From where to where a line was lost: a border ends at a crossing, so one that ends elsewhere was cut there.

        `dark`: where along the line something is left; `runs`: where it is plain.
        """
        near = self._pixels(_ENDS + _ALONG)
        ends = [(0.0, 0.0, crossings[0]), *sorted(runs, key=lambda run: run[1]), (0.0, crossings[-1], 0.0)]
        found = []
        for (_, _, end), (_, start, _) in pairwise(ends):
            is_cut = any(min(abs(edge - crossing) for crossing in crossings) > near for edge in (end, start))
            is_white = dark[round(end) + near : round(start) - near].sum() <= _TRACE * (start - end)
            if is_cut and start - end <= self._pixels(_CUT) and is_white:
                found.append((end, start))
        return found

    def _judged(self, piece: NDArray[np.bool_], around: Grey) -> tuple[bool, bool]:
        """Whether a line runs along the piece's rows, and whether that is sure."""
        ends = self._pixels(_ENDS)
        filled = piece.mean(axis=1)
        line = piece[int(filled.argmax())]
        full, reaches = filled.max(), min(line[:ends].mean(), line[-ends:].mean())
        is_there = bool(full >= _LIKELY and reaches >= _MAYBE)
        if is_there and line.size < self._pixels(_SHORT) and self._is_within_print(around):
            return bool(line.all()), False
        if is_there:
            return True, bool(full >= _SURE and reaches >= _LIKELY)
        is_print = _longest(line) < self._pixels(_RUN[1]) < line.size or self._is_within_print(around)
        return False, bool(full < _TRACE or is_print)

    def _is_within_print(self, around: Grey) -> bool:
        """Whether there is print on both sides: what looks like a line may then be strokes that stand in a row."""
        near, far = self._pixels(_BESIDE[0]), self._pixels(_BESIDE[1])
        end = self._pixels(_ENDS)
        middle = around[:, end:-end] if around.shape[1] > 3 * end else around
        sides = (middle[: far - near], middle[far + near + 1 :])
        return bool(min(float(side.mean()) for side in sides) >= _PRINT)


def _longest(line: NDArray[np.bool_]) -> int:
    """Pixels of the longest stretch of a line that is dark."""
    edges = np.flatnonzero(np.diff(line.astype(np.int8), prepend=0, append=0))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def _thin(grey: Grey, scale: float) -> Grey:
    """1 where the picture is darker than above and below, as on a level line."""
    calm = cv2.blur(grey, (round(_ALONG * scale) | 1, 1))
    contrast = 255 - darkness(grey)
    near, far = round(_ASIDE[0] * scale), round(_ASIDE[1] * scale)
    padded = cv2.copyMakeBorder(calm, far, far, 0, 0, cv2.BORDER_CONSTANT, value=255)
    rows = len(calm)
    above, above_far, below, below_far = (padded[far + by : far + by + rows] for by in (-near, -far, near, far))
    beside = np.minimum(np.maximum(above, above_far), np.maximum(below, below_far))
    return (cv2.subtract(beside, calm) >= max(12.0, _CONTRAST * contrast)).astype(np.uint8)


def _meeting(runs: list[_Run], others: list[_Run], scale: float) -> list[_Run]:
    """Those that meet lines of the other direction, two of them or, if they are long, one: no strokes of print do."""
    if not others:
        return []
    near = TOLERANCE * scale
    places, starts, ends = np.array(others).T
    found = []
    for run in runs:
        place, start, end = run
        meets = (places >= start - near) & (places <= end + near) & (starts - near <= place) & (ends + near >= place)
        lines = np.unique(np.round(places[meets] / near)).size
        if lines >= 2 or (lines and end - start >= _LONG * scale):
            found.append(run)
    return found


def _with_sides(columns: list[_Run], runs: list[_Run], scale: float) -> list[_Run]:
    """The upright lines, and those beside them that meet no level one but run as far: they are a label's, whose cell a
    page break left open at its top and at its bottom.
    """
    if not columns:
        return []
    near = TOLERANCE * scale
    places, starts, ends = zip(*columns, strict=True)
    return columns + [
        run
        for run in runs
        if abs(run[1] - min(starts)) <= near >= abs(run[2] - max(ends))
        and not min(places) - near <= run[0] <= max(places) + near
    ]


def _reach_beyond(rows: list[_Run], xs: list[float], scale: float) -> bool:
    """Whether a level line of the table goes on beside its outermost upright ones, as where a side was not seen."""
    most = _POINTS_MISSED * scale
    return any(start < xs[0] - most or end > xs[-1] + most for _, start, end in rows)


def _missed(runs: list[_Run], rulings: list[Ruling], scale: float) -> int:
    """How many of the runs have no ruling along a good part of them."""
    missed = 0
    for place, start, end in runs:
        beside = [(x0, x1) for y, x0, x1 in rulings if abs(y - place / scale) <= TOLERANCE]
        covered = sum(max(0.0, min(end / scale, x1) - max(start / scale, x0)) for x0, x1 in beside)
        missed += (end - start) / scale - covered > _POINTS_MISSED
    return missed


def _with_ends(ys: list[float], columns: list[_Run], scale: float) -> list[float]:
    """The level lines, and where upright ones end above or below them all: a page break left the table open there."""
    top, bottom = min(start for _, start, _ in columns), max(end for _, _, end in columns)
    near = TOLERANCE * scale
    return [top] * (top < ys[0] - near) + ys + [bottom] * (bottom > ys[-1] + near)


def _places(runs: list[_Run], scale: float) -> list[float]:
    """Where lines run: the middles of runs that lie beside one another, the longer counting more."""
    places: list[float] = []
    group: list[_Run] = []
    for run in [*sorted(runs), (float("inf"), 0.0, 0.0)]:
        if group and run[0] - group[0][0] > TOLERANCE * scale:
            places.append(float(np.average([place for place, _, _ in group], weights=[e - s for _, s, e in group])))
            group = []
        group.append(run)
    return places
