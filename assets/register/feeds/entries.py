"""What a feed offers and how one look at it compares with what is known: plain values that every kind of feed gives."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from assets.register.names import shortened, storable

_LONGEST_PART = 200
_LONGEST_NAME = 900


class FeedUnreachableError(Exception):
    """A feed, or one of its files, gave no answer that can be used; the message is one line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that a feed offers. `mark` changes when the file does; None when only asking for the file can tell."""

    name: str
    url: str
    mark: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What was noted of a file when it was last fetched or found unchanged."""

    mark: str
    sha256: str
    checked_at: datetime


class Place(Protocol):
    """One kind of feed."""

    def entries(self, known: Mapping[str, Known]) -> list[Entry]:
        """Everything it offers now, by name. Raises FeedUnreachableError."""

    def fetch(self, entry: Entry, known: Known | None, target: Path) -> str | None:
        """Write the file's bytes to `target` and return its mark, or None if it is as known. FeedUnreachableError."""


def safe_name(text: str) -> str:
    """A relative path that no text of a page or a store can turn into another place: no `..`, no hidden file.

    Every file system takes it: its parts have at most 200 bytes, and all of it about 900.
    """
    parts = [re.sub(r"[\\:*?\"<>|]", "_", part).lstrip(".").strip() for part in storable(unquote(text)).split("/")]
    kept = [shortened(part, _LONGEST_PART) for part in parts if part]
    while len("/".join(kept).encode()) > _LONGEST_NAME:
        del kept[len(kept) // 2]
    return "/".join(kept) or "_"


def distinct(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries; one whose name is taken already gets its own, so that two files are never held for one."""
    taken: set[str] = set()
    for entry in sorted(entries, key=lambda one: one.url):
        name = entry.name
        if name in taken:
            folder, _, last = name.rpartition("/")
            marked = f"{sha256(entry.url.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}-{last}"
            name = f"{folder}/{marked}" if folder else marked
        taken.add(name)
        yield replace(entry, name=name)
