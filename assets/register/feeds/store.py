"""Feeds that fsspec can list: a folder, S3-compatible storage, anything else with paths."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec

from assets.register.feeds.entries import Entry, FeedUnreachableError, Known, distinct, safe_name
from assets.register.feeds.feed import Feed
from assets.register.sources import MOST_BYTES

_CHANGES = ("size", "mtime", "LastModified", "ETag", "etag", "md5", "updated")
"""What file systems call the things that change with a file."""
_HIDDEN = re.compile(r"(^|/)\.")


class Store:
    """The files below a feed's addresses."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._systems: dict[str, tuple[Any, str]] = {}

    def entries(self, known: Mapping[str, Known]) -> list[Entry]:  # noqa: ARG002 - a listing needs no memory
        """Every file below the addresses but links and hidden ones, with size and time as the mark."""
        found = []
        for url in self._feed.urls:
            with _reached(url):
                files, root = self._system(url)
                listing = files.find(root, detail=True)
                if not listing and not files.exists(root):
                    raise FeedUnreachableError(f"there is no {url}")
            for path, details in listing.items():
                below = path[len(root) :].lstrip("/")
                is_file = details["type"] == "file" and not details.get("islink")
                if is_file and below and not _HIDDEN.search(below) and self._feed.wants(below):
                    found.append(Entry(safe_name(below), f"{url.rstrip('/')}/{below}", _mark(details)))
        return list(distinct(found))

    def fetch(self, entry: Entry, known: Known | None, target: Path) -> str | None:  # noqa: ARG002
        """Copy the file; its mark is the listing's, so that a change since then is seen at the next look.

        One that still changes while it is copied is left to the next look: half of it would go into quarantine.
        """
        url = next(one for one in self._feed.urls if entry.url.startswith(one.rstrip("/")))
        with _reached(entry.url):
            files, root = self._system(url)
            path = root + entry.url[len(url.rstrip("/")) :]
            before = files.info(path)
            if before["size"] > MOST_BYTES:
                raise FeedUnreachableError(f"{entry.url}: {before['size']} bytes are too many")
            files.get_file(path, str(target))
            if _mark(files.info(path)) != _mark(before):
                raise FeedUnreachableError(f"{entry.url}: it was still arriving, the next look takes it")
        return entry.mark

    def _system(self, url: str) -> tuple[Any, str]:
        if url not in self._systems:
            files, root = fsspec.core.url_to_fs(url)
            files.invalidate_cache()
            self._systems[url] = files, str(root).rstrip("/")
        return self._systems[url]


@contextmanager
def _reached(url: str) -> Iterator[None]:
    """What keeps us from it, as FeedUnreachableError."""
    try:
        yield
    except FeedUnreachableError:
        raise
    except Exception as error:  # the client of each kind of store raises errors of its own
        raise FeedUnreachableError(f"{url}: {error}") from error


def _mark(details: Mapping[str, Any]) -> str:
    return " ".join(str(details[key]) for key in _CHANGES if details.get(key) is not None)
