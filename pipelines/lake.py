"""Where frames rest between layers: Parquet in the archive, a file an asset and partition, replaced as a whole.

Decimals rest as text: a column of Parquet's own would give all of them the scale of its finest, so that what one
document prints would change the numbers, and with them the digest, of every other document of its region and year.
"""

import io
from decimal import Decimal
from typing import Any

import dagster as dg
import pandas as pd

from assets.register.archive import Archive
from pipelines.partitions import BUDGET_YEAR, REGION

_DECIMALS = "decimals"
"""The attribute of a frame at rest that names its columns of decimals."""


class ParquetLake(dg.IOManager):
    """Keeps each asset's frame below `lake/` in the archive. Another machine reads it from there: no shared disk."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def handle_output(self, context: dg.OutputContext, obj: Any) -> None:
        """Writes the frame whole or not at all, so that a killed run leaves yesterday's frame."""
        loose = (name for name in obj if obj[name].dtype == object)
        decimals = [name for name in loose if any(isinstance(value, Decimal) for value in obj[name])]
        kept = obj.assign(**{name: obj[name].map(str, na_action="ignore") for name in decimals})
        kept.attrs[_DECIMALS] = decimals
        buffer = io.BytesIO()
        kept.to_parquet(buffer, engine="pyarrow", index=False)
        self._archive.write(_name(context), buffer.getvalue())
        context.add_output_metadata({"dagster/partition_row_count": len(obj), "bytes": buffer.tell()})

    def load_input(self, context: dg.InputContext) -> pd.DataFrame:
        """The frame that the layer before made for this partition."""
        upstream = context.upstream_output
        if upstream is None:
            raise dg.DagsterInvariantViolationError("an input without the asset it comes from")
        frame = pd.read_parquet(io.BytesIO(self._archive.read(_name(context))), engine="pyarrow")
        decimals = frame.attrs.pop(_DECIMALS, ())
        return frame.assign(**{name: _decimals(frame[name]) for name in decimals})


def _decimals(texts: "pd.Series[str]") -> "pd.Series[Any]":
    return pd.Series([None if pd.isna(text) else Decimal(text) for text in texts], index=texts.index, dtype=object)


def _name(context: dg.OutputContext | dg.InputContext) -> str:
    key = context.asset_partition_key if isinstance(context, dg.InputContext) else context.partition_key
    if not isinstance(key, dg.MultiPartitionKey):
        raise dg.DagsterInvariantViolationError(f"{key!r} is no partition of region and year")
    dimensions = key.keys_by_dimension
    return f"lake/{'/'.join(context.asset_key.path)}/{dimensions[REGION]}/{dimensions[BUDGET_YEAR]}.parquet"
