"""File locks between the processes that use one server. The kernel frees a lock when its holder dies, in any way."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.server.residence import open_private

_held: set[int] = set()


def _let_go_in_child() -> None:
    # A forked child shares its parent's locks and would keep them after the parent's death. Closing its copy does
    # not unlock the parent's. A child that execs is covered by close-on-exec, Python's default.
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_let_go_in_child)


class Lock:
    """A lock that this process holds until `release`."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let go; in a child forked since, and at a second call, there is nothing to let go of."""
        if self._descriptor in _held:
            _held.remove(self._descriptor)
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
            os.close(self._descriptor)


def shared(path: Path) -> Lock:
    """Hold the lock beside other sharers; waits for an exclusive holder to let go."""
    return Lock(_locked(path, fcntl.LOCK_SH))


def is_shared(path: Path) -> bool:
    """Whether anyone shares the lock, in this process or another."""
    return _is_refused(path, fcntl.LOCK_EX)


def is_held_alone(path: Path) -> bool:
    """Whether anyone has the lock alone. Askers do not disturb one another."""
    return _is_refused(path, fcntl.LOCK_SH)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock alone for the length of the block; waits for its turn."""
    lock = Lock(_locked(path, fcntl.LOCK_EX))
    try:
        yield
    finally:
        lock.release()


@contextmanager
def inheritable(path: Path) -> Iterator[int]:
    """Take the lock alone and give its descriptor, for a child process to inherit and keep.

    After the block the lock is the child's and its children's as long as one of them lives; nobody's, if none took it.
    """
    descriptor = _locked(path, fcntl.LOCK_EX)
    try:
        yield descriptor
    finally:
        _held.remove(descriptor)
        os.close(descriptor)  # no unlocking: that would take the lock from the child as well


def _is_refused(path: Path, operation: int) -> bool:
    try:
        Lock(_locked(path, operation | fcntl.LOCK_NB)).release()
    except BlockingIOError:
        return True
    return False


def _locked(path: Path, operation: int) -> int:
    descriptor = open_private(path, os.O_RDWR)
    _held.add(descriptor)
    try:
        fcntl.flock(descriptor, operation)
    except BaseException:
        _held.discard(descriptor)
        os.close(descriptor)
        raise
    return descriptor
