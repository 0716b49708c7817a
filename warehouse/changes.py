"""What changed, value by value: between two documents, or between what the warehouse said at two moments.

Rows are matched by what they are rows of (form, department, budget year; then section, year and printed name), never
by their ids, so that a new version is held against the one that spoke before it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, text

from warehouse.records import Record


@dataclass(frozen=True, slots=True)
class Change:
    """One row that was added, removed or changed; `columns` are those that differ, printed texts first."""

    kind: str
    relation: str
    region_code: str
    department_name: str
    form: str
    budget_year: int
    section: str
    name: str
    before: str | None
    after: str | None
    columns: str
    before_id: str | None
    after_id: str | None


@dataclass(frozen=True, slots=True)
class _Lines:
    """How a fact's rows are matched and shown: its key, the section and the name of a line, and what is printed."""

    key: str
    section: tuple[str, ...]
    name: str
    printed: tuple[str, ...]


_FACTS = {
    "fact_indicator_value": _Lines(
        "value_id",
        ("horizon", "value_role", "value_year"),
        "name_printed",
        ("value_printed", "unit_printed", "weight_printed", "score_printed"),
    ),
    "fact_funding": _Lines(
        "funding_id", ("side", "stage", "fiscal_year"), "item_printed", ("amount_printed", "share_printed")
    ),
    "fact_task": _Lines("task_id", (), "task_printed", ("total_printed", "fiscal_printed", "other_printed")),
    "fact_score": _Lines("score_id", (), "subject_printed", ("rate_printed", "weight_printed", "score_printed")),
    "fact_narrative": _Lines("narrative", (), "narrative", ("text_printed",)),
    "fact_finding": _Lines("finding_id", ("severity",), "rule_code", ("message_zh",)),
}
# Where a row stands and what it hangs on is not what it says.
_PLACE = {"page", "x0", "top", "x1", "bottom", "place", "row_number", "confidence", "document_id", "region_code"}
_PLACE |= {"department_id", "budget_year", "form", "value_id", "funding_id", "counterpart_id"}

_SPOKEN_AT = """
SELECT DISTINCT ON (state.document_id) state.document_id, state.is_current
FROM registry.document_states AS state
WHERE state.changed_at <= :moment AND state.document_id = ANY(:ids)
ORDER BY state.document_id, state.changed_at DESC
"""
_TOUCHED = """
SELECT document_id FROM registry.document_states WHERE changed_at > :earlier AND changed_at <= :later
UNION SELECT document_id FROM registry.replaced_rows WHERE replaced_at > :earlier AND replaced_at <= :later
UNION SELECT document_id FROM dim_document WHERE loaded_at > :earlier AND loaded_at <= :later
"""
_VERSIONS = f"""
SELECT DISTINCT version.document_id
FROM dim_document AS touched
INNER JOIN dim_document AS version
    ON
        touched.document_id = version.document_id
        OR (
            touched.department_id = version.department_id
            AND touched.form = version.form
            AND touched.budget_year = version.budget_year
        )
WHERE
    touched.document_id IN ({_TOUCHED})
    AND (
        CAST(:region_code AS text) IS NULL
        OR (version.region_code = :region_code AND version.budget_year = :budget_year)
    )
"""  # noqa: S608 - both texts are ours


def between_documents(connection: Connection, before_id: str, after_id: str) -> list[Change]:
    """What the second document says otherwise than the first. Raises KeyError for one that is not known."""
    whose = _whose(connection, [before_id, after_id])
    whose[before_id] = whose[after_id] = whose[after_id] if whose[before_id] and whose[after_id] else {}
    return list(_compare(_rows(connection, [before_id], None), _rows(connection, [after_id], None), whose))


def of_load(connection: Connection, load_id: int) -> list[Change]:
    """What one load changed of what its region and year said. Raises KeyError for a load that is not known."""
    load = _load(connection, load_id)
    moment, partition = load["started_at"], (load["region_code"], load["budget_year"])
    return between_moments(connection, moment - timedelta(microseconds=1), moment, partition)


def between_loads(connection: Connection, earlier: int, later: int) -> list[Change]:
    """What the warehouse said otherwise after the later load than after the earlier. Raises KeyError as `of_load`."""
    moments = [_load(connection, load_id)["started_at"] for load_id in (earlier, later)]
    return between_moments(connection, *sorted(moments))


def between_moments(
    connection: Connection, earlier: datetime, later: datetime, partition: tuple[str, int] | None = None
) -> list[Change]:
    """What the current versions said otherwise at the later moment than at the earlier one."""
    region_code, budget_year = partition or (None, None)
    asked = {"earlier": earlier, "later": later, "region_code": region_code, "budget_year": budget_year}
    versions = list(connection.scalars(text(_VERSIONS), asked))
    before, after = (_rows(connection, _spoken(connection, versions, moment), moment) for moment in (earlier, later))
    return list(_compare(before, after, _whose(connection, versions)))


def _spoken(connection: Connection, document_ids: list[str], moment: datetime) -> list[str]:
    states = connection.execute(text(_SPOKEN_AT), {"moment": moment, "ids": document_ids})
    return [document_id for document_id, is_current in states if is_current]


def _load(connection: Connection, load_id: int) -> Record:
    query = "SELECT started_at, region_code, budget_year FROM registry.loads WHERE load_id = :load_id"
    found = connection.execute(text(query), {"load_id": load_id}).first()
    if found is None:
        raise KeyError(load_id)
    return found._asdict()


def _whose(connection: Connection, document_ids: Iterable[str]) -> dict[str, Record]:
    query = "SELECT document_id, region_code, department_id, department_name, form, budget_year FROM dim_document "
    rows = connection.execute(text(query + "WHERE document_id = ANY(:ids)"), {"ids": list(document_ids)})
    found = {row.document_id: row._asdict() for row in rows}
    for document_id in document_ids:
        if document_id not in found:
            raise KeyError(document_id)
    return found


def _rows(connection: Connection, document_ids: list[str], moment: datetime | None) -> dict[str, list[Record]]:
    """By relation, the rows of these documents as they stood at the moment; None for now."""
    found = {}
    for relation in _FACTS:
        query = f"""
        SELECT to_jsonb(fact)::text
        FROM {relation} AS fact
        INNER JOIN dim_document AS document ON fact.document_id = document.document_id
        WHERE
            fact.document_id = ANY(:ids)
            AND (CAST(:moment AS timestamptz) IS NULL OR document.loaded_at <= :moment)
        UNION ALL
        SELECT row_content::text
        FROM registry.replaced_rows
        WHERE
            relation = '{relation}' AND document_id = ANY(:ids) AND written_at <= :moment AND replaced_at > :moment
        """  # noqa: S608 - the names are those of our own tables
        rows = connection.scalars(text(query), {"ids": document_ids, "moment": moment})
        found[relation] = [json.loads(row, parse_float=Decimal) for row in rows]
    return found


def _compare(
    before: dict[str, list[Record]], after: dict[str, list[Record]], whose: dict[str, Record]
) -> Iterator[Change]:
    for relation, lines in _FACTS.items():
        sides = [_by_line(rows[relation], lines, whose) for rows in (before, after)]
        for line in sorted(set(sides[0]) | set(sides[1]), key=str):
            old, new = (side.get(line, []) for side in sides)
            for one, other in zip_longest(old, new):
                change = _change(relation, lines, one, other, whose)
                if change is not None:
                    yield change


def _by_line(rows: list[Record], lines: _Lines, whose: dict[str, Record]) -> dict[tuple[Any, ...], list[Record]]:
    """The rows of each line in the order in which they stand; rows of one name and section are told by that order."""
    found = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.get("row_number") or 0, str(row[lines.key]))):
        document = whose[row["document_id"]]
        logical = tuple(document.get(name) for name in ("region_code", "department_id", "budget_year", "form"))
        section = tuple(row[name] for name in lines.section)
        found[(*logical, section, "".join(str(row[lines.name]).split()))].append(row)
    return found


def _change(
    relation: str, lines: _Lines, old: Record | None, new: Record | None, whose: dict[str, Record]
) -> Change | None:
    differing = _differing(lines, old, new) if old and new else []
    if old and new and not differing:
        return None
    row = new or old or {}
    document = whose[row["document_id"]]
    return Change(
        kind="changed" if old and new else "removed" if old else "added",
        relation=relation.removeprefix("fact_"),
        region_code=document.get("region_code", ""),
        department_name=document.get("department_name", ""),
        form=document.get("form", ""),
        budget_year=document.get("budget_year", 0),
        section=" ".join(str(row[name]) for name in lines.section),
        name=str(row[lines.name]),
        before=_shown(old, lines, differing),
        after=_shown(new, lines, differing),
        columns=" ".join(differing),
        before_id=str(old[lines.key]) if old else None,
        after_id=str(new[lines.key]) if new else None,
    )


def _differing(lines: _Lines, old: Record, new: Record) -> list[str]:
    names = [name for name in new if name not in _PLACE and name != lines.key and not name.startswith("name_")]
    names = [*lines.printed, *(name for name in names if name not in lines.printed)]
    return [name for name in names if old.get(name) != new.get(name)]


def _shown(row: Record | None, lines: _Lines, differing: list[str]) -> str | None:
    """What is printed; where only its meaning differs, the meaning beside it."""
    if row is None:
        return None
    printed = " ".join(str(row[name]) for name in lines.printed if row.get(name) not in {None, ""})
    meaning = [f"{name}={row.get(name)}" for name in differing if name not in lines.printed]
    return printed if any(name in lines.printed for name in differing) or not meaning else " ".join([printed, *meaning])
