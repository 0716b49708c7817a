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


def is_held(path: Path) -> bool:
    """Whether anyone has the lock, in this process or another."""
    try:
        Lock(_locked(path, fcntl.LOCK_EX | fcntl.LOCK_NB)).release()
    except BlockingIOError:
        return True
    return False


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock alone for the length of the block; waits for its turn."""
    lock = Lock(_locked(path, fcntl.LOCK_EX))
    try:
        yield
    finally:
        lock.release()


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
