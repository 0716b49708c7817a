"""Feeds that fsspec can list: a folder, S3-compatible storage, anything else with paths."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import fsspec

from assets.register.feeds.entries import Entry, FeedUnreachableError, Known, safe_name
from assets.register.feeds.feed import Feed

_CHANGES = ("size", "mtime", "LastModified", "ETag", "etag", "md5", "updated")
"""What file systems call the things that change with a file."""
_HIDDEN = re.compile(r"(^|/)\.")


class Store:
    """The files below a feed's addresses."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._systems: dict[str, tuple[Any, str]] = {}

    def entries(self, known: Mapping[str, Known]) -> list[Entry]:  # noqa: ARG002 - a listing needs no memory
        """Everything below the addresses but hidden files, with size and time as the mark."""
        found: dict[str, Entry] = {}
        for url in self._feed.urls:
            files, root = self._system(url)
            try:
                listing = files.find(root, detail=True)
                if not listing and not files.exists(root):
                    raise FeedUnreachableError(f"there is no {url}")
            except OSError as error:
                raise FeedUnreachableError(f"{url}: {error}") from error
            for path, details in listing.items():
                below = path[len(root) :].lstrip("/")
                if below and not _HIDDEN.search(below) and self._feed.wants(below):
                    mark = " ".join(str(details[key]) for key in _CHANGES if details.get(key) is not None)
                    name = safe_name(below)
                    found[name] = Entry(name, f"{url.rstrip('/')}/{below}", mark)
        return list(found.values())

    def fetch(self, entry: Entry, known: Known | None, target: Path) -> str | None:  # noqa: ARG002
        """Copy the file; its mark is the listing's, so that a change since then is seen at the next look."""
        url = next(one for one in self._feed.urls if entry.url.startswith(one.rstrip("/")))
        files, root = self._system(url)
        try:
            files.get_file(root + entry.url[len(url.rstrip("/")) :], str(target))
        except OSError as error:
            raise FeedUnreachableError(f"{entry.url}: {error}") from error
        return entry.mark

    def _system(self, url: str) -> tuple[Any, str]:
        if url not in self._systems:
            try:
                files, root = fsspec.core.url_to_fs(url)
            except (ImportError, ValueError) as error:
                raise FeedUnreachableError(f"{url}: {error}") from error
            files.invalidate_cache()
            self._systems[url] = files, str(root).rstrip("/")
        return self._systems[url]
