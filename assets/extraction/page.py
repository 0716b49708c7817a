"""One page's grid and texts to cells, whichever engine found them, and how far the result can be relied on."""

from collections.abc import Callable
from dataclasses import dataclass

from assets.extraction.cells import Cell
from assets.extraction.lines import Piece, lines_of
from assets.extraction.sight import Place
from assets.extraction.tables import Lattice

_cell = Cell._make


@dataclass(frozen=True, slots=True)
class Page:
    """One page's size in points as seen, and its cells in reading order.

    `stray` counts the characters within the outline of a table that lie in none of its cells: a sound grid has none.
    `doubt` says why the page is given to the second engine as well; empty when nothing speaks against the reading.
    """

    size: tuple[float, float]
    cells: list[Cell]
    stray: int
    engine: str
    doubt: str = ""

    def is_better_than(self, other: "Page") -> bool:
        """Whether this reading of a page leaves less unexplained than another of the same page."""
        if self.stray != other.stray:
            return self.stray < other.stray
        return any(cell.table for cell in self.cells) and not any(cell.table for cell in other.cells)


def page_of(
    number: int,
    size: tuple[float, float],
    lattice: Lattice,
    inside: list[list[Piece]],
    outside: list[Piece],
    joined: Callable[[list[Piece]], str],
    place: Callable[[Piece], Place],
    engine: str,
) -> Page:
    """Lay out a page: `inside` holds the texts of each box of the lattice, `outside` what lies in none of them.

    `joined` gives the text of one printed line and `place` the box of one of its parts.
    """
    lines: list[Cell] = []
    for line in lines_of(outside):
        text = joined(line)
        if text:
            lefts, tops, rights, bottoms = zip(*map(place, line), strict=True)
            around = min(lefts), min(tops), max(rights), max(bottoms)
            lines.append(Cell(number, 0, "text", 0, 0, 1, 1, *around, text, engine=engine))
    cells: list[Cell] = []
    for box, pieces in zip(lattice.boxes, inside, strict=True):
        text = _text(pieces, joined) if pieces else ""
        table, row, column, row_span, column_span, x0, top, x1, bottom, is_open_top, is_open_bottom = box
        cells.append(
            _cell((
                number, table, "cell", row, column, row_span, column_span, x0, top, x1, bottom, text,
                is_open_top, is_open_bottom, 1.0, engine,
            ))
        )  # fmt: skip
    return Page(size, lines + cells, _stray(lines, lattice), engine)


def _text(pieces: list[Piece], joined: Callable[[list[Piece]], str]) -> str:
    """A cell's printed lines, joined by line feeds."""
    if len(pieces) == 1:
        return joined(pieces)
    return "\n".join(filter(None, map(joined, lines_of(pieces))))


def _stray(lines: list[Cell], lattice: Lattice) -> int:
    within = [line for line in lines if lattice.ys and lattice.ys[0] < (line.top + line.bottom) / 2 < lattice.ys[-1]]
    if not within:
        return 0
    outlines: dict[int, Place] = {}
    for table, _, _, _, _, left, upper, right, lower, _, _ in lattice.boxes:
        x0, top, x1, bottom = outlines.get(table, (left, upper, right, lower))
        outlines[table] = (min(x0, left), min(top, upper), max(x1, right), max(bottom, lower))
    return sum(
        len(line.text)
        for line in within
        if any(
            x0 < (line.x0 + line.x1) / 2 < x1 and top < (line.top + line.bottom) / 2 < bottom
            for x0, top, x1, bottom in outlines.values()
        )
    )
