"""Installations in which a command is disturbed, copies of one that is empty or loaded; and what it leaves there.

Used by the tests of faults and by their benchmark. A copy costs a moment; what it is a copy of is made by real runs.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import create_engine, make_url

from tests.faults.driver import Fault, run, run_for, state
from warehouse.publishing import publish

YEARS = "2010..2030"
SCENES = ("ingest", "backfill", "publish")
# What a load by an older reader would have left: other rows, under that reader's name.
_OLDER = """
UPDATE fact_indicator_value SET value_printed = 'as an older reader read it';
UPDATE fact_funding SET amount_yuan = 1;
UPDATE dim_document SET reader = 'older/1', content_sha256 = repeat('0', 64) WHERE state = 'loaded';
UPDATE registry.loads SET code_versions = code_versions || '{"reader": "older/1"}';
"""


@dataclass(frozen=True)
class Place:
    """An installation: its home, its warehouse's address, and the words of the command that is run in it."""

    home: Path
    url: str
    words: list[str]

    @property
    def environment(self) -> dict[str, str]:
        """What the command finds its installation by."""
        return {"JIXIAO_HOME": str(self.home), "JIXIAO_WAREHOUSE": self.url}

    @property
    def published(self) -> Path:
        """The folder that is published into."""
        return self.home / "published"

    def run(self, fault: Fault | None = None) -> int:
        """Run the command to its end and give its exit status."""
        return run(self.words, self.environment, fault)

    def run_for(self, seconds: float) -> int:
        """Run the command, kill it if it is not done by then, and give its exit status."""
        return run_for(seconds, self.words, self.environment)

    def left(self) -> dict[str, Any]:
        """Every row, and every file of the folder of releases with its digest."""
        files = {
            path.relative_to(self.published).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.published.rglob("*"))
            if path.is_file()
        }
        return {**state(self.url), "published": files}


class Stage:
    """Makes places on one server, below one folder."""

    def __init__(self, server_url: str, folder: Path, documents: Path) -> None:
        """Makes what is copied: an empty installation, one that has loaded the documents, and an older release."""
        self._server = make_url(server_url)
        self._folder = folder
        self._documents = documents
        self._empty = self._new(folder / "empty", None, ["metrics"])
        assert self._empty.run() == 0
        self._loaded = self._new(folder / "loaded", self._empty, ["ingest", str(documents)])
        assert self._loaded.run() == 0
        with self.place("backfill") as older:
            engine = create_engine(older.url)
            publish(engine, self._loaded.published)
            engine.dispose()

    @contextmanager
    def place(self, scene: str) -> Iterator[Place]:
        """A place where `ingest` has all to do, `backfill` rows of an older reader, `publish` an older release."""
        words = {"ingest": [str(self._documents)], "backfill": ["--years", YEARS]}
        folder = self._folder / uuid4().hex
        begin = self._empty if scene == "ingest" else self._loaded
        words["publish"] = [str(folder / "published")]
        place = self._new(folder, begin, [scene, *words[scene]])
        if scene == "backfill":
            self.make_older(place)
        yield place
        self.drop(place)

    def make_older(self, place: Place) -> None:
        """Makes the rows those of an older reader."""
        self._execute(_OLDER, place.url)

    def database(self, template: str | None = None) -> str:
        """A new database, empty or a copy of another; its address."""
        name = f"test_{uuid4().hex}"
        copied = f" TEMPLATE {make_url(template).database} STRATEGY FILE_COPY" if template else ""
        self._execute(f"CREATE DATABASE {name}{copied}")
        return self._server.set(database=name).render_as_string(hide_password=False)

    def drop(self, place: Place) -> None:
        """Removes a place with its database."""
        shutil.rmtree(place.home, ignore_errors=True)
        self._execute(f"DROP DATABASE {make_url(place.url).database} WITH (FORCE)")

    def close(self) -> None:
        """Removes what was copied."""
        for place in (self._empty, self._loaded):
            self.drop(place)

    def _new(self, home: Path, begin: Place | None, words: list[str]) -> Place:
        if begin is not None:
            shutil.copytree(begin.home, home, symlinks=True)
        return Place(home, self.database(begin and begin.url), words)

    def _execute(self, statements: str, url: str | None = None) -> None:
        address = (make_url(url) if url else self._server).set(drivername="postgresql")
        with psycopg.connect(address.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(statements)
