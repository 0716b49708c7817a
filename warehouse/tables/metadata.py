"""What every table is made with: one metadata, names for constraints, and comments from the vocabulary of columns."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CheckConstraint, Column, MetaData, Table
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from contracts.vocabulary.columns import columns, relations

BOOKKEEPING = "registry"
UNKNOWN_INDICATOR = "unknown"
NO_UNIT = "none"

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def table(name: str, *items: SchemaItem, schema: str | None = None, **settings: Any) -> Table:
    """A table of the warehouse, with its comment."""
    return Table(name, METADATA, *items, schema=schema, comment=relations()[name].comment, **settings)


def column(name: str, kind: TypeEngine[Any], *items: SchemaItem, **settings: Any) -> Column[Any]:
    """A column with its comment; not null unless `nullable=True` is said."""
    settings.setdefault("nullable", False)
    return Column(name, kind, *items, comment=columns()[name].comment, **settings)


def one_of(name: str, values: Iterable[str]) -> CheckConstraint:
    """A check that the column holds one of a contract's closed list (or null, where it may be null)."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{name} IN ({listed})", name=name)
