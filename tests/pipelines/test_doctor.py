"""What `jixiao doctor` says of an installation that ails: one line a check, never a traceback."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from pipelines.command import doctor
from pipelines.command.session import open_session
from pipelines.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(home=tmp_path, warehouse=database_url)


def test_an_archive_that_cannot_be_reached_is_one_line(settings: Settings) -> None:
    with open_session(settings.model_copy(update={"archive": "nosuch://store/jixiao"})) as session:
        said = {name: (holds, found) for name, holds, found in doctor.examine(session)}
    assert said["archive"][0] is False
    assert "nosuch://store/jixiao cannot be used" in said["archive"][1]
    assert all(holds for name, (holds, _) in said.items() if name != "archive"), said


def test_a_connection_that_sits_on_its_locks_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_session(settings) as session, session.engine.connect() as sitting:
        pid = sitting.scalar(sa.text("SELECT pg_backend_pid()"))
        assert {name: holds for name, holds, _ in doctor.examine(session)}["locks"]
        monkeypatch.setattr(doctor, "_IDLE_MINUTES", 0)
        (found,) = (found for name, _, found in doctor.examine(session) if name == "locks")
    assert f"connection {pid} has held its locks since" in found
