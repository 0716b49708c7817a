"""Frames to plain records, records to what a statement reads, rows to frames; None for whatever is missing."""

from typing import Any

import pandas as pd
from sqlalchemy import ARRAY, CursorResult, Subquery, Table, bindparam, func, select

Record = dict[str, Any]


def records_of(frame: pd.DataFrame) -> list[Record]:
    """The frame's rows as mappings from column to value; what is missing is None."""
    names = [str(name) for name in frame.columns]
    columns = [
        [None if missing else value for value, missing in zip(column.tolist(), column.isna().tolist(), strict=True)]
        for _, column in frame.items()
    ]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def frame_of(result: CursorResult[Any]) -> pd.DataFrame:
    """A query's rows as a frame of plain objects: a Decimal stays one, a missing whole number is None and no float."""
    return pd.DataFrame(result.all(), columns=list(result.keys()), dtype=object)


def rows_of(table: Table, records: list[Record]) -> Subquery:
    """The records as rows that a statement reads, by the types of the table's columns; there is at least one.

    A parameter a column: hundreds of records are one statement, where each by itself would cost more than its row.
    """
    given = [
        func.unnest(bindparam(name, [record[name] for record in records], ARRAY(table.c[name].type))).label(name)
        for name in records[0]
    ]
    return select(*given).subquery("given")
