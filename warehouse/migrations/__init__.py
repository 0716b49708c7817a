"""Bringing a database to the state that this version of jixiao needs, from an installed wheel, without an alembic.ini.

Tables change by explicit revisions under `versions/`. Views, comments and the reader's grants hold nothing and are
written anew by `upgrade` when they differ.
"""

import hashlib
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from warehouse import grants, marts, regional, views
from warehouse.fingerprints import fingerprint_of, note_fingerprint
from warehouse.tables.metadata import BOOKKEEPING

VERSION_TABLE = "revision"
_VIEWS = "views"


def upgrade(engine: Engine) -> bool:
    """Runs the revisions that are missing and renews views, comments and grants, all in one transaction.

    Returns whether anything was done. Two upgrades at once wait for each other. Raises `views.ViewsInUseError`.
    """
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('jixiao upgrade', 0))"))
        if _is_up_to_date(connection):
            return False
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {BOOKKEEPING}"))
        regional.drop(connection)
        views.drop(connection)
        command.upgrade(_config(connection), "head")
        views.create(connection)
        regional.create(connection)
        grants.renew(connection)
        marts.touch_all(connection)
        note_fingerprint(connection, _VIEWS, _fingerprint())
        return True


def current(engine: Engine) -> str | None:
    """The database's revision, None for one that was never upgraded."""
    with engine.connect() as connection:
        return _current(connection)


def head() -> str:
    """The newest revision of this version of jixiao."""
    (newest,) = ScriptDirectory(str(Path(__file__).parent)).get_heads()
    return newest


def is_up_to_date(engine: Engine) -> bool:
    """Whether `upgrade` would have nothing to do."""
    with engine.connect() as connection:
        return _is_up_to_date(connection)


def _is_up_to_date(connection: Connection) -> bool:
    if _current(connection) != head():
        return False
    return fingerprint_of(connection, _VIEWS) == _fingerprint()


def _fingerprint() -> str:
    """Digest of all that is made anew by an upgrade: the views, what bound readers find, and the grants."""
    digest = hashlib.sha256(views.fingerprint().encode())
    for module in ("grants.py", "regional.py"):
        digest.update(Path(__file__).parents[1].joinpath(module).read_bytes())
    return digest.hexdigest()


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE, schema=BOOKKEEPING):
        return None
    return MigrationContext.configure(
        connection, opts={"version_table": VERSION_TABLE, "version_table_schema": BOOKKEEPING}
    ).get_current_revision()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
