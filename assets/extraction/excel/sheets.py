"""A workbook's sheets to cells, whichever format they come from: what is a table on a sheet, and what stands beside it.

Each sheet is a page. Where a sheet draws borders they say what is a table; on a sheet without any, rows that belong
together do. Hidden sheets, rows and columns are not read, as they are not printed; that they are there is said.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, groupby

from assets.extraction.cells import Cell, RefusedError
from assets.extraction.limits import Limits
from assets.extraction.lines import ILLEGIBLE
from assets.extraction.ruled.page import UNSURE
from contracts.vocabulary.folding import UNSEEN

_SHOWN = 200
"""Characters of what is hidden that are told."""
Spot = tuple[int, int]
"""Row and column, both from 0."""
Span = tuple[int, int, int, int]
"""First row and column, and the row and column after the last."""


@dataclass(slots=True)
class Sheet:
    """What a format's reader found on one sheet.

    `texts`: what each cell shows, blank ones left out. `unsure`: cells of which that is not known, since nobody has
    worked out their formula, or it cannot be. `ruled`: cells with a border above or below and at a side. `lines`: what
    is printed over the sheet and stands in none of its cells. `widths` and `heights` in points, of the columns and rows
    that have their own; 0 is hidden.
    """

    name: str
    texts: dict[Spot, str] = field(default_factory=dict)
    unsure: set[Spot] = field(default_factory=set)
    ruled: set[Spot] = field(default_factory=set)
    merged: list[Span] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    width: float = 54.0
    height: float = 13.5
    is_hidden: bool = False


def cells_of(sheet: Sheet, page: int, engine: str, limits: Limits) -> tuple[list[Cell], tuple[float, float]]:
    """A sheet's cells as those of a page of this number, and its size in points."""
    if len(sheet.texts) > limits.cells:
        raise RefusedError("too_much_text", f"sheet {page}, limit {limits.cells} cells")
    if any(len(text) > limits.characters for text in (*sheet.texts.values(), *sheet.lines)):
        raise RefusedError("too_much_text", f"sheet {page}, limit {limits.characters} characters in a cell")
    layout = _Layout(sheet)
    tables = _ruled_tables(layout) if layout.ruled else _plain_tables(layout)
    if sum((bottom - top) * (right - left) for top, left, bottom, right in tables) > limits.cells:
        raise RefusedError("too_much_text", f"sheet {page}, limit {limits.cells} cells")
    lines, cells = layout.over(page, engine), []
    for spot, span in layout.spans.items():
        if layout.text(spot) and not any(_is_within(spot, table) for table in tables):
            lines.append(layout.cell(page, 0, spot, span, (0, 0), engine))
    for number, table in enumerate(tables, start=1):
        cells += [layout.cell(page, number, spot, span, table[:2], engine) for spot, span in layout.within(table)]
    hidden = _hidden(sheet, page, engine)
    for row, column in layout.covered:
        place = f"{sheet.name}!{column_name(column)}{row + 1}"
        hidden.append(_hidden_cell(page, (row, column), engine, [sheet.texts[row, column]], place))
    return [*lines, *cells, *hidden], (max(layout.xs[-1], 1.0), max(layout.ys[-1], 1.0))


def _hidden(sheet: Sheet, page: int, engine: str) -> list[Cell]:
    """A hidden sheet by its name; of a visible one the beginning of what each run of hidden rows and columns says."""
    if sheet.is_hidden:
        return [_hidden_cell(page, (0, 0), engine, [sheet.name], sheet.name)]
    found = []
    for axis, sizes in enumerate((sheet.heights, sheet.widths)):
        texts: dict[int, list[str]] = {}
        for spot, text in sorted(sheet.texts.items()):
            if sizes.get(spot[axis], 1.0) <= 0:
                texts.setdefault(spot[axis], []).append(text)
        for first, last in _runs(sorted(texts)):
            names = [column_name(index) if axis else str(index + 1) for index in (first, last)]
            said = [text for index in range(first, last + 1) for text in texts[index]]
            spot = (0, first) if axis else (first, 0)
            found.append(_hidden_cell(page, spot, engine, said, f"{sheet.name}!{names[0]}:{names[1]}"))
    return found


def _hidden_cell(page: int, spot: Spot, engine: str, texts: list[str], place: str) -> Cell:
    text = " | ".join(texts)[:_SHOWN]
    return Cell(page, 0, "hidden", *spot, 1, 1, 0.0, 0.0, 0.0, 0.0, text, engine=engine, place=place)


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """The first and last of numbers that follow each other."""
    for _, members in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in members]
        yield run[0], run[-1]


class _Layout:
    """The visible part of a sheet as far as anything is printed on it; rows and columns count visible ones only."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        corners = {(top, left): (top, left, bottom, right) for top, left, bottom, right in sheet.merged}
        printed = [corners.get(spot, (*spot, spot[0] + 1, spot[1] + 1)) for spot in sheet.texts.keys() | sheet.unsure]
        self.rows = _visible(printed, 0, sheet.heights)
        self.columns = _visible(printed, 1, sheet.widths)
        self.xs = [0.0, *accumulate(sheet.widths.get(column, sheet.width) for column in self.columns)]
        heights = (sheet.heights.get(row, sheet.height) for row in self.rows)
        self.ys = list(accumulate(heights, initial=sheet.height * len(sheet.lines)))
        row_of = {row: index for index, row in enumerate(self.rows)}
        column_of = {column: index for index, column in enumerate(self.columns)}
        self.spans: dict[Spot, Span] = {}
        self.owners: dict[Spot, Spot] = {}
        self._names: dict[Spot, Spot] = {}
        last_row, last_column = max(self.rows, default=0), max(self.columns, default=0)
        for top, left, bottom, right in sheet.merged:
            self._add((top, left), row_of, column_of, min(bottom, 1 + last_row), min(right, 1 + last_column))
        for row, column in sorted(sheet.texts.keys() | sheet.unsure | sheet.ruled):
            if row in row_of and column in column_of and (row_of[row], column_of[column]) not in self.owners:
                self._add((row, column), row_of, column_of, row + 1, column + 1)
        self.ruled = {
            self.owners[row_of[row], column_of[column]]
            for row, column in sheet.ruled
            if row in row_of and column in column_of
        }
        self.spans = dict(sorted(self.spans.items()))
        self.covered = [
            (row, column)
            for row, column in sorted(sheet.texts)
            if row in row_of and column in column_of and self._is_covered((row, column), row_of[row], column_of[column])
        ]
        """Cells that others were merged over, which show something else."""

    def _is_covered(self, name: Spot, row: int, column: int) -> bool:
        owner = self._names[self.owners[row, column]]
        return owner != name and self._sheet.texts.get(owner) != self._sheet.texts[name]

    def _add(self, name: Spot, row_of: dict[int, int], column_of: dict[int, int], bottom: int, right: int) -> None:
        rows = [row_of[row] for row in range(name[0], bottom) if row in row_of]
        columns = [column_of[column] for column in range(name[1], right) if column in column_of]
        spots = [(row, column) for row in rows for column in columns]
        if not spots or any(spot in self.owners for spot in spots):
            return
        spot = spots[0]
        self.spans[spot] = (rows[0], columns[0], rows[-1] + 1, columns[-1] + 1)
        self.owners.update(dict.fromkeys(spots, spot))
        self._names[spot] = name

    def text(self, spot: Spot) -> str:
        """What the cell shows."""
        return self._sheet.texts.get(self._names.get(spot, (-1, -1)), "").translate(UNSEEN)

    def within(self, table: Span) -> Iterator[tuple[Spot, Span]]:
        """The cells of a table in reading order, those that nobody wrote into included."""
        top, left, bottom, right = table
        for row in range(top, bottom):
            for column in range(left, right):
                spot = (row, column)
                if self.owners.get(spot, spot) == spot:
                    yield spot, self.spans.get(spot, (row, column, row + 1, column + 1))

    def cell(self, page: int, table: int, spot: Spot, span: Span, origin: Spot, engine: str) -> Cell:
        """The cell at a spot, of the table whose first row and column are `origin`; table 0 for a line of text."""
        top, left, bottom, right = span
        row, column = self._names.get(spot, (self.rows[spot[0]], self.columns[spot[1]]))
        counted = (top - origin[0], left - origin[1], bottom - top, right - left) if table else (0, 0, 1, 1)
        text = self.text(spot)
        confidence = 0.0 if (row, column) in self._sheet.unsure else UNSURE if ILLEGIBLE in text else 1.0
        return Cell(
            page, table, "cell" if table else "text", *counted,
            self.xs[left], self.ys[top], self.xs[right], self.ys[bottom], text, confidence=confidence, engine=engine,
            place=f"{self._sheet.name}!{column_name(column)}{row + 1}",
        )  # fmt: skip

    def over(self, page: int, engine: str) -> list[Cell]:
        """The lines that are printed over the sheet, one below the other."""
        height = self._sheet.height
        return [
            Cell(
                page, 0, "text", 0, 0, 1, 1, 0.0, height * number, self.xs[-1], height * (number + 1), line,
                engine=engine, place=self._sheet.name,
            )
            for number, line in enumerate(self._sheet.lines)
        ]  # fmt: skip


def _visible(printed: list[Span], axis: int, sizes: dict[int, float]) -> list[int]:
    """The rows (axis 0) or columns (axis 1) from the first to the last that print anything, hidden ones left out."""
    if not printed:
        return []
    first = min(span[axis] for span in printed)
    last = max(span[axis + 2] for span in printed)
    return [index for index in range(first, last) if sizes.get(index, 1.0) > 0]


def _ruled_tables(layout: _Layout) -> list[Span]:
    """The boxes around ruled cells that touch each other."""
    spots = {spot for spot, owner in layout.owners.items() if owner in layout.ruled}
    tables = []
    while spots:
        around, found = [spots.pop()], []
        while around:
            row, column = spot = around.pop()
            found.append(spot)
            for near in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
                if near in spots:
                    spots.remove(near)
                    around.append(near)
        tables.append(_around(found))
    return _printed(layout, tables)


def _plain_tables(layout: _Layout) -> list[Span]:
    """The boxes around rows that follow each other, from the first to the last that has two texts or more."""
    counts: dict[int, int] = {}
    filled: set[int] = set()
    for spot, (top, _, bottom, _) in layout.spans.items():
        if layout.text(spot):
            counts[top] = counts.get(top, 0) + 1
            filled.update(range(top, bottom))
    tables, rows = [], []
    for row in range(len(layout.rows) + 1):
        if row in filled:
            rows.append(row)
        elif rows:
            full = [row for row in rows if counts.get(row, 0) > 1]
            if full:
                tables.append(
                    _around(
                        spot for spot, owner in layout.owners.items()
                        if full[0] <= owner[0] <= full[-1] and layout.text(owner)
                    )
                )  # fmt: skip
            rows = []
    return _printed(layout, tables)


def _around(spots: Iterable[Spot]) -> Span:
    rows, columns = zip(*spots, strict=True)
    return min(rows), min(columns), max(rows) + 1, max(columns) + 1


def _printed(layout: _Layout, tables: list[Span]) -> list[Span]:
    """The tables in reading order that have any text."""
    filled = [spot for spot in layout.spans if layout.text(spot)]
    return sorted(table for table in tables if any(_is_within(spot, table) for spot in filled))


def _is_within(spot: Spot, table: Span) -> bool:
    return table[0] <= spot[0] < table[2] and table[1] <= spot[1] < table[3]


def column_name(column: int) -> str:
    """A column's letters: 0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
