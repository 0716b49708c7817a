"""A night over real feeds: what is new, changed and gone is said, and a dead feed stops nothing."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Callable[..., Any]]
Night = Callable[[], dict[str, Any]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "shelf").mkdir()
    home = tmp_path / "home"
    home.mkdir()
    feeds = f'''
    [[feeds]]
    name = "shelf"
    owner = "档案科"
    urls = ["{tmp_path / "shelf"}"]
    [[feeds]]
    name = "dead"
    owner = "nobody"
    urls = ["{tmp_path / "nowhere"}"]
    '''
    (home / "feeds.toml").write_text(feeds, encoding="utf-8")
    return home


@pytest.fixture
def night(home: Path, database_url: str, command: Command) -> Night:
    def one() -> dict[str, Any]:
        done = command(home, database_url)("night", "--json")
        assert done.returncode == 0, done.stderr
        report: dict[str, Any] = json.loads(done.stdout)
        return report

    return one


def feeds(night: Night) -> tuple[dict[str, Any], dict[str, Any]]:
    report = night()
    return {feed["feed"]: feed for feed in report["feeds"]}, report


def test_nights_follow_each_other(home: Path, night: Night, examples: Path) -> None:
    shelf = home.parent / "shelf"
    first, second, third, *_ = sorted(examples.glob("*.pdf"))
    shutil.copy(first, shelf / "a.pdf")
    shutil.copy(second, shelf / "b.pdf")
    said, report = feeds(night)
    assert said["shelf"]["new"] == ["a.pdf", "b.pdf"]
    assert "there is no" in said["dead"]["error"]
    assert report["loaded"] == 2

    shutil.copy(third, shelf / "a.pdf")
    os.utime(shelf / "b.pdf")
    said, report = feeds(night)
    assert (said["shelf"]["changed"], said["shelf"]["unchanged"], report["loaded"]) == (["a.pdf"], 1, 1)

    (shelf / "b.pdf").unlink()
    said, report = feeds(night)
    assert (said["shelf"]["gone"], said["shelf"]["new"], said["shelf"]["unchanged"]) == (["b.pdf"], [], 1)
    assert report["loaded"] == 0
    letter = (home / "reports" / f"{report['day']}.md").read_text(encoding="utf-8")
    assert "feed out of reach: dead (nobody)" in letter
    assert "| shelf | 档案科 | 0 | 0 | 1 | 1 |" in letter


def test_an_odd_night_says_what_was_odd_and_takes_the_rest(home: Path, night: Night, examples: Path) -> None:
    shelf = home.parent / "shelf"
    first, second, *_ = sorted(examples.glob("*.pdf"))
    shutil.copy(first, os.fsdecode(bytes(shelf) + b"/bad\xff'\"\n.pdf"))
    shutil.copy(second, shelf / "x%2f..%2fy.pdf")
    (shelf / "loop").symlink_to(shelf)
    os.mkfifo(shelf / "pipe.pdf")
    with (shelf / "endless.pdf").open("wb") as file:
        file.truncate(2**40)
    said, report = feeds(night)
    assert said["shelf"]["new"] == ["bad_ff'__.pdf", "x/y.pdf"]
    assert list(said["shelf"]["failed"]) == ["endless.pdf"]
    assert report["loaded"] == 2
    assert any("endless.pdf: " in step and "too many" in step for step in report["next_steps"])

    shelf.rename(shelf.with_name("unmounted"))
    shelf.mkdir()
    said, report = feeds(night)
    assert "nothing is there, of 2 files before" in said["shelf"]["error"]
    assert said["shelf"]["gone"] == []
    shelf.rmdir()
    shelf.with_name("unmounted").rename(shelf)
    assert feeds(night)[0]["shelf"]["unchanged"] == 2
