"""Readings kept in the archive: an original is read once by each version of the reader, and not again."""

from collections.abc import Iterable

import pyarrow as pa

from assets.extraction.cells import Reading, Refusal
from assets.extraction.frame import reading_from_parquet, reading_to_parquet
from assets.extraction.reader import Reader
from assets.register.archive import Archive, reading_name


def keep_reading(archive: Archive, sha256: str, reading: Reading) -> None:
    """Keeps a reading beside its original, under the version of the reader that made it."""
    archive.write(reading_name(sha256, reading.reader), reading_to_parquet(reading))


def kept_reading(archive: Archive, sha256: str, version: str) -> Reading | None:
    """The reading that was kept, None where there is none or a machine that stopped left half of it."""
    name = reading_name(sha256, version)
    if not archive.has(name):
        return None
    try:
        return reading_from_parquet(archive.read(name))
    except pa.ArrowInvalid:
        return None


def read_originals(
    archive: Archive, reader: Reader, sha256s: Iterable[str], *, again: bool = False
) -> dict[str, Reading | Refusal]:
    """The readings of originals by sha256: those kept by this reader version, and new ones where there are none.

    `again` reads every original anew, as after a limit was raised.
    """
    outcomes: dict[str, Reading | Refusal] = {}
    unread: list[str] = []
    for sha256 in sha256s:
        kept = None if again else kept_reading(archive, sha256, reader.version)
        if kept is None:
            unread.append(sha256)
        else:
            outcomes[sha256] = kept
    for sha256, outcome in reader.read((sha256, archive.original(sha256)) for sha256 in unread):
        if isinstance(outcome, Reading):
            keep_reading(archive, sha256, outcome)
        outcomes[sha256] = outcome
    return outcomes
