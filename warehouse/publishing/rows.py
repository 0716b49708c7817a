"""A relation's rows as Arrow tables, a region at a time, through COPY: no value passes through Python.

Numbers are decimals of 38 digits, 18 of them after the point, the same in every file. What does not fit (a nonsense
number of forty digits) is null here; what was printed stands beside it.
"""

from collections.abc import Iterator
from decimal import Context, Decimal
from typing import Any, cast

import psycopg
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from psycopg import sql
from sqlalchemy import Connection

from contracts.vocabulary.columns import Description
from warehouse.dictionary import DescribedRelation

REGION, YEAR = "region_code", "budget_year"
UNKNOWN = "0"
"""Stands for a region or year that is not known: pyarrow cannot infer a type from __HIVE_DEFAULT_PARTITION__ alone."""

NUMBER = pa.decimal128(38, 18)
_BYTES_AT_ONCE = 4 << 20
_EXACTLY, _SMALLEST, _LARGEST = Context(prec=60), Decimal(1).scaleb(-18), Decimal(10) ** 20
_KINDS = {
    "smallint": pa.int16(),
    "integer": pa.int32(),
    "bigint": pa.int64(),
    "boolean": pa.bool_(),
    "double precision": pa.float64(),
    "numeric": NUMBER,
    "date": pa.date32(),
    "timestamp with time zone": pa.timestamp("us", tz="UTC"),
}


def is_partitioned(relation: DescribedRelation) -> bool:
    """Whether every row of the relation speaks of a region and a year."""
    return {REGION, YEAR} <= {column.name for column in relation.columns}


def schema_of(relation: DescribedRelation) -> pa.Schema:
    """The Arrow schema, with the descriptions as metadata of the fields; every other kind of column is text."""
    fields = [
        pa.field(column.name, _KINDS.get(column.kind, pa.string()), metadata=_words(column.description))
        for column in relation.columns
    ]
    return pa.schema(fields, metadata=_words(relation.description))


def tables(connection: Connection, relation: DescribedRelation) -> Iterator[tuple[str | None, str | None, pa.Table]]:
    """Region, year and their rows, one table each, "0" for what is not known; whole, with None and None, if no row says
    which it speaks of.

    Rows are ordered by all their columns, so that the same rows give the same table. The relation is read once, for a
    mart is not made quicker in parts.
    """
    if not is_partitioned(relation):
        yield None, None, _joined(relation, _batches(connection, relation))
        return
    open_place, parts = "", list[pa.RecordBatch]()
    for batch in _batches(connection, relation):
        places = pc.binary_join_element_wise(
            batch[REGION], batch[YEAR].cast(pa.string()), "/", null_handling="replace", null_replacement=UNKNOWN
        )
        runs = pc.run_end_encode(places)
        start = 0
        for end, place in zip(runs.run_ends.to_pylist(), runs.values.to_pylist(), strict=True):
            if parts and place != open_place:
                yield *_parted(open_place), _joined(relation, parts)
                parts = []
            open_place = place
            parts.append(batch.slice(start, end - start))
            start = end
    if parts:
        yield *_parted(open_place), _joined(relation, parts)


def _parted(place: str) -> tuple[str, str]:
    region, _, year = place.partition("/")
    return region, year


def _batches(connection: Connection, relation: DescribedRelation) -> Iterator[pa.RecordBatch]:
    """The rows in Arrow's types, but numbers still as the texts that PostgreSQL writes."""
    names = [sql.Identifier(column.name) for column in relation.columns]
    first = [sql.Identifier(REGION), sql.Identifier(YEAR)] if is_partitioned(relation) else []
    query = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT (FORMAT csv)").format(
        sql.SQL(", ").join(names),
        sql.Identifier(relation.schema, relation.name),
        sql.SQL(", ").join([*first, *names]),
    )
    driver = cast("psycopg.Connection[Any]", connection.connection.driver_connection)
    schema = schema_of(relation)
    read = {field.name: pa.string() if field.type == NUMBER else field.type for field in schema}
    with driver.cursor().copy(query) as copy:
        for block in _blocks(copy):
            table = pyarrow.csv.read_csv(
                pa.BufferReader(block),
                pyarrow.csv.ReadOptions(column_names=schema.names, block_size=len(block) + 1, use_threads=False),
                pyarrow.csv.ParseOptions(newlines_in_values=True),
                pyarrow.csv.ConvertOptions(
                    column_types=read,
                    null_values=[""],
                    strings_can_be_null=True,
                    quoted_strings_can_be_null=False,
                    true_values=["t"],
                    false_values=["f"],
                ),
            )
            yield from table.to_batches()


def _blocks(copy: psycopg.Copy) -> Iterator[bytes]:
    """What COPY sends, many rows at a time. It sends each row by itself, so none is cut, however long it is."""
    held, size = list[Any](), 0
    for row in copy:
        held.append(row)
        size += len(row)
        if size >= _BYTES_AT_ONCE:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def _joined(relation: DescribedRelation, batches: Any) -> pa.Table:
    schema = schema_of(relation)
    parts = list(batches)
    if not parts:
        return schema.empty_table()
    table = pa.Table.from_batches(parts).combine_chunks()
    columns = [
        _numbers(column) if field.type == NUMBER else column
        for field, column in zip(schema, table.itercolumns(), strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _numbers(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        return texts.cast(NUMBER)
    except pa.ArrowInvalid:
        return pa.chunked_array([pa.array([_fitting(text) for text in texts.to_pylist()], type=NUMBER)])


def _fitting(text: str | None) -> Decimal | None:
    if text is None or not (number := Decimal(text)).is_finite() or abs(number) >= _LARGEST:
        return None
    rounded = number.quantize(_SMALLEST, context=_EXACTLY)
    return rounded if abs(rounded) < _LARGEST else None


def _words(description: Description) -> dict[str, str]:
    """A description as metadata; Spark, and what learned from it, shows `comment`."""
    return {
        "comment": description.comment,
        "name_zh": description.name_zh,
        "description_zh": description.description_zh,
        "description_en": description.description_en,
    }
