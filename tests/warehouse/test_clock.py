"""Whatever the clock does: versions and their history go by sequence, and days and years are Shanghai's."""

from datetime import UTC, date, datetime

import pytest
from dagster._core.test_utils import freeze_time
from sqlalchemy import Engine, text

from pipelines.partitions import last_year
from warehouse.changes import of_load
from warehouse.document_states import withdraw
from warehouse.load import load_document_set
from warehouse.registry import record_documents

# Functions that are found before PostgreSQL's own of the same name.
CLOCK = """
CREATE SCHEMA IF NOT EXISTS clock;
CREATE OR REPLACE FUNCTION clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
$$ SELECT pg_catalog.clock_timestamp() {step} $$;
CREATE OR REPLACE FUNCTION clock.now() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT pg_catalog.now() {step} $$;
"""
HISTORY = "SELECT document_id, state, is_current FROM registry.document_states ORDER BY changed_at, document_id"


def set_clock(warehouse: Engine, step: str) -> None:
    """The database's clock from now on, by what is added to the machine's."""
    with warehouse.begin() as connection:
        connection.execute(text(CLOCK.format(step=step)))
        name = connection.scalar(text("SELECT current_database()"))
        connection.execute(text(f'ALTER DATABASE "{name}" SET search_path = clock, pg_catalog, public'))


def set_clock_to(warehouse: Engine, moment: str) -> None:
    set_clock(warehouse, f"- pg_catalog.clock_timestamp() + timestamptz '{moment}'")


def test_a_clock_that_is_stepped_back_disorders_nothing(warehouse, drawn):
    histories, seen = [], []
    for steps in (("",) * 4, ("", "- interval '1 day'", "- interval '2 days'", "- interval '1 hour'")):
        with warehouse.begin() as connection:
            connection.execute(text("TRUNCATE dim_document CASCADE"))
            connection.execute(text("TRUNCATE registry.document_states, registry.replaced_rows"))
        for number, step in enumerate(steps, 1):
            set_clock(warehouse, step)
            frame = drawn.documents({"document_sha256": f"{number:064}"[::-1]})
            with warehouse.begin() as connection:
                record_documents(connection, frame)
            values = drawn.indicators(frame["document_id"][0], {"value_printed": f"≥{number}%"})
            done = load_document_set(
                warehouse, drawn.REGION, drawn.YEAR, drawn.load(*frame["document_id"], indicators=values)
            )
            with warehouse.connect() as connection:
                seen.append([(one.before, one.after) for one in of_load(connection, done.load_id)])
        with warehouse.connect() as connection:
            histories.append(connection.execute(text(HISTORY)).all())
            current = connection.scalars(text("SELECT value_printed FROM wide_indicator_value")).all()
        assert current == ["≥4%"]
    assert histories[0] == histories[1]
    assert len(seen[1]) == 1
    assert seen[:4] == seen[4:]


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2025-12-31 23:59:30+08", date(2025, 12, 31)), ("2026-01-01 00:00:30+08", date(2026, 1, 1))],
)
def test_a_day_is_shanghais_at_the_turn_of_the_year(warehouse, drawn, moment, day):
    set_clock_to(warehouse, moment)
    with warehouse.begin() as connection:
        record_documents(connection, frame := drawn.documents({}))
    load_document_set(warehouse, drawn.REGION, drawn.YEAR, drawn.load(*frame["document_id"]))
    with warehouse.begin() as connection:
        withdraw(connection, frame["document_id"][0])
        assert connection.scalar(text("SELECT withdrawn_on FROM dim_document")) == day


@pytest.mark.parametrize(("minute", "year"), [(59, 2026), (60, 2027)])
def test_a_budget_year_opens_at_midnight_in_shanghai(minute, year):
    moment = datetime(2025, 12, 31, 15, 0, tzinfo=UTC).timestamp() + minute * 60
    with freeze_time(datetime.fromtimestamp(moment, UTC)):
        assert last_year() == year
