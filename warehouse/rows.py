"""Frames to COPY: rows as lines of CSV that PostgreSQL reads, and for each document a digest that tells of changes.

Arrow writes the CSV: a text in quotes, a null as nothing, which is how COPY tells '' from null. A table is written at
once and cut into its rows afterwards: writing each document by itself took most of a load's time.
"""

import hashlib
from collections.abc import Iterable, Mapping
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


class TableRows:
    """The rows of one table: CSV in the order of the table's columns, ordered and found by their document.

    They stand in the table's own order of storage, so that what is asked for together lies together: its `info` names
    the columns under `stored_by`. Their key comes last, so that the order of the frame is no matter.
    """

    def __init__(self, table: Table, frame: pd.DataFrame) -> None:
        """The frame has the table's columns. Raises KeyError if it lacks one."""
        self.table = table
        self._lines: list[bytes] = []
        self._places: dict[str, list[int]] = {}
        if frame.empty:
            return
        content = pa.table({column.name: _array(column, frame[column.name]) for column in table.c})
        keys = dict.fromkeys(
            [*table.info.get("stored_by", ()), "document_id", *(key.name for key in table.primary_key)]
        )
        order = pc.sort_indices(content, sort_keys=[(name, "ascending") for name in keys])
        written = BytesIO()
        csv.write_csv(content, written, _OPTIONS)
        # PostgreSQL cannot hold the character U+0000 in a text; the replacement character says that one stood there.
        whole = written.getvalue().replace(b"\0", "\ufffd".encode())
        ends = _row_ends(content, whole)
        lines = [whole[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        self._lines = [lines[row] for row in order.to_pylist()]
        ids = content["document_id"].take(order).combine_chunks().dictionary_encode()
        codes = ids.indices.to_numpy()
        of_each = np.split(np.argsort(codes, kind="stable"), np.cumsum(np.bincount(codes))[:-1])
        self._places = {one: places.tolist() for one, places in zip(ids.dictionary.to_pylist(), of_each, strict=True)}

    def count(self, document_id: str) -> int:
        """How many rows the document has."""
        return len(self._places.get(document_id, ()))

    def of(self, document_ids: Iterable[str]) -> bytes:
        """The rows of these documents."""
        places = [place for document_id in document_ids for place in self._places.get(document_id, ())]
        return b"".join([self._lines[place] for place in sorted(places)])


def digest(rows: Mapping[Table, TableRows], document_id: str) -> str:
    """A digest of one document's rows over all tables; another column in a table gives another digest."""
    result = hashlib.sha256()
    for table, found in rows.items():
        content = found.of([document_id])
        result.update(f"{table.name}({','.join(table.c.keys())})\n{len(content)}\n".encode())
        result.update(content)
    return result.hexdigest()


def _row_ends(content: pa.Table, written: bytes) -> list[int]:
    """Where each row ends in what was written: after as many newlines as its texts hold, and its own."""
    newlines = np.flatnonzero(np.frombuffer(written, dtype=np.uint8) == _NEWLINE) + 1
    if len(newlines) != content.num_rows:
        lines = np.ones(content.num_rows, dtype=np.int64)
        for column in content.itercolumns():
            if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
                held = pc.fill_null(pc.count_substring(column, "\n"), 0)
                lines += held.to_numpy().astype(np.int64)
        newlines = newlines[np.cumsum(lines) - 1]
    ends: list[int] = newlines.tolist()
    return ends


def _array(column: Column[Any], values: "pd.Series[Any]") -> pa.Array:
    if values.isna().all():
        return pa.nulls(len(values), pa.string())
    if isinstance(column.type, Numeric):
        # As text: a Decimal keeps its own scale, so 100 is not stored as 100.000000.
        pairs = zip(values.tolist(), values.isna().tolist(), strict=True)
        return pa.array([None if missing else str(value) for value, missing in pairs], pa.string())
    array = pa.Array.from_pandas(values)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    return array
