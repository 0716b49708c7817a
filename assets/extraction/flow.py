"""A text that flows (a Word document, a web page) to cells: paragraphs as lines, tables as grids, from top to bottom.

It has no pages, so all of it is page 1, and places on it are only as true as their order: rows are as high as their
texts would be. A table made to lay out a page is none; what stands in its cells flows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Union

from assets.extraction.cells import Cell, Reading, Refusal, RefusedError, judged
from assets.extraction.limits import Limits
from assets.extraction.lines import ILLEGIBLE
from assets.extraction.registry import reader_version
from assets.extraction.ruled.page import UNSURE
from contracts.vocabulary.folding import UNSEEN

LINE = 14.0
"""Points from one line of text to the next."""
_PADDING = 4.0


@dataclass(slots=True)
class Box:
    """A cell of a table, row and column from 0. `blocks` is all that it holds, tables included."""

    row: int
    column: int
    row_span: int
    column_span: int
    blocks: list["Block"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, that in frames included: tables of one cell."""
        own = (block for block in self.blocks if isinstance(block, str) or block.is_frame())
        return "\n".join(block if isinstance(block, str) else block.boxes[0].text for block in own).strip()

    def tables(self) -> Iterator["Table"]:
        """The tables in this cell, those in its frames included."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield from block.boxes[0].tables() if block.is_frame() else (block,)


@dataclass(slots=True)
class Table:
    """A table; `widths` are its columns' in any unit, as far as they are known."""

    boxes: list[Box]
    widths: list[float] = field(default_factory=list)

    def is_frame(self) -> bool:
        """Whether it has one cell."""
        return len(self.boxes) == 1

    def filled(self) -> int:
        """How many of its own cells have a text."""
        return sum(bool(box.text) for box in self.boxes)

    def all_filled(self) -> int:
        """How many cells have a text, those of the tables in it included."""
        return self.filled() + sum(table.all_filled() for box in self.boxes for table in box.tables())

    def is_layout(self) -> bool:
        """Whether the table only puts others in their places: they say more than it does itself."""
        return 2 * self.filled() <= self.all_filled() and any(any(box.tables()) for box in self.boxes)


class Aside(str):
    """The text of a line that is of the page's surroundings, not of its content."""

    __slots__ = ()


Block = Union[str, Table]  # noqa: UP007 - the name of a class that is made later
"""A paragraph's text, or a table."""


def reading_of(blocks: list[Block], width: float, format_name: str, limits: Limits, engine: str) -> Reading | Refusal:
    """The reading of a document `width` points wide; or why there is nothing to read."""
    page = _Page(width, format_name, limits)
    page.add(blocks)
    lines = [cell for cell in page.cells if not cell.table]
    grids = [cell for cell in page.cells if cell.table]
    return judged(Reading(reader_version(engine), ((width, page.bottom),), (*lines, *grids)))


class _Page:
    """The one page, filled from the top."""

    def __init__(self, width: float, engine: str, limits: Limits) -> None:
        self._width, self._engine, self._limits = width, engine, limits
        self.cells: list[Cell] = []
        self.bottom = LINE
        self.tables = self._lines = 0

    def add(self, blocks: list[Block]) -> None:
        """Put the blocks below what is there; tables without any text are left out."""
        for block in blocks:
            if isinstance(block, str):
                for line in filter(None, (line.strip() for line in block.split("\n"))):
                    self._add_line(line, "aside" if isinstance(block, Aside) else "text")
            elif block.is_layout():
                for box in sorted(block.boxes, key=lambda box: (box.row, box.column)):
                    self.add(box.blocks)
            else:
                if block.filled():
                    self._add_table(block)
                self.add([table for box in block.boxes for table in box.tables()])

    def _add_line(self, text: str, kind: str) -> None:
        self._lines += 1
        place = (0.0, self.bottom, self._width, self.bottom + LINE)
        self._add_cell(Cell(1, 0, kind, 0, 0, 1, 1, *place, text, place=f"line {self._lines}"))
        self.bottom += LINE

    def _add_table(self, table: Table) -> None:
        self.tables += 1
        self.bottom += LINE
        boxes = sorted(table.boxes, key=lambda box: (box.row, box.column))
        xs = _scaled(table.widths, max(box.column + box.column_span for box in boxes), self._width)
        heights = _heights(boxes, xs)
        ys = list(accumulate(heights, initial=self.bottom))
        for box in boxes:
            end_row, end_column = box.row + box.row_span, box.column + box.column_span
            self._add_cell(
                Cell(
                    1, self.tables, "cell", box.row, box.column, box.row_span, box.column_span,
                    xs[box.column], ys[box.row], xs[end_column], ys[end_row], box.text,
                    place=f"table {self.tables}, row {box.row + 1}, column {box.column + 1}",
                )
            )  # fmt: skip
        self.bottom = ys[-1] + LINE

    def _add_cell(self, cell: Cell) -> None:
        if len(self.cells) == self._limits.cells:
            raise RefusedError("too_much_text", f"more than {self._limits.cells} cells and lines")
        if len(cell.text) > self._limits.characters:
            raise RefusedError("too_much_text", f"{len(cell.text)} characters in {cell.place}")
        confidence = UNSURE if ILLEGIBLE in cell.text else 1.0
        self.cells.append(cell._replace(text=cell.text.translate(UNSEEN), engine=self._engine, confidence=confidence))


def lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of blocks that only stand beside a document (headers, notes, boxes), each in the order of its cells."""
    for block in blocks:
        if isinstance(block, Table):
            yield from lines_of(part for box in block.boxes for part in box.blocks)
        elif block.strip():
            yield block


def _scaled(widths: list[float], count: int, width: float) -> list[float]:
    """Where the columns' edges stand; columns of unknown width are all as wide as the mean of the others."""
    known = [size for size in widths[:count] if size > 0]
    usual = sum(known) / len(known) if known else 1.0
    sizes = [size if size > 0 else usual for size in [*widths, *[0.0] * count][:count]]
    return [edge * width / sum(sizes) for edge in accumulate(sizes, initial=0.0)]


def _heights(boxes: list[Box], xs: list[float]) -> list[float]:
    """The height of each row that its texts need."""
    heights = [LINE] * max(box.row + box.row_span for box in boxes)
    for box in sorted(boxes, key=lambda box: box.row_span):
        a_line = max(1, int((xs[box.column + box.column_span] - xs[box.column]) / (LINE * 0.75)))
        lines = sum(1 + len(line) // a_line for line in box.text.split("\n"))
        last = box.row + box.row_span
        heights[last - 1] += max(0.0, lines * LINE + _PADDING - sum(heights[box.row : last]))
    return heights


def free_column(taken: set[tuple[int, int]], row: int, column: int) -> int:
    """The first column of a row, from `column` on, that no cell of a row above reaches into."""
    while (row, column) in taken:
        column += 1
    return column
