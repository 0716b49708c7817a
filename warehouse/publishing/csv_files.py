"""A table as CSV: with a byte order mark, which Excel needs for Chinese, and without a live formula."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from warehouse.publishing.dead_text import FORMULA

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def write_csv(target: Path, tables: Mapping[str, pa.Table]) -> None:
    """Writes the one table: numbers without zeros at their end, times in ISO 8601 and UTC, true and false, nothing for
    null."""
    (table,) = tables.values()
    shown = pa.table([_texts(column) for column in table.itercolumns()], names=table.column_names)
    with target.open("wb") as file:
        file.write(_BYTE_ORDER_MARK)
        pyarrow.csv.write_csv(shown, file)


def plain_numbers(numbers: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Decimals as people write them: no zeros at the end, no exponent."""
    texts = pc.if_else(pc.equal(numbers, 0), "0", numbers.cast(pa.string()))
    if pc.any(pc.match_substring(texts, "E")).as_py():
        texts = pa.array([None if number is None else f"{number:f}" for number in numbers.to_pylist()], pa.string())
    return pc.replace_substring_regex(pc.replace_substring_regex(texts, r"(\.\d*?)0+$", r"\1"), r"\.$", "")


def _texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_decimal(column.type):
        return plain_numbers(column)
    if not pa.types.is_string(column.type):
        return column
    return pc.if_else(pc.match_substring_regex(column, FORMULA), pc.binary_join_element_wise("'", column, ""), column)
