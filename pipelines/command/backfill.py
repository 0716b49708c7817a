"""`jixiao backfill`: years run again from the archive, only what changed or all of it."""

import re
from typing import Any

import sqlalchemy as sa

from assets.register.registering import RegisterProgress
from assets.versions import IDENTIFYING, code_versions
from pipelines.command.ingest import load, progress
from pipelines.command.session import Session
from pipelines.definitions import build_definitions
from pipelines.resources import reader_of
from pipelines.runs import run_register
from warehouse.versions import Partition
from warehouse.waiting import loaded_by_others, originals_read_by_others, stale_partitions

_FILES_A_RUN = 1_000
"""Dagster keeps a run's configuration, which names them."""
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


def backfill(
    session: Session,
    years: tuple[int, int],
    region_code: str | None,
    *,
    reparse: bool,
    at_most: int = 1,
    resources: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Does again what was done by other code or waits to be: reading, identity and load; with `reparse` everything.

    Killed, it goes on where it was when it is run again. `resources` replaces the assets' resources by key, as a
    rehearsal does.
    """
    versions = code_versions(reader_of(session.settings).version)
    with session.engine.connect() as connection:
        asked = _partitions(connection, years, region_code)
        originals = _originals(connection, asked, versions, reparse=reparse)
    with session.dagster() as instance:
        with progress("registering again, file", len(originals)) as advance:
            definitions = build_definitions(progress=RegisterProgress(advance), **(resources or {}))
            for first in range(0, len(originals), _FILES_A_RUN):
                run_register(definitions, instance, replay=originals[first : first + _FILES_A_RUN], anew=reparse)
        with session.engine.connect() as connection:
            asked = _partitions(connection, years, region_code)
            stale = set(stale_partitions(connection, versions))
        wanted = asked if reparse else [partition for partition in asked if partition in stale]
        sums = load(session, build_definitions(**(resources or {})), instance, wanted, at_most)
    return {"regions_and_years": len(asked), "run": len(wanted), "read_again": len(originals), **sums}


def _originals(
    connection: sa.Connection, asked: list[Partition], versions: dict[str, str], *, reparse: bool
) -> list[str]:
    """The files of which it has to be told again whose they are, by sha256."""
    identifying = {layer: versions[layer] for layer in IDENTIFYING}
    told_otherwise = loaded_by_others(connection, identifying).intersection(asked)
    read_otherwise = originals_read_by_others(connection, asked, None if reparse else versions["reader"])
    return sorted({*read_otherwise, *originals_read_by_others(connection, told_otherwise, None)})


def _partitions(connection: sa.Connection, years: tuple[int, int], region_code: str | None) -> list[Partition]:
    query = sa.text(
        "SELECT DISTINCT region_code, budget_year FROM dim_document WHERE region_code IS NOT NULL "
        "AND budget_year BETWEEN :first AND :last AND (CAST(:region AS text) IS NULL OR region_code = :region) "
        "ORDER BY 1, 2"
    )
    asked = {"first": years[0], "last": years[1], "region": region_code}
    return [(region, year) for region, year in connection.execute(query, asked)]
