"""Installations in which a command is disturbed, copies of one that is empty or loaded; and what it leaves there.

Used by the tests of faults and by their benchmark. A copy costs a moment; what it is a copy of is made by real runs.
"""

import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
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
        """What the command finds its installation by; it has no patience, or it would mend itself what is tried."""
        return {"JIXIAO_HOME": str(self.home), "JIXIAO_WAREHOUSE": self.url, "JIXIAO_PATIENCE_SECONDS": "0"}

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
        """Every row, and every file of the folder of releases with its digest; what it notes for itself aside."""
        files = {
            path.relative_to(self.published).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.published.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }
        return {**state(self.url), "published": files}


class Stage:
    """Makes places on one server, below one folder."""

    def __init__(self, server_url: str, folder: Path, documents: Path) -> None:
        """`folder` takes the homes; it and the databases are there until `close`."""
        self._server = make_url(server_url)
        self._folder = folder
        self._documents = documents
        self._copied: list[Place] = []
        self._undisturbed: dict[str, tuple[float, dict[str, Any]]] = {}

    @cached_property
    def _empty(self) -> Place:
        return self._made(self._new(self._folder / "empty", None, ["metrics"]))

    @cached_property
    def _loaded(self) -> Place:
        """Loaded, with a release of what an older reader had read."""
        loaded = self._made(self._new(self._folder / "loaded", self._empty, ["ingest", str(self._documents)]))
        older = self._new(self._folder / "older", loaded, [])
        self.make_older(older)
        engine = create_engine(older.url)
        publish(engine, loaded.published)
        engine.dispose()
        self.drop(older)
        return loaded

    def _made(self, place: Place) -> Place:
        assert place.run() == 0
        self._copied.append(place)
        return place

    def undisturbed(self, scene: str) -> tuple[float, dict[str, Any]]:
        """The seconds that a command takes on this machine, and what it leaves when nothing disturbs it."""
        if scene not in self._undisturbed:
            with self.place(scene) as place:
                before = place.left()
                began = time.monotonic()
                assert place.run() == 0
                self._undisturbed[scene] = time.monotonic() - began, place.left()
            assert self._undisturbed[scene][1] != before
        return self._undisturbed[scene]

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
        try:
            yield place
        finally:
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
        for place in self._copied:
            self.drop(place)

    def _new(self, home: Path, begin: Place | None, words: list[str]) -> Place:
        if begin is not None:
            shutil.copytree(begin.home, home, symlinks=True)
        return Place(home, self.database(begin and begin.url), words)

    def _execute(self, statements: str, url: str | None = None) -> None:
        address = (make_url(url) if url else self._server).set(drivername="postgresql")
        with psycopg.connect(address.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(statements)
