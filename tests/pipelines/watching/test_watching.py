"""One line an event, figures for a monitor, and no secret in anything that an installation says or keeps."""

import json
import os
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import create_engine, make_url, text

from pipelines.command.session import open_session
from pipelines.settings import Settings
from pipelines.watching.metrics import serve_metrics

Command = Callable[..., Callable[..., Any]]
PASSWORD = "s3cret-of-the-warehouse"
WEBHOOK = "http://127.0.0.1:9/secret-token"


@pytest.fixture
def address(database_url: str) -> str:
    """The warehouse with an owner whose password a test can look for."""
    url = make_url(database_url)
    role = f"owner_{url.database}"
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE ROLE {} SUPERUSER LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(PASSWORD))
        )
    return url.set(username=role, password=PASSWORD).render_as_string(hide_password=False)


def test_a_night_in_json_lines_without_its_secrets(
    tmp_path: Path, address: str, examples: Path, command: Command
) -> None:
    home = tmp_path / "home"
    (home / "inbox").mkdir(parents=True)
    (home / "inbox" / "empty.pdf").write_bytes(b"")
    (home / "inbox" / "a.pdf").write_bytes((examples / "2025年部门整体绩效目标批复.pdf").read_bytes())
    settings = {"JIXIAO_LOG": "json", "JIXIAO_REPORT_WEBHOOKS": json.dumps([f"slack={WEBHOOK}"])}
    done = command(home, address)("night", "--json", environment=settings)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    events = {line["event"]: line for line in lines}
    assert events["document quarantined"]["reason_code"] == "empty_file"
    assert events["files registered"]["documents"] == 2
    assert (
        events["region and year loaded"] | {"region_code": "420700", "budget_year": 2025, "loaded": 1}
        == events["region and year loaded"]
    )
    assert events["morning report"]["quarantined"] == 1
    assert all(line["timestamp"].endswith("Z") and line["level"] for line in lines)

    kept = "".join(path.read_text(encoding="utf-8", errors="ignore") for path in home.rglob("*") if path.is_file())
    engine = create_engine(address)
    with engine.connect() as connection:
        tables = connection.execute(
            text("SELECT event FROM dagster.event_logs UNION ALL SELECT run_body FROM dagster.runs")
        )
        kept += "".join(row[0] for row in tables)
        kept += str(connection.execute(text("SELECT content FROM registry.reports")).all())
    engine.dispose()
    for secret in (PASSWORD, "secret-token"):
        assert secret not in done.stdout + done.stderr
        assert secret not in kept


def test_what_a_monitor_is_told(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("JIXIAO_HOME", "JIXIAO_WAREHOUSE", "DAGSTER_HOME", "JIXIAO_DAGSTER_STORAGE"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    with open_session(Settings(home=tmp_path, warehouse=database_url)) as session, session.dagster() as instance:
        server = serve_metrics(session.engine, instance, "127.0.0.1", 0)
        try:
            url = f"http://127.0.0.1:{server.server_port}/metrics"
            with urllib.request.urlopen(url, timeout=20) as answer:
                told = answer.read().decode()
            assert "jixiao_up 1.0" in told
            assert "jixiao_waiting_documents 0.0" in told
            assert "jixiao_failed_runs 0.0" in told
            with session.engine.begin() as connection:
                connection.execute(text("ALTER TABLE registry.loads RENAME TO gone"))
            with urllib.request.urlopen(url, timeout=20) as answer:
                assert "jixiao_up 0.0" in answer.read().decode()
        finally:
            server.shutdown()
            server.server_close()
