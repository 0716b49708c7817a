"""What is killed without warning must lose nothing, and stand in nobody's way."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from warehouse.server.embedded import EmbeddedServer
from warehouse.server.failure import ServerFailed
from warehouse.server.processes import account_for, run

Begin = Callable[[EmbeddedServer], "subprocess.Popen[str]"]


def execute(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", "", 1), connect_timeout=5) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def data_of(server: EmbeddedServer) -> Path:
    return server.describe().folder / "data"


def kill_server(server: EmbeddedServer) -> None:
    pid = (data_of(server) / "postmaster.pid").read_text().split()[0]
    os.kill(int(pid), signal.SIGKILL)


def fill(url: str) -> None:
    execute(url, "DROP TABLE IF EXISTS kept")
    execute(url, "CREATE TABLE kept AS SELECT n FROM generate_series(1, 1000) AS n")


def assert_filled(url: str) -> None:
    assert execute(url, "SELECT count(*), sum(n) FROM kept") == [(1000, 500500)]


def test_a_killed_server_is_started_again_with_all_that_was_committed(server: EmbeddedServer) -> None:
    with server.use() as url:
        fill(url)
        kill_server(server)
        with server.use() as again:
            assert_filled(again)
    assert not server.is_running()


def test_a_killed_user_leaves_a_server_that_the_next_one_uses_and_stops(
    server: EmbeddedServer, begin_user: Begin
) -> None:
    user = begin_user(server)
    assert user.stdout is not None
    fill(user.stdout.readline().strip())
    user.kill()
    user.wait()
    assert server.is_running()
    with server.use() as url:
        assert_filled(url)
    assert not server.is_running()


def test_a_pid_file_whose_number_another_process_has_now(server: EmbeddedServer) -> None:
    with server.use() as url:
        fill(url)
        kill_server(server)
    pid_file = data_of(server) / "postmaster.pid"
    owner = data_of(server).stat()
    # Of the same OS user: a number that is another user's PostgreSQL sees through by itself.
    as_owner = {"user": owner.st_uid, "group": owner.st_gid} if os.geteuid() == 0 else {}
    other = subprocess.Popen(["sleep", "60"], **as_owner)
    try:
        pid_file.write_text("\n".join([str(other.pid), *pid_file.read_text().splitlines()[1:], ""]))
        with server.use() as url:
            assert_filled(url)
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_server_started_by_hand_is_left_alone(server: EmbeddedServer) -> None:
    description = server.describe()
    account = account_for("nobody", description.folder / "data")

    def by_hand(*arguments: str) -> None:
        command: list[str | Path] = [description.programs / "pg_ctl", "--pgdata=.", "--wait", *arguments]
        assert run(command, account, description.folder / "data").returncode == 0

    by_hand("--log=hand.log", f"--options=-c port={description.port} -c unix_socket_directories=", "start")
    pid_file = description.folder / "data" / "postmaster.pid"
    pid = pid_file.read_text().split()[0]
    try:
        with pytest.raises(ServerFailed, match="shared memory"), server.use():
            pass
    finally:
        pid_file.write_text("\n".join([pid, *pid_file.read_text().splitlines()[1:], ""]))
        by_hand("stop")


def test_a_cluster_half_made_is_made_anew(new_server: EmbeddedServer) -> None:
    folder = new_server.describe().folder
    (folder / "making-1" / "data").mkdir(parents=True)
    (folder / "making-1" / "data" / "PG_VERSION").write_text("18\n")
    with new_server.use() as url:
        fill(url)
    assert not list(folder.glob("making-*"))


def test_a_forked_child_does_not_keep_the_server_up(server: EmbeddedServer) -> None:
    read_end, write_end = os.pipe()
    with server.use():
        child = os.fork()
        if child == 0:
            os.close(write_end)
            os.read(read_end, 1)  # until the parent closes its end
            os._exit(0)
    try:
        assert not server.is_running()
    finally:
        os.close(write_end)
        os.close(read_end)
        os.waitpid(child, 0)


def test_a_copied_home_has_a_server_of_its_own(server: EmbeddedServer, open_folder: Path) -> None:
    with server.use() as url:
        fill(url)
    subprocess.run(["cp", "-a", server.home, open_folder / "copy"], check=True)
    copy = EmbeddedServer(open_folder / "copy")
    with server.use() as url, copy.use() as other:
        assert url != other
        execute(other, "DROP TABLE kept")
        assert_filled(url)
    assert not copy.is_running()


def test_a_lost_password_file_is_named(server: EmbeddedServer) -> None:
    path = server.describe().folder / "password"
    aside = path.rename(path.with_name("aside"))
    with pytest.raises(ServerFailed, match=str(path)), server.use():
        pass
    assert not server.is_running()
    aside.rename(path)
