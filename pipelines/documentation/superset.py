"""Superset's datasets, in its own YAML export format: views with Chinese columns, each with its one description."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from warehouse.dictionary import DescribedColumn, DescribedRelation
from warehouse.views import TWIN

DATASETS = ("wide_indicator_value", "wide_funding", "wide_document", "wide_finding", "compare_indicator_value")
_TIMES = ("date", "timestamp with time zone")


def uuid_of(thing: str) -> str:
    """The identity of a thing in `bi/superset`: the same each time, for Superset knows by it what it has already."""
    return str(uuid5(NAMESPACE_URL, f"https://jixiao.invalid/superset/{thing}"))


def datasets(described: Sequence[DescribedRelation]) -> dict[str, str]:
    """The dataset files by name. JSON strings are YAML."""
    found = {relation.name: relation for relation in described}
    return {f"{name}.yaml": "\n".join(_lines(found[name])) + "\n" for name in DATASETS}


def _lines(relation: DescribedRelation) -> list[str]:
    lines = [
        "# Written by `make docs` from contracts/vocabulary/columns.csv, codes.csv and relations.csv.",
        f"table_name: {relation.name}{TWIN}",
        *_said(description=relation.description.comment, uuid=uuid_of(f"dataset/{relation.name}")),
        *_said(database_uuid=uuid_of("database"), version="1.0.0", schema="public", filter_select_enabled=True),
        "metrics:",
        *_entry(metric_name="count", verbose_name="行数", metric_type="count", expression="COUNT(*)"),
        "columns:",
    ]
    for column in relation.columns:
        lines += _column(column.description.name_zh, column)
    for column in relation.columns:
        if column.description.codes:
            lines += _column(column.description.words_zh, column)
    return lines


def _column(name: str, column: DescribedColumn) -> list[str]:
    return _entry(
        column_name=name,
        type=column.kind.upper(),
        is_dttm=column.kind in _TIMES,
        groupby=True,
        filterable=True,
        description=column.description.description_zh,
    )


def _said(**pairs: Any) -> list[str]:
    return [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in pairs.items()]


def _entry(**pairs: Any) -> list[str]:
    first, *rest = _said(**pairs)
    return [f"- {first}", *(f"  {line}" for line in rest)]
