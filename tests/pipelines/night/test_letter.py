"""The letter says what the report holds, and no text of a file or a feed becomes markup in it."""

from typing import Any

from pipelines.night.letter import letter
from pipelines.night.steps import next_steps


def report(**said: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "day": "2025-03-01", "loaded": 0, "restated": 0, "values": 0, "findings": 0, "feeds": [], "quarantined": [],
        "missing": [], "waiting": [], "failed": [], "slowest": [], "envelopes": [], "is_publishable": True,
        "next_steps": [],
    }  # fmt: skip
    return empty | said


def feed(**said: Any) -> dict[str, Any]:
    empty = {
        "feed": "f",
        "owner": "me",
        "new": [],
        "changed": [],
        "gone": [],
        "unchanged": 0,
        "failed": {},
        "error": None,
    }
    return empty | said


def test_a_quiet_night_is_a_short_letter() -> None:
    text = letter(report(feeds=[feed(unchanged=9)]))
    assert "无 none" in text
    assert "| f | me | 0 | 0 | 0 | 9 |  |" in text
    assert "隔离 quarantined\n" not in text


def test_every_trouble_has_a_step_with_its_command() -> None:
    run = {"run_id": "0123456789", "job": "load", "partition": "2025|420700", "why": "at findings: no room"}
    bound = {"feed": "f", "owner": "me", "budget_year": 2025, "before": 10, "present": 3, "stops": True}
    held = {"source_name": "x.pdf", "reason_zh": "空", "reason_en": "empty", "advice_zh": "看", "is_new": True}
    troubled = report(
        feeds=[feed(error="no answer"), feed(failed={"a.pdf": "HTTP 500"}), feed(gone=["b.pdf", "c.pdf"], unchanged=1)],
        failed=[run], envelopes=[bound], quarantined=[held], waiting=["420700|2024"],
    )  # fmt: skip
    steps = next_steps(troubled)
    for said in (
        "no answer", "f (me): 1, a.pdf: HTTP 500: `jixiao night`", "f (me): 2 gone, 1 left", "at findings: no room",
        "2025: 3, 2024: 10", "`jixiao backfill --years 2025 --region 420700`",
        "`jixiao backfill --years 2024..2024`", "`jixiao quarantine replay`",
    ):  # fmt: skip
        assert sum(said in step for step in steps) == 1
    assert "not published" in letter({**troubled, "is_publishable": False})


def test_no_text_becomes_markup() -> None:
    evil = "a|b](javascript:x)<img src=x>\n# 标题"
    line = next(line for line in letter(report(feeds=[feed(feed=evil)])).splitlines() if "javascript" in line)
    assert line.startswith("| a\\|b\\](javascript:x)\\<img src=x\\> \\# 标题 |")
