"""Rulings to cells with spans: the lattice of a page's clustered lines, and the closed rectangles on it.

A table cut by a page break has no border there, so each band of vertical lines is closed at its own top and bottom; a
cell that needs this closing says so by `is_open_top` or `is_open_bottom`.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import inf

from assets.extraction.ruled.rectangles import rectangles_of
from assets.extraction.ruled.rulings import Ruling, Rulings
from assets.extraction.ruled.tables import Lattice, lattice_from

TOLERANCE = 3.0
"""Points: lines nearer than this are one line, ends nearer than this meet."""
Line = tuple[float, list[tuple[float, float]]]


def lattice_of(rulings: Rulings) -> Lattice:
    """The cells that a page's rulings enclose; empty when they enclose nothing."""
    columns, horizontals = gather(rulings.verticals), gather(rulings.horizontals)
    sides = side_closings_of(columns, horizontals)
    if sides:
        columns = gather(rulings.verticals + sides)
    closings = closings_of([(x, top, bottom) for x, pieces in columns for top, bottom in pieces])
    rows = _with_closings(horizontals, closings)
    xs, ys = [x for x, _ in columns], [y for y, _ in rows]
    if len(xs) < 2 or len(ys) < 2:
        return lattice_from(xs, ys, [], [])
    borders = [_mask(xs, pieces) for _, pieces in rows]
    closed = list(borders)
    for y, x0, x1 in closings:
        closed[_nearest(ys, y)] |= _mask(xs, [(x0, x1)])
    units = [0] * (len(ys) - 1)
    for column, (_, pieces) in enumerate(columns):
        bit = 1 << column
        for top, bottom in pieces:
            for row in range(bisect_left(ys, top - TOLERANCE), bisect_right(ys, bottom + TOLERANCE) - 1):
                units[row] |= bit
    return lattice_from(xs, ys, *rectangles_of(borders, closed, units))


def gather(lines: list[Ruling]) -> list[Line]:
    """Lines of one direction as sorted positions, each with its pieces joined where they meet."""
    places: defaultdict[float, list[tuple[float, float]]] = defaultdict(list)
    for place, start, end in lines:
        places[place].append((start, end))
    gathered: list[Line] = []
    cluster: list[float] = []
    for place in sorted(places):
        if cluster and place - cluster[0] > TOLERANCE:
            gathered.append(_line(cluster, places))
            cluster = []
        cluster.append(place)
    if cluster:
        gathered.append(_line(cluster, places))
    return gathered


def _line(cluster: list[float], places: Mapping[float, list[tuple[float, float]]]) -> Line:
    pieces = sorted([piece for place in cluster for piece in places[place]])
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


def closings_of(verticals: list[Ruling]) -> list[Ruling]:
    """A horizontal over the top and one under the bottom of each band of vertical rulings that meet in height.

    Two tables side by side with one top and one bottom thus get an empty cell between them. A label's cell that a page
    break left open at both ends looks just so, and it must not be lost.
    """
    closings: list[Ruling] = []
    for band in _bands(verticals):
        head, foot = band[0][1], max(bottom for _, _, bottom in band)
        for y, xs in (
            (head, [x for x, top, _ in band if top <= head + TOLERANCE]),
            (foot, [x for x, _, bottom in band if bottom >= foot - TOLERANCE]),
        ):
            if max(xs) - min(xs) > TOLERANCE:
                closings.append((y, min(xs), max(xs)))
    return closings


def _bands(verticals: list[Ruling]) -> Iterator[list[Ruling]]:
    """The verticals that meet in height, each band from the top."""
    band: list[Ruling] = []
    foot = 0.0
    for x, top, bottom in [*sorted(verticals, key=lambda ruling: ruling[1]), (0.0, inf, inf)]:
        if band and top > foot + TOLERANCE:
            yield band
            band = []
        foot = max(foot, bottom) if band else bottom
        band.append((x, top, bottom))


def side_closings_of(columns: list[Line], rows: list[Line]) -> list[Ruling]:
    """Verticals at the ends of a table's horizontals that reach beyond all verticals: a table without outer sides.

    Two horizontals one above the other that end at one place are closed there if a vertical joins them further in.
    Where a page break left the table open, one stands in for the border.
    """
    if not columns or not rows:
        return []
    first, last = columns[0][0] - TOLERANCE, columns[-1][0] + TOLERANCE
    if all(pieces[0][0] >= first and pieces[-1][1] <= last for _, pieces in rows):
        return []
    closings: list[Ruling] = []
    rows = _with_ends(columns, rows)
    for side in (0, 1):
        ends: list[tuple[float, float, tuple[float, float]]] = []
        for y, pieces in rows:
            piece = pieces[-side]
            if (piece[0] < first) if side == 0 else (piece[1] > last):
                ends.append((piece[side], y, piece))
        for (x, top, one), (other_x, bottom, other) in pairwise(ends):
            inner = (max(one[0], other[0]) - TOLERANCE, min(one[1], other[1]) + TOLERANCE)
            if abs(other_x - x) <= TOLERANCE and _are_joined(columns, top, bottom, inner):
                closings.append((x, top, bottom))
    return closings


def _with_ends(columns: list[Line], rows: list[Line]) -> list[Line]:
    """The rows, with one as wide as all of its band where a band of verticals begins or ends without such a one."""
    added: list[Line] = []
    for band in _bands([(x, top, bottom) for x, pieces in columns for top, bottom in pieces]):
        head, foot = band[0][1], max(bottom for _, _, bottom in band)
        within = [(y, one[0][0], one[-1][1]) for y, one in rows if head - TOLERANCE <= y <= foot + TOLERANCE]
        if within:
            left, right = min(start for _, start, _ in within), max(end for _, _, end in within)
            wide = [y for y, start, end in within if start <= left + TOLERANCE and end >= right - TOLERANCE]
            added += [(y, [(left, right)]) for y in (head, foot) if all(abs(y - one) > TOLERANCE for one in wide)]
    return sorted([*rows, *added], key=lambda line: line[0])


def _are_joined(columns: list[Line], top: float, bottom: float, between: tuple[float, float]) -> bool:
    return any(
        between[0] < x < between[1] and start <= top + TOLERANCE and end >= bottom - TOLERANCE
        for x, pieces in columns
        for start, end in pieces
    )


def _with_closings(rows: list[Line], closings: list[Ruling]) -> list[Line]:
    """The rows, with an empty one added wherever a closing has no row near it."""
    ys = [y for y, _ in rows]
    added: list[Line] = [(y, []) for y, _, _ in closings if not ys or abs(ys[_nearest(ys, y)] - y) > TOLERANCE]
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
