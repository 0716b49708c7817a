"""The data dictionary: every table and view, its columns in order, each with its type and its one description.

Names and types are asked of the database, the words are those of `contracts.vocabulary.columns`; whoever shows or
publishes columns asks here.
"""

from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, text

from contracts.vocabulary.columns import Description, columns, relations
from warehouse.grants import READABLE
from warehouse.tables.metadata import BOOKKEEPING
from warehouse.views import TABLES, TWIN, VIEWS


@dataclass(frozen=True, slots=True)
class DescribedColumn:
    """A column; `kind` is PostgreSQL's name of its type, `is_key` whether it belongs to the primary key."""

    kind: str
    is_key: bool
    description: Description

    @property
    def name(self) -> str:
        """The column's name."""
        return self.description.name


@dataclass(frozen=True, slots=True)
class DescribedRelation:
    """A table or view; `readable` are the names under which a reader finds it, itself and its twin."""

    schema: str
    readable: tuple[str, ...]
    description: Description
    columns: tuple[DescribedColumn, ...]

    @property
    def name(self) -> str:
        """The relation's name."""
        return self.description.name


_COLUMNS = text("""
SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), coalesce(a.attnum = ANY(k.conkey), false)
FROM pg_class AS c
INNER JOIN pg_namespace AS n ON c.relnamespace = n.oid
INNER JOIN pg_attribute AS a ON c.oid = a.attrelid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_constraint AS k ON c.oid = k.conrelid AND k.contype = 'p'
WHERE n.nspname IN ('public', :bookkeeping) AND c.relkind IN ('r', 'v')
ORDER BY n.nspname, c.relname, a.attnum
""")


def dictionary(connection: Connection) -> tuple[DescribedRelation, ...]:
    """Views, then tables, then the bookkeeping. A twin is no entry of its own: its columns are its original's."""
    rows = connection.execute(_COLUMNS, {"bookkeeping": BOOKKEEPING})
    found = {}
    for (schema, name), of_relation in groupby(rows, key=lambda row: (row[0], row[1])):
        if name in relations():
            described = tuple(
                DescribedColumn(kind, is_key, columns()[column]) for _, _, column, kind, is_key in of_relation
            )
            readable = tuple(one for one in (name, name + TWIN) if one in READABLE)
            found[name] = DescribedRelation(schema, readable, relations()[name], described)
    first = [*VIEWS, *TABLES]
    return tuple(found[name] for name in [*first, *sorted(set(found) - set(first))])
