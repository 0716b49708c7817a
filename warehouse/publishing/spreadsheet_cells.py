"""Cells and rows of a sheet as Office Open XML: values one by one, or a whole Arrow table at a time.

Every text is an inline text with the quote prefix: no spreadsheet takes it for a formula, not even once somebody has
edited it. Source of the format: ECMA-376, part 1, 18.3.
"""

import math
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.publishing.csv_files import plain_numbers

LONGEST_TEXT = 32_767
_AT_ONCE = 1000
_CHINA = ZoneInfo("Asia/Shanghai")
_DAY_NONE = date(1899, 12, 30)
# In this order. What XML cannot hold is replaced; `_x0041_` would be read as A, and a bare carriage return be lost.
_ESCAPES = (
    ("&", "&amp;"),
    ("<", "&lt;"),
    (">", "&gt;"),
    ("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ufffe\uffff]", "\N{REPLACEMENT CHARACTER}"),
    ("_(x[0-9A-Fa-f]{4}_)", r"_x005F_\1"),
    ("\r", "&#13;"),
)
_TO_ESCAPE = "[&<>\\x00-\\x08\\x0b-\\x1f\ufffe\uffff]|_x"
_TEXT_OPENS, _TEXT_CLOSES = 't="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"


class Style(IntEnum):
    """How a cell looks: its number among the formats of `spreadsheet.STYLES`."""

    NUMBER = 0
    TEXT = 1
    HEAD = 2
    DAY = 3
    TITLE = 4
    FRAMED = 5
    LABEL = 6


def place(column: int, row: int) -> str:
    """What a spreadsheet calls a cell, both counted from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def row_xml(number: int, cells: Iterable[str]) -> str:
    """A row of cells."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def cell_xml(where: str, value: Any, style: Style = Style.TEXT) -> str:
    """A cell for any value: a number or a day as such, nothing for None, all else as text; a time is China's."""
    if value is None or value == "":
        return f'<c r="{where}" s="{style}"/>'
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and math.isfinite(value):
        return f'<c r="{where}"><v>{value}</v></c>'
    if isinstance(value, date) and not isinstance(value, datetime):
        return f'<c r="{where}" s="{Style.DAY}"><v>{(value - _DAY_NONE).days}</v></c>'
    return f'<c r="{where}" s="{style}" {_TEXT_OPENS}{escaped(_cut(_shown(value)))}{_TEXT_CLOSES}'


def rows_xml(table: pa.Table, first: int) -> Iterator[str]:
    """The rows of a table from row `first` on, many in a text; cells as `cell_xml` gives them, but by Arrow."""
    columns = [place(number, 1)[:-1] for number in range(1, table.num_columns + 1)]
    for batch in table.to_batches(max_chunksize=_AT_ONCE):
        numbers = pa.array(range(first, first + batch.num_rows)).cast(pa.string())
        first += batch.num_rows
        cells = [_cells(letters, numbers, values) for letters, values in zip(columns, batch.columns, strict=True)]
        rows = pc.binary_join_element_wise(
            '<row r="', numbers, '">', *cells, "</row>", "", null_handling="replace", null_replacement=""
        )
        yield "".join(rows.to_pylist())


def _cells(letters: str, numbers: pa.Array, values: pa.Array) -> pa.Array:
    """The cells of a column, null where there is no value."""
    kind, style = values.type, Style.NUMBER
    if pa.types.is_decimal(kind):
        values = plain_numbers(values)
    elif pa.types.is_date(kind):
        values, style = pc.subtract(values.cast(pa.int32()), (_DAY_NONE - date(1970, 1, 1)).days), Style.DAY
    elif pa.types.is_floating(kind):
        values = pc.if_else(pc.is_finite(values), values, None)
    elif not pa.types.is_integer(kind):
        return _text_cells(letters, numbers, values)
    return pc.binary_join_element_wise(
        f'<c r="{letters}', numbers, f'" s="{style}"><v>', values.cast(pa.string()), "</v></c>", ""
    )


def _text_cells(letters: str, numbers: pa.Array, values: pa.Array) -> pa.Array:
    if pa.types.is_boolean(values.type):
        values = pc.if_else(values, _shown(True), _shown(False))
    elif not pa.types.is_string(values.type):
        values = pa.array([None if value is None else _shown(value) for value in values.to_pylist()], pa.string())
    if pc.any(pc.greater(pc.utf8_length(values), LONGEST_TEXT)).as_py():
        values = pa.array([value and _cut(value) for value in values.to_pylist()], pa.string())
    if pc.any(pc.match_substring_regex(values, _TO_ESCAPE)).as_py():
        for pattern, replacement in _ESCAPES:
            values = pc.replace_substring_regex(values, pattern, replacement)
    return pc.binary_join_element_wise(
        f'<c r="{letters}', numbers, f'" s="{Style.TEXT}" {_TEXT_OPENS}', values, _TEXT_CLOSES, ""
    )


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.astimezone(_CHINA).strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def escaped(text: str) -> str:
    """A text as XML has it."""
    if not re.search(_TO_ESCAPE, text):
        return text
    for pattern, replacement in _ESCAPES:
        text = re.sub(pattern, replacement, text)
    return text
