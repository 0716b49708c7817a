"""An old binary .xls workbook to its sheets, by xlrd, which alone keeps the number formats that a person sees."""

import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import xlrd

from assets.extraction.cells import Reading, Refusal, RefusedError
from assets.extraction.containers.compound import Compound
from assets.extraction.excel.number_format import shown, shown_text
from assets.extraction.excel.sheets import Sheet
from assets.extraction.excel.workbook import reading_of
from assets.extraction.limits import Limits
from assets.extraction.looks import as_printed

_ENGINE = "xls"
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_RAISED = 1
_TWIPS = 20
_POINTS_A_CHARACTER = 5.25
_WIDTH_UNITS = 256


def read_xls(data: bytes, limits: Limits, engine: str) -> Reading | Refusal:
    """Every cell of a .xls workbook. Raises RefusedError for one that cannot be opened."""
    with Path(os.devnull).open("w", encoding="utf-8") as nobody:
        try:
            streams = Compound(data)
            # Unpacking is left to ours: xlrd's follows a chain of sectors in circles.
            stream = streams.stream("Workbook" if "Workbook" in streams.names() else "Book")
            book = xlrd.open_workbook(file_contents=stream, formatting_info=True, logfile=nobody)
            if book.nsheets > limits.pages:
                return Refusal("too_many_pages", f"{book.nsheets} sheets, limit {limits.pages}")
            sheets = [_sheet(book, found) for found in book.sheets()]
        except MemoryError:
            raise
        except Exception as error:  # xlrd raises whatever broken records lead it into, and gives what they hold
            is_locked = isinstance(error, xlrd.XLRDError) and "encrypted" in str(error)
            raise RefusedError("encrypted" if is_locked else "damaged", repr(error)) from error
    return reading_of(sheets, _ENGINE, limits, engine)


def _sheet(book: Any, found: Any) -> Sheet:
    sheet = Sheet(found.name, is_hidden=found.visibility != 0)
    if sheet.is_hidden:
        return sheet
    sheet.merged = [(top, left, bottom, right) for top, bottom, left, right in found.merged_cells]
    for column, about in found.colinfo_map.items():
        sheet.widths[column] = 0.0 if about.hidden else about.width / _WIDTH_UNITS * _POINTS_A_CHARACTER
    for row, about in found.rowinfo_map.items():
        if about.hidden:
            sheet.heights[row] = 0.0
        elif about.height:
            sheet.heights[row] = about.height / _TWIPS
    for row in range(found.nrows):
        for column, cell in enumerate(found.row(row)):
            style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
            if style is not None and _is_ruled(style.border):
                sheet.ruled.add((row, column))
            runs = found.rich_text_runlist_map.get((row, column), [])
            if text := _text(book, cell, style, runs).strip():
                sheet.texts[row, column] = text
                if cell.ctype == xlrd.XL_CELL_ERROR:
                    sheet.unsure.add((row, column))
    return sheet


def _is_ruled(border: Any) -> bool:
    return bool(
        (border.left_line_style or border.right_line_style) and (border.top_line_style or border.bottom_line_style)
    )


def _text(book: Any, cell: Any, style: Any, runs: list[tuple[int, int]]) -> str:
    """What a cell shows; `runs` are the places at which its text changes its font, and to which."""
    known = book.format_map.get(style.format_key) if style is not None else None
    code = known.format_str if known and known.format_str else "General"
    font = style.font_index if style is not None else 0
    if cell.ctype == xlrd.XL_CELL_TEXT:
        bounds = [*((0, font), *runs), (len(cell.value), font)]
        parts = ((cell.value[start:end], font) for (start, font), (end, _) in pairwise(bounds))
        return shown_text("".join(as_printed(part, **_look(book, font)) for part, font in parts), code)
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return as_printed(shown(float(cell.value), code, book.datemode == 1), **_look(book, font))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return _ERRORS.get(cell.value, "#N/A")
    return ""


def _look(book: Any, font: int) -> dict[str, bool]:
    """How a font makes a text look, in the words of `as_printed`."""
    about = book.font_list[font]
    return {
        "is_raised": about.escapement == _RAISED,
        "is_struck": bool(about.struck_out),
        "is_of_symbols": about.name.lower() == "symbol",
    }
