"""One workbook a region and year: a sheet a document in its form's own layout, and a flat sheet a relation."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from contracts.vocabulary.columns import columns, relations
from warehouse.publishing.layout import Sheet, sheets_of
from warehouse.publishing.spreadsheet import WrittenSheet, write_sheets
from warehouse.publishing.spreadsheet_cells import Style, cell_xml, place, row_xml, rows_xml

_STYLES = {"title": Style.TITLE, "label": Style.LABEL, "text": Style.FRAMED}
# Where a cell stands on its page is in the other files.
_EDGES = ("x0", "top", "x1", "bottom")


def write_workbook(target: Path, tables: Mapping[str, pa.Table]) -> None:
    """Writes what the relations have of one region and year."""
    write_sheets(target, _sheets(tables))


def _sheets(tables: Mapping[str, pa.Table]) -> Iterator[WrittenSheet]:
    taken: set[str] = set()
    for sheet in sheets_of(tables):
        yield _laid_out(_sheet_name(sheet.name, taken), sheet)
    for relation, table in tables.items():
        yield _flat(_sheet_name(relations()[relation].name_zh, taken), table)


def _laid_out(name: str, sheet: Sheet) -> WrittenSheet:
    """Cells under a joined one are empty ones with its frame."""
    rows, joined = [], []
    for number, line in enumerate(sheet.rows, 1):
        made: list[str] = []
        for one in line:
            column = len(made) + 1
            style = _STYLES[one.kind if one else "text"]
            made.append(cell_xml(place(column, number), one.text if one else "", style))
            if one and (one.width > 1 or one.height > 1):
                last = column + one.width - 1
                made += [cell_xml(place(beside, number), "", style) for beside in range(column + 1, last + 1)]
                joined.append(f"{place(column, number)}:{place(last, number + one.height - 1)}")
        rows.append(row_xml(number, made))
    return WrittenSheet(name, rows, sheet.widths, joined)


def _flat(name: str, table: pa.Table) -> WrittenSheet:
    table = table.drop_columns([name for name in table.column_names if name.endswith(_EDGES)])

    def rows() -> Iterator[str]:
        titles = (columns()[name].name_zh for name in table.column_names)
        yield row_xml(1, (cell_xml(place(number, 1), title, Style.HEAD) for number, title in enumerate(titles, 1)))
        yield from rows_xml(table, 2)

    return WrittenSheet(name, rows(), filtered=f"A1:{place(table.num_columns, table.num_rows + 1)}")


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
