"""One page's grid and texts to cells, whichever engine found them, and how far the result can be relied on."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial

from assets.extraction.cells import Cell
from assets.extraction.lines import ILLEGIBLE
from assets.extraction.pdf.sight import Place
from assets.extraction.ruled.tables import Lattice

_cell = partial(tuple.__new__, Cell)


UNSURE = 0.5
"""The confidence of what was read, but may not be what is printed: a person should look."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page's size in points as seen, and its cells in reading order.

    `faults` counts what a sound reading has none of: characters within the outline of a table that lie in none of its
    cells, and units of a grid that two cells take. `illegible` counts the glyphs without a meaning.
    `doubt` says why the page is given to the second engine as well; empty when nothing speaks against the reading.
    `is_picture`: a picture stands on the page, and no text that can be read. `is_covered`: pictures take half of a page
    that has text and no table: it may be theirs. `left_out`: what is not printed, or twice. `turns`: clockwise quarter
    turns that a sideways page was given to be read.
    """

    size: tuple[float, float]
    cells: list[Cell]
    faults: int
    illegible: int
    engine: str
    doubt: str = ""
    is_picture: bool = False
    is_covered: bool = False
    left_out: str = ""
    turns: int = 0

    def is_better_than(self, other: "Page") -> bool:
        """Whether this reading of a page leaves less unexplained than another of the same page."""
        if (self.faults, self.illegible) != (other.faults, other.illegible):
            return (self.faults, self.illegible) < (other.faults, other.illegible)
        return any(cell.table for cell in self.cells) and not any(cell.table for cell in other.cells)

    def marked(self) -> "Page":
        """The page with what is doubtful marked UNSURE: the cells with illegible glyphs, or all if its grid is."""
        if not self.doubt:
            return self
        is_grid = self.doubt != _illegible(self.illegible)
        cells = [cell._replace(confidence=UNSURE) if is_grid or ILLEGIBLE in cell.text else cell for cell in self.cells]
        return replace(self, cells=cells)


def page_of(
    number: int,
    size: tuple[float, float],
    lattice: Lattice,
    texts: list[str],
    lines: list[tuple[Place, str]],
    engine: str,
    unsure: Collection[int] = (),
) -> Page:
    """The cells of a page: `texts` is the text of each box of the lattice, `lines` what stands outside of them all.

    `unsure` are the indices of boxes whose text may not be all theirs.
    """
    outside = [Cell(number, 0, "text", 0, 0, 1, 1, *place, text, engine=engine) for place, text in lines if text]
    cells: list[Cell] = []
    for index, (box, text) in enumerate(zip(lattice.boxes, texts, strict=True)):
        table, row, column, row_span, column_span, x0, top, x1, bottom, is_open_top, is_open_bottom = box
        cells.append(
            _cell((
                number, table, "cell", row, column, row_span, column_span, x0, top, x1, bottom, text,
                is_open_top, is_open_bottom, UNSURE if index in unsure else 1.0, engine, "",
            ))
        )  # fmt: skip
    stray = _stray(outside, lattice)
    illegible = "".join([*texts, *(text for _, text in lines)]).count(ILLEGIBLE)
    doubt = ""
    if lattice.overlaps:
        doubt = f"{lattice.overlaps} units of a grid in two cells"
    elif stray:
        doubt = f"{stray} characters in no cell of the table around them"
    elif illegible:
        doubt = _illegible(illegible)
    return Page(size, outside + cells, stray + lattice.overlaps, illegible, engine, doubt)


def _illegible(count: int) -> str:
    return f"{count} glyphs whose font does not say what they mean"


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
