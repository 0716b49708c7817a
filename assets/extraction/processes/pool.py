"""Reading files in child processes, so that no file can take the parent, or the other files, with it.

A child is a fresh interpreter that runs `assets.extraction.processes.worker`: like multiprocessing's spawn, but without
importing the parent's main module again, which may be Dagster's. It takes several files at a time and answers them in
order. A child that hangs is killed; one that ends answers for the file it was at, and the rest go to the next child.
"""

from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from pathlib import Path
from time import monotonic

from assets.extraction.cells import Refusal
from assets.extraction.limits import DEFAULT_LIMITS, Limits
from assets.extraction.processes.child import Child, File
from assets.extraction.processes.messages import Outcome, Source

_AT_A_TIME = 4


def read_files(
    files: Iterable[File], limits: Limits = DEFAULT_LIMITS, engine: str = "pdfium", workers: int = 1
) -> Iterator[tuple[str, Outcome]]:
    """Read each file, given with its key, and give each key once with its outcome, in the order of their ends.

    A file is a path, or bytes. Raises OSError for a path that cannot be opened, RuntimeError when no child can start.
    """
    pool = _Pool(limits, engine, workers)
    waiting = iter(files)
    file = next(waiting, None)
    try:
        while file or pool.is_busy:
            while file:
                refusal = _refused_unread(file[1], limits)
                if refusal:
                    yield file[0], refusal
                elif not pool.takes(file):
                    break
                file = next(waiting, None)
            if pool.is_busy:
                yield from pool.answers()
    finally:
        pool.close()


def _refused_unread(source: Source, limits: Limits) -> Refusal | None:
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if not size:
        return Refusal("empty_file")
    return Refusal("too_large", f"{size} bytes, limit {limits.bytes}") if size > limits.bytes else None


class _Pool:
    """The children, and the files that a child which ended leaves to the next."""

    def __init__(self, limits: Limits, engine: str, workers: int) -> None:
        self._limits, self._engine, self._workers = limits, engine, workers
        self._children: list[Child] = []

    @property
    def is_busy(self) -> bool:
        return any(child.files for child in self._children)

    def takes(self, file: File) -> bool:
        """Hand a file to the least busy child, or to a new one as long as there may be more; False if all are full."""
        child = min(self._children, key=lambda child: len(child.files), default=None)
        if (child is None or child.files) and len(self._children) < self._workers:
            child = Child(self._limits, self._engine)
            self._children.append(child)
        # Bytes go to an idle child only: a busy one might never take a long message, and the parent would wait for it.
        most = _AT_A_TIME if isinstance(file[1], Path) else 1
        if child is None or len(child.files) >= most:
            return False
        child.give(file)
        return True

    def answers(self) -> Iterator[tuple[str, Outcome]]:
        """Wait for what the children have to say next."""
        busy = [child for child in self._children if child.files]
        seconds = min(child.until for child in busy) - monotonic()
        readable = wait([child.connection for child in busy], max(0.0, seconds))
        for child in busy:
            answer = child.answer(child.connection in readable)
            if answer:
                yield answer
            if child.has_ended:
                self._replace(child)

    def _replace(self, child: Child) -> None:
        self._children.remove(child)
        if child.files:
            heir = Child(self._limits, self._engine)
            self._children.append(heir)
            for file in child.files:
                heir.give(file)

    def close(self) -> None:
        """End every child."""
        for child in self._children:
            child.end()
