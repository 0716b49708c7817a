"""`jixiao backfill`: years run again from the archive, only what changed or all of it."""

import re
from typing import Any

import sqlalchemy as sa

from assets.marts.versions import code_versions
from pipelines.command.ingest import load
from pipelines.command.session import Session
from pipelines.definitions import build_definitions
from pipelines.resources import reader_of
from warehouse.waiting import stale_partitions

_YEARS = re.compile(r"(\d{4})(?:\.\.(\d{4}))?")


def years_of(text: str) -> tuple[int, int]:
    """`2019..2025` or `2025` as first and last year; ValueError for anything else."""
    match = _YEARS.fullmatch(text)
    if not match:
        raise ValueError(f"--years takes 2025 or 2019..2025, not {text!r}")
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first:
        raise ValueError(f"--years ends before it begins: {text!r}")
    return first, last


def backfill(session: Session, years: tuple[int, int], region_code: str | None, *, reparse: bool) -> dict[str, Any]:
    """Loads again what was loaded by other code or waits to be; with `reparse` everything, read anew."""
    with session.engine.connect() as connection:
        known = _partitions(connection)
        stale = set(stale_partitions(connection, code_versions(reader_of(session.settings).version)))
    asked = [p for p in known if years[0] <= p[1] <= years[1] and region_code in (None, p[0])]
    wanted = asked if reparse else [partition for partition in asked if partition in stale]
    with session.dagster() as instance:
        sums = load(session, build_definitions(), instance, wanted, reparse=reparse)
    return {"regions_and_years": len(asked), "run": len(wanted), **sums}


def _partitions(connection: sa.Connection) -> list[tuple[str, int]]:
    query = sa.text(
        "SELECT DISTINCT region_code, budget_year FROM dim_document "
        "WHERE region_code IS NOT NULL AND budget_year IS NOT NULL ORDER BY 1, 2"
    )
    return [(region_code, year) for region_code, year in connection.execute(query)]
