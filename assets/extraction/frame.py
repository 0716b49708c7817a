"""Readings as frames and as Parquet: the extraction's frame of many documents, and one document's kept reading."""

import json
from collections.abc import Mapping
from io import BytesIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from assets.extraction.cells import Cell, Reading

_TYPES = {int: pa.int64(), float: pa.float64(), str: pa.string(), bool: pa.bool_()}
_SCHEMA = pa.schema([(name, _TYPES[kind]) for name, kind in Cell.__annotations__.items()])
_FIELDS = {"document_sha256": str, **Cell.__annotations__, "page_width": float, "page_height": float}
_METADATA = b"reading"


def cells_frame(readings: Mapping[str, Reading]) -> pd.DataFrame:
    """The cells of documents by their sha256, as `contracts.frames.cells.Cells`: documents in the mapping's order."""
    rows = [
        (sha256, *cell, *reading.sizes[cell.page - 1]) for sha256, reading in readings.items() for cell in reading.cells
    ]
    if not rows:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _FIELDS.items()})
    return pd.DataFrame(rows, columns=list(_FIELDS))


def reading_to_parquet(reading: Reading) -> bytes:
    """A reading as the bytes of a Parquet file: a row a cell, what concerns the document in the schema's metadata."""
    columns = list(zip(*reading.cells, strict=True)) or [()] * len(_SCHEMA)
    document = {"reader": reading.reader, "sizes": reading.sizes, "fallback_pages": reading.fallback_pages}
    table = pa.Table.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, _SCHEMA, strict=True)],
        schema=_SCHEMA.with_metadata({_METADATA: json.dumps(document).encode()}),
    )
    buffer = BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def reading_from_parquet(data: bytes) -> Reading:
    """The reading that `reading_to_parquet` wrote, equal in every part."""
    table = pq.read_table(BytesIO(data), use_threads=False)
    document = json.loads(table.schema.metadata[_METADATA])
    columns = [column.to_pylist() for column in table.itercolumns()]
    return Reading(
        document["reader"],
        tuple((width, height) for width, height in document["sizes"]),
        tuple(map(Cell._make, zip(*columns, strict=True))),
        tuple(document["fallback_pages"]),
    )


def readings_of(cells: pd.DataFrame) -> dict[str, Reading]:
    """The inverse of `cells_frame`; a page without any cell comes back with no size, and `fallback_pages` empty."""
    readings: dict[str, Reading] = {}
    for sha256, rows in cells.groupby("document_sha256", sort=False):
        columns = [rows[name].tolist() for name in Cell._fields]
        found = tuple(Cell(*values) for values in zip(*columns, strict=True))
        sizes = dict(zip(rows["page"], zip(rows["page_width"], rows["page_height"], strict=True), strict=True))
        pages = tuple(sizes.get(page, (0.0, 0.0)) for page in range(1, max(sizes) + 1))
        readings[str(sha256)] = Reading(found[0].engine, pages, found)
    return readings
