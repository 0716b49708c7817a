"""One workbook a region and year: a sheet a document in its form's own layout, and a flat sheet a relation.

Cells hold what was printed as text that no spreadsheet takes for a formula. The same rows give the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pyarrow as pa
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties

from contracts.vocabulary.columns import columns, relations
from warehouse.publishing.layout import Cell, sheets_of

LONGEST_TEXT = 32_767
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_EDGE = Side(style="thin")
_FRAME = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_TITLE, _LABEL = Font(bold=True, size=14), Font(bold=True)
_CHINA = ZoneInfo("Asia/Shanghai")
# Where a cell stands on its page is in the other files.
_EDGES = ("x0", "top", "x1", "bottom")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def write_workbook(target: Path, tables: dict[str, pa.Table]) -> None:
    """Writes what the relations have of one region and year."""
    book = openpyxl.Workbook(write_only=True)
    taken: set[str] = set()
    for sheet in sheets_of(tables):
        made = book.create_sheet(_sheet_name(sheet.name, taken))
        _lay_out(made, sheet.rows, sheet.widths)
    for relation, table in tables.items():
        _flat(book.create_sheet(_sheet_name(relations()[relation].name_zh, taken)), table)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_timeless(book))


def _lay_out(sheet: WriteOnlyWorksheet, rows: Iterable[list[Cell | None]], widths: list[int]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for number, row in enumerate(rows, 1):
        line: list[Any] = []
        for cell in row:
            if cell is None:
                line.append(None)
                continue
            made = cell_of(sheet, cell.text)
            made.alignment = _WRAPPED
            if cell.kind != "title":
                made.border = _FRAME
            if cell.kind != "text":
                made.font = _TITLE if cell.kind == "title" else _LABEL
            line += [made, *[None] * (cell.width - 1)]
            if cell.width > 1 or cell.height > 1:
                first = len(line) - cell.width + 1
                sheet.merged_cells.add(
                    f"{get_column_letter(first)}{number}:{get_column_letter(len(line))}{number + cell.height - 1}"
                )
        sheet.append(line)


def _flat(sheet: WriteOnlyWorksheet, table: pa.Table) -> None:
    table = table.drop_columns([name for name in table.column_names if name.endswith(_EDGES)])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(table.num_columns)}{table.num_rows + 1}"
    header = [cell_of(sheet, columns()[name].name_zh) for name in table.column_names]
    for cell in header:
        cell.font = _LABEL
    sheet.append(header)
    for batch in table.to_batches(max_chunksize=1000):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            sheet.append([cell_of(sheet, value) for value in row])


def cell_of(sheet: WriteOnlyWorksheet, value: Any) -> Any:
    """A cell whose text is text, whatever it begins with; a time is China's."""
    if isinstance(value, bool):
        value = "是" if value else "否"
    if isinstance(value, datetime):
        value = value.astimezone(_CHINA).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, Decimal):
        value = value.normalize() if value else Decimal(0)
        return int(value) if value == value.to_integral_value() else value
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
    cell = WriteOnlyCell(sheet, text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…")
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel accepts: 31 characters, none of its signs, unlike every other whatever the case."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", wanted).strip("' ") or "?"
    for number in range(1, len(taken) + 2):
        tail = "" if number == 1 else f" {number}"
        name = plain[: 31 - len(tail)] + tail
        if name.casefold() not in taken:
            break
    taken.add(name.casefold())
    return name


def _timeless(book: openpyxl.Workbook) -> bytes:
    """The workbook's bytes without the time at which it was written."""
    written, timeless = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(entry.filename, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return timeless.getvalue()
