"""One page's grid and texts to cells, whichever engine found them, and how far the result can be relied on."""

from dataclasses import dataclass

from assets.extraction.cells import Cell
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
    texts: list[str],
    lines: list[tuple[Place, str]],
    engine: str,
) -> Page:
    """The cells of a page: `texts` is the text of each box of the lattice, `lines` what stands outside of them all."""
    outside = [Cell(number, 0, "text", 0, 0, 1, 1, *place, text, engine=engine) for place, text in lines if text]
    cells: list[Cell] = []
    for box, text in zip(lattice.boxes, texts, strict=True):
        table, row, column, row_span, column_span, x0, top, x1, bottom, is_open_top, is_open_bottom = box
        cells.append(
            _cell((
                number, table, "cell", row, column, row_span, column_span, x0, top, x1, bottom, text,
                is_open_top, is_open_bottom, 1.0, engine, "",
            ))
        )  # fmt: skip
    return Page(size, outside + cells, _stray(outside, lattice), engine)


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
