"""Readers: groups that may read views and dimensions, logins in them, and one query run truly as such a login.

A query is never run as the owner with a role set: `reset role`, a DO block or `set_config('role', …)` would undo that.
What the groups may read is in `warehouse.grants`; a reader who is bound to regions finds it cut to them.
"""

import secrets
from collections.abc import Collection, Generator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

import psycopg
from psycopg import sql
from psycopg.pq import ExecStatus
from sqlalchemy import Connection, Engine, delete, insert, text

from warehouse import grants
from warehouse.engine import CONNECT_SECONDS, WarehouseUnreachable
from warehouse.tables.bookkeeping import READER_REGIONS


class RoleError(Exception):
    """A reader could not be made; the message is one line and says what to do."""


class QueryRefusedError(Exception):
    """PostgreSQL refused the query; the message is its own, in one line."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A query's result; `is_cut` if there were more rows than the limit."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    is_cut: bool


def create_reader(engine: Engine, role: str, password: str, regions: Collection[str] = ()) -> None:
    """Makes a login that may only read, for a BI tool; one that is there already gets the new password.

    With `regions` (their codes) it reads the rows of these regions only, in schema `regional`, which its names are
    looked up in. Raises RoleError if the role exists and is no reader, if it is bound to regions and none are said, or
    if the owner may not make roles.
    """
    with engine.begin() as connection:
        group = grants.REGIONAL_READER if regions else grants.READER
        _create_group(connection, group)
        _create_login(connection, role, password, group)
        _bind(connection, role, regions)


def read_only(engine: Engine, query: str, limit: int | None = None, timeout_seconds: float = 60) -> Rows:
    """Runs one statement that gives rows, truly as a reader, in a read-only transaction that is rolled back.

    `limit` rows at most are fetched. Raises QueryRefusedError for what PostgreSQL refuses or does not understand, and
    for statements that give no rows; RoleError if no reader can be made; WarehouseUnreachable if it cannot log in.
    """
    with engine.connect() as connection:
        # One login a warehouse, with a new password each time that nobody knows; callers take turns to log in.
        connection.execute(text("SELECT pg_advisory_lock(hashtextextended('jixiao reader', 0))"))
        database = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
        role, password = f"jixiao_sql_{database}", secrets.token_urlsafe(24)
        create_reader(engine, role, password)
        reader = _open(engine, role, password, timeout_seconds)
    try:
        columns = _described(reader, query)
        stream = cast("Generator[tuple[Any, ...]]", reader.cursor().stream(query.encode()))
        with closing(stream):
            rows = list(islice(stream, limit))
            return Rows(columns, rows, is_cut=limit is not None and next(stream, None) is not None)
    except psycopg.Error as error:
        raise QueryRefusedError(" ".join(str(error).split())) from None
    finally:
        reader.close()


def _described(reader: "psycopg.Connection[tuple[Any, ...]]", query: str) -> tuple[str, ...]:
    """The columns that the query will give. Parsing takes one statement only; what gives no rows is refused unrun."""
    for result in (reader.pgconn.prepare(b"", query.encode()), reader.pgconn.describe_prepared(b"")):
        if result.status != ExecStatus.COMMAND_OK:
            raise QueryRefusedError(" ".join(result.error_message.decode(errors="replace").split()))
    if result.nfields == 0:
        raise QueryRefusedError("only a query that gives rows can be run here: SELECT, VALUES, TABLE, EXPLAIN, SHOW")
    return tuple((result.fname(place) or b"").decode() for place in range(result.nfields))


def _open(engine: Engine, role: str, password: str, timeout_seconds: float) -> "psycopg.Connection[tuple[Any, ...]]":
    positional, named = engine.dialect.create_connect_args(engine.url.set(username=role, password=password))
    named.update(
        connect_timeout=CONNECT_SECONDS,
        application_name="jixiao sql",
        options=f"-c statement_timeout={int(timeout_seconds * 1000)}",
    )
    try:
        reader = psycopg.connect(*positional, **named)
    except psycopg.Error as error:
        cause = str(error).splitlines()[0]
        raise WarehouseUnreachable(
            f"the reader {role} cannot log in: {cause}. Let it in with a password in pg_hba.conf"
        ) from None
    reader.read_only = True
    return reader


def _create_group(connection: Connection, group: str) -> None:
    if not _exists(connection, group):
        _refusable(connection, sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(group)))
    # Roles are the server's, grants the database's: the group may stem from another warehouse on the same server.
    if not grants.are_given(connection, group):
        grants.renew(connection)


def _create_login(connection: Connection, role: str, password: str, group: str) -> None:
    name = sql.Identifier(role)
    if not _exists(connection, role):
        attributes = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
        _refusable(connection, sql.SQL("CREATE ROLE {} " + attributes).format(name))
        _refusable(connection, sql.SQL("ALTER ROLE {} SET default_transaction_read_only = on").format(name))
    elif (former := _group_of(connection, role)) is None:
        raise RoleError(f"the role {role} exists and is no reader of this warehouse; choose another name")
    elif former == grants.REGIONAL_READER != group:
        raise RoleError(f"the reader {role} is bound to regions: say --region again, or choose another name")
    elif former != group:
        _refusable(connection, sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(former), name))
    _refusable(connection, sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), name))
    # Sent as its digest, so that no log of the server holds the password.
    verifier = _driver(connection).pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    _refusable(connection, sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(verifier.decode())))


def _bind(connection: Connection, role: str, regions: Collection[str]) -> None:
    connection.execute(delete(READER_REGIONS).where(READER_REGIONS.c.reader_role == role))
    if regions:
        rows = [{"reader_role": role, "region_code": region} for region in sorted(set(regions))]
        connection.execute(insert(READER_REGIONS), rows)
        path = sql.SQL("ALTER ROLE {} SET search_path = {}")
        _refusable(connection, path.format(sql.Identifier(role), sql.Identifier(grants.REGIONAL)))


def _exists(connection: Connection, role: str) -> bool:
    return bool(connection.scalar(text("SELECT count(*) FROM pg_roles WHERE rolname = :role"), {"role": role}))


def _group_of(connection: Connection, role: str) -> str | None:
    """The group of readers that the role is in; None if it is in none, in another role, or has powers of its own."""
    query = text(
        "SELECT (SELECT array_agg(roleid::regrole::text) FROM pg_auth_members WHERE member = pg_roles.oid) "
        "FROM pg_roles WHERE rolname = :role "
        "AND NOT (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)"
    )
    groups = connection.scalar(query, {"role": role}) or []
    return groups[0] if len(groups) == 1 and groups[0] in (grants.READER, grants.REGIONAL_READER) else None


def _refusable(connection: Connection, statement: sql.Composed) -> None:
    try:
        _driver(connection).execute(statement)
    except psycopg.errors.InsufficientPrivilege as error:
        raise RoleError(
            f"the warehouse's user {connection.engine.url.username} may not make readers "
            f"({str(error).splitlines()[0]}); let an administrator grant it CREATEROLE"
        ) from None


def _driver(connection: Connection) -> "psycopg.Connection[tuple[Any, ...]]":
    return cast("psycopg.Connection[tuple[Any, ...]]", connection.connection.driver_connection)
