"""Letters arrive at real webhooks, and who is not reached is named, its address is not."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from pipelines.night.delivery import WEBHOOKS, deliver, keep_files
from pipelines.settings import Settings


def test_every_service_gets_what_it_takes(posted: tuple[str, list[dict[str, Any]]]) -> None:
    url, received = posted
    settings = Settings(report_webhooks=tuple(SecretStr(f"{kind}={url}/{kind}") for kind in WEBHOOKS))
    assert deliver("# 晨报", settings) == []
    assert [json.dumps(one, ensure_ascii=False).count("# 晨报") for one in received] == [1, 1, 1, 1]
    assert received[0]["msgtype"] == "markdown"


def test_a_long_letter_ends_with_a_whole_line_where_the_service_takes_no_more(
    posted: tuple[str, list[dict[str, Any]]],
) -> None:
    url, received = posted
    line = "隔离的文件" * 10
    assert deliver("\n".join([line] * 100), Settings(report_webhooks=(SecretStr(f"wecom={url}/x"),))) == []
    content = received[0]["markdown"]["content"]
    assert 3000 < len(content.encode()) <= 4096
    assert set(content.splitlines()) == {line, "…"}


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("dingtalk={url}/refuses/secret", "dingtalk: keywords"),
        ("slack={url}/fails/secret", "slack: HTTP 500"),
        ("feishu=http://127.0.0.1:9/secret", "feishu: "),
        ("pigeon={url}/secret", "pigeon: is none of"),
    ],
)
def test_who_is_not_reached_is_named(posted: tuple[str, list[dict[str, Any]]], setting: str, said: str) -> None:
    (undelivered,) = deliver("x", Settings(report_webhooks=(SecretStr(setting.format(url=posted[0])),)))
    assert undelivered.startswith(said)
    assert "secret" not in undelivered


def test_a_webhook_whose_answer_has_no_end_is_left(
    posted: tuple[str, list[dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.night.delivery._SECONDS_IN_ALL", 0.5)
    settings = Settings(report_webhooks=(SecretStr(f"slack={posted[0]}/drips"), SecretStr(f"wecom={posted[0]}/x")))
    assert deliver("x", settings) == ["slack: not done within 0.5 s"]
    assert len(posted[1]) == 2


def test_a_report_of_the_same_day_replaces_the_first(tmp_path: Path) -> None:
    for count in (1, 2):
        path = keep_files({"day": "2025-03-01", "loaded": count}, f"# {count}", tmp_path)
    assert path.read_text(encoding="utf-8") == "# 2"
    assert json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["loaded"] == 2
    assert not list(tmp_path.glob("*.part"))
