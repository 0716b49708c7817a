import os
import subprocess
import sys
from pathlib import Path

from warehouse.server import locks


def test_sharers_share_and_the_last_one_frees_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    first, second = locks.shared(path), locks.shared(path)
    first.release()
    assert locks.is_shared(path)
    assert not locks.is_held_alone(path)
    second.release()
    second.release()
    assert not locks.is_shared(path)


def test_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with locks.exclusive(path):
        assert locks.is_held_alone(path)
    assert not locks.is_held_alone(path)


def test_a_child_keeps_what_it_inherits_until_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with locks.inheritable(path) as descriptor:
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=[descriptor])
    assert locks.is_held_alone(path)
    child.communicate(b"\n")
    assert not locks.is_held_alone(path)


def test_neither_forked_nor_spawned_children_keep_a_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    lock = locks.shared(path)
    spawned = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    forked = os.fork()
    if forked == 0:
        lock.release()  # must not free the parent's
        os._exit(0 if locks.is_shared(path) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(forked, 0)[1]) == 0
    assert locks.is_shared(path)
    lock.release()
    assert not locks.is_shared(path)
    spawned.communicate(b"\n")


def test_lock_files_are_private(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with locks.exclusive(path):
        assert path.stat().st_mode & 0o777 == 0o600
