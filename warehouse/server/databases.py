"""Databases inside the running server: making one that is missing, and shutting all of them to who has no business."""

import psycopg
from psycopg import sql

from warehouse.server.failure import ServerFailed


def ensure_databases(address: str, timezones: dict[str, str]) -> None:
    """Make each database that is not there, with the time zone its sessions begin in.

    `address` is a libpq URL of the maintenance database. A database of a wrong time zone is set right.
    """
    try:
        with psycopg.connect(address, autocommit=True, connect_timeout=10) as connection:
            for name, timezone in timezones.items():
                _ensure(connection, name, timezone)
            _shut(connection)
    except psycopg.Error as error:
        line = " ".join(str(error).split())
        raise ServerFailed(f"the embedded PostgreSQL runs but does not serve: {line}") from error


def _ensure(connection: psycopg.Connection, name: str, timezone: str) -> None:
    found = connection.execute(
        "SELECT s.setconfig FROM pg_database d "
        "LEFT JOIN pg_db_role_setting s ON s.setdatabase = d.oid AND s.setrole = 0 WHERE d.datname = %s",
        [name],
    ).fetchone()
    if found is None:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    if found is None or f"TimeZone={timezone}" not in (found[0] or []):
        connection.execute(
            sql.SQL("ALTER DATABASE {} SET timezone TO {}").format(sql.Identifier(name), sql.Literal(timezone))
        )


def _shut(connection: psycopg.Connection) -> None:
    """Takes the right to connect, which PostgreSQL gives to everybody: a reader of the warehouse reads no other."""
    query = "SELECT datname FROM pg_database WHERE datallowconn AND has_database_privilege('public', oid, 'CONNECT')"
    for (name,) in connection.execute(query).fetchall():
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
