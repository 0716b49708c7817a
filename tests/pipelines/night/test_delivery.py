"""Letters arrive at a real mail server and real webhooks, and who is not reached is named, its address is not."""

import json
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from pipelines.night.delivery import WEBHOOKS, deliver, keep_files
from pipelines.settings import Settings


@pytest.fixture
def mailbox() -> Iterator[tuple[int, list[str]]]:
    """A mail server's port and the messages it took (RFC 5321, as much of it as a client needs)."""
    messages: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline().decode().strip():
                if line.upper() == "DATA":
                    self.wfile.write(b"354 go\r\n")
                    text = ""
                    while (part := self.rfile.readline().decode()) != ".\r\n":
                        text += part
                    messages.append(text)
                answer = {"QUIT": b"221 bye\r\n"}.get(line.upper(), b"250 ok\r\n")
                self.wfile.write(b"550 nobody\r\n" if "nobody@" in line else answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server.server_address[1], messages
        server.shutdown()


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


def test_mail_is_sent(mailbox: tuple[int, list[str]]) -> None:
    port, messages = mailbox
    settings = Settings(smtp_host="127.0.0.1", smtp_port=port, report_to=("a@example.cn", "b@example.cn"))
    assert deliver("# morning of the day\n\n晨报", settings) == []
    message = message_from_bytes(messages[0].encode())
    assert message["To"] == "a@example.cn, b@example.cn"
    assert message["Subject"] == "morning of the day"
    assert message["Date"]
    content = message.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert "晨报" in content.decode()
    some = settings.model_copy(update={"report_to": ("a@example.cn", "nobody@example.cn")})
    assert deliver("x", some) == ["e-mail: nobody@example.cn is refused"]
    assert len(messages) == 2
    assert deliver("x", settings.model_copy(update={"smtp_port": 9}))[0].startswith("e-mail: ")


def test_a_report_of_the_same_day_replaces_the_first(tmp_path: Path) -> None:
    for count in (1, 2):
        path = keep_files({"day": "2025-03-01", "loaded": count}, f"# {count}", tmp_path)
    assert path.read_text(encoding="utf-8") == "# 2"
    assert json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["loaded"] == 2
    assert not list(tmp_path.glob("*.part"))
