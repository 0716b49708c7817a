"""Closed rectangles to tables: which belong together, and each table's own rows and columns with their spans."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple


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


class Rectangle(NamedTuple):
    """A closed rectangle by the indices of its lines in a lattice, and which of them a page break left open."""

    top: int
    left: int
    bottom: int
    right: int
    is_open_top: bool
    is_open_bottom: bool


def lattice_from(xs: list[float], ys: list[float], rectangles: list[Rectangle]) -> Lattice:
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


def _tables(owners: list[list[int]], rectangles: list[Rectangle]) -> list[list[int]]:
    """The rectangles that touch each other along a side, table by table from the top of the page."""
    pairs: set[tuple[int, int]] = set()
    for row, below in zip(owners, [*owners[1:], []], strict=False):
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
