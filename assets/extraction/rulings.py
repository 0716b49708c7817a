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
from assets.extraction.sight import Sight

THICKEST = 3.0
"""Points: what is thicker is an area, not a line. Chromium's 2px border is 1.5, a word processor's usual ones 0.5 to 1.5."""
_DEEPEST = 16
_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]


@dataclass(slots=True)
class Rulings:
    """Horizontals as (y, x0, x1) and verticals as (x, top, bottom), in points as seen, in no order."""

    horizontals: list[tuple[float, float, float]] = field(default_factory=list)
    verticals: list[tuple[float, float, float]] = field(default_factory=list)

    def add(self, x0: float, top: float, x1: float, bottom: float) -> bool:
        """Take a box as a ruling if it is thin; whether it was."""
        width, height = x1 - x0, bottom - top
        if height <= THICKEST < width:
            self.horizontals.append(((top + bottom) / 2, x0, x1))
        elif width <= THICKEST < height:
            self.verticals.append(((x0 + x1) / 2, top, bottom))
        else:
            return width <= THICKEST and height <= THICKEST
        return True


def rulings_of(page: int, sight: Sight) -> Rulings:
    """Every ruling of a loaded page, those inside of form XObjects too."""
    rulings = Rulings()
    objects = list(map(pdfium.get_object, repeat(page), range(pdfium.count_objects(page))))
    _collect(rulings, sight, objects, (), 0)
    return rulings


def _collect(rulings: Rulings, sight: Sight, objects: list[int], matrices: tuple[_Matrix, ...], depth: int) -> None:
    types = list(map(pdfium.get_type, objects))
    paths = [item for item, kind in zip(objects, types, strict=True) if kind == pdfium.PATH]
    bounds = array("f", bytes(16 * len(paths)))
    start, end = bounds.buffer_info()[0], bounds.buffer_info()[0] + 16 * len(paths)
    places = (range(start + 4 * side, end, 16) for side in range(4))
    # A path without bounds keeps zeros and is passed over as a dot.
    list(map(pdfium.get_bounds, paths, *places))
    corners: tuple[list[float], list[float]] = _through(matrices, bounds[0::4].tolist(), bounds[1::4].tolist())
    opposite = _through(matrices, bounds[2::4].tolist(), bounds[3::4].tolist())
    xs0, ys0 = sight.points(*corners)
    xs1, ys1 = sight.points(*opposite)
    for path, x0, y0, x1, y1 in zip(paths, xs0, ys0, xs1, ys1, strict=True):
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        if not rulings.add(x0, y0, x1, y1):
            _add_area(rulings, sight, path, matrices)
    if pdfium.FORM in types and depth < _DEEPEST:
        for form in (item for item, kind in zip(objects, types, strict=True) if kind == pdfium.FORM):
            inner = list(map(pdfium.get_form_object, repeat(form), range(pdfium.count_form_objects(form))))
            _collect(rulings, sight, inner, (_matrix(form), *matrices), depth + 1)


def _add_area(rulings: Rulings, sight: Sight, path: int, matrices: tuple[_Matrix, ...]) -> None:
    """The rulings of a path that is no thin line itself: its stroked sides, or the thin parts that it fills."""
    fill, stroke = c_int(), c_int()
    pdfium.get_draw_mode(path, byref(fill), byref(stroke))
    if not stroke.value and pdfium.count_segments(path) <= 5:
        return
    for points in _parts(path):
        xs, ys = _through((_matrix(path), *matrices), [x for x, _ in points], [y for _, y in points])
        xs, ys = sight.points(xs, ys)
        if stroke.value:
            for x0, y0, x1, y1 in zip(xs, ys, xs[1:], ys[1:], strict=False):
                rulings.add(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        else:
            rulings.add(min(xs), min(ys), max(xs), max(ys))


def _parts(path: int) -> Iterator[list[_Point]]:
    """The corner points of each part of a path that has only straight sides, closed parts with their start again."""
    x, y = c_float(), c_float()
    points: list[_Point] = []
    is_straight = True
    for index in range(pdfium.count_segments(path)):
        segment = pdfium.get_segment(path, index)
        kind = pdfium.segment_type(segment)
        pdfium.segment_point(segment, byref(x), byref(y))
        if kind == pdfium.MOVE:
            if len(points) > 1 and is_straight:
                yield points
            points, is_straight = [], True
        elif kind != pdfium.LINE:
            is_straight = False
        points.append((x.value, y.value))
        if pdfium.segment_closes(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1 and is_straight:
        yield points


def _matrix(item: int) -> _Matrix:
    matrix = (c_float * 6)(1, 0, 0, 1, 0, 0)
    pdfium.get_matrix(item, matrix)
    a, b, c, d, e, f = matrix
    return a, b, c, d, e, f


def _through(matrices: tuple[_Matrix, ...], xs: list[float], ys: list[float]) -> tuple[list[float], list[float]]:
    """Points taken through each matrix, innermost first."""
    for a, b, c, d, e, f in matrices:
        xs, ys = (
            [a * x + c * y + e for x, y in zip(xs, ys, strict=True)],
            [b * x + d * y + f for x, y in zip(xs, ys, strict=True)],
        )
    return xs, ys
