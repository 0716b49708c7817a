"""Fixtures that many tests stand on: a real PostgreSQL, and in it an empty database for each test."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from warehouse.server.databases import ensure_databases
from warehouse.server.embedded import WAREHOUSE, EmbeddedServer

_COMMANDING = {"faults", "pipelines"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begins what waits for minutes at once, then what starts commands: at the end the others would wait for it."""
    items.sort(key=lambda item: (item.get_closest_marker("waits") is None, not _COMMANDING & set(item.path.parts)))


@pytest.fixture(scope="session")
def folder_for_homes() -> Path:
    """Where tests put homes of servers: in memory where there is room, as the disk's syncs are most of a test's time.

    pytest's own temporary folders will not do: they are closed to the OS user that root drops to.
    """
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2 * 1024**3:
        return memory
    return Path(tempfile.gettempdir())


@pytest.fixture(scope="session")
def server_url(folder_for_homes: Path) -> Iterator[str]:
    """The SQLAlchemy URL of an embedded server's warehouse; one server a test run, or a worker of pytest-xdist.

    JIXIAO_TEST_POSTGRESQL names another PostgreSQL instead, by the URL of a database whose user may do anything there:
    postgresql+psycopg://USER:PASSWORD@HOST:PORT/jixiao.
    """
    if given := os.environ.get("JIXIAO_TEST_POSTGRESQL"):
        yield given
        return
    home = Path(tempfile.mkdtemp(prefix="jixiao-test-", dir=folder_for_homes))
    home.chmod(0o711)
    try:
        with EmbeddedServer(home).use() as url:
            yield url
    finally:
        shutil.rmtree((home / "postgres").resolve(), ignore_errors=True)
        shutil.rmtree(home)


@pytest.fixture(autouse=True)
def environment_as_it_was() -> Iterator[None]:
    """Puts the environment back after each test: a session tells its children by it where things are."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def database_url(server_url: str) -> Iterator[str]:
    """The SQLAlchemy URL of a database made empty for this test, and dropped after it whoever is still connected."""
    name = f"test_{uuid4().hex}"
    ensure_databases(_address(server_url), {name: "Asia/Shanghai"})
    yield server_url.removesuffix(WAREHOUSE) + name
    with psycopg.connect(_address(server_url), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _address(url: str) -> str:
    return url.replace("+psycopg", "", 1)
