"""The server, the disk or a commit's answer gone in mid-run: it ends with an error, and the next run is whole."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from tests.faults.conftest import Mount
from tests.faults.driver import Fault, ended, leftovers, run, start, state
from tests.faults.stage import Stage
from warehouse.server.embedded import EmbeddedServer


@pytest.fixture
def home(tmp_path: Path, folder_for_homes: Path) -> Iterator[Path]:
    """A home whose embedded server the test may kill."""
    one = folder_for_homes / f"jixiao-dies-{tmp_path.name}"
    one.mkdir(mode=0o711)
    yield one
    shutil.rmtree((one / "postgres").resolve())
    shutil.rmtree(one)


def test_the_server_is_killed_and_comes_back(home: Path, some: Path, undisturbed: dict[str, Any]) -> None:
    environment = {"JIXIAO_HOME": str(home), "JIXIAO_PATIENCE_SECONDS": "0"}
    assert run(["ingest", str(some)], environment, Fault("server_dies", 5, home / "postgres" / "data")) == 1
    assert run(["ingest", str(some)], environment) == 0
    with EmbeddedServer(home).use() as url:
        assert_rows(url, undisturbed)
    assert leftovers(home) == []


@pytest.fixture
def elsewhere(home: Path) -> Iterator[EmbeddedServer]:
    """A server that runs whether a command does or not."""
    server = EmbeddedServer(home)
    server.start()
    yield server
    server.stop()


def test_a_server_elsewhere_is_killed_and_stays_away(
    elsewhere: EmbeddedServer, home: Path, tmp_path: Path, some: Path
) -> None:
    """Where there is no patience, each run's last word is one line that says what to do."""
    environment, said = environment_of(elsewhere, tmp_path, patience=0)
    for fault in (Fault("server_dies", 8, home / "postgres" / "data"), None):
        assert run(["ingest", str(some)], environment, fault) == 1
        line = lines_of(said, elsewhere)[-1]
        assert line.startswith("jixiao: ")
        assert "run the same command again" in line


def test_a_server_elsewhere_is_killed_and_is_away_for_a_while(
    elsewhere: EmbeddedServer, home: Path, tmp_path: Path, some: Path, undisturbed: dict[str, Any]
) -> None:
    """A run waits for it, says so, and ends like one that nobody disturbed."""
    environment, said = environment_of(elsewhere, tmp_path, patience=600)
    child = start(["ingest", str(some)], environment, Fault("server_dies", 8, home / "postgres" / "data"))
    while "does not answer" not in said.read_text(encoding="utf-8"):
        assert child.is_alive()
        time.sleep(0.05)
    elsewhere.start()
    assert ended(child) == 0
    assert lines_of(said, elsewhere)[-1].startswith("loading")
    assert_rows(elsewhere.url(), undisturbed)
    assert leftovers(tmp_path) == []


def environment_of(server: EmbeddedServer, folder: Path, patience: int) -> tuple[dict[str, str], Path]:
    said = folder / "said"
    said.touch()
    settings = {"JIXIAO_HOME": str(folder), "JIXIAO_WAREHOUSE": server.url(), "JIXIAO_PATIENCE_SECONDS": str(patience)}
    return {**settings, "SAID": str(said)}, said


def lines_of(said: Path, server: EmbeddedServer) -> list[str]:
    """What a run said; no traceback, and no password."""
    text = said.read_text(encoding="utf-8")
    assert "Traceback" not in text
    assert str(make_url(server.url()).password) not in text
    return text.splitlines()


def test_the_answer_of_a_commit_is_lost(stage: Stage, undisturbed: dict[str, Any]) -> None:
    number = 1
    with stage.place("ingest") as place:
        while place.run(Fault("answer_lost", number)) == 1:
            number += 2
        assert number > 4
        assert place.left() == undisturbed


def test_the_archive_is_full(stage: Stage, undisturbed: dict[str, Any], mount: Mount) -> None:
    small = mount("200k")
    with stage.place("ingest") as place:
        environment = place.environment | {"JIXIAO_ARCHIVE": str(small)}
        assert run(place.words, environment) == 1
        assert leftovers(small) == []
        subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
        assert run(place.words, environment) == 0
        assert place.left() == undisturbed


def test_the_lake_is_full(stage: Stage, undisturbed: dict[str, Any], mount: Mount, tmp_path: Path) -> None:
    """All is registered and read when the room goes: the frames of the layers find none."""
    small, said = mount("64m"), tmp_path / "said"
    with stage.place("ingest") as place:
        environment = place.environment | {"JIXIAO_ARCHIVE": str(small), "SAID": str(said)}
        assert run(place.words, environment, Fault("disk_fills", 7, small)) == 1
        assert "the load run" in said.read_text(encoding="utf-8").splitlines()[-1]
        assert leftovers(small) == []
        (small / "ballast").unlink()
        assert run(place.words, place.environment | {"JIXIAO_ARCHIVE": str(small)}) == 0
        assert place.left() == undisturbed


def test_the_databases_disk_is_full(some: Path, undisturbed: dict[str, Any], mount: Mount) -> None:
    home = mount("400m")
    home.chmod(0o711)
    environment = {"JIXIAO_HOME": str(home), "JIXIAO_PATIENCE_SECONDS": "0"}
    assert run(["ingest", str(some)], environment, Fault("disk_fills", 5, home)) == 1
    (home / "ballast").unlink()
    assert run(["ingest", str(some)], environment) == 0
    with EmbeddedServer(home).use() as url:
        assert_rows(url, undisturbed)
    assert leftovers(home) == []


def assert_rows(url: str, whole: dict[str, Any]) -> None:
    assert {**state(url), "published": {}} == whole
