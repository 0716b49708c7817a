"""The lines that a page is ruled with, whichever way its producer drew them; which cells they make is the grid's work.

A border may be a stroked line, a stroked rectangle, a path of many of either, or a filled rectangle so thin that it is
a line to the eye. Filled shading is no border. Places are as seen, see `assets.extraction.sight`.
"""

from array import array
from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from dataclasses import dataclass, field
from itertools import repeat

from assets.extraction import pdfium
from assets.extraction.objects import Matrix, Objects, addresses, box_buffer, matrix_of, product, through
from assets.extraction.sight import Sight

THICKEST = 3.0
"""Points: what is thicker is an area, not a line. Chromium's 2px border is 1.5."""
Ruling = tuple[float, float, float]
"""A horizontal as (y, x0, x1) or a vertical as (x, top, bottom)."""
_RECTANGLE = 5
"""Segments of a rectangle: its start and four sides."""


@dataclass(slots=True)
class Rulings:
    """A page's rulings in points as seen, in no order."""

    horizontals: list[Ruling] = field(default_factory=list)
    verticals: list[Ruling] = field(default_factory=list)

    def add(self, x0: float, top: float, x1: float, bottom: float) -> bool:
        """Take a box in if it is thin. False if it is an area."""
        if bottom - top <= THICKEST:
            if x1 - x0 > THICKEST:
                self.horizontals.append(((top + bottom) / 2, x0, x1))
            return True
        if x1 - x0 <= THICKEST:
            self.verticals.append(((x0 + x1) / 2, top, bottom))
            return True
        return False

    def add_sides(self, xs: list[float], ys: list[float]) -> None:
        """Take in the upright sides of a line through these corners."""
        for x0, y0, x1, y1 in zip(xs, ys, xs[1:], ys[1:], strict=False):
            self.add(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def rulings_of(objects: Objects, sight: Sight) -> Rulings:
    """Every ruling of a page."""
    rulings = Rulings()
    for matrix, paths in objects.paths:
        bounds = box_buffer(len(paths))
        # A path without bounds keeps zeros and is passed over as a dot.
        list(map(pdfium.get_bounds, paths, *addresses(bounds)))
        xs0, ys0 = sight.points(*through(matrix, bounds[0::4].tolist(), bounds[1::4].tolist()))
        xs1, ys1 = sight.points(*through(matrix, bounds[2::4].tolist(), bounds[3::4].tolist()))
        areas = [
            path
            for path, x0, y0, x1, y1 in zip(paths, xs0, ys0, xs1, ys1, strict=True)
            if not rulings.add(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        ]
        _add_areas(rulings, sight, areas, matrix)
    return rulings


def _add_areas(rulings: Rulings, sight: Sight, paths: list[int], matrix: Matrix) -> None:
    """The rulings of paths that are no thin lines themselves: their stroked sides, or the thin parts that they fill."""
    fill, stroke = c_int(), c_int()
    fill_at, stroke_at = byref(fill), byref(stroke)
    rectangles: list[int] = []
    for path in paths:
        count = pdfium.count_segments(path)
        pdfium.get_draw_mode(path, fill_at, stroke_at)
        if stroke.value and count == _RECTANGLE:
            rectangles.append(path)
        elif stroke.value or count > _RECTANGLE:
            _add_parts(rulings, sight, path, matrix, bool(stroke.value))
    if rectangles and not _add_rectangles(rulings, sight, rectangles, matrix):
        for path in rectangles:
            _add_parts(rulings, sight, path, matrix, is_stroked=True)


def _add_rectangles(rulings: Rulings, sight: Sight, paths: list[int], matrix: Matrix) -> bool:
    """The sides of stroked rectangles, all at once; False if one of them is none, or is placed otherwise than the rest.

    ReportLab and others draw a table as a rectangle a cell: going through each one's segments takes ten times longer.
    """
    placed = matrix_of(paths[0])
    matrices = array("f", bytes(24 * len(paths)))
    start = matrices.buffer_info()[0]
    list(map(pdfium.get_matrix, paths, range(start, start + 24 * len(paths), 24)))
    if matrices != matrices[:6] * len(paths):
        return False
    corners: list[tuple[list[float], list[float]]] = []
    for corner in range(4):
        places = array("f", bytes(8 * len(paths)))
        start = places.buffer_info()[0]
        end = start + 8 * len(paths)
        segments = map(pdfium.get_segment, paths, repeat(corner))
        list(map(pdfium.segment_point, segments, range(start, end, 8), range(start + 4, end, 8)))
        xs, ys = sight.points(*through(product(placed, matrix), places[0::2].tolist(), places[1::2].tolist()))
        corners.append((xs, ys))
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    if not (_like(ax, bx) and _like(by, cy) and _like(cx, dx) and _like(dy, ay)) and not (
        _like(ay, by) and _like(bx, cx) and _like(cy, dy) and _like(dx, ax)
    ):
        return False
    for x0, y0, x1, y1 in zip(ax, ay, cx, cy, strict=True):
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        rulings.horizontals += (y0, x0, x1), (y1, x0, x1)
        rulings.verticals += (x0, y0, y1), (x1, y0, y1)
    return True


def _like(places: list[float], others: list[float]) -> bool:
    return places == others or all(abs(one - other) < 0.1 for one, other in zip(places, others, strict=True))


def _add_parts(rulings: Rulings, sight: Sight, path: int, matrix: Matrix, is_stroked: bool) -> None:
    placed = product(matrix_of(path), matrix)
    for xs, ys in _parts(path):
        xs, ys = sight.points(*through(placed, xs, ys))
        if is_stroked:
            rulings.add_sides(xs, ys)
        else:
            rulings.add(min(xs), min(ys), max(xs), max(ys))


def _parts(path: int) -> Iterator[tuple[list[float], list[float]]]:
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
