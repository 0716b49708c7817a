"""One PDF page to cells the quick way: PDFium's characters laid into the grid of the page's rulings."""

from typing import NamedTuple

from assets.extraction.cells import Cell
from assets.extraction.grid import Lattice, lattice_of
from assets.extraction.rulings import rulings_of
from assets.extraction.sight import sight_of
from assets.extraction.text import Run, Text

_RIGHT, _UP = 1.0, 2.0
"""Points from a character's origin to a place surely within it, as its origin may stand on the border itself."""


class Page(NamedTuple):
    """What one page holds, and why the quick way would not be relied on for it (empty: no doubt)."""

    size: tuple[float, float]
    cells: list[Cell]
    doubt: str
    characters: int


def read_page(number: int, page: int, text_page: int) -> Page:
    """Read a loaded page; `number` counts from 1."""
    sight = sight_of(page)
    rulings = rulings_of(page, sight)
    lattice = lattice_of(rulings)
    text = Text(text_page, sight)
    inside, outside = _sorted_into(lattice, text)
    cells = []
    for box, runs in zip(lattice.boxes, inside, strict=True):
        content = ""
        if runs:
            content = runs[0].text if len(runs) == 1 else "\n".join(map(text.joined, text.lines(runs)))
        table, row, column, row_span, column_span, x0, top, x1, bottom, is_open_top, is_open_bottom = box
        cells.append(
            Cell(
                number, table, "cell", row, column, row_span, column_span, x0, top, x1, bottom, content,
                is_open_top, is_open_bottom,
            )
        )  # fmt: skip
    lines = []
    for line in text.lines(outside):
        places = [text.box(run) for run in line]
        x0, top = min(place[0] for place in places), min(place[1] for place in places)
        x1, bottom = max(place[2] for place in places), max(place[3] for place in places)
        lines.append(Cell(number, 0, "text", 0, 0, 1, 1, x0, top, x1, bottom, text.joined(line)))
    return Page(sight.size, lines + cells, "", len(text.string))


def _sorted_into(lattice: Lattice, text: Text) -> tuple[list[list[Run]], list[Run]]:
    """The runs of each box, and those outside of every box; a run over several is parted into its characters."""
    inside: list[list[Run]] = [[] for _ in lattice.boxes]
    outside: list[Run] = []
    at = lattice.at
    for run, in_order in text.runs():
        y, x, string, first, last = run
        owner = at(x + _RIGHT, y - _UP)
        if in_order and (first == last or at(text.xs[last] + _RIGHT, text.ys[last] - _UP) == owner):
            (inside[owner] if owner >= 0 else outside).append(run)
            continue
        for index, character in enumerate(string, first):
            x, y = text.xs[index], text.ys[index]
            owner = at(x + _RIGHT, y - _UP)
            (inside[owner] if owner >= 0 else outside).append(Run(y, x, character, index, index))
    return inside, outside
