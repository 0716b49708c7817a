"""The lines that a page is ruled with, whichever way its producer drew them; which cells they make is the grid's work.

A border may be a stroked line, a stroked rectangle, a path of many of either, or a filled rectangle so thin that it is
a line to the eye. Filled shading is no border. Places are as seen, see `assets.extraction.sight`.
"""

from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from dataclasses import dataclass, field

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


def rulings_of(objects: Objects, sight: Sight) -> Rulings:
    """Every ruling of a page."""
    rulings = Rulings()
    for matrix, paths in objects.paths:
        bounds = box_buffer(len(paths))
        # A path without bounds keeps zeros and is passed over as a dot.
        list(map(pdfium.get_bounds, paths, *addresses(bounds)))
        xs0, ys0 = sight.points(*through(matrix, bounds[0::4].tolist(), bounds[1::4].tolist()))
        xs1, ys1 = sight.points(*through(matrix, bounds[2::4].tolist(), bounds[3::4].tolist()))
        for path, x0, y0, x1, y1 in zip(paths, xs0, ys0, xs1, ys1, strict=True):
            if x0 > x1:
                x0, x1 = x1, x0
            if y0 > y1:
                y0, y1 = y1, y0
            if not rulings.add(x0, y0, x1, y1):
                _add_area(rulings, sight, path, matrix)
    return rulings


def _add_area(rulings: Rulings, sight: Sight, path: int, matrix: Matrix) -> None:
    """The rulings of a path that is no thin line itself: its stroked sides, or the thin parts that it fills."""
    fill, stroke = c_int(), c_int()
    pdfium.get_draw_mode(path, byref(fill), byref(stroke))
    if not stroke.value and pdfium.count_segments(path) <= _RECTANGLE:
        return
    placed = product(matrix_of(path), matrix)
    for xs, ys in _parts(path):
        xs, ys = sight.points(*through(placed, xs, ys))
        if stroke.value:
            for x0, y0, x1, y1 in zip(xs, ys, xs[1:], ys[1:], strict=False):
                rulings.add(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        else:
            rulings.add(min(xs), min(ys), max(xs), max(ys))


def _parts(path: int) -> Iterator[tuple[list[float], list[float]]]:
    """The corners of each part of a path that has only straight sides; a closed part ends where it starts."""
    x, y = c_float(), c_float()
    xs: list[float] = []
    ys: list[float] = []
    is_straight = True
    for index in range(pdfium.count_segments(path)):
        segment = pdfium.get_segment(path, index)
        kind = pdfium.segment_type(segment)
        pdfium.segment_point(segment, byref(x), byref(y))
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
