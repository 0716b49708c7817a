"""A folder and a web server as feeds: what they offer, what is asked for again, and the manners of asking."""

import http.server
import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.local import LocalFileSystem

from assets.register.feeds.entries import Entry, FeedUnreachableError, Known
from assets.register.feeds.feed import Feed
from assets.register.feeds.store import Store
from assets.register.feeds.web import Web

Answer = Callable[[http.server.BaseHTTPRequestHandler], tuple[int, dict[str, str], bytes]]


class Server:
    """A web server on this machine: what it answers by path, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, dict(self.headers)))
                missing: Answer = lambda _: (404, {}, b"")  # noqa: E731
                status, headers, content = outer.answers.get(self.path, missing)(self)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(content)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                return

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def say(self, path: str, content: bytes, status: int = 200, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = lambda _: (status, named, content)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server()
    one.say("/robots.txt", b"User-agent: *\nDisallow: /private/\nCrawl-delay: 3\n")
    yield one
    one.close()


def web(server: Server, waited: list[float], page: str = "/index.html", **settings: Any) -> Web:
    feed = Feed(name="web", owner="me@example.cn", urls=(server.url + page,), pause=0, **settings)
    return Web(feed, waited.append)


def test_a_folder_says_what_changed_by_size_and_time(tmp_path: Path) -> None:
    for name in ("a.pdf", "b/c.pdf", ".hidden.pdf", "b/note.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"one")
    place = Store(Feed(name="f", owner="me", urls=(str(tmp_path),), files=r"\.pdf$"))
    first = {entry.name: entry for entry in place.entries({})}
    assert sorted(first) == ["a.pdf", "b/c.pdf"]
    target = tmp_path / "fetched"
    assert place.fetch(first["b/c.pdf"], None, target) == first["b/c.pdf"].mark
    assert target.read_bytes() == b"one"
    (tmp_path / "a.pdf").write_bytes(b"other")
    second = {entry.name: entry for entry in place.entries({})}
    assert second["b/c.pdf"] == first["b/c.pdf"]
    assert second["a.pdf"].mark != first["a.pdf"].mark


def test_a_folder_that_is_not_there_is_no_empty_one(tmp_path: Path) -> None:
    with pytest.raises(FeedUnreachableError, match="there is no"):
        Store(Feed(name="f", owner="me", urls=(str(tmp_path / "gone"),))).entries({})
    with pytest.raises(FeedUnreachableError, match="nonsense"):
        Store(Feed(name="f", owner="me", urls=("nonsense://bucket/x",))).entries({})
    with pytest.raises(FeedUnreachableError, match="refused"):
        Store(Feed(name="f", owner="me", urls=("ftp://127.0.0.1:1/x",))).entries({})


def test_links_pipes_and_names_of_any_bytes_are_no_danger(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    folder = tmp_path / "inbox"
    folder.mkdir()
    Path(os.fsdecode(bytes(folder) + b"/bad\xff\n.pdf")).write_bytes(b"one")
    (folder / "link.pdf").symlink_to(tmp_path / "secret")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.pdf")
    place = Store(Feed(name="f", owner="me", urls=(str(folder),)))
    (entry,) = place.entries({})
    assert entry.name == "bad_ff_.pdf"
    place.fetch(entry, None, tmp_path / "fetched")
    assert (tmp_path / "fetched").read_bytes() == b"one"


def test_a_file_that_is_still_arriving_is_left_to_the_next_look(tmp_path: Path, monkeypatch: Any) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"half")
    place = Store(Feed(name="f", owner="me", urls=(str(tmp_path),)))
    (entry,) = place.entries({})
    copy = LocalFileSystem.get_file

    def copy_while_it_grows(*arguments: Any, **settings: Any) -> None:
        copy(*arguments, **settings)
        path.write_bytes(b"half and more")

    monkeypatch.setattr(LocalFileSystem, "get_file", copy_while_it_grows)
    with pytest.raises(FeedUnreachableError, match="still arriving"):
        place.fetch(entry, None, tmp_path / "fetched")
    monkeypatch.undo()
    assert place.entries({})[0].mark != entry.mark


@pytest.mark.parametrize("content", [b"", b" ", b"<!-- x -->"])
def test_a_page_that_is_none_is_told(server: Server, content: bytes) -> None:
    server.say("/index.html", content, Content_Type="text/html")
    with pytest.raises(FeedUnreachableError, match=r"index\.html: "):
        web(server, []).entries({})


def test_an_index_page_gives_its_files_and_no_others(server: Server) -> None:
    links = "2025/%E9%99%84%E4%BB%B6.pdf", "/b.pdf#page=2", "https://elsewhere.example/c.pdf", "next.html", "mailto:x"
    page = "".join(f'<a href="{link}">x</a>' for link in links)
    server.say("/index.html", page.encode(), Content_Type="text/html")
    found = web(server, []).entries({})
    host = server.url.removeprefix("http://").replace(":", "_")
    assert [entry.name for entry in found] == [f"{host}/2025/附件.pdf", f"{host}/b.pdf"]


def test_a_list_of_addresses_is_a_feed_too(server: Server) -> None:
    server.say("/list.txt", f"{server.url}/a.pdf\n{server.url}/b\n".encode(), Content_Type="text/plain")
    assert [entry.url for entry in web(server, [], "/list.txt").entries({})] == [
        f"{server.url}/a.pdf",
        f"{server.url}/b",
    ]


def test_a_known_file_is_asked_for_with_what_is_known_of_it(server: Server, tmp_path: Path) -> None:
    def answer(request: http.server.BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
        is_known = request.headers.get("If-None-Match") == '"v1"'
        return (304, {}, b"") if is_known else (200, {"ETag": '"v1"'}, b"%PDF-")

    server.answers["/a.pdf"] = answer
    place, entry, target = web(server, []), Entry("a.pdf", f"{server.url}/a.pdf", None), tmp_path / "a"
    mark = place.fetch(entry, None, target)
    assert mark == 'etag "v1"'
    assert target.read_bytes() == b"%PDF-"
    assert place.fetch(entry, Known(mark, "0" * 64, datetime.now(UTC)), target) is None


def test_what_was_asked_for_lately_is_not_asked_again(server: Server) -> None:
    server.say("/index.html", b'<a href="a.pdf">x</a>', Content_Type="text/html")
    (entry,) = web(server, []).entries({})
    marks = {}
    for days in (1, 30):
        known = Known("date x", "0" * 64, datetime.now(UTC) - timedelta(days=days))
        marks[days] = web(server, [], recheck_days=7).entries({entry.name: known})[0].mark
    assert marks == {1: "date x", 30: None}


def test_a_guest_keeps_to_robots_and_to_the_pause_it_asks_for(server: Server, tmp_path: Path) -> None:
    server.say("/private/a.pdf", b"%PDF-")
    server.say("/a.pdf", b"%PDF-")
    waited: list[float] = []
    place = web(server, waited)
    with pytest.raises(FeedUnreachableError, match=r"robots\.txt"):
        place.fetch(Entry("a", f"{server.url}/private/a.pdf", None), None, tmp_path / "a")
    assert [path for path, _ in server.asked] == ["/robots.txt"]
    place.fetch(Entry("a", f"{server.url}/a.pdf", None), None, tmp_path / "a")
    assert waited[-1] == 3.0
    assert "me@example.cn" in server.asked[-1][1]["User-Agent"]


def test_a_busy_server_is_given_time(server: Server, tmp_path: Path) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=50), usegmt=True)
    asked = ["7", soon, "²"]
    answers = iter([*((503, {"Retry-After": one}, b"") for one in asked), (200, {}, b"%PDF-")])
    server.answers["/a.pdf"] = lambda _: next(answers)
    waited: list[float] = []
    web(server, waited).fetch(Entry("a", f"{server.url}/a.pdf", None), None, tmp_path / "a")
    assert 7.0 in waited
    assert any(30 < seconds <= 50 for seconds in waited)
    assert waited[-1] == 8.0


def test_a_host_that_asks_for_hours_between_two_requests_is_left_alone(server: Server) -> None:
    server.say("/robots.txt", b"User-agent: *\nCrawl-delay: 86400\n")
    waited: list[float] = []
    with pytest.raises(FeedUnreachableError, match="86400 s"):
        web(server, waited).entries({})
    assert max(waited) < 60


@pytest.mark.parametrize(("status", "headers"), [(404, {}), (500, {}), (302, {"Location": "https://127.0.0.2:9/x"})])
def test_what_gives_no_answer_says_why_in_one_line(
    server: Server, tmp_path: Path, status: int, headers: dict[str, str]
) -> None:
    server.answers["/a.pdf"] = lambda _: (status, headers, b"")
    with pytest.raises(FeedUnreachableError, match=r"/a\.pdf: ") as caught:
        web(server, []).fetch(Entry("a", f"{server.url}/a.pdf", None), None, tmp_path / "a")
    assert "\n" not in str(caught.value)
