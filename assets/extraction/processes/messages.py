"""What parent and reading process say to each other, as bytes.

The parent takes only plain values from a process that may have been subverted by what it read: no class is loaded.
"""

import pickle
from dataclasses import astuple
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn

from assets.extraction.cells import Cell, Difference, Reading, Refusal
from assets.extraction.limits import Limits

Source = Path | bytes
Outcome = Reading | Refusal
PROGRESS = "progress"


def dump_settings(limits: Limits, engine: str) -> bytes:
    """The first message to a reading process."""
    return pickle.dumps((astuple(limits), engine))


def load_settings(message: bytes) -> tuple[Limits, str]:
    """What `dump_settings` said."""
    fields, engine = _load(message)
    return Limits(*fields), engine


def dump_held(held: int) -> bytes:
    """So many bytes a reading process holds: its first message, which says that it is ready, and again as it grows."""
    return pickle.dumps(held)


def dump_progress() -> bytes:
    """A long reading goes on."""
    return pickle.dumps(PROGRESS)


def dump_job(source: Source) -> bytes:
    """A file to read."""
    return pickle.dumps(source if isinstance(source, bytes) else str(source))


def load_job(message: bytes) -> Source:
    """What `dump_job` said."""
    source = _load(message)
    return source if isinstance(source, bytes) else Path(source)


def dump_outcome(outcome: Outcome) -> bytes:
    """The answer to a job."""
    if isinstance(outcome, Refusal):
        return pickle.dumps((outcome.reason_code, outcome.detail))
    cells, differences = ([tuple(row) for row in rows] for rows in (outcome.cells, outcome.differences))
    return pickle.dumps((outcome.reader, outcome.sizes, cells, outcome.fallback_pages, differences))


def load_answer(message: bytes) -> Outcome | int | str:
    """What `dump_outcome`, `dump_held` or `dump_progress` (`PROGRESS`) said.

    Raises pickle.UnpicklingError for anything but plain values.
    """
    parts = _load(message)
    if isinstance(parts, int):
        return parts
    if parts == PROGRESS:
        return PROGRESS
    if len(parts) == 2:
        return Refusal(*parts)
    reader, sizes, cells, fallback_pages, differences = parts
    rows = tuple(map(Cell._make, cells)), fallback_pages, tuple(map(Difference._make, differences))
    return Reading(reader, sizes, *rows)


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def _load(message: bytes) -> Any:
    return _PlainUnpickler(BytesIO(message)).load()
