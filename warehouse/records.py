"""Frames to plain records and rows to frames, with None for whatever is missing."""

from typing import Any

import pandas as pd
from sqlalchemy import CursorResult

Record = dict[str, Any]


def records_of(frame: pd.DataFrame) -> list[Record]:
    """The frame's rows as mappings from column to value; what is missing is None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def frame_of(result: CursorResult[Any]) -> pd.DataFrame:
    """A query's rows as a frame of plain objects: a Decimal stays one, a missing whole number is None and no float."""
    return pd.DataFrame(result.all(), columns=list(result.keys()), dtype=object)
