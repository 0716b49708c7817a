"""Frames to COPY: rows as lines of text that PostgreSQL reads, and for each document a digest that tells of changes.

Arrow writes the lines, as CSV without quotes, in which every character that would end a value is escaped: PostgreSQL
reads them quicker than CSV, and no text holds a newline. A table is written at once and cut into its rows afterwards:
writing each document by itself took most of a load's time.
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

from warehouse.records import Record
from warehouse.tables.metadata import NO_UNIT, UNKNOWN_INDICATOR

_OPTIONS = csv.WriteOptions(include_header=False, delimiter="\t", quoting_style="none")
# The quote only because Arrow would refuse it. PostgreSQL cannot hold the character U+0000 in a text; the replacement
# character says that one stood there.
_ESCAPES = {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r", '"': r"\x22", "\0": "\ufffd"}
_NULL = r"\N"
_NONE = slice(0, 0)
_REGISTERED = ("region_code", "department_id", "budget_year", "form")
_MEMBERS = {"indicator_code": UNKNOWN_INDICATOR, "unit": NO_UNIT}


def columns_of(table: Table, frame: pd.DataFrame, registered: Mapping[str, Record]) -> pa.Table:
    """The frame's columns in the order of the table, for `TableRows`. Raises KeyError if it lacks one.

    Whose a document is, `registered` says and no frame; a missing key is that of the member for what is not known.
    """
    documents = _array(table.c.document_id, frame["document_id"]).dictionary_encode()
    said = [registered[document_id] for document_id in documents.dictionary.to_pylist()]

    def of(column: Column[Any]) -> pa.Array:
        if column.name in _REGISTERED:
            return pa.array([record[column.name] for record in said]).take(documents.indices)
        array = _array(column, frame[column.name])
        return pc.fill_null(array, _MEMBERS[column.name]) if column.name in _MEMBERS else array

    return pa.table({column.name: of(column) for column in table.c})


class TableRows:
    """The rows of one table: lines for COPY in the order of the table's columns, found by their document.

    They are stored in the table's own order, so that what is asked for together lies together: its `info` names the
    columns under `stored_by`. Their key comes last, so that the order in which they are given is no matter.
    """

    def __init__(self, table: Table, content: pa.Table) -> None:
        """`content` has the table's columns, in their order."""
        self.heading = f"{table.name}({','.join(table.c.keys())})"
        stored_by = table.info.get("stored_by", ())
        keys = dict.fromkeys(["document_id", *stored_by, *(key.name for key in table.primary_key)])
        order = _order(content, keys)
        lines = _lines(content)
        self._lines = [lines[row] for row in order.to_pylist()]
        self._stored = _order(content.select(stored_by).take(order), stored_by).to_numpy() if stored_by else None
        ids = content["document_id"].combine_chunks().take(order).dictionary_encode()
        ends = np.cumsum(np.bincount(ids.indices, minlength=len(ids.dictionary))).tolist()
        spans = map(slice, [0, *ends], ends)
        self._of_document = dict(zip(ids.dictionary.to_pylist(), spans, strict=False))

    def count(self, document_id: str) -> int:
        """How many rows the document has."""
        span = self._of_document.get(document_id, _NONE)
        return int(span.stop - span.start)

    def of_document(self, document_id: str) -> bytes:
        """The rows of one document."""
        return b"".join(self._lines[self._of_document.get(document_id, _NONE)])

    def of(self, document_ids: Iterable[str]) -> bytes:
        """The rows of these documents, in the order in which they are stored."""
        chosen = np.zeros(len(self._lines), dtype=bool)
        for document_id in document_ids:
            chosen[self._of_document.get(document_id, _NONE)] = True
        places = np.flatnonzero(chosen) if self._stored is None else self._stored[chosen[self._stored]]
        return b"".join([self._lines[place] for place in places.tolist()])


def digest(rows: Iterable[TableRows], document_id: str) -> str:
    """A digest of one document's rows over all tables; another column in a table gives another digest."""
    result = hashlib.sha256()
    for found in rows:
        content = found.of_document(document_id)
        result.update(f"{found.heading}\n{len(content)}\n".encode())
        result.update(content)
    return result.hexdigest()


def _order(content: pa.Table, names: Iterable[str]) -> pa.Array:
    return pc.sort_indices(content, sort_keys=[(name, "ascending") for name in names])


def _lines(content: pa.Table) -> list[bytes]:
    written = BytesIO()
    columns = [_escaped(column.combine_chunks()) for column in content.itercolumns()]
    csv.write_csv(pa.table(columns, content.column_names), written, _OPTIONS)
    return written.getvalue().splitlines(keepends=True)


def _escaped(array: pa.Array) -> pa.Array:
    """As COPY reads it; a null is told from an empty text, and no text reads as one."""
    if array.null_count:
        array = array.cast(pa.string())
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        held = bytes(array.buffers()[-1] or b"")
        for character, escape in _ESCAPES.items():
            if character.encode() in held:
                array = pc.replace_substring(array, character, escape)
    return pc.fill_null(array, _NULL) if array.null_count else array


def _array(column: Column[Any], values: "pd.Series[Any]") -> pa.Array:
    if isinstance(column.type, Numeric):
        missing = values.isna()
        if missing.all():
            return pa.nulls(len(values), pa.string())
        # As text: a Decimal keeps its own scale, so 100 is not stored as 100.000000.
        pairs = zip(values.tolist(), missing.tolist(), strict=True)
        return pa.array([None if absent else str(value) for value, absent in pairs], pa.string())
    array = pa.Array.from_pandas(values)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if pa.types.is_floating(array.type):
        # Writing a float takes longest, and edges recur: each is written once.
        once = array.dictionary_encode()
        return once.dictionary.cast(pa.string()).take(once.indices)
    return array
