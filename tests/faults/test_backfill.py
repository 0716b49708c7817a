"""After a new reader: what would change is shown first, regions run side by side, and a killed backfill goes on."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from contracts.vocabulary.decisions import take_decisions
from pipelines.command.main import app
from tests.drawing.pages import Manner
from tests.drawing.pdf import drawn
from tests.faults.conftest import example_of
from tests.faults.driver import FACTS, ended, run, start, state
from tests.faults.stage import YEARS, Place, Stage
from tests.pipelines.test_two_cities import approval

pytestmark = pytest.mark.waits

PATIENCE = 120


@pytest.fixture
def place(stage: Stage, tmp_path: Path) -> Iterator[Place]:
    """A place with a second year and a second region, in which this process itself may work."""
    with stage.place("publish") as one:
        shutil.copy(example_of(2021), tmp_path)
        (tmp_path / "b.pdf").write_bytes(drawn([approval("交通局", "不低于21座", "≥5个")], Manner()))
        (tmp_path / "manifest.csv").write_text("file,region\nb.pdf,湖北省团风县\n", encoding="utf-8")
        assert run(["ingest", str(tmp_path)], one.environment) == 0
        yield one
    take_decisions(())


def test_a_backfill_shows_asks_runs_side_by_side_and_goes_on_after_a_kill(stage: Stage, place: Place) -> None:
    whole = rows(place)
    stage.make_older(place)
    older = rows(place)
    assert older != whole

    refused = at_a_terminal(place, ["backfill", "--years", "2022", "--reparse"], "n")
    assert "as an older reader read it" in refused.stdout
    assert "nothing was written" in refused.stderr
    assert rows(place) == older
    shown = backfill(place, "2022", "--reparse", "--dry-run")
    assert rows(place) == older
    assert (shown["read_again"], shown["run"]) == (1, 1)
    values = [change for change in shown["changes"] if change["relation"] == "indicator_value"]
    assert {change["before"] for change in values} == {"as an older reader read it"}
    assert {change["budget_year"] for change in values} == {2022}

    loads = count(place)
    child = start(["backfill", "--years", YEARS, "--at-most", "2"], place.environment)
    deadline = time.monotonic() + PATIENCE
    while count(place) == loads:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(child.pid, signal.SIGKILL)  # itself alone: its children have to notice
    assert ended(child) == -signal.SIGKILL
    assert rows(place) not in (older, whole)

    again = backfill(place, YEARS)
    assert (again["read_again"], again["regions_and_years"]) == (0, 3)
    assert 0 < again["run"] < 3
    assert rows(place) == whole
    assert backfill(place, YEARS)["run"] == 0

    for layer, year, registered_again in (("rules", 2021, 0), ("forms", 2022, 1)):
        made_by_an_older(layer, year, place)
        done = backfill(place, YEARS)
        assert [done[name] for name in ("read_again", "run", "documents_loaded")] == [registered_again, 1, 0]


def at_a_terminal(place: Place, words: list[str], answer: str) -> "subprocess.CompletedProcess[str]":
    keyboard, terminal = os.openpty()
    os.write(keyboard, f"{answer}\n".encode())
    try:
        return subprocess.run(
            [sys.executable, "-m", "pipelines.command.main", *words],
            env=place.environment, stdin=terminal, capture_output=True, text=True, check=True, timeout=PATIENCE,
        )  # fmt: skip
    finally:
        os.close(keyboard)
        os.close(terminal)


def backfill(place: Place, years: str, *words: str) -> dict[str, Any]:
    asked = ["--home", str(place.home), "--warehouse", place.url, "backfill", "--years", years, "--json", *words]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, (done.output, done.exception)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def rows(place: Place) -> dict[str, list[Any]]:
    found = state(place.url)
    return {table: found[table] for table in FACTS}


def made_by_an_older(layer: str, year: int, place: Place) -> None:
    statement = (
        "UPDATE registry.loads SET code_versions = code_versions || jsonb_build_object(CAST(:layer AS text), 'older') "
        "WHERE budget_year = :year"
    )
    with sa.create_engine(place.url, poolclass=sa.NullPool).begin() as connection:
        connection.execute(sa.text(statement), {"layer": layer, "year": year})


def count(place: Place) -> int:
    engine = sa.create_engine(place.url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        return int(connection.scalar(sa.text("SELECT count(*) FROM registry.loads")) or 0)
