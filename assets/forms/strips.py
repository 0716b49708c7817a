"""One ruled grid of one page, as rows of parts whose columns are known by their place across, never by their number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from assets.extraction.cells import Cell
from assets.forms.printed import Place, place_of
from assets.forms.wrapping import joined, unwrap

_HASHES, _NO_ROOM = re.compile("#{2,}"), 0.5
"""What a spreadsheet prints for a number that its column has no room for, and how surely that says the number."""


class Part:
    """A cell, or what is left of one at a page break; parts of one cell are absorbed into its first.

    `left` and `right` are shares of the grid's width, so that pages of other margins or sizes compare.
    """

    __slots__ = (
        "_is_used", "_whole", "bottom_row", "cell", "confidence", "is_at_break", "left", "right", "text", "top_row",
    )  # fmt: skip

    def __init__(self, cell: Cell, left: float, right: float) -> None:
        self.cell = cell
        self.left, self.right = left, right
        self.top_row, self.bottom_row = cell.row, cell.row + cell.row_span
        self.text = unwrap(cell.text)
        self.confidence = min(cell.confidence, _NO_ROOM) if _HASHES.fullmatch(self.text) else cell.confidence
        self._is_used = False
        self.is_at_break = False
        self._whole: Part | None = None

    @property
    def whole(self) -> "Part":
        """The part that stands for the cell this one belongs to."""
        part = self
        while part._whole is not None:
            part = part._whole
        return part

    @property
    def is_used(self) -> bool:
        """Whether the cell's text, all of it, is part of what was read or known to say nothing more."""
        return self.whole._is_used

    def use(self) -> None:
        """Mark the whole cell as read."""
        self.whole._is_used = True

    @property
    def row_count(self) -> int:
        """How many of its strip's rows it covers."""
        return self.bottom_row - self.top_row

    @property
    def place(self) -> Place:
        """Where the cell's text begins."""
        return place_of(self.cell, self.confidence)

    def absorb(self, below: "Part", text: str) -> None:
        """Take in the part below the break; `text` is what both say together."""
        if not self.text:
            self.cell = below.cell
        self.text = text
        self.confidence = min(self.confidence, below.confidence)
        below._whole = self

    def absorb_lines(self, below: "Part") -> None:
        """Take in the lines that go on below the break."""
        self.absorb(below, joined(self.text, below.text))


class Strip:
    """A grid: `rows` holds for each of its rows the parts that cover it, from left to right."""

    __slots__ = ("bottom", "page", "parts", "rows", "top")

    def __init__(self, cells: Iterable[Cell]) -> None:
        cells = list(cells)
        first = min(cell.row for cell in cells)
        cells = [cell._replace(row=cell.row - first) for cell in cells] if first else cells
        left, right = min(cell.x0 for cell in cells), max(cell.x1 for cell in cells)
        width = (right - left) or 1.0
        self.page = cells[0].page
        self.top, self.bottom = min(cell.top for cell in cells), max(cell.bottom for cell in cells)
        self.parts = [Part(cell, (cell.x0 - left) / width, (cell.x1 - left) / width) for cell in cells]
        self.rows: list[list[Part]] = [[] for _ in range(max(part.bottom_row for part in self.parts))]
        for part in sorted(self.parts, key=lambda part: part.left):
            for row in range(part.top_row, part.bottom_row):
                self.rows[row].append(part)


def strips_of(cells: Iterable[Cell]) -> list[Strip]:
    """The grids of a reading in reading order."""
    ruled = sorted((cell for cell in cells if cell.kind == "cell"), key=lambda cell: (cell.page, cell.table))
    return [Strip(grid) for _, grid in groupby(ruled, key=lambda cell: (cell.page, cell.table))]


@dataclass(frozen=True, slots=True)
class Borders:
    """Whether a file's borders say what goes on over a page break: where some cells are open there and others not."""

    foot_tells: bool
    head_tells: bool

    @classmethod
    def of(cls, strips: list[Strip]) -> "Borders":
        """Judged over all the grids of a file."""
        feet = [{part.cell.is_open_bottom for part in strip.rows[-1]} for strip in strips]
        heads = [{part.cell.is_open_top for part in strip.rows[0]} for strip in strips]
        return cls(any(len(foot) == 2 for foot in feet), any(len(head) == 2 for head in heads))

    def allow(self, upper: Part, lower: Part) -> bool:
        """Whether two parts, one of them blank, can be one cell.

        A closed border parts them, unless the blank one could have its text from nowhere else. Below a header that is
        printed again the upper border is the header's own and says nothing.
        """
        closed_above = self.foot_tells and not upper.cell.is_open_bottom
        closed_below = self.head_tells and lower.top_row == 0 and not lower.cell.is_open_top
        if not (closed_above or closed_below):
            return True
        if lower.text:
            return not upper.cell.is_open_top
        return bool(upper.whole.text) and not lower.cell.is_open_bottom
