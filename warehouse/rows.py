"""Frames to COPY: each document's rows as CSV bytes that PostgreSQL reads, and a digest that says whether they changed.

Arrow writes the CSV: a text in quotes, a null as nothing, which is how COPY tells '' from null. Rows are put in
order of their key first, so the digest does not depend on the order of the frame.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv
from sqlalchemy import Column, Numeric, Table

_OPTIONS = csv.WriteOptions(include_header=False, quoting_style="needed")


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """The rows of one document for one table, as CSV in the order of the table's columns."""

    content: bytes
    count: int


NO_ROWS = DocumentRows(b"", 0)
Rows = dict[Table, DocumentRows]


def rows_by_document(table: Table, frame: pd.DataFrame) -> dict[str, DocumentRows]:
    """The rows of each document of a frame that has the table's columns. Raises KeyError if it lacks one."""
    ordered = frame.sort_values(["document_id", *(key.name for key in table.primary_key)], kind="stable")
    content = pa.table({column.name: _array(column, ordered[column.name]) for column in table.c})
    ids = ordered["document_id"].tolist()
    starts = [place for place in range(len(ids)) if place == 0 or ids[place] != ids[place - 1]]
    found: dict[str, DocumentRows] = {}
    for start, end in zip(starts, [*starts[1:], len(ordered)], strict=False):
        written = BytesIO()
        csv.write_csv(content.slice(start, end - start), written, _OPTIONS)
        found[ids[start]] = DocumentRows(written.getvalue(), end - start)
    return found


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
    if pa.types.is_null(array.type):
        return array.cast(pa.string())
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        # PostgreSQL cannot hold the character U+0000 in a text; the replacement character says that one stood there.
        return pc.replace_substring(array, "\x00", "\ufffd")
    return array
