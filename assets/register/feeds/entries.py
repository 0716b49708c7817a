"""What a feed offers and how one look at it compares with what is known: plain values that every kind of feed gives."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

_LONGEST = 120


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
    """A relative path that no text of a page or a store can turn into another place: no `..`, no hidden file."""
    parts = [re.sub(r"[\x00-\x1f\x7f\\:*?\"<>|]", "_", part).lstrip(".").strip() for part in unquote(text).split("/")]
    kept = [part if len(part) <= _LONGEST else part[: _LONGEST // 2] + part[-_LONGEST // 2 :] for part in parts if part]
    return "/".join(kept) or "_"
