"""Homes for embedded servers, and other processes that use them."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from warehouse.server.embedded import EmbeddedServer

_USER = """
import sys
from pathlib import Path
from warehouse.server.embedded import EmbeddedServer
with EmbeddedServer(Path(sys.argv[1])).use() as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@contextmanager
def _open_folder(base: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="jixiao-test-", dir=base))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def open_folder(folder_for_homes: Path) -> Iterator[Path]:
    """A folder that every OS user may pass."""
    with _open_folder(folder_for_homes) as folder:
        yield folder


@pytest.fixture
def new_server(open_folder: Path) -> Iterator[EmbeddedServer]:
    """A server that was never started, in a home that is not there yet; stopped at the end in any case."""
    server = EmbeddedServer(open_folder / "home")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def _common_home(folder_for_homes: Path) -> Iterator[Path]:
    with _open_folder(folder_for_homes) as folder:
        yield folder / "home"


@pytest.fixture
def server(_common_home: Path) -> Iterator[EmbeddedServer]:
    """A stopped server, in a home that tests use in turn: making a new cluster takes longer than most tests."""
    server = EmbeddedServer(_common_home)
    with server.use():
        pass
    yield server
    server.stop()
    assert not server.is_running()


@pytest.fixture
def begin_user() -> Iterator[Callable[[EmbeddedServer], "subprocess.Popen[str]"]]:
    """Begins a process that uses a server, prints its URL, and leaves at the end of its input."""
    users = []

    def begin(server: EmbeddedServer) -> "subprocess.Popen[str]":
        users.append(
            subprocess.Popen(
                [sys.executable, "-c", _USER, server.home],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        return users[-1]

    yield begin
    for user in users:
        user.communicate()
