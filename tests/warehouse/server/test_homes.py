"""Homes of every name and place, and run by an ordinary OS user."""

import multiprocessing
import os
import pwd
import traceback
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from warehouse.server.embedded import EmbeddedServer
from warehouse.server.failure import ServerFailed


def execute(url: str, statement: str) -> None:
    with psycopg.connect(url.replace("+psycopg", "", 1), connect_timeout=5) as connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("绩效 目标/ a 'home' of $HOME \"`id`\" \\ %d", id="strange"),
        pytest.param("/".join(["a-rather-long-folder-name-of-fifty-characters-in-all"] * 5), id="long"),
    ],
)
def test_any_path_will_do(open_folder: Path, name: str) -> None:
    server = EmbeddedServer(open_folder / name)
    for _ in range(2):
        with server.use() as url:
            execute(url, "SELECT 1")
    assert server.describe().folder == open_folder / name / "postgres"


def test_a_relative_home_stays_where_it_was(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(open_folder)
    server = EmbeddedServer(Path("home"))
    monkeypatch.chdir("/")
    assert server.describe().folder == open_folder / "home" / "postgres"


def test_a_home_that_is_a_file_is_refused_in_one_line(open_folder: Path) -> None:
    (open_folder / "home").write_text("")
    with pytest.raises(ServerFailed) as failed, EmbeddedServer(open_folder / "home").use():
        pass
    assert str(open_folder / "home") in str(failed.value)
    assert "\n" not in str(failed.value)


def as_ordinary_user(work: Callable[[Path], None], folder: Path) -> None:
    """Run `work` as ourselves or, when we are root, in a fork that has dropped to nobody."""
    if os.geteuid() != 0:
        work(folder)
        return
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)

    def dropped() -> None:
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)
        try:
            work(folder)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=dropped)
    process.start()
    process.join()
    assert process.exitcode == 0


def move_home(folder: Path) -> None:
    with EmbeddedServer(folder / "home").use() as url:
        execute(url, "CREATE TABLE kept ()")
    (folder / "home").rename(folder / "moved")
    server = EmbeddedServer(folder / "moved")
    with server.use() as url:
        execute(url, "TABLE kept")
    description = server.describe()
    assert description.folder == folder / "moved" / "postgres"
    assert {path.stat().st_uid for path in description.folder.rglob("*")} == {os.geteuid()}


def test_an_ordinary_user_keeps_all_in_the_home_and_may_move_it(open_folder: Path) -> None:
    as_ordinary_user(move_home, open_folder)


def use_after_root(folder: Path) -> None:
    with EmbeddedServer(folder / "moved").use() as url:
        execute(url, "TABLE kept")


def meet_refusal(folder: Path) -> None:
    with pytest.raises(ServerFailed, match="belongs to"), EmbeddedServer(folder / "home").use():
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="takes root and another user")
def test_root_and_the_owner_take_turns(open_folder: Path) -> None:
    as_ordinary_user(move_home, open_folder)
    server = EmbeddedServer(open_folder / "moved")
    (server.home / "postgres" / "port").unlink()
    server.start()
    assert server.describe().os_user == "nobody"
    server.stop()
    as_ordinary_user(use_after_root, open_folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="takes root and another user")
def test_a_home_of_roots_is_refused_to_others(open_folder: Path) -> None:
    EmbeddedServer(open_folder / "home").describe()
    as_ordinary_user(meet_refusal, open_folder)
