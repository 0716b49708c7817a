"""Frames to COPY: each document's rows as CSV bytes that PostgreSQL reads, and a digest that says whether they changed.

Arrow writes the CSV: a text in quotes, a null as nothing, which is how COPY tells '' from null. Rows are put in
order of their key first, so the digest does not depend on the order of the frame. A table is written at once and cut
into its documents afterwards: writing each by itself took most of a load's time.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv
from sqlalchemy import Column, Numeric, Table

_OPTIONS = csv.WriteOptions(include_header=False, quoting_style="needed")
_NEWLINE = 10


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """The rows of one document for one table, as CSV in the order of the table's columns."""

    content: memoryview
    count: int


NO_ROWS = DocumentRows(memoryview(b""), 0)
Rows = dict[Table, DocumentRows]


def rows_by_document(table: Table, frame: pd.DataFrame) -> dict[str, DocumentRows]:
    """The rows of each document of a frame that has the table's columns. Raises KeyError if it lacks one."""
    if frame.empty:
        return {}
    content = pa.table({column.name: _array(column, frame[column.name]) for column in table.c})
    keys = [("document_id", "ascending"), *((key.name, "ascending") for key in table.primary_key)]
    order = pc.sort_indices(content, sort_keys=list(dict.fromkeys(keys))).to_numpy()
    if not np.array_equal(order, np.arange(len(order))):
        content = content.take(order)
    written = BytesIO()
    csv.write_csv(content, written, _OPTIONS)
    ends = _row_ends(content, written.getbuffer())
    ids = content["document_id"].combine_chunks().dictionary_encode()
    starts = np.flatnonzero(np.diff(ids.indices.to_numpy(), prepend=-1))
    stops = np.append(starts[1:], len(frame))
    offsets = np.append(0, ends)
    return {
        document_id: DocumentRows(written.getbuffer()[offsets[start] : offsets[stop]], int(stop - start))
        for document_id, start, stop in zip(ids.dictionary.to_pylist(), starts, stops, strict=True)
    }


def _row_ends(content: pa.Table, written: memoryview) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """Where each row ends in what was written: after as many newlines as its texts hold, and its own."""
    lines = np.ones(content.num_rows, dtype=np.int64)
    for column in content.itercolumns():
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            held = pc.fill_null(pc.count_substring(column, "\n"), 0)
            lines += held.to_numpy().astype(np.int64)
    newlines = np.flatnonzero(np.frombuffer(written, dtype=np.uint8) == _NEWLINE) + 1
    return np.asarray(newlines[np.cumsum(lines) - 1])


def digest(rows: Rows) -> str:
    """A digest of one document's rows over all tables; another column in a table gives another digest."""
    result = hashlib.sha256()
    for table, part in rows.items():
        result.update(f"{table.name}({','.join(table.c.keys())})\n{len(part.content)}\n".encode())
        result.update(part.content)
    return result.hexdigest()


def _array(column: Column[Any], values: "pd.Series[Any]") -> pa.Array:
    if isinstance(column.type, Numeric):
        # As text: a Decimal keeps its own scale, so 100 is not stored as 100.000000.
        pairs = zip(values.tolist(), values.isna().tolist(), strict=True)
        return pa.array([None if missing else str(value) for value, missing in pairs], pa.string())
    array = pa.Array.from_pandas(values)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if pa.types.is_null(array.type):
        return array.cast(pa.string())
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        # PostgreSQL cannot hold the character U+0000 in a text; the replacement character says that one stood there.
        return pc.replace_substring(array, "\x00", "\ufffd")
    return array
