"""The lines of text outside every grid: what a cell cut by a page break lost to the margin, and what nobody used."""

from collections.abc import Iterable, Iterator
from itertools import takewhile

from assets.extraction.cells import Cell
from assets.forms.fields import fields_in
from assets.forms.strips import Part, Strip
from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import page_marks
from contracts.vocabulary.titles import title_of, year_in


def unframed(cells: Iterable[Cell]) -> list[Cell]:
    """The cells, those at a grid's head and foot as lines that only stand in its frame: a title, a year, fields."""
    grids: dict[tuple[int, int], dict[int, list[Cell]]] = {}
    for cell in cells:
        if cell.kind == "cell":
            grids.setdefault((cell.page, cell.table), {}).setdefault(cell.row, []).append(cell)
    lines = {cell for rows in grids.values() for cell in _lines_of(rows)}
    return [cell._replace(kind="text") if cell in lines else cell for cell in cells]


def _lines_of(rows: dict[int, list[Cell]]) -> Iterator[Cell]:
    width = max(cell.column + cell.column_span for row in rows.values() for cell in row)
    for numbers in (sorted(rows), sorted(rows, reverse=True)):
        for row in takewhile(lambda row: _is_lines(row, width), (rows[number] for number in numbers)):
            yield from row


def _is_lines(row: list[Cell], width: int) -> bool:
    """Whether a row is as good as lines outside of the grid: fields, or alone a title, 附件1, a year as wide as it."""
    printed = [cell for cell in row if cell.text]
    if any(cell.row_span > 1 for cell in row) or not printed:
        return False
    alone = printed[0].text if len(printed) == 1 else ""
    if alone and page_marks().ignored.fullmatch(fold(alone)):
        return True
    if title_of(alone) or (len(row) == 1 and row[0].column_span == width and year_in(alone)):
        return True
    return all(fields_in(cell.text) for cell in printed)


class Word:
    """A line outside every grid, or one of its words where blanks part it."""

    __slots__ = ("line", "text")

    def __init__(self, line: "Line", text: str) -> None:
        self.line = line
        self.text = text

    def use(self) -> None:
        """Mark the line as read."""
        self.line.is_used = True


class Line:
    """A line of text outside every grid."""

    __slots__ = ("cell", "is_used")

    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        self.is_used = False


class Margins:
    """All lines of a reading by page."""

    def __init__(self, cells: Iterable[Cell], heights: list[float]) -> None:
        """Page numbers are left out, and what is beyond the paper's edge: a clipped cell draws its text there again."""
        self.lines: dict[int, list[Line]] = {}
        for cell in cells:
            if cell.kind != "text" or cell.bottom <= 0 or cell.top >= heights[cell.page - 1]:
                continue
            folded = fold(cell.text)
            if folded and not page_marks().ignored.fullmatch(folded):
                self.lines.setdefault(cell.page, []).append(Line(cell))

    def heading_over(self, strip: Strip) -> tuple[str, ...]:
        """The folded lines above a grid on its page that are a form's title or name a department."""
        over = (line for line in self.lines.get(strip.page, ()) if line.cell.bottom <= strip.top + 1)
        return tuple(
            fold(line.cell.text)
            for line in over
            if title_of(line.cell.text) or "department" in dict(fields_in(line.cell.text))
        )

    def beyond(self, part: Part, strip: Strip) -> Iterator[Word]:
        """The words above a cell at a grid's head, or below one at its foot, in the cell's own width."""
        at_head, at_foot = part.top_row == 0, part.bottom_row == len(strip.rows)
        left, right = part.cell.x0, part.cell.x1
        for line in self.lines.get(strip.page, ()):
            cell = line.cell
            middle = (cell.top + cell.bottom) / 2
            if not ((at_head and middle < strip.top) or (at_foot and middle > strip.bottom)):
                continue
            if left <= cell.x0 and cell.x1 <= right:
                yield Word(line, cell.text)
            elif cell.x0 < right and left < cell.x1:
                yield from (Word(line, text) for text in cell.text.split())

    def forgive(self, part: Part, strip: Strip, text: str) -> None:
        """Take the words beyond a cell as read that its whole text says as well: it was drawn on both pages."""
        whole = fold(text)
        for word in self.beyond(part, strip):
            if fold(word.text) in whole:
                word.use()
