"""Readings kept in the archive: an original is read once by each version of the reader, and not again."""

from collections.abc import Iterable

from assets.extraction.cells import Cell, Reading, Refusal
from assets.extraction.reader import Reader
from assets.register.archive import Archive, reading_name
from assets.register.kept import keep, kept


def keep_reading(archive: Archive, sha256: str, reading: Reading) -> None:
    """Keeps a reading beside its original, under the version of the reader that made it; without `differences`."""
    content = {
        "reader": reading.reader,
        "sizes": reading.sizes,
        "fallback_pages": reading.fallback_pages,
        "cells": reading.cells,
    }
    keep(archive, reading_name(sha256, reading.reader), content)


def kept_reading(archive: Archive, sha256: str, version: str) -> Reading | None:
    """The reading that was kept, None where there is none or a machine that stopped left half of it."""
    content = kept(archive, reading_name(sha256, version))
    if content is None:
        return None
    return Reading(
        content["reader"],
        tuple((width, height) for width, height in content["sizes"]),
        tuple(map(Cell._make, content["cells"])),
        tuple(content["fallback_pages"]),
    )


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
