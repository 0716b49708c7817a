"""One page's grid and texts to cells, whichever engine found them, and how far the result can be relied on."""

from collections.abc import Callable
from dataclasses import dataclass

from assets.extraction.cells import Cell
from assets.extraction.lines import Piece, lines_of
from assets.extraction.sight import Place
from assets.extraction.tables import Box, Lattice

_cell = Cell._make


@dataclass(frozen=True, slots=True)
class Page:
    """One page's size in points as seen, its cells in reading order and the count of characters on it.

    `stray` counts the characters within the outline of a table that lie in none of its cells: a sound grid has none.
    `doubt` says why the page is given to the second engine as well; empty when nothing speaks against the reading.
    """

    size: tuple[float, float]
    cells: list[Cell]
    characters: int
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
            box = min(lefts), min(tops), max(rights), max(bottoms)
            lines.append(Cell(number, 0, "text", 0, 0, 1, 1, *box, text, engine=engine))
    cells = [
        _cell((number, *box[:1], "cell", *box[1:9], _text(pieces, joined) if pieces else "", *box[9:], 1.0, engine))
        for box, pieces in zip(lattice.boxes, inside, strict=True)
    ]
    characters = sum(len(cell.text) for cell in lines) + sum(len(cell.text) for cell in cells)
    return Page(size, lines + cells, characters, _stray(lines, lattice.boxes), engine)


def _text(pieces: list[Piece], joined: Callable[[list[Piece]], str]) -> str:
    """A cell's printed lines, joined by line feeds."""
    if len(pieces) == 1:
        return joined(pieces)
    return "\n".join(filter(None, map(joined, lines_of(pieces))))


def _stray(lines: list[Cell], boxes: list[Box]) -> int:
    outlines: dict[int, Place] = {}
    for box in boxes:
        x0, top, x1, bottom = outlines.get(box.table, (box.x0, box.top, box.x1, box.bottom))
        outlines[box.table] = (min(x0, box.x0), min(top, box.top), max(x1, box.x1), max(bottom, box.bottom))
    return sum(
        len(line.text)
        for line in lines
        if any(
            x0 < (line.x0 + line.x1) / 2 < x1 and top < (line.top + line.bottom) / 2 < bottom
            for x0, top, x1, bottom in outlines.values()
        )
    )
