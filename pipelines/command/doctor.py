"""`jixiao doctor`: what an installation needs, checked one thing after the other, with what to mend."""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from assets.extraction.pdf.compiled import way
from pipelines.command.session import Session
from pipelines.instance import write_instance_settings
from pipelines.night.runs import forgotten, note_lost
from warehouse.migrations import is_up_to_date
from warehouse.waiting import waiting_work

_LOW_BYTES = 2 * 2**30
_IDLE_MINUTES = 10

Check = Callable[[Session], str]


class AilmentError(Exception):
    """What is wrong and what to do, in one line."""


def examine(session: Session) -> list[tuple[str, bool, str]]:
    """Every check by name: whether it holds, and what was found or is to be mended."""
    results = []
    for name, check in _CHECKS.items():
        try:
            results.append((name, True, check(session)))
        except (AilmentError, OSError, sa.exc.SQLAlchemyError) as error:
            results.append((name, False, " ".join(str(error).split())[:200]))
    return results


def _python(_: Session) -> str:
    return sys.version.split()[0]


def _reader(_: Session) -> str:
    return way()


def _home(session: Session) -> str:
    home = session.settings.home.absolute()
    with tempfile.TemporaryFile(dir=home):
        pass
    free = shutil.disk_usage(home).free
    if free < _LOW_BYTES:
        raise AilmentError(f"only {free // 2**20} MiB are free below {home}: make room")
    return f"{home}, {free // 2**30} GiB free"


def _archive(session: Session) -> str:
    url, name = session.settings.archive_url, "doctor/probe"
    try:
        session.archive.write(name, b"probe")
        given = session.archive.read(name)
    except Exception as error:  # the client of each kind of store raises errors of its own
        raise AilmentError(f"the archive {url} cannot be used ({error}): see JIXIAO_ARCHIVE") from error
    if given != b"probe":
        raise AilmentError(f"the archive {url} does not give back what was written")
    return url


def _database(session: Session) -> str:
    with session.engine.connect() as connection:
        version = connection.scalar(sa.text("SHOW server_version"))
    where = session.engine.url.render_as_string(hide_password=True)
    return f"PostgreSQL {version} at {where}"


def _schema(session: Session) -> str:
    if not is_up_to_date(session.engine):
        raise AilmentError("the schema is behind this version: run `jixiao warehouse upgrade`")
    return "up to date"


def _locks(session: Session) -> str:
    with session.engine.connect() as connection:
        idle = connection.execute(
            sa.text(
                "SELECT pid, xact_start FROM pg_stat_activity WHERE datname = current_database() "
                "AND state LIKE 'idle in transaction%' AND xact_start < now() - make_interval(mins => :minutes) "
                "ORDER BY xact_start LIMIT 1"
            ),
            {"minutes": _IDLE_MINUTES},
        ).first()
    if idle:
        raise AilmentError(
            f"connection {idle.pid} has held its locks since {idle.xact_start:%F %T} and does nothing: "
            f"end that program, or say SELECT pg_terminate_backend({idle.pid})"
        )
    return "no connection sits on its locks"


def _clock(session: Session) -> str:
    with session.engine.connect() as connection:
        apart = abs(
            float(connection.scalar(sa.text("SELECT extract(epoch FROM clock_timestamp())")) or 0) - time.time()
        )
    if apart > 60:
        raise AilmentError(f"this machine's clock and the database's are {apart:.0f} s apart: set them by NTP")
    return f"within {max(1, round(apart))} s of the database's"


def _dagster(session: Session) -> str:
    write_instance_settings(session.settings)
    with session.dagster() as instance:
        note_lost(session.engine, instance)
        failed = forgotten(instance)
    if failed:
        shown = ", ".join(f"{run.job} {run.partition or ''}".strip() for run in failed[:5])
        raise AilmentError(
            f"{len(failed)} runs failed and were not run again ({shown}): the report of `jixiao night` says how"
        )
    return f"{Path(session.settings.dagster_home)}, no failed run was forgotten"


def _waiting(session: Session) -> str:
    with session.engine.connect() as connection:
        waiting = waiting_work(connection)
    if waiting:
        shown = ", ".join(f"{region} {year}" for region, year in list(waiting)[:5])
        raise AilmentError(
            f"documents or findings of {shown} wait to be loaded: run `jixiao backfill --years 2010..2030`"
        )
    return "nothing waits for a load"


_CHECKS: dict[str, Check] = {
    "python": _python,
    "reader": _reader,
    "home": _home,
    "archive": _archive,
    "database": _database,
    "schema": _schema,
    "locks": _locks,
    "clock": _clock,
    "dagster": _dagster,
    "documents": _waiting,
}
