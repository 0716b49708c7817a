"""What Dagster's processes say under `jixiao serve`: all of it in a file, and on the console what a person can use.

While the warehouse is away each of them says so in tracebacks, many a second: the console then has one line.
"""

import logging
import sys
import time
from collections.abc import Iterable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from threading import Lock

import sqlalchemy as sa

_BYTES = 10_000_000
_FILES = 3
_OURS = ("timestamp=", "{")
_SECONDS_OF_ECHO = 15.0
"""Dagster tries a lost connection again for some seconds, and may tell of it when the warehouse is back."""


class DagsterOutput:
    """Sorts the lines, and tells of the warehouse when it goes and when it comes back."""

    def __init__(self, path: Path, engine: sa.Engine) -> None:
        self._path, self._engine = path, engine
        self._log = logging.Logger("dagster")
        self._log.addHandler(RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8"))
        self._asking = Lock()
        self._is_there = True
        self._asked = self._seen_away = -_SECONDS_OF_ECHO

    def take(self, lines: Iterable[str]) -> None:
        """Until there are no more of them."""
        for line in lines:
            self._log.info(line.rstrip("\n"))
            if line.startswith(_OURS) or (self._ask() and time.monotonic() - self._seen_away > _SECONDS_OF_ECHO):
                sys.stderr.write(line)

    def look(self) -> None:
        """Says so once the warehouse is back; to be called now and then."""
        if not self._is_there:
            self._ask()

    def _ask(self) -> bool:
        """Whether the warehouse answers, asked no more than once a second."""
        with self._asking:
            if time.monotonic() - self._asked > 1:
                answers = _answers(self._engine)
                if answers and not self._is_there:
                    sys.stderr.write("the warehouse answers again: what was lost is run again within minutes\n")
                elif self._is_there and not answers:
                    sys.stderr.write(f"the warehouse does not answer: waiting for it; more is in {self._path}\n")
                self._is_there, self._asked = answers, time.monotonic()
                self._seen_away = self._seen_away if answers else self._asked
            return self._is_there


def _answers(engine: sa.Engine) -> bool:
    try:
        with engine.connect():
            return True
    except sa.exc.DBAPIError:
        return False
