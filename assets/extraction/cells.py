"""The one cell interface that every reader gives, whatever the file format, and the refusal it gives instead."""

from dataclasses import dataclass
from typing import NamedTuple


class Cell(NamedTuple):
    """A cell of a ruled grid (`kind` cell), a line of text outside every grid (`kind` text), what is there and not
    shown (`kind` hidden: a sheet, rows or columns of a workbook, told by their texts), or a line that is a site's and
    not its page's (`kind` aside: menus, links, feet), which nobody reads.

    Places are in points from the upper left corner of the page as it is seen (after its rotation). `row` and `column`
    count from 0 within `table`, itself counted from 1 on its page; a text line, as what is hidden, has table 0 and
    spans 1. `text` keeps its printed lines, joined by a line feed. `is_open_top`/`is_open_bottom`: the cell's
    own border is missing there, so the grid was closed for it at a page break.

    A sheet of a workbook is a page of its number, a text without pages is page 1; their boxes are made from the widths
    and heights of columns and rows. `place` is as in `contracts.frames.printed.Place`.
    """

    page: int
    table: int
    kind: str
    row: int
    column: int
    row_span: int
    column_span: int
    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    is_open_top: bool = False
    is_open_bottom: bool = False
    confidence: float = 1.0
    engine: str = "pdfium"
    place: str = ""


class Difference(NamedTuple):
    """One place of a page (from 1) that two engines read otherwise; a box in points as seen.

    `cause` is a key of `assets.extraction.pdf.differences.CAUSES`. `right_engine` is the engine whose text is what is
    printed, and empty where a person has to look.
    """

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    first_text: str
    second_text: str
    cause: str
    right_engine: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader got from one file: its cells in reading order (page, table, row, column) and its pages' sizes.

    `sizes` holds width and height of each page in points, as seen. `reader` names the reader and its version.
    `fallback_pages` lists the pages (from 1) that the second engine read because the first one flagged them.
    `differences`: where two engines disagree, if both were asked.
    """

    reader: str
    sizes: tuple[tuple[float, float], ...]
    cells: tuple[Cell, ...]
    fallback_pages: tuple[int, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file was not read: a code of `contracts.reasons.REASONS` and the particulars in English."""

    reason_code: str
    detail: str = ""


class RefusedError(Exception):
    """Carries a refusal from deep inside a reader to `assets.extraction.registry.read`."""

    def __init__(self, reason_code: str, detail: str = "") -> None:
        super().__init__(reason_code, detail)
        self.refusal = Refusal(reason_code, detail)


def judged(reading: Reading, detail: str = "") -> Reading | Refusal:
    """The reading if it has a table, else why there is nothing to read; `detail` says what was left aside."""
    if not any(cell.text for cell in reading.cells if cell.kind != "hidden"):
        return Refusal("no_text", detail)
    if all(cell.kind != "cell" for cell in reading.cells):
        return Refusal("no_table", detail)
    return reading
