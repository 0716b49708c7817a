"""Rows for people and for machines: a table (`pipelines.command.terminal_table`), CSV, JSON, or a workbook."""

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
from rich.cells import set_cell_size
from rich.console import Console

from pipelines.command.terminal_table import print_table, shown_text
from warehouse.publishing.dead_text import dead_text
from warehouse.publishing.spreadsheet import WrittenSheet, write_sheets
from warehouse.publishing.spreadsheet_cells import cell_xml, place, row_xml

Row = Mapping[str, Any]
Line = tuple[str, str]
"""A title in both languages, and what is said under it."""
_TITLE = 17
"""Cells of the widest title."""


class Format(StrEnum):
    """How rows are shown."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


def show(
    rows: Sequence[Row], titles: Mapping[str, str], how: Format, output: Path | None = None, caption: str = ""
) -> None:
    """Shows the columns named in `titles`. A workbook goes to `output`; CSV and JSON hold every column of the rows."""
    if how is Format.TABLE:
        print_table(rows, titles, caption)
    elif how is Format.CSV:
        _csv(rows, titles)
    elif how is Format.JSON:
        sys.stdout.write(as_json(rows) + "\n")
    else:
        if output is None:
            raise ValueError("a workbook needs a file: add --output FILE.xlsx")
        _workbook(rows, titles, output)


def show_lines(lines: Iterable[Line]) -> None:
    """One thing and all that is said of it, a line each."""
    console = Console(highlight=False)
    for title, text in lines:
        console.print(set_cell_size(title, _TITLE), text, markup=False, soft_wrap=True)


def as_json(value: Any) -> str:
    """JSON with Chinese as it is; decimals as plain numbers' texts, so that no digit is lost."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame's rows as plain data, None for what is missing."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def distinct(names: Sequence[str]) -> list[str]:
    """The names of columns with a number after those that have been there: a query may name two columns alike."""
    made: list[str] = []
    for name in names:
        tries = (name if times == 1 else f"{name} ({times})" for times in count(1))
        made.append(next(one for one in tries if one not in made))
    return made


def _plain(value: Any) -> str:
    return shown_text(value) if isinstance(value, Decimal) else str(value)


def _csv(rows: Sequence[Row], titles: Mapping[str, str]) -> None:
    names = list(rows[0]) if rows else list(titles)
    writer = csv.writer(sys.stdout, lineterminator="\n")  # a shell keeps a carriage return
    writer.writerow(names)
    for row in rows:
        writer.writerow([shown_text(v) if isinstance(v := row[name], Decimal) else dead_text(v) for name in names])


def _workbook(rows: Sequence[Row], titles: Mapping[str, str], output: Path) -> None:
    lines = (titles.values(), *([one[key] for key in titles] for one in rows))
    made = (
        row_xml(number, (cell_xml(place(column, number), value) for column, value in enumerate(line, 1)))
        for number, line in enumerate(lines, 1)
    )
    write_sheets(output, [WrittenSheet("Sheet", made)])
