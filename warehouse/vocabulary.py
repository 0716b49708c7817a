"""The dimensions as the reviewed vocabularies have them. Which departments there are, documents say: `departments`."""

import hashlib
import json
from dataclasses import asdict
from datetime import date

from sqlalchemy import Connection, Table, or_
from sqlalchemy.dialects.postgresql import insert

from contracts.vocabulary.decisions import decisions_on
from contracts.vocabulary.departments import lines
from contracts.vocabulary.functions import functions
from contracts.vocabulary.indicators import indicators
from contracts.vocabulary.regions import regions
from contracts.vocabulary.units import read_unit, units
from warehouse.departments import renew_departments
from warehouse.fingerprints import fingerprint_of, note_fingerprint
from warehouse.marts import touch_all
from warehouse.records import Record
from warehouse.tables.dimensions import DIM_DEPARTMENT, DIM_FISCAL_YEAR, DIM_INDICATOR, DIM_REGION, DIM_UNIT
from warehouse.tables.metadata import NO_UNIT, UNKNOWN_INDICATOR

# The years that the contracts let a document speak of.
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


def sync_dimensions(connection: Connection) -> list[str]:
    """Writes what changed in the vocabularies; the names of the dimensions that it wrote.

    Rows that a vocabulary no longer has stay, for facts may point at them.
    """
    vocabularies = {
        DIM_UNIT: _units(),
        DIM_INDICATOR: _indicators(),
        DIM_REGION: _regions(),
        DIM_FISCAL_YEAR: _fiscal_years(),
    }
    written = [table.name for table, rows in vocabularies.items() if _write(connection, table, rows)]
    if _renew(connection, DIM_DEPARTMENT, _departments()):
        renew_departments(connection)
        written.append(DIM_DEPARTMENT.name)
    if written:
        touch_all(connection)
    return written


def _write(connection: Connection, table: Table, rows: list[Record]) -> bool:
    if not _renew(connection, table, rows):
        return False
    statement = insert(table)
    fresh = {column.name: statement.excluded[column.name] for column in table.c if not column.primary_key}
    differs = or_(*(table.c[name].is_distinct_from(value) for name, value in fresh.items()))
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=fresh, where=differs), rows
    )
    return True


def _renew(connection: Connection, table: Table, rows: list[Record]) -> bool:
    """Whether the dimension has to be written for these rows of a vocabulary; if so, notes that it is being done."""
    content = hashlib.sha256(json.dumps(rows, ensure_ascii=False, default=str).encode()).hexdigest()
    if fingerprint_of(connection, table.name) == content:
        return False
    note_fingerprint(connection, table.name, content)
    return True


def _departments() -> list[Record]:
    """What describes departments; which there are, documents say."""
    rows = [asdict(function) for function in functions().values()]
    rows += [asdict(line) for line in lines().values()]
    return rows + [asdict(decision) for decision in decisions_on("function")]


def _regions() -> list[Record]:
    known = regions()
    rows = []
    for region in known.values():
        top = region
        while top.parent is not None:
            top = known[top.parent]
        rows.append(
            {
                "region_code": region.code,
                "region_name": region.name,
                "region_level": region.level,
                "province_name": top.name,
                "parent_code": region.parent,
                "valid_from": region.since,
                "valid_until": region.until,
            }
        )
    return rows


def _fiscal_years() -> list[Record]:
    return [
        {"fiscal_year": year, "starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
        for year in range(_FIRST_YEAR, _LAST_YEAR + 1)
    ]


def _units() -> list[Record]:
    listed = {unit.canonical: unit.dimension for unit in units().values()}
    for indicator in indicators().values():
        unit = read_unit(indicator.unit)
        if unit is not None:
            listed.setdefault(indicator.unit, unit.dimension)
    rows: list[Record] = [
        {"unit": unit, "dimension": dimension, "is_listed": True} for unit, dimension in listed.items()
    ]
    return [*rows, {"unit": NO_UNIT, "dimension": None, "is_listed": True}]


def _indicators() -> list[Record]:
    rows: list[Record] = [
        {
            "indicator_code": indicator.code,
            "indicator_name": indicator.name_zh,
            "indicator_name_en": indicator.name_en,
            "indicator_scope": indicator.scope,
            "indicator_function": indicator.function or None,
            "indicator_level1": indicator.level1 or None,
            "indicator_level2": indicator.level2 or None,
            "measure": indicator.measure,
            "unit": indicator.unit or NO_UNIT,
            "direction": indicator.direction,
            "formula": indicator.formula or None,
        }
        for indicator in indicators().values()
    ]
    unknown: Record = dict.fromkeys(DIM_INDICATOR.c.keys())
    unknown |= {"indicator_code": UNKNOWN_INDICATOR, "indicator_name": "未识别", "unit": NO_UNIT}
    return [*rows, unknown]
