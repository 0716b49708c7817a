"""The lines that a page is ruled with, whichever way its producer drew them; which cells they make is the grid's work.

A border may be a stroked line, a stroked rectangle, a path of many of either, or a filled rectangle so thin that it is
a line to the eye. Filled shading is no border. Places are as seen, see `assets.extraction.pdf.sight`.
"""

from collections.abc import Iterator
from ctypes import c_float
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from assets.extraction.pdf import pdfium
from assets.extraction.pdf.matrices import MATRIX, Matrix, matrix_of, product, through
from assets.extraction.pdf.objects import BOUNDS, Objects
from assets.extraction.pdf.questions import Handles, Numbers, Question
from assets.extraction.pdf.sight import Place, Sight

THICKEST = 3.0
"""Points: what is thicker is an area, not a line. Chromium's 2px border is 1.5."""
Ruling = tuple[float, float, float]
"""A horizontal as (y, x0, x1) or a vertical as (x, top, bottom)."""
_MANY_DOTS = 20
_SHORTEST = 9.0
"""Points that a row of dots is long at least to be a line."""
_MANY_AREAS = 2000
"""Filled areas above which nobody painted the cells of a table."""
_RECTANGLE = 5
"""Segments of a rectangle: its start and four sides."""

MODES = Question("FPDFPath_GetDrawMode", 2)
"""Whether paths are filled, and how, and whether they are stroked."""
_COUNT = Question("FPDFPath_CountSegments")
_SEGMENT = Question("FPDFPath_GetPathSegment", is_search=True)
_KIND, _CLOSES = Question("FPDFPathSegment_GetType"), Question("FPDFPathSegment_GetClose")
POINT = Question("FPDFPathSegment_GetPoint", 2, c_float)


@dataclass(slots=True)
class Rulings:
    """A page's rulings in points as seen, in no order."""

    horizontals: list[Ruling] = field(default_factory=list)
    verticals: list[Ruling] = field(default_factory=list)
    dots: list[Place] = field(default_factory=list)

    def add(self, xs0: Numbers, ys0: Numbers, xs1: Numbers, ys1: Numbers) -> NDArray[np.bool_]:
        """Take in the thin ones of boxes, each given by two opposite corners. True where a box is an area.

        Boxes that are thin both ways are kept as `dots`: see `join_dots`.
        """
        left, right = np.minimum(xs0, xs1), np.maximum(xs0, xs1)
        top, bottom = np.minimum(ys0, ys1), np.maximum(ys0, ys1)
        is_wide, is_high = right - left > THICKEST, bottom - top > THICKEST
        flat, upright = is_wide & ~is_high, is_high & ~is_wide
        middle = (top + bottom)[flat] / 2
        self.horizontals += zip(middle.tolist(), left[flat].tolist(), right[flat].tolist(), strict=True)
        middle = (left + right)[upright] / 2
        self.verticals += zip(middle.tolist(), top[upright].tolist(), bottom[upright].tolist(), strict=True)
        is_dot = ~is_wide & ~is_high & (right > left) & (bottom > top)
        if is_dot.any():
            sides = (side[is_dot].tolist() for side in (left, top, right, bottom))
            self.dots += zip(*sides, strict=True)
        return is_wide & is_high

    def join_dots(self) -> None:
        """Make rulings of rows and columns of dots: a browser draws a dotted border as a thousand squares."""
        self.horizontals += _joined([((top + bottom) / 2, left, right) for left, top, right, bottom in self.dots])
        self.verticals += _joined([((left + right) / 2, top, bottom) for left, top, right, bottom in self.dots])


def rulings_of(objects: Objects, sight: Sight) -> Rulings:
    """Every ruling of a page."""
    rulings = Rulings()
    for matrix, paths in objects.paths:
        # A path without bounds is given zeros, and passed over as a dot.
        left, bottom, right, top = BOUNDS.columns(paths)
        is_area = rulings.add(
            *sight.points(*through(matrix, left, bottom)), *sight.points(*through(matrix, right, top))
        )
        _add_areas(rulings, sight, paths[is_area], matrix)
    if len(rulings.dots) >= _MANY_DOTS:
        rulings.join_dots()
    return rulings


def sides_of_areas(objects: Objects, sight: Sight) -> Rulings:
    """The sides of filled areas that hold no other, as rulings: for a table whose cells are painted and not ruled."""
    corners = [
        sight.points(*through(matrix, *BOUNDS.columns(filled)[places]))
        for matrix, paths in objects.paths
        if len(filled := paths[MODES.columns(paths)[0] != 0])
        for places in ([0, 1], [2, 3])
    ]
    rulings = Rulings()
    if not corners:
        return rulings
    xs0, ys0, xs1, ys1 = (
        np.concatenate([corner[axis] for corner in corners[end::2]]) for end in (0, 1) for axis in (0, 1)
    )
    left, right, top, bottom = np.minimum(xs0, xs1), np.maximum(xs0, xs1), np.minimum(ys0, ys1), np.maximum(ys0, ys1)
    is_area = (right - left > THICKEST) & (bottom - top > THICKEST)
    if np.count_nonzero(is_area) > _MANY_AREAS:
        return rulings
    boxes = np.unique(np.stack([left, top, right, bottom], 1)[is_area].round(1), axis=0)
    is_within = (boxes[:, None, :2] <= boxes[None, :, :2]).all(2) & (boxes[:, None, 2:] >= boxes[None, :, 2:]).all(2)
    for x0, y0, x1, y1 in boxes[is_within.sum(1) == 1].tolist():
        rulings.horizontals += [(y0, x0, x1), (y1, x0, x1)]
        rulings.verticals += [(x0, y0, y1), (x1, y0, y1)]
    return rulings


def _joined(dots: list[Ruling]) -> list[Ruling]:
    """Dots on one line, each no further than THICKEST from the next, as lines."""
    lines: list[Ruling] = []
    for place, start, end in sorted((round(place * 2) / 2, start, end) for place, start, end in dots):
        last = lines[-1] if lines else None
        if last and last[0] == place and start - last[2] <= THICKEST:
            lines[-1] = (place, last[1], max(last[2], end))
        else:
            lines.append((place, start, end))
    return [line for line in lines if line[2] - line[1] > _SHORTEST]


def _add_areas(rulings: Rulings, sight: Sight, paths: Handles, matrix: Matrix) -> None:
    """The rulings of paths that are no thin lines themselves: their stroked sides, or the thin parts that they fill."""
    is_stroked, counts = MODES.columns(paths)[1] != 0, _COUNT.answers(paths)
    is_rectangle = is_stroked & (counts == _RECTANGLE)
    for index in np.flatnonzero(is_stroked ^ is_rectangle | (counts > _RECTANGLE)).tolist():
        _add_parts(rulings, sight, paths[index : index + 1], matrix, bool(is_stroked[index]))
    rectangles = paths[is_rectangle]
    if len(rectangles) and not _add_rectangles(rulings, sight, rectangles, matrix):
        for index in range(len(rectangles)):
            _add_parts(rulings, sight, rectangles[index : index + 1], matrix, is_stroked=True)


def _add_rectangles(rulings: Rulings, sight: Sight, paths: Handles, matrix: Matrix) -> bool:
    """The sides of stroked rectangles, all at once; False if one of them is none, or is placed otherwise than the rest.

    ReportLab and others draw a table as a rectangle a cell: going through each one's segments takes ten times longer.
    """
    matrices = MATRIX.columns(paths)
    if (matrices != matrices[:, :1]).any():
        return False
    placed = product(matrix_of(paths[:1]), matrix)
    corners: list[tuple[Numbers, Numbers]] = []
    for corner in range(3):
        segments = _SEGMENT.answers(paths, np.full(len(paths), corner, np.intc))
        corners.append(sight.points(*through(placed, *POINT.columns(segments))))
    (xs0, ys0), (xs1, ys1), (xs2, ys2) = corners
    # Two upright sides that meet: the third corner lies opposite the first, and the path ends where it starts.
    if not (_alike(xs0, xs1) and _alike(ys1, ys2)) and not (_alike(ys0, ys1) and _alike(xs1, xs2)):
        return False
    left, right = np.minimum(xs0, xs2).tolist(), np.maximum(xs0, xs2).tolist()
    top, bottom = np.minimum(ys0, ys2).tolist(), np.maximum(ys0, ys2).tolist()
    rulings.horizontals += chain(zip(top, left, right, strict=True), zip(bottom, left, right, strict=True))
    rulings.verticals += chain(zip(left, top, bottom, strict=True), zip(right, top, bottom, strict=True))
    return True


def _alike(places: Numbers, others: Numbers) -> bool:
    return bool((abs(places - others) < 0.1).all())


def _add_parts(rulings: Rulings, sight: Sight, path: Handles, matrix: Matrix, is_stroked: bool) -> None:
    placed = product(matrix_of(path), matrix)
    for points in _parts(path):
        xs, ys = sight.points(*through(placed, *np.array(points).T))
        if is_stroked:
            rulings.add(xs[:-1], ys[:-1], xs[1:], ys[1:])
        else:
            rulings.add(xs.min(keepdims=True), ys.min(keepdims=True), xs.max(keepdims=True), ys.max(keepdims=True))


def _parts(path: Handles) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path that has only straight sides; a closed part ends where it starts."""
    segments = _SEGMENT.answers(path, np.arange(_COUNT.answers(path)[0], dtype=np.intc))
    points: list[tuple[float, float]] = []
    is_straight = True
    for kind, closes, x, y in zip(
        _KIND.answers(segments).tolist(),
        _CLOSES.answers(segments).tolist(),
        *POINT.columns(segments).tolist(),
        strict=True,
    ):
        if kind == pdfium.MOVE:
            if len(points) > 1 and is_straight:
                yield points
            points, is_straight = [], True
        elif kind != pdfium.LINE:
            is_straight = False
        points.append((x, y))
        if closes:
            points.append(points[0])
    if len(points) > 1 and is_straight:
        yield points
