"""Rulings to cells with spans: the lattice of a page's clustered lines, and the closed rectangles on it.

A table cut by a page break has no border there, so each band of vertical lines is closed at its own top and bottom; a
cell that needs this closing says so by `is_open_top` or `is_open_bottom`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from assets.extraction.rulings import Rulings

TOLERANCE = 3.0
"""Points: lines nearer than this are one line, ends nearer than this meet."""
_Line = tuple[float, list[tuple[float, float]]]


class Box(NamedTuple):
    """One cell of a table: its place in the table's rows and columns, and its box in points as seen."""

    table: int
    row: int
    column: int
    row_span: int
    column_span: int
    x0: float
    top: float
    x1: float
    bottom: float
    is_open_top: bool
    is_open_bottom: bool


@dataclass(frozen=True, slots=True)
class Lattice:
    """The tables of one page: `boxes` in reading order, and which of them (or -1) owns each unit between xs and ys."""

    xs: list[float]
    ys: list[float]
    owners: list[list[int]]
    boxes: list[Box]

    def at(self, x: float, y: float) -> int:
        """The index of the box that a point lies in, or -1."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if 0 <= row < len(self.owners) and 0 <= column < len(self.owners[row]):
            return self.owners[row][column]
        return -1


class _Rectangle(NamedTuple):
    top: int
    left: int
    bottom: int
    right: int
    is_open_top: bool
    is_open_bottom: bool


def lattice_of(rulings: Rulings) -> Lattice:
    """The cells that a page's rulings enclose; empty when they enclose nothing."""
    columns = _gather(rulings.verticals)
    rows = _gather(rulings.horizontals)
    closings = _closings(columns)
    rows = _with_closings(rows, closings)
    xs, ys = [x for x, _ in columns], [y for y, _ in rows]
    if len(xs) < 2 or len(ys) < 2:
        return Lattice(xs, ys, [], [])
    borders = [_mask(xs, pieces) for _, pieces in rows]
    closed = list(borders)
    for y, x0, x1 in closings:
        index = _nearest(ys, y)
        closed[index] |= _mask(xs, [(x0, x1)])
    sides = [0] * (len(ys) - 1)
    for column, (_, pieces) in enumerate(columns):
        bit = 1 << column
        for top, bottom in pieces:
            for row in range(bisect_left(ys, top - TOLERANCE), bisect_right(ys, bottom + TOLERANCE) - 1):
                sides[row] |= bit
    return _number(xs, ys, _rectangles(borders, closed, sides))


def _gather(lines: list[tuple[float, float, float]]) -> list[_Line]:
    """Lines of one direction as sorted positions, each with its pieces joined where they meet."""
    places: dict[float, list[tuple[float, float]]] = {}
    for place, start, end in lines:
        if place in places:
            places[place].append((start, end))
        else:
            places[place] = [(start, end)]
    gathered: list[_Line] = []
    cluster: list[float] = []
    for place in sorted(places):
        if cluster and place - cluster[0] > TOLERANCE:
            gathered.append(_line(cluster, places))
            cluster = []
        cluster.append(place)
    if cluster:
        gathered.append(_line(cluster, places))
    return gathered


def _line(cluster: list[float], places: dict[float, list[tuple[float, float]]]) -> _Line:
    pieces = sorted(piece for place in cluster for piece in places[place])
    joined: list[tuple[float, float]] = []
    start, end = pieces[0]
    for next_start, next_end in pieces:
        if next_start > end + TOLERANCE:
            joined.append((start, end))
            start, end = next_start, next_end
        elif next_end > end:
            end = next_end
    joined.append((start, end))
    return (cluster[0] + cluster[-1]) / 2, joined


def _closings(columns: list[_Line]) -> list[tuple[float, float, float]]:
    """A line (y, x0, x1) over the top and one under the bottom of each band of vertical lines."""
    pieces = sorted((top, bottom, x) for x, column in columns for top, bottom in column)
    closings: list[tuple[float, float, float]] = []
    band: list[tuple[float, float, float]] = []
    foot = 0.0
    for piece in [*pieces, (float("inf"), float("inf"), 0.0)]:
        if band and piece[0] > foot + TOLERANCE:
            head = band[0][0]
            for y, xs in (
                (head, [x for top, _, x in band if top <= head + TOLERANCE]),
                (foot, [x for _, bottom, x in band if bottom >= foot - TOLERANCE]),
            ):
                if len(xs) > 1:
                    closings.append((y, min(xs), max(xs)))
            band = []
        foot = max(foot, piece[1]) if band else piece[1]
        band.append(piece)
    return closings


def _with_closings(rows: list[_Line], closings: list[tuple[float, float, float]]) -> list[_Line]:
    """The rows, with an empty one added wherever a closing has no row near it."""
    ys = [y for y, _ in rows]
    added: list[_Line] = [(y, []) for y, _, _ in closings if not ys or abs(ys[_nearest(ys, y)] - y) > TOLERANCE]
    return sorted([*rows, *added], key=lambda line: line[0])


def _nearest(places: list[float], place: float) -> int:
    index = bisect_left(places, place)
    if index == len(places) or (index and place - places[index - 1] <= places[index] - place):
        return index - 1
    return index


def _mask(xs: list[float], pieces: list[tuple[float, float]]) -> int:
    """Bit j is set where the pieces cover the whole of xs[j] to xs[j + 1]."""
    mask = 0
    for start, end in pieces:
        first, last = bisect_left(xs, start - TOLERANCE), bisect_right(xs, end + TOLERANCE) - 1
        if last > first:
            mask |= (1 << last) - (1 << first)
    return mask


def _rectangles(borders: list[int], closed: list[int], sides: list[int]) -> list[_Rectangle]:
    """Every closed rectangle, grown from its upper left unit right to the next side and down to the next border."""
    found: list[_Rectangle] = []
    taken = [0] * len(sides)
    for top, side in enumerate(sides):
        starts = closed[top] & side & ~taken[top]
        while starts:
            start = starts & -starts
            starts ^= start
            beyond = side & ~((start << 1) - 1)
            if not beyond:
                break
            end = beyond & -beyond
            width = end - start
            bottom = _bottom(closed, sides, top, start, end)
            if not bottom or closed[top] & width != width:
                continue
            for row in range(top, bottom):
                taken[row] |= width
            is_open_top, is_open_bottom = borders[top] & width != width, borders[bottom] & width != width
            left, right = start.bit_length() - 1, end.bit_length() - 1
            found.append(_Rectangle(top, left, bottom, right, is_open_top, is_open_bottom))
            starts &= ~width
    return found


def _bottom(closed: list[int], sides: list[int], top: int, start: int, end: int) -> int:
    """The row whose border closes the strip from start to end below `top`; 0 when it is not a rectangle."""
    width, outline = end - start, start | end
    for row in range(top, len(sides)):
        if sides[row] & (width | end) != outline:
            return 0
        if closed[row + 1] & width == width:
            return row + 1
    return 0


def _number(xs: list[float], ys: list[float], rectangles: list[_Rectangle]) -> Lattice:
    """Group touching rectangles into tables and count each table's own rows and columns."""
    owners = [[-1] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for index, rectangle in enumerate(rectangles):
        for row in range(rectangle.top, rectangle.bottom):
            owners[row][rectangle.left : rectangle.right] = [index] * (rectangle.right - rectangle.left)
    tables = _tables(owners, rectangles)
    boxes: list[Box] = []
    order: dict[int, int] = {-1: -1}
    for number, members in enumerate(tables, start=1):
        row_of = _ranks(line for index in members for line in (rectangles[index].top, rectangles[index].bottom))
        column_of = _ranks(line for index in members for line in (rectangles[index].left, rectangles[index].right))
        for index in members:
            top, left, bottom, right, is_open_top, is_open_bottom = rectangles[index]
            row, column = row_of[top], column_of[left]
            order[index] = len(boxes)
            boxes.append(
                Box(
                    number, row, column, row_of[bottom] - row, column_of[right] - column,
                    xs[left], ys[top], xs[right], ys[bottom], is_open_top, is_open_bottom,
                )
            )  # fmt: skip
    return Lattice(xs, ys, [[order[owner] for owner in row] for row in owners], boxes)


def _tables(owners: list[list[int]], rectangles: list[_Rectangle]) -> list[list[int]]:
    """The rectangles that touch each other along a side, table by table from the top of the page."""
    pairs: set[tuple[int, int]] = set()
    for row, below in zip(owners, [*owners[1:], []], strict=True):
        pairs.update(pairwise(row))
        pairs.update(zip(row, below, strict=False))
    parents = list(range(len(rectangles)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for one, other in pairs:
        if one != other and one >= 0 and other >= 0:
            first, second = sorted((root(one), root(other)))
            parents[second] = first
    members: dict[int, list[int]] = {}
    for index in range(len(rectangles)):
        members.setdefault(root(index), []).append(index)
    return list(members.values())


def _ranks(lines: Iterable[int]) -> dict[int, int]:
    return {line: rank for rank, line in enumerate(sorted(set(lines)))}
