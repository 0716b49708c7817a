"""The extraction's frame: the cells of many documents."""

from collections.abc import Mapping

import pandas as pd

from assets.extraction.cells import Cell, Reading

_FIELDS = {"document_sha256": str, **Cell.__annotations__, "page_width": float, "page_height": float}


def cells_frame(readings: Mapping[str, Reading]) -> pd.DataFrame:
    """The cells of documents by their sha256, as `contracts.frames.cells.Cells`: documents in the mapping's order."""
    rows = [
        (sha256, *cell, *reading.sizes[cell.page - 1]) for sha256, reading in readings.items() for cell in reading.cells
    ]
    if not rows:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _FIELDS.items()})
    return pd.DataFrame(rows, columns=list(_FIELDS))
