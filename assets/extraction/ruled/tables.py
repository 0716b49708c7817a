"""Closed rectangles to tables: which belong together, and each table's own rows and columns with their spans."""

from array import array
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assets.extraction.ruled.rectangles import Rectangle

Box = tuple[int, int, int, int, int, float, float, float, float, bool, bool]
"""One cell: table, row, column, row span, column span; x0, top, x1, bottom as seen; is it open at top, at bottom."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """The tables of one page: `boxes` in reading order, and which of them owns each unit between lines of xs and ys.

    `owners` holds box indices or -1 by row and column. A last row and column of -1 stand for what lies beyond the last
    line and (as index -1) before the first. `overlaps` counts the units that two boxes claim: a sound grid has none.
    """

    xs: list[float]
    ys: list[float]
    owners: NDArray[np.int64]
    boxes: list[Box]
    overlaps: int = 0

    def at(self, x: float, y: float) -> int:
        """The index of the box that a point lies in, or -1."""
        return int(self.owners[bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1])


def lattice_from(xs: list[float], ys: list[float], rectangles: list[Rectangle], taken: list[int]) -> Lattice:
    """Group touching rectangles, given from the top, into tables, and count each table's own rows and columns.

    `taken` has for each row a mask of the units that the rectangles cover.
    """
    width = len(xs) + 1
    owners = [-1] * (width * (len(ys) + 1))
    tables = _tables(rectangles, taken)
    boxes: list[Box] = []
    claimed = 0
    for number, members in enumerate(tables, start=1):
        tops, lefts, bottoms, rights, _, _ = zip(*members, strict=True)
        row_of, column_of = _ranks({*tops, *bottoms}), _ranks({*lefts, *rights})
        for top, left, bottom, right, is_open_top, is_open_bottom in members:
            wide = right - left
            claimed += (bottom - top) * wide
            for start in range(top * width + left, bottom * width + left, width):
                if wide == 1:
                    owners[start] = len(boxes)
                else:
                    owners[start : start + wide] = [len(boxes)] * wide
            row, column = row_of[top], column_of[left]
            boxes.append(
                (
                    number, row, column, row_of[bottom] - row, column_of[right] - column,
                    xs[left], ys[top], xs[right], ys[bottom], is_open_top, is_open_bottom,
                )
            )  # fmt: skip
    overlaps = claimed - (len(owners) - owners.count(-1))
    return Lattice(xs, ys, np.frombuffer(array("q", owners), np.int64).reshape(-1, width), boxes, overlaps)


def taken_by(rectangles: list[Rectangle], lines: int) -> list[int]:
    """For each row between so many lines a mask of the units that the rectangles cover."""
    taken = [0] * max(0, lines - 1)
    for top, left, bottom, right, _, _ in rectangles:
        for row in range(top, bottom):
            taken[row] |= (1 << right) - (1 << left)
    return taken


def _tables(rectangles: list[Rectangle], taken: list[int]) -> list[list[Rectangle]]:
    """The rectangles that touch each other along a side, table by table from the top of the page."""
    if not rectangles:
        return []
    if len(set(taken)) == 1 and not taken[0] & (taken[0] + (taken[0] & -taken[0])):
        return [rectangles]  # no row has a gap, and all are of one width
    labels = _labels(taken)
    if len({label for pieces in labels for _, label in pieces}) == 1:
        return [rectangles]
    tables: dict[int, list[Rectangle]] = {}
    for rectangle in rectangles:
        unit = 1 << rectangle[1]
        label = next(label for piece, label in labels[rectangle[0]] if piece & unit)
        tables.setdefault(label, []).append(rectangle)
    return list(tables.values())


def _labels(rows: list[int]) -> list[list[tuple[int, int]]]:
    """Each row's units in pieces without a gap, and for each the number of its table."""
    parents: list[int] = []

    def root(label: int) -> int:
        while parents[label] != label:
            label = parents[label]
        return label

    labels: list[list[tuple[int, int]]] = []
    above: list[tuple[int, int]] = []
    for units in rows:
        pieces: list[tuple[int, int]] = []
        rest = units
        while rest:
            piece = rest & ~(rest + (rest & -rest))
            rest ^= piece
            touched = {root(label) for other, label in above if other & piece}
            if not touched:
                touched = {len(parents)}
                parents.append(len(parents))
            label = min(touched)
            for other in touched:
                parents[other] = label
            pieces.append((piece, label))
        labels.append(pieces)
        above = pieces
    return [[(piece, root(label)) for piece, label in pieces] for pieces in labels]


def _ranks(lines: set[int]) -> dict[int, int]:
    return {line: rank for rank, line in enumerate(sorted(lines))}
