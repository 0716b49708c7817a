"""Cells made by hand: a page's grid written row by row, as a reader would give it."""

from dataclasses import dataclass

from assets.extraction.cells import Cell, Reading

WIDTH, HEIGHT, ROW = 600.0, 800.0, 20.0


@dataclass(frozen=True)
class Spot:
    """A cell of a hand-made row: its columns, its text, the rows it covers, and its borders at the page break."""

    left: int
    right: int
    text: str = ""
    rows: int = 1
    open_top: bool = False
    open_bottom: bool = False
    confidence: float = 1.0


def cell(left: int, right: int, text: str = "", rows: int = 1, borders: str = "", confidence: float = 1.0) -> Spot:
    """A cell over columns `left` to `right`; `borders` holds ^ where it is open above and v where it is open below."""
    return Spot(left, right, text, rows, "^" in borders, "v" in borders, confidence)


def page(
    number: int, *rows: list[Spot], table: int = 1, top: float = 100.0, left: float = 40.0, unit: float = 50.0
) -> list[Cell]:
    """The cells of one grid whose columns are `unit` points wide, each row one row further down."""
    return [
        Cell(
            page=number, table=table, kind="cell", row=row, column=spot.left, row_span=spot.rows,
            column_span=spot.right - spot.left, x0=left + unit * spot.left, top=top + ROW * row,
            x1=left + unit * spot.right, bottom=top + ROW * (row + spot.rows), text=spot.text,
            is_open_top=spot.open_top, is_open_bottom=spot.open_bottom, confidence=spot.confidence,
        )
        for row, spots in enumerate(rows)
        for spot in spots
    ]  # fmt: skip


def line(number: int, text: str, top: float = 40.0, left: float = 200.0, right: float = 400.0) -> Cell:
    """A line of text outside every grid."""
    return Cell(number, 0, "text", 0, 0, 1, 1, left, top, right, top + 12, text)


def reading(*cells: list[Cell] | Cell) -> Reading:
    """A reading of all these cells, on as many pages as they name."""
    every = [one for group in cells for one in (group if isinstance(group, list) else [group])]
    every.sort(key=lambda one: (one.page, one.table, one.row, one.column))
    return Reading("by hand", ((WIDTH, HEIGHT),) * max(one.page for one in every), tuple(every))
