"""One description a column and a relation, from which table comments, `_cn` views and the dictionary are made.

A column that stands in several tables and views means the same in each, so it is described once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from contracts.vocabulary.tables import rows


@dataclass(frozen=True, slots=True)
class Description:
    """What a column or a relation is called in Chinese, and what it holds, in Chinese and English."""

    name: str
    name_zh: str
    description_zh: str
    description_en: str

    @property
    def comment(self) -> str:
        """The Chinese comment that the database shows."""
        return f"{self.name_zh}：{self.description_zh}"


@cache
def columns() -> Mapping[str, Description]:
    """Every column of the warehouse by its name."""
    return _read("columns", "column")


@cache
def relations() -> Mapping[str, Description]:
    """Every table and view of the warehouse by its name; a `_cn` twin shares the description of its original."""
    return _read("relations", "relation")


def _read(table: str, key: str) -> Mapping[str, Description]:
    found = [Description(row[key], row["name_zh"], row["description_zh"], row["description_en"]) for row in rows(table)]
    by_name = {description.name: description for description in found}
    if len(by_name) != len(found):
        raise ValueError(f"{table}.csv describes a {key} twice")
    return MappingProxyType(by_name)
