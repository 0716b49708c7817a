"""The dimensions as the reviewed vocabularies have them; departments are written as documents name them."""

import hashlib
import json
from datetime import date

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects.postgresql import insert

from contracts.vocabulary.regions import regions
from warehouse.records import Record
from warehouse.tables.bookkeeping import FINGERPRINTS
from warehouse.tables.dimensions import DIM_FISCAL_YEAR, DIM_INDICATOR, DIM_REGION, DIM_UNIT
from warehouse.tables.metadata import NO_UNIT, UNKNOWN_INDICATOR

# The years that the contracts let a document speak of.
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


def sync_dimensions(connection: Connection) -> dict[str, int]:
    """Writes what changed in the vocabularies; rows new or changed in each dimension, none where nothing changed.

    Rows that a vocabulary no longer has stay, for facts may point at them.
    """
    written = {}
    for table, rows in (
        (DIM_UNIT, _units()),
        (DIM_INDICATOR, _indicators()),
        (DIM_REGION, _regions()),
        (DIM_FISCAL_YEAR, _fiscal_years()),
    ):
        changed = _write(connection, table, rows)
        if changed:
            written[table.name] = changed
    return written


def _write(connection: Connection, table: Table, rows: list[Record]) -> int:
    content = hashlib.sha256(json.dumps(rows, ensure_ascii=False, default=str).encode()).hexdigest()
    if connection.scalar(select(FINGERPRINTS.c.content_sha256).where(FINGERPRINTS.c.subject == table.name)) == content:
        return 0
    statement = insert(table)
    others = [column.name for column in table.c if not column.primary_key]
    differs = table.c[others[0]].is_distinct_from(statement.excluded[others[0]])
    for name in others[1:]:
        differs |= table.c[name].is_distinct_from(statement.excluded[name])
    written = 0
    for start in range(0, len(rows), 1000):
        several = insert(table).values(rows[start : start + 1000])
        fresh = {name: several.excluded[name] for name in others}
        written += connection.execute(
            several.on_conflict_do_update(index_elements=list(table.primary_key), set_=fresh, where=differs)
        ).rowcount
    noted = insert(FINGERPRINTS).values(subject=table.name, content_sha256=content)
    fresh = {name: noted.excluded[name] for name in ("content_sha256", "written_at")}
    connection.execute(noted.on_conflict_do_update(index_elements=["subject"], set_=fresh))
    return written


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
    return [{"unit": NO_UNIT, "is_listed": True}]


def _indicators() -> list[Record]:
    unknown = dict.fromkeys(DIM_INDICATOR.c.keys())
    return [{**unknown, "indicator_code": UNKNOWN_INDICATOR, "indicator_name": "未识别", "unit": NO_UNIT}]
