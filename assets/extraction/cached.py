"""Readings kept in the archive: an original is read once by each version of the reader, and not again."""

from collections.abc import Iterable

from assets.extraction.cells import Reading, Refusal
from assets.extraction.frame import reading_from_parquet, reading_to_parquet
from assets.extraction.reader import Reader
from assets.register.archive import Archive, reading_name


def keep_reading(archive: Archive, sha256: str, reading: Reading) -> None:
    """Keeps a reading beside its original, under the version of the reader that made it."""
    archive.write(reading_name(sha256, reading.reader), reading_to_parquet(reading))


def read_originals(
    archive: Archive, reader: Reader, sha256s: Iterable[str], *, again: bool = False
) -> dict[str, Reading | Refusal]:
    """The readings of originals by sha256: those kept by this reader version, and new ones where there are none.

    `again` reads every original anew, as after a limit was raised.
    """
    outcomes: dict[str, Reading | Refusal] = {}
    unread: list[str] = []
    for sha256 in sha256s:
        name = reading_name(sha256, reader.version)
        if not again and archive.has(name):
            outcomes[sha256] = reading_from_parquet(archive.read(name))
        else:
            unread.append(sha256)
    for sha256, outcome in reader.read((sha256, archive.original(sha256)) for sha256 in unread):
        if isinstance(outcome, Reading):
            keep_reading(archive, sha256, outcome)
        outcomes[sha256] = outcome
    return outcomes
