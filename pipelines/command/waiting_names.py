"""What `jixiao review list` shows: names, units and departments that wait for a person's word, with what is near."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process
from sqlalchemy import Engine

from assets.normalization.unmatched import Printed, UnmatchedName, unmatched_names
from contracts.vocabulary.decisions import decisions_on
from contracts.vocabulary.departments import years_of
from contracts.vocabulary.folding import fold
from contracts.vocabulary.functions import functions
from contracts.vocabulary.units import units
from pipelines.command.output import records
from pipelines.command.subjects import Subject
from warehouse.reviews import departments_by_year, unlisted_units, unmatched_indicators, unplaced_departments

_LIKENESS = 60.0

Row = dict[str, Any]


def waiting_names(engine: Engine, subject: Subject) -> list[Row]:
    """A row for each name that waits: name, count, printed (how), near (names) and near_codes, the most frequent first.

    Departments wait whose region is not known, and those that may be another one's former name; functions are asked for
    departments whose name speaks of none that is known.
    """
    if subject is Subject.INDICATOR:
        return [_indicator(one) for one in unmatched_names(ways_of(unmatched_indicators(engine)))]
    ignored = {fold(one.name) for one in decisions_on(subject) if one.verdict == "reject" and not one.code}
    found = {Subject.UNIT: _units, Subject.FUNCTION: _functions, Subject.DEPARTMENT: _departments}[subject](engine)
    return [row for row in found if fold(row["name"]) not in ignored]


def ways_of(frame: pd.DataFrame) -> list[Printed]:
    """A frame of `warehouse.reviews` as the ways in which names are printed."""
    columns = ("name_printed", "count", "department_function", "level1_printed", "measure", "unit", "comparator")
    return [Printed(*(row[name] for name in columns)) for row in records(frame)]


def near(name: str, choices: Iterable[str]) -> list[str]:
    """Up to three of `choices` whose letters are like those of `name`."""
    found = process.extract(name, list(choices), scorer=fuzz.ratio, limit=3, score_cutoff=_LIKENESS)
    return [choice for choice, *_ in found]


def _indicator(one: UnmatchedName) -> Row:
    known = functions()
    return {
        "name": one.name,
        "count": one.count,
        "printed": " ".join(filter(None, (one.usual.level1, one.usual.measure, one.usual.unit))),
        "functions": "、".join(known[code].name_zh for code in one.functions),
        "near": "、".join(f"{found.name} {found.likeness:.0f}" for found in one.suggestions),
        "near_codes": [found.code for found in one.suggestions],
    }


def _units(engine: Engine) -> list[Row]:
    return [_near(row, near(row["name"], units())) for row in records(unlisted_units(engine))]


def _functions(engine: Engine) -> list[Row]:
    named = {one.name_zh: code for code, one in functions().items()}
    rows = []
    for row in records(departments_by_year(engine)):
        if row["department_function"] is None:
            name = row["department_id"].partition("-")[2]
            found = near(name, named)
            shown = _near({"name": name, "count": row["count"], "example": row["department_name"]}, found)
            rows.append({**shown, "near_codes": [named[one] for one in found]})
    return rows


def _departments(engine: Engine) -> list[Row]:
    known = records(departments_by_year(engine))
    ids = [row["department_id"] for row in known]
    rows = []
    for row in records(unplaced_departments(engine)):
        alike = [one for one in ids if one.partition("-")[2] in fold(row["name"])]
        rows.append(_near(row, alike[:3]))
    for row in known:
        others = [one["department_id"] for one in known if _may_be_renamed(row, one)]
        if others:
            years = f"{row['first_year']}–{row['last_year']}"
            rows.append(_near({"name": row["department_name"], "count": row["count"], "example": years}, others))
    return rows


def _may_be_renamed(earlier: Row, later: Row) -> bool:
    """Whether one department's documents end before another's of the same region and function begin.

    What the vocabulary says of an earlier one's end is no question any more.
    """
    return (
        earlier["region_code"] == later["region_code"]
        and earlier["department_function"] is not None
        and earlier["department_function"] == later["department_function"]
        and earlier["last_year"] < later["first_year"]
        and years_of(earlier["department_id"])[1] is None
    )


def _near(row: Row, found: list[str]) -> Row:
    shown = {"name": row["name"], "count": row["count"], "printed": row["example"], "functions": ""}
    return {**shown, "near": "、".join(found), "near_codes": found}
