"""An installation as a user has it: a home folder and a warehouse of its own, and a way to run the command line."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from tests.faults import driver

EXAMPLES = Path(__file__).parents[2] / "examples"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of examples."""
    return EXAMPLES


@pytest.fixture(scope="module")
def module_database(server_url: str) -> Iterator[str]:
    """An empty database that the tests of a module share."""
    name = f"test_{uuid4().hex}"
    plain = make_url(server_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield make_url(server_url).set(database=name).render_as_string(hide_password=False)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def command() -> Callable[[Path, str], Run]:
    """Gives the command line over a home and a warehouse, in a process of its own that needs no time to import."""
    return _command


def _command(home: Path, warehouse: str) -> Run:

    def run(*words: str, environment: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        settings = {"JIXIAO_HOME": str(home), "JIXIAO_WAREHOUSE": warehouse, "COLUMNS": "200"}
        with tempfile.TemporaryDirectory() as folder:
            printed, said = (Path(folder) / name for name in ("printed", "said"))
            streams = {"PRINTED": str(printed), "SAID": str(said)}
            status = driver.run_for(240, [*words], {**os.environ, **settings, **streams, **(environment or {})})
            return subprocess.CompletedProcess(words, status, *(one.read_text("utf-8") for one in (printed, said)))

    return run
