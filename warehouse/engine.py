"""Reaching the warehouse: a URL in, a tried SQLAlchemy engine out, or one kind of error that says what to do."""

from contextlib import AbstractContextManager

import psycopg
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError

OLDEST_POSTGRESQL = 15
CONNECT_SECONDS = 5
PATIENCE = {"connect_timeout": CONNECT_SECONDS, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""libpq's words: a server that does not answer, or vanished from the network, is known for it within a minute."""
_RESTARTING = ("57P01", "57P02", "57P03")
# A refused login comes without its code, so its words must do; where a server speaks another language it is waited for.
_LOGIN_REFUSED = ("authentication failed", "does not exist", "no pg_hba.conf entry", "permission denied")


class WarehouseUnreachable(Exception):  # noqa: N818 - says the state, as `TimeoutExpired` does
    """The warehouse cannot be used; the message is one line and says what to do, and never holds a password.

    `may_pass`: nothing but time may be needed, as while its server restarts.
    """

    may_pass = False


def connect(url: str | URL) -> Engine:
    """An engine on psycopg 3 for `postgresql://…` or `postgresql+psycopg://…`, tried once with a short timeout.

    Connections are not pooled: an idle one would keep an embedded server up, and opening one takes milliseconds.
    Raises WarehouseUnreachable.
    """
    engine = create_engine(
        _psycopg_url(url),
        poolclass=NullPool,
        connect_args={**PATIENCE, "application_name": "jixiao"},
    )
    # A query part may hold a password as well, so it is never shown.
    shown = engine.url.set(query={}, drivername="postgresql").render_as_string(hide_password=True)
    try:
        with engine.connect() as connection:
            version = int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10000
    except (DBAPIError, psycopg.Error, UnicodeError) as error:
        cause = _one_line(error, engine.url)
        unreachable = WarehouseUnreachable(
            f"cannot reach the warehouse at {shown}: {cause}. Check that PostgreSQL runs there and that the address, "
            "database, user and password are right, then run the same command again"
        )
        said = driver_error(error)
        unreachable.may_pass = said is not None and is_passing(said)
        raise unreachable from None
    if version < OLDEST_POSTGRESQL:
        raise WarehouseUnreachable(
            f"the warehouse at {shown} is PostgreSQL {version}; use PostgreSQL {OLDEST_POSTGRESQL} or later"
        )
    return engine


def transaction(connection: Connection) -> AbstractContextManager[object]:
    """A transaction on a connection that is kept for several; a savepoint where a rehearsal has begun one already."""
    return connection.begin_nested() if connection.in_transaction() else connection.begin()


def driver_error(error: BaseException | None) -> BaseException | None:
    """What the driver said when PostgreSQL was lost or could not do its work: of an error, or of one behind it."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return error.orig
        error = error.__cause__
    return None


def is_passing(said: BaseException) -> bool:
    """Whether the driver says that the connection was refused or lost, and not that the server has refused a wish.

    A server that is spoken to gives each refusal a code (SQLSTATE); those of ending and starting pass.
    """
    code = getattr(said, "sqlstate", None) or getattr(said, "pgcode", None)
    if code is None:
        return not any(words in str(said) for words in _LOGIN_REFUSED)
    return code.startswith("08") or code in _RESTARTING


def _psycopg_url(url: str | URL) -> URL:
    if isinstance(url, str) and url.count("@") > 1:
        raise WarehouseUnreachable("the warehouse's address has more than one @; write the one in the password as %40")
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        parsed, backend = None, ""
    if parsed is None or backend not in {"postgresql", "postgres"}:
        raise WarehouseUnreachable(
            "the warehouse's address is not one of PostgreSQL; write postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
        )
    return parsed.set(drivername="postgresql+psycopg")


def _one_line(error: Exception, url: URL) -> str:
    original = getattr(error, "orig", None) or error
    lines = [line.strip() for line in str(original).splitlines() if line.strip()]
    cause = (lines[0] if lines else type(original).__name__).removeprefix("connection failed: ").rstrip(".")
    for password in (url.password, url.query.get("password")):
        if isinstance(password, str) and password:
            cause = cause.replace(password, "***")
    return cause
