"""The lines that a page is ruled with, whichever way its producer drew them; which cells they make is the grid's work.

A border may be a stroked line, a stroked rectangle, a path of many of either, or a filled rectangle so thin that it is
a line to the eye. Filled shading is no border. Places are as seen, see `assets.extraction.sight`.
"""

from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from dataclasses import dataclass, field
from itertools import repeat

from assets.extraction import pdfium
from assets.extraction.objects import BOUNDS, Matrix, Objects, matrix_of, product, through
from assets.extraction.pdfium import Handle
from assets.extraction.sight import Sight
from assets.extraction.slots import Slots

THICKEST = 3.0
"""Points: what is thicker is an area, not a line. Chromium's 2px border is 1.5."""
Ruling = tuple[float, float, float]
"""A horizontal as (y, x0, x1) or a vertical as (x, top, bottom)."""
_RECTANGLE = 5
"""Segments of a rectangle: its start and four sides."""

_MATRICES = Slots(c_float, 6)
_POINTS = Slots(c_float, 2)


@dataclass(slots=True)
class Rulings:
    """A page's rulings in points as seen, in no order."""

    horizontals: list[Ruling] = field(default_factory=list)
    verticals: list[Ruling] = field(default_factory=list)

    def add(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Take a box in, given by two opposite corners, if it is thin. False if it is an area."""
        if -THICKEST <= y1 - y0 <= THICKEST:
            if x1 - x0 > THICKEST:
                self.horizontals.append(((y0 + y1) / 2, x0, x1))
            elif x0 - x1 > THICKEST:
                self.horizontals.append(((y0 + y1) / 2, x1, x0))
            return True
        if -THICKEST <= x1 - x0 <= THICKEST:
            self.verticals.append(((x0 + x1) / 2, y0, y1) if y0 < y1 else ((x0 + x1) / 2, y1, y0))
            return True
        return False

    def add_sides(self, xs: list[float], ys: list[float]) -> None:
        """Take in the upright sides of a line through these corners."""
        for x0, y0, x1, y1 in zip(xs, ys, xs[1:], ys[1:], strict=False):
            self.add(x0, y0, x1, y1)


def rulings_of(objects: Objects, sight: Sight) -> Rulings:
    """Every ruling of a page."""
    rulings = Rulings()
    for matrix, paths in objects.paths:
        # A path without bounds is given zeros, and passed over as a dot.
        list(map(pdfium.get_bounds, paths, *BOUNDS.arguments(len(paths))))
        lefts, bottoms, rights, tops = BOUNDS.columns(len(paths))
        xs0, ys0 = sight.points(*through(matrix, lefts, bottoms))
        xs1, ys1 = sight.points(*through(matrix, rights, tops))
        areas = [
            path
            for path, x0, y0, x1, y1 in zip(paths, xs0, ys0, xs1, ys1, strict=True)
            if not rulings.add(x0, y0, x1, y1)
        ]
        _add_areas(rulings, sight, areas, matrix)
    return rulings


def _add_areas(rulings: Rulings, sight: Sight, paths: list[Handle], matrix: Matrix) -> None:
    """The rulings of paths that are no thin lines themselves: their stroked sides, or the thin parts that they fill."""
    fill, stroke = c_int(), c_int()
    fill_at, stroke_at = byref(fill), byref(stroke)
    rectangles: list[Handle] = []
    for path, count in zip(paths, map(pdfium.count_segments, paths), strict=True):
        pdfium.get_draw_mode(path, fill_at, stroke_at)
        if stroke.value and count == _RECTANGLE:
            rectangles.append(path)
        elif stroke.value or count > _RECTANGLE:
            _add_parts(rulings, sight, path, matrix, bool(stroke.value))
    if rectangles and not _add_rectangles(rulings, sight, rectangles, matrix):
        for path in rectangles:
            _add_parts(rulings, sight, path, matrix, is_stroked=True)


def _add_rectangles(rulings: Rulings, sight: Sight, paths: list[Handle], matrix: Matrix) -> bool:
    """The sides of stroked rectangles, all at once; False if one of them is none, or is placed otherwise than the rest.

    ReportLab and others draw a table as a rectangle a cell: going through each one's segments takes ten times longer.
    """
    list(map(pdfium.get_matrix, paths, _MATRICES.arguments(len(paths))[0]))
    if any(column.count(column[0]) != len(paths) for column in _MATRICES.columns(len(paths))):
        return False
    placed = product(matrix_of(paths[0]), matrix)
    corners: list[tuple[list[float], list[float]]] = []
    for corner in range(3):
        segments = map(pdfium.get_segment, paths, repeat(corner))
        list(map(pdfium.segment_point, segments, *_POINTS.arguments(len(paths))))
        xs, ys = _POINTS.columns(len(paths))
        corners.append(sight.points(*through(placed, xs, ys)))
    (xs0, ys0), (xs1, ys1), (xs2, ys2) = corners
    # Two upright sides that meet: the third corner lies opposite the first, and the path ends where it starts.
    if not (_alike(xs0, xs1) and _alike(ys1, ys2)) and not (_alike(ys0, ys1) and _alike(xs1, xs2)):
        return False
    for x0, y0, x1, y1 in zip(xs0, ys0, xs2, ys2, strict=True):
        rulings.add_sides([x0, x1, x1, x0, x0], [y0, y0, y1, y1, y0])
    return True


def _alike(places: list[float], others: list[float]) -> bool:
    return places == others or all(abs(one - other) < 0.1 for one, other in zip(places, others, strict=True))


def _add_parts(rulings: Rulings, sight: Sight, path: Handle, matrix: Matrix, is_stroked: bool) -> None:
    placed = product(matrix_of(path), matrix)
    for xs, ys in _parts(path):
        xs, ys = sight.points(*through(placed, xs, ys))
        if is_stroked:
            rulings.add_sides(xs, ys)
        else:
            rulings.add(min(xs), min(ys), max(xs), max(ys))


def _parts(path: Handle) -> Iterator[tuple[list[float], list[float]]]:
    """The corners of each part of a path that has only straight sides; a closed part ends where it starts."""
    x, y = c_float(), c_float()
    x_at, y_at = byref(x), byref(y)
    xs: list[float] = []
    ys: list[float] = []
    is_straight = True
    for index in range(pdfium.count_segments(path)):
        segment = pdfium.get_segment(path, index)
        kind = pdfium.segment_type(segment)
        pdfium.segment_point(segment, x_at, y_at)
        if kind == pdfium.MOVE:
            if len(xs) > 1 and is_straight:
                yield xs, ys
            xs, ys, is_straight = [], [], True
        elif kind != pdfium.LINE:
            is_straight = False
        xs.append(x.value)
        ys.append(y.value)
        if pdfium.segment_closes(segment):
            xs.append(xs[0])
            ys.append(ys[0])
    if len(xs) > 1 and is_straight:
        yield xs, ys
