"""One reading process as its parent holds it: what it was given, until when it may take, and how it ended.

It is a fresh interpreter that runs `assets.extraction.processes.worker`: like multiprocessing's spawn, but without
importing the parent's main module again, which may be Dagster's.
"""

import subprocess
import sys
from collections import deque
from contextlib import suppress
from multiprocessing.connection import Pipe
from signal import Signals
from time import monotonic

from assets.extraction.cells import Refusal
from assets.extraction.limits import Limits
from assets.extraction.processes.messages import Outcome, Source, dump_job, dump_settings, load_answer

_SECONDS_TO_START = 60.0
_MEMORY_SHARE = 0.5
"""Part of the memory limit by which a process must have grown for its sudden end to be laid to memory."""
File = tuple[str, Source]


class Child:
    """A reading process, and the files it was given and has not answered: it answers them in order."""

    def __init__(self, limits: Limits, engine: str) -> None:
        """Start it. The first of its files may take the time limit, counted from when the process is ready for it."""
        self._limits = limits
        self.connection, theirs = Pipe()
        with theirs:
            command = [sys.executable, "-m", "assets.extraction.processes.worker", str(theirs.fileno())]
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])  # noqa: S603
        with suppress(OSError):  # It may have ended already; `answer` finds out how.
            self.connection.send_bytes(dump_settings(limits, engine))
        self.files: deque[File] = deque()
        self.has_ended = False
        self.until = monotonic() + _SECONDS_TO_START
        self._held: list[int] = []
        self._begun = 0.0

    def give(self, file: File) -> None:
        """Hand a file over."""
        if self._held and not self.files:
            self._begin()
        self.files.append(file)
        try:
            self.connection.send_bytes(dump_job(file[1]))
        except OSError:
            return  # It has ended; `answer` finds out how.

    def _begin(self) -> None:
        self._begun = monotonic()
        self.until = self._begun + self._limits.seconds

    def answer(self, is_readable: bool) -> tuple[str, Outcome] | None:
        """The key and outcome of its first file, if there is one to be had now. RuntimeError if it never started."""
        if not is_readable:
            if monotonic() < self.until:
                return None
            self.end()
            return self._ended(Refusal("timeout", f"no end after {self._limits.seconds:g} seconds"))
        try:
            message = self.connection.recv_bytes()
        except (EOFError, OSError):
            return self._ended(self._cause())
        outcome = load_answer(message)
        if isinstance(outcome, str):
            self.until = min(monotonic() + self._limits.seconds, self._begun + self._limits.longest)
            return None
        if not self._held or not isinstance(outcome, int):
            self._begin()
        if isinstance(outcome, int):
            self._held.append(outcome)
            return None
        if isinstance(outcome, Refusal) and outcome.reason_code == "out_of_memory":
            self.end()  # What is left of its memory is in pieces.
            return self._ended(outcome)
        return self.files.popleft()[0], outcome

    def end(self) -> None:
        """Kill the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        self.connection.close()

    def _ended(self, refusal: Refusal) -> tuple[str, Outcome]:
        self.has_ended = True
        if not self._held:
            raise RuntimeError(f"the reading process did not start: {refusal.detail}")
        return self.files.popleft()[0], refusal

    def _cause(self) -> Refusal:
        """Why the process ended by itself: PDFium ends it when it gets no memory, and says so to nobody."""
        self._process.kill()  # It has hung up, but may not be gone; an end that it has come to is kept.
        code = self._process.wait()
        self.connection.close()
        detail = f"signal {Signals(-code).name}" if code < 0 else f"exit status {code}"
        if self._held and self._held[-1] - self._held[0] > self._limits.memory * _MEMORY_SHARE:
            return Refusal("out_of_memory", f"{detail} at {self._held[-1]} bytes")
        return Refusal("reader_crashed", detail)
