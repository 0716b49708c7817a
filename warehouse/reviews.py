"""What waits for a person's word: names, units and departments as documents print them, current versions only."""

import pandas as pd
from sqlalchemy import Engine, text

from warehouse.records import frame_of

_NAMES = """
SELECT name_printed, department_function, level1_printed, measure, unit, comparator, count(*) AS count
FROM wide_indicator_value
WHERE btrim(name_printed) <> '' {}
GROUP BY name_printed, department_function, level1_printed, measure, unit, comparator
"""
_UNITS = """
SELECT value.unit AS name, count(*) AS count, min(value.value_printed) AS example
FROM wide_indicator_value AS value
INNER JOIN dim_unit AS unit ON value.unit = unit.unit AND NOT unit.is_listed
GROUP BY value.unit
ORDER BY count(*) DESC, value.unit
"""
_UNPLACED = """
SELECT department_printed AS name, count(*) AS count, min(reason_detail) AS example
FROM dim_document
WHERE reason_code = 'region_unknown'
GROUP BY department_printed
ORDER BY count(*) DESC, department_printed
"""
_DEPARTMENTS = """
SELECT
    department.department_id, department.department_name, department.department_function, department.region_code,
    count(document.document_id) AS count,
    min(document.budget_year) AS first_year, max(document.budget_year) AS last_year
FROM dim_department AS department
INNER JOIN dim_document AS document ON department.department_id = document.department_id
GROUP BY department.department_id
ORDER BY department.department_id
"""


def unmatched_indicators(engine: Engine) -> pd.DataFrame:
    """Names without an indicator in each way they are printed: by function, place, measure, unit and comparator."""
    return _frame(engine, _NAMES.format("AND indicator_code IS NULL"))


def printed_indicators(engine: Engine) -> pd.DataFrame:
    """Every name that current documents print, with or without an indicator, in each way it is printed."""
    return _frame(engine, _NAMES.format(""))


def is_printed(engine: Engine, name: str) -> bool:
    """Whether a current document prints this very name."""
    query = "SELECT EXISTS (SELECT FROM wide_indicator_value WHERE name_printed = :name)"
    with engine.connect() as connection:
        return bool(connection.scalar(text(query), {"name": name}))


def unlisted_units(engine: Engine) -> pd.DataFrame:
    """Units that the vocabulary does not list: name, count, example."""
    return _frame(engine, _UNITS)


def unplaced_departments(engine: Engine) -> pd.DataFrame:
    """Printed names of departments whose region is not known: name, count, example."""
    return _frame(engine, _UNPLACED)


def departments_by_year(engine: Engine) -> pd.DataFrame:
    """Every department that has documents, with its function, their count, and their first and last budget year."""
    return _frame(engine, _DEPARTMENTS)


def _frame(engine: Engine, query: str) -> pd.DataFrame:
    with engine.connect() as connection:
        return frame_of(connection.execute(text(query)))
