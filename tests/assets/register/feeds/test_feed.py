"""The list of feeds is read whole or refused in one line, and no name of a feed's file leads out of a folder."""

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.register.feeds.entries import Entry, distinct, safe_name
from assets.register.feeds.feed import FeedsError, read_feeds
from assets.register.names import storable

GOOD = """
[[feeds]]
name = "鄂州市预决算公开平台"
owner = "财政监督科"
urls = ["https://example.gov.cn/yjs/index.html"]
files = '\\.pdf$'
"""


def test_the_inbox_is_always_among_them(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    assert [feed.urls for feed in read_feeds(path, tmp_path / "inbox")] == [(str(tmp_path / "inbox"),)]
    path.write_text(GOOD, encoding="utf-8")
    inbox, page = read_feeds(path, tmp_path / "inbox")
    assert (inbox.is_web, page.is_web) == (False, True)
    assert page.wants("a/附件.pdf")
    assert not page.wants("a/附件.pdf.html")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD + GOOD, "two feeds are named"),
        (GOOD.replace("owner", "ower"), "owner"),
        (GOOD.replace("'\\.pdf$'", "'('"), "regular expression"),
        (GOOD.replace('["https://example.gov.cn/yjs/index.html"]', "[]"), "urls"),
        (GOOD + 'complete_by = "31-12"\n', "complete_by"),
        ("[[feeds", "feeds.toml"),
    ],
)
def test_a_mistake_in_the_list_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FeedsError, match=said) as caught:
        read_feeds(path, tmp_path / "inbox")
    assert "\n" not in str(caught.value)


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_a_name_stays_below_its_folder(text: str) -> None:
    path = PurePosixPath(safe_name(text))
    assert not path.is_absolute()
    assert not any(part.startswith(".") for part in path.parts)
    assert str(path) == storable(str(path))
    assert all(len(part.encode()) <= 200 for part in path.parts)
    assert len(str(path).encode()) <= 900


def test_names_that_would_lead_elsewhere() -> None:
    assert safe_name("../../etc/passwd") == "etc/passwd"
    assert safe_name("a/%2e%2e/b%00.pdf") == "a/b_.pdf"
    assert safe_name("") == "_"
    assert safe_name("\x1b[2J\udcff.pdf") == "_[2J_ff.pdf"


def test_two_files_are_never_taken_for_one() -> None:
    urls = ["/x/a%20b.pdf", "/x/a b.pdf", "/x/a:b.pdf"]
    names = [entry.name for entry in distinct(Entry(safe_name(url), url, None) for url in urls)]
    assert len(set(names)) == 3
    assert "x/a b.pdf" in names
    assert names == [entry.name for entry in distinct(Entry(safe_name(url), url, None) for url in reversed(urls))]
