"""The server, the disk or a commit's answer gone in mid-run: it ends with an error, and the next run is whole."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.conftest import NewDatabase
from tests.faults.driver import Fault, leftovers, run, state
from warehouse.server.embedded import EmbeddedServer

Mount = Callable[[str], Path]


@pytest.fixture
def mount(folder_for_homes: Path) -> Iterator[Mount]:
    """Mounts small file systems in memory."""
    mounted: list[Path] = []

    def one(size: str) -> Path:
        folder = folder_for_homes / f"jixiao-small-{len(mounted)}-{id(mounted)}"
        folder.mkdir()
        words = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", str(folder)]
        if subprocess.run(words, capture_output=True, check=False).returncode:
            folder.rmdir()
            pytest.skip("only root can mount a small disk")
        mounted.append(folder)
        return folder

    yield one
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        shutil.rmtree(folder)


@pytest.mark.parametrize("commit", [5, 8])
def test_the_server_is_killed_and_comes_back(
    tmp_path: Path, folder_for_homes: Path, some: Path, undisturbed: dict[str, list[Any]], commit: int
) -> None:
    home = folder_for_homes / f"jixiao-dies-{tmp_path.name}"
    home.mkdir(mode=0o711)
    environment = {"JIXIAO_HOME": str(home)}
    data = home / "postgres" / "data"
    try:
        assert run(["ingest", str(some)], environment, Fault("server_dies", commit, data)) == 1
        assert run(["ingest", str(some)], environment) == 0
        with EmbeddedServer(home).use() as url:
            assert state(url) == undisturbed
        assert leftovers(home) == []
    finally:
        shutil.rmtree((home / "postgres").resolve())
        shutil.rmtree(home)


def test_the_answer_of_a_commit_is_lost(
    tmp_path: Path, new_database: NewDatabase, some: Path, undisturbed: dict[str, list[Any]]
) -> None:
    environment = {"JIXIAO_HOME": str(tmp_path), "JIXIAO_WAREHOUSE": new_database()}
    number = 3
    while run(["ingest", str(some)], environment, Fault("answer_lost", number)) == 1:
        number += 2
    assert number > 6
    assert state(environment["JIXIAO_WAREHOUSE"]) == undisturbed


def test_the_archive_is_full(
    tmp_path: Path, new_database: NewDatabase, some: Path, undisturbed: dict[str, list[Any]], mount: Mount
) -> None:
    small = mount("200k")
    url = new_database()
    environment = {"JIXIAO_HOME": str(tmp_path), "JIXIAO_WAREHOUSE": url, "JIXIAO_ARCHIVE": str(small)}
    assert run(["ingest", str(some)], environment) == 1
    assert leftovers(small) == []
    subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
    assert run(["ingest", str(some)], environment) == 0
    assert state(url) == undisturbed


def test_the_databases_disk_is_full(some: Path, undisturbed: dict[str, list[Any]], mount: Mount) -> None:
    home = mount("400m")
    home.chmod(0o711)
    environment = {"JIXIAO_HOME": str(home)}
    assert run(["ingest", str(some)], environment, Fault("disk_fills", 5, home)) == 1
    (home / "ballast").unlink()
    assert run(["ingest", str(some)], environment) == 0
    with EmbeddedServer(home).use() as url:
        assert state(url) == undisturbed
    assert leftovers(home) == []
