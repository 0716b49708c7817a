"""One description a column and a relation, from which table comments, `_cn` views and the dictionary are made.

A column that stands in several tables and views means the same in each, so it is described once, and so is each of the
codes that it may hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from contracts.vocabulary.tables import rows


@dataclass(frozen=True, slots=True)
class Description:
    """What a column or a relation is called in Chinese, and what it holds, in Chinese and English.

    `codes` are what a column of codes may hold, with a Chinese word for each; `description_zh` begins with them.
    """

    name: str
    name_zh: str
    description_zh: str
    description_en: str
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def words_zh(self) -> str:
        """What a column that holds the Chinese words in place of the codes is called."""
        return f"{self.name_zh}（中文）"

    @property
    def comment(self) -> str:
        """The Chinese comment that the database shows."""
        return f"{self.name_zh}：{self.description_zh}"


@cache
def columns() -> Mapping[str, Description]:
    """Every column of the warehouse by its name."""
    codes: dict[str, dict[str, str]] = {}
    for row in rows("codes"):
        codes.setdefault(row["column"], {})[row["code"]] = row["name_zh"]
    return _read("columns", "column", codes)


@cache
def relations() -> Mapping[str, Description]:
    """Every table and view of the warehouse by its name; a `_cn` twin shares the description of its original."""
    return _read("relations", "relation", {})


def _read(table: str, key: str, codes: Mapping[str, Mapping[str, str]]) -> Mapping[str, Description]:
    by_name = {}
    for row in rows(table):
        known = codes.get(row[key], {})
        holds = "、".join(f"{code} {word}" for code, word in known.items())
        said = "；".join(filter(None, (holds, row["description_zh"])))
        if row[key] in by_name:
            raise ValueError(f"{table}.csv describes a {key} twice")
        by_name[row[key]] = Description(row[key], row["name_zh"], said, row["description_en"], known)
    return MappingProxyType(by_name)
