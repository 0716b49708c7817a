"""A run whose process was killed says so to nobody; it is found out, told as failed, and forgotten once run again."""

import signal
from pathlib import Path

import dagster as dg
import pytest
import sqlalchemy as sa

from assets.register.registering import RegisterProgress
from pipelines.command.doctor import examine
from pipelines.command.session import Session, open_session
from pipelines.definitions import build_definitions
from pipelines.night.runs import forgotten, note_lost
from pipelines.runs import run_register
from pipelines.settings import Settings
from tests.faults.driver import Fault
from tests.faults.stage import Place, Stage
from warehouse.living import is_at_work

UNDER_WAY = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])
EARLIER = "UPDATE dagster.runs SET update_timestamp = update_timestamp - interval '1 hour' WHERE status = 'STARTED'"


@pytest.fixture
def place(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> object:
    """A place that this process itself works in, and finds by its environment."""
    with stage.place("backfill") as one:
        for name, value in one.environment.items():
            monkeypatch.setenv(name, value)
        yield one


def test_a_killed_run_is_told_as_failed_until_it_is_run_again(place: Place) -> None:
    assert place.run(Fault("dies_before", 4)) == -signal.SIGKILL
    with open_session(Settings()) as session, session.dagster() as instance:
        assert note_lost(session.engine, instance) == 0, "it says it started just now and may be about to begin"
        make_earlier(session)
        assert forgotten(instance) == []
        found = {name: (holds, said) for name, holds, said in examine(session)}
        assert not found["dagster"][0]
        assert "register" in found["dagster"][1]
        assert [(run.job, run.failed) for run in forgotten(instance)] == [("register", True)]
        assert instance.get_runs_count(UNDER_WAY) == 0
    assert place.run() == 0
    with open_session(Settings()) as session, session.dagster() as instance:
        assert forgotten(instance) == []


def test_a_run_that_lives_is_not_lost(place: Place, some: Path) -> None:
    found = []
    with open_session(Settings()) as session, session.dagster() as instance:

        def look(_: int) -> None:
            make_earlier(session)
            (run,) = instance.get_run_records(UNDER_WAY)
            with session.engine.connect() as connection:
                found.append(is_at_work(connection, run.dagster_run.run_id))
            found.append(note_lost(session.engine, instance) == 0)

        run_register(build_definitions(progress=RegisterProgress(look)), instance, [str(some)])
    assert found == [True, True]


def make_earlier(session: Session) -> None:
    with session.engine.begin() as connection:
        connection.execute(sa.text(EARLIER))
