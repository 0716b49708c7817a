"""Handing a report out: files in the home, e-mail by SMTP, messages to 钉钉, 企业微信, 飞书 and Slack.

Whoever cannot be reached is named; a letter that does not arrive never fails a night.
"""

import json
import smtplib
import ssl
import threading
from collections.abc import Callable
from concurrent.futures import Future
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import httpx

from pipelines.settings import Settings

_SECONDS = 20
_SECONDS_IN_ALL = 60
Told = TypeVar("Told")
_MOST_BYTES = 4000
"""企业微信 takes 4,096 of UTF-8, the others more."""

WEBHOOKS: dict[str, Callable[[str], dict[str, Any]]] = {
    "dingtalk": lambda text: {"msgtype": "markdown", "markdown": {"title": _title(text), "text": text}},
    "wecom": lambda text: {"msgtype": "markdown", "markdown": {"content": text}},
    "feishu": lambda text: {"msg_type": "text", "content": {"text": text}},
    "slack": lambda text: {"text": text},
}
"""What each service takes, by the name before the `=` of a setting like `dingtalk=https://…`."""


def keep_files(report: dict[str, Any], text: str, folder: Path) -> Path:
    """Writes the report as Markdown and JSON, each whole or not at all; a second one of a day replaces the first."""
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, content in ((".json", json.dumps(report, ensure_ascii=False, indent=2)), (".md", text)):
        aside = folder / f".{report['day']}{suffix}.part"
        aside.write_text(content, encoding="utf-8")
        aside.replace(folder / f"{report['day']}{suffix}")
    return folder / f"{report['day']}.md"


def deliver(text: str, settings: Settings) -> list[str]:
    """Sends the letter to all who are configured, and says in one line each who was not reached, and why."""
    undelivered = []
    for receiver in settings.report_webhooks:
        kind, _, url = receiver.get_secret_value().partition("=")
        try:
            _in_time(partial(_post, kind, url, text))
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            undelivered.append(f"{kind}: {_without(str(error), url) or type(error).__name__}")
    if settings.report_to:
        try:
            undelivered += [f"e-mail: {address} is refused" for address in _in_time(partial(_mail, text, settings))]
        except (OSError, smtplib.SMTPException) as error:
            undelivered.append(f"e-mail: {' '.join(str(error).split())}")
    return undelivered


def _post(kind: str, url: str, text: str) -> None:
    if kind not in WEBHOOKS:
        raise ValueError(f"is none of {', '.join(WEBHOOKS)}")
    answer = httpx.post(url, json=WEBHOOKS[kind](_cut(text)), timeout=_SECONDS)
    if answer.status_code >= httpx.codes.BAD_REQUEST:
        raise ValueError(f"HTTP {answer.status_code}")
    content = answer.text
    try:
        said = json.loads(content)
    except ValueError:
        return
    # 钉钉 and 企业微信 answer 200 and say in `errcode` that it went wrong, 飞书 in `code`.
    if isinstance(said, dict) and (said.get("errcode") or said.get("code")):
        raise ValueError(str(said.get("errmsg") or said.get("msg") or said)[:200])


def _without(message: str, url: str) -> str:
    """A webhook's address is its password: it is never said."""
    return " ".join(message.replace(url, "…").split())


def _title(text: str) -> str:
    return text.partition("\n")[0].lstrip("# ")


def _cut(text: str) -> str:
    """As many whole lines as a message may have."""
    data = text.encode()
    if len(data) <= _MOST_BYTES:
        return text
    return data[:_MOST_BYTES].decode(errors="ignore").rpartition("\n")[0] + "\n…"


def _mail(text: str, settings: Settings) -> list[str]:
    """The addresses that the mail server did not take."""
    message = EmailMessage()
    message["Subject"] = _title(text)
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=settings.smtp_from.rpartition("@")[2])
    message["From"] = settings.smtp_from
    message["To"] = ", ".join(settings.report_to)
    message.set_content(text)
    known = ssl.create_default_context(cafile=settings.smtp_ca)
    with _mail_server(settings, known) as server:
        if settings.smtp_way == "starttls":
            server.starttls(context=known)
        if settings.smtp_user and settings.smtp_password:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        return list(server.send_message(message))


def _mail_server(settings: Settings, known: ssl.SSLContext) -> smtplib.SMTP:
    if settings.smtp_way == "tls":
        return smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, timeout=_SECONDS, context=known)
    return smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=_SECONDS)


def _in_time(send: Callable[[], Told]) -> Told:
    """What a delivery gives, raised errors too. Each read has its own limit, and a server that drips has many reads."""
    outcome: Future[Told] = Future()

    def run() -> None:
        try:
            outcome.set_result(send())
        except Exception as error:
            outcome.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        return outcome.result(_SECONDS_IN_ALL)
    except TimeoutError as error:
        raise TimeoutError(str(error) or f"not done within {_SECONDS_IN_ALL} s") from error
