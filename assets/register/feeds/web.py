"""Feeds on the web: index pages and lists of addresses, asked for with the manners of a good guest.

robots.txt is kept to, requests are apart by a pause, a busy server is given time, and a known file is asked for again
only when it may have changed, with the words that let the server answer "as it was" (RFC 9110, section 13).
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx
from lxml import etree, html

from assets.register.feeds.entries import Entry, FeedUnreachableError, Known, distinct, safe_name
from assets.register.feeds.feed import Feed
from assets.register.sources import READABLE_SUFFIXES

AGENT = "jixiao"
_TRIES = 4
_LONGEST_WAIT = 60.0
_LONGEST_ANSWER = 600
_MOST_BYTES = 200 * 2**20
_FILES = tuple(suffix for suffix in READABLE_SUFFIXES if suffix not in (".htm", ".html"))
"""Most links to pages lead to other lists; where a page is the document itself, the feed says so by `files`."""
_BUSY = (429, 500, 502, 503, 504)


class Web:
    """The files that a feed's pages link to."""

    def __init__(self, feed: Feed, sleep: Callable[[float], None] = time.sleep) -> None:
        self._feed = feed
        self._sleep = sleep
        self._client = httpx.Client(
            follow_redirects=True, timeout=30, headers={"User-Agent": f"{AGENT} ({feed.owner})"}
        )
        self._hosts = {urlsplit(url).netloc for url in feed.urls} | feed.hosts
        self._robots: dict[str, RobotFileParser] = {}
        self._pause = feed.pause

    def entries(self, known: Mapping[str, Known]) -> list[Entry]:
        """Every link to a file, one entry an address; what was asked for lately counts as it was."""
        recent = datetime.now(UTC) - timedelta(days=self._feed.recheck_days)
        urls = {url for page in self._feed.urls for url in self._links(page)}
        offered = distinct(Entry(_name(url), url, None) for url in urls)
        asked_lately = {name: one.mark for name, one in known.items() if one.checked_at > recent}
        return [replace(entry, mark=asked_lately.get(entry.name)) for entry in offered]

    def fetch(self, entry: Entry, known: Known | None, target: Path) -> str | None:
        """Ask for the file, with what is known of it."""
        headers = {}
        if known is not None:
            kind, _, value = known.mark.partition(" ")
            headers = {"If-None-Match" if kind == "etag" else "If-Modified-Since": value} if value else {}
        with self._answer(entry.url, headers) as answer:
            if answer.status_code == httpx.codes.NOT_MODIFIED:
                return None
            with target.open("wb") as file:
                for chunk in answer.iter_bytes():
                    file.write(chunk)
            return _mark(answer)

    def _links(self, page: str) -> Iterator[str]:
        with self._answer(page, {}) as answer:
            content = answer.read()
            is_page = "html" in answer.headers.get("content-type", "")
        if is_page:
            try:
                tree = html.fromstring(content, base_url=page)
            except (etree.LxmlError, ValueError) as error:
                raise FeedUnreachableError(f"{page}: {error}") from error
            links = [link for anchor in tree.iter("a") if (link := anchor.get("href"))]
        else:
            links = content.decode("utf-8-sig", errors="replace").split()
        for link in links:
            try:
                url = urldefrag(urljoin(page, link.strip())).url
                parts = urlsplit(url)
            except ValueError:
                continue
            is_ours = parts.scheme in ("http", "https") and parts.netloc in self._hosts
            is_file = not is_page or parts.path.lower().endswith(_FILES) or self._feed.files != ".*"
            if is_ours and is_file and self._feed.wants(url) and url != page:
                yield url

    def _answer(self, url: str, headers: dict[str, str]) -> "_Answer":
        robots = self._robots_of(url)
        if not robots.can_fetch(AGENT, url):
            raise FeedUnreachableError(f"{url}: its robots.txt asks not to read it")
        return self._asked(url, headers)

    def _asked(self, url: str, headers: dict[str, str]) -> "_Answer":
        why = ""
        for attempt in range(_TRIES):
            self._sleep(self._pause if attempt == 0 else min(2.0**attempt, _LONGEST_WAIT))
            try:
                response = self._client.send(self._client.build_request("GET", url, headers=headers), stream=True)
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                why = str(error) or type(error).__name__
                continue
            if response.url.netloc.decode() not in self._hosts:
                response.close()
                raise FeedUnreachableError(f"{url}: leads to {response.url.host}, which is not among the feed's hosts")
            if response.status_code < httpx.codes.BAD_REQUEST:
                return _Answer(response)
            response.close()
            why = f"HTTP {response.status_code}"
            if response.status_code not in _BUSY:
                break
            self._sleep(_seconds_asked(response.headers.get("retry-after", "")))
        raise FeedUnreachableError(f"{url}: {why}")

    def _robots_of(self, url: str) -> RobotFileParser:
        host = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if host not in self._robots:
            parser = RobotFileParser()
            try:
                with self._asked(f"{host}/robots.txt", {}) as answer:
                    parser.parse(answer.read().decode("utf-8", errors="replace").splitlines())
            except FeedUnreachableError as error:
                if "HTTP 4" not in str(error):
                    raise
                parser.parse([])  # a host without the file allows all (RFC 9309)
            self._pause = max(self._pause, float(parser.crawl_delay(AGENT) or 0))
            if self._pause > _LONGEST_WAIT:
                raise FeedUnreachableError(f"{host}: its robots.txt asks for {self._pause:.0f} s between two requests")
            self._robots[host] = parser
        return self._robots[host]


class _Answer:
    """A response that is closed when done with, whose transport errors are the feed's."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self.status_code = response.status_code
        self.headers = response.headers

    def __enter__(self) -> "_Answer":
        return self

    def __exit__(self, *_: Any) -> None:
        self._response.close()

    def read(self) -> bytes:
        """The whole content."""
        return b"".join(self.iter_bytes())

    def iter_bytes(self) -> Iterator[bytes]:
        """The content a piece at a time: neither without end, nor at a pace that would take the night."""
        size, until = 0, time.monotonic() + _LONGEST_ANSWER
        try:
            for chunk in self._response.iter_bytes():
                size += len(chunk)
                if size > _MOST_BYTES or time.monotonic() > until:
                    what = f"more than {_MOST_BYTES} bytes" if size > _MOST_BYTES else f"more than {_LONGEST_ANSWER} s"
                    raise FeedUnreachableError(f"{self._response.url}: {what}")
                yield chunk
        except httpx.HTTPError as error:
            raise FeedUnreachableError(f"{self._response.url}: {error or type(error).__name__}") from error


def _name(url: str) -> str:
    parts = urlsplit(url)
    return safe_name(f"{parts.netloc}{parts.path}" + (f"/{parts.query}" if parts.query else ""))


def _seconds_asked(said: str) -> float:
    """How long a server asks to be left alone (RFC 9110, section 10.2.3: seconds or a date), at most a minute."""
    try:
        seconds = float(said) if said.isascii() and said.isdigit() else _seconds_until(said)
    except ValueError:
        return 0.0
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def _seconds_until(date: str) -> float:
    return (parsedate_to_datetime(date) - datetime.now(UTC)).total_seconds()


def _mark(answer: _Answer) -> str:
    if etag := answer.headers.get("etag"):
        return f"etag {etag}"
    return f"date {answer.headers['last-modified']}" if "last-modified" in answer.headers else "date"
