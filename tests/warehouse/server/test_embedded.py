import os
import socket
import subprocess
from collections.abc import Callable

import psycopg
import pytest

from warehouse.server.embedded import DAGSTER, EmbeddedServer
from warehouse.server.failure import ServerFailed

Begin = Callable[[EmbeddedServer], "subprocess.Popen[str]"]


def ask(url: str, query: str) -> object:
    with psycopg.connect(url.replace("+psycopg", "", 1), connect_timeout=5) as connection:
        row = connection.execute(query).fetchone()
        assert row is not None
        return row[0]


def test_runs_for_the_length_of_a_use(new_server: EmbeddedServer) -> None:
    server = new_server
    assert not server.is_running()
    with server.use() as url:
        assert server.is_running()
        assert url == server.url()
        assert ask(url, "SELECT current_database()") == "jixiao"
        assert str(ask(url, "SHOW server_version")).startswith("18.")
        assert ask(url, "SHOW fsync") == "on"
        assert ask(url, "SHOW timezone") == "Asia/Shanghai"
        assert ask(url, "SELECT datlocale FROM pg_database WHERE datname = 'jixiao'") == "C.UTF-8"
        assert ask(server.url(DAGSTER), "SHOW timezone") == "UTC"
    assert not server.is_running()
    with pytest.raises(psycopg.OperationalError):
        ask(url, "SELECT 1")


def test_stops_with_the_last_of_its_users(server: EmbeddedServer, begin_user: Begin) -> None:
    with server.use() as url, server.use():
        other = begin_user(server)
        assert other.stdout is not None
        assert other.stdout.readline().strip() == url
    assert server.is_running()
    other.communicate()
    assert other.returncode == 0
    assert not server.is_running()


def test_processes_starting_at_once_share_one_server(new_server: EmbeddedServer, begin_user: Begin) -> None:
    server = new_server
    users = [begin_user(server) for _ in range(4)]
    urls = {user.stdout.readline() for user in users if user.stdout}
    assert urls == {server.url() + "\n"}
    for user in users:
        user.communicate()
    assert [user.returncode for user in users] == [0, 0, 0, 0]
    assert not server.is_running()


def test_a_kept_server_outlives_its_users_until_stopped(server: EmbeddedServer) -> None:
    server.start()
    with server.use():
        pass
    assert server.is_running()
    assert server.describe().is_kept
    assert server.stop()
    assert not server.is_running()


def test_stopping_waits_for_the_users(server: EmbeddedServer) -> None:
    server.start()
    with server.use() as url:
        assert not server.stop()
        assert ask(url, "SELECT 1") == 1
    assert not server.is_running()


def test_remembers_its_port_and_password(server: EmbeddedServer) -> None:
    with server.use() as first:
        pass
    with EmbeddedServer(server.home).use() as second:
        assert first == second


def test_takes_another_port_when_its_own_is_taken(server: EmbeddedServer) -> None:
    port = server.describe().port
    assert port is not None
    with socket.create_server(("127.0.0.1", port)), server.use() as url:
        assert server.describe().port != port
        assert ask(url, "SELECT 1") == 1


def test_a_server_that_does_not_start_says_why_in_one_line(server: EmbeddedServer) -> None:
    description = server.describe()
    settings = description.folder / "data" / "postgresql.auto.conf"
    before = settings.read_text()
    settings.write_text("max_connections = many\n")
    with pytest.raises(ServerFailed) as failed, server.use():
        pass
    settings.write_text(before)
    assert "max_connections" in str(failed.value)
    assert str(description.log) in str(failed.value)
    assert "\n" not in str(failed.value)


def test_a_home_never_started_has_no_url(new_server: EmbeddedServer) -> None:
    with pytest.raises(ServerFailed, match="never started"):
        new_server.url()
    assert not new_server.home.exists()


def test_a_long_log_is_set_aside(server: EmbeddedServer) -> None:
    log = server.describe().log
    os.truncate(log, 10_000_001)
    with server.use():
        pass
    assert log.stat().st_size < 10_000
    assert log.with_suffix(".old").stat().st_size == 10_000_001
