"""What the tests of faults stand on: a few documents, and the state that an undisturbed run of them leaves."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from tests.faults.driver import run, state

EXAMPLES = Path(__file__).parents[2] / "examples"
NewDatabase = Callable[[], str]


@pytest.fixture(scope="module")
def new_database(server_url: str) -> Iterator[NewDatabase]:
    """Makes empty databases, as many as a test asks for."""
    plain = make_url(server_url).set(drivername="postgresql").render_as_string(hide_password=False)
    names: list[str] = []
    with psycopg.connect(plain, autocommit=True) as connection:

        def make() -> str:
            name = f"test_{uuid4().hex}"
            connection.execute(f"CREATE DATABASE {name}")
            names.append(name)
            return make_url(server_url).set(database=name).render_as_string(hide_password=False)

        yield make
        for name in names:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three documents of two years, one that is none, and a file of no known kind."""
    folder = tmp_path_factory.mktemp("some")
    for path in sorted(EXAMPLES.glob("*.pdf"))[:3]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(
    tmp_path_factory: pytest.TempPathFactory, new_database: NewDatabase, some: Path
) -> dict[str, list[Any]]:
    """The state after one run that nothing disturbs."""
    url = new_database()
    home = tmp_path_factory.mktemp("calm")
    assert run(["ingest", str(some)], {"JIXIAO_HOME": str(home), "JIXIAO_WAREHOUSE": url}) == 0
    found = state(url)
    assert len(found["dim_document"]) == 4
    return found
