"""CSV from a Parquet file: with a byte order mark, which Excel needs for Chinese, and without a live formula."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from warehouse.publishing.dead_text import FORMULA

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def write_csv(source: Path, target: Path) -> None:
    """Numbers without zeros at their end, times in ISO 8601 and UTC, true and false, an empty field for null."""
    table = pq.read_table(source, partitioning=None)
    shown = pa.table([_texts(column) for column in table.itercolumns()], names=table.column_names)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        file.write(_BYTE_ORDER_MARK)
        pyarrow.csv.write_csv(shown, file)


def plain_numbers(numbers: pa.ChunkedArray) -> pa.ChunkedArray:
    """Decimals as people write them: no zeros at the end."""
    texts = pc.replace_substring_regex(numbers.cast(pa.string()), r"(\.\d*?)0+$", r"\1")
    return pc.replace_substring_regex(texts, r"\.$", "")


def _texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_decimal(column.type):
        return plain_numbers(column)
    if not pa.types.is_string(column.type):
        return column
    return pc.if_else(pc.match_substring_regex(column, FORMULA), pc.binary_join_element_wise("'", column, ""), column)
