"""What changed, value by value: between documents, by a load, between loads, and what a rehearsal leaves behind."""

from decimal import Decimal

import pytest
from sqlalchemy import text

from warehouse import changes
from warehouse.document_states import withdraw
from warehouse.load import load_document_set, load_within
from warehouse.registry import record_documents
from warehouse.rehearsal import rehearsal


def arrive(warehouse, drawn, name, published, *values, **more):
    with warehouse.begin() as connection:
        record_documents(connection, drawn.documents({"document_sha256": name * 64, "published_at": published}))
    return load(warehouse, drawn, name, *values, **more)


def load(warehouse, drawn, name, *values, **more):
    indicators = drawn.indicators(name * 16, *values)
    frames = drawn.load(name * 16, indicators=indicators, **more)
    return load_document_set(warehouse, drawn.REGION, drawn.YEAR, frames).load_id


def rows(found):
    return [(one.kind, one.relation, one.name, one.before, one.after) for one in found]


FIRST = (
    {"name_printed": "预算执行率"},
    {"name_printed": "培训次数", "value_printed": "≥3次", "value_low": Decimal(3), "unit": "次"},
    {"name_printed": "培训次数", "value_printed": "≥4次", "value_low": Decimal(4), "unit": "次"},
)
SECOND = (
    {"name_printed": "新增就业", "value_printed": "≥5人", "value_low": Decimal(5), "unit": "人"},
    {"name_printed": "预算执\n行率", "value_printed": "≥98%", "value_low": Decimal(98)},
    {"name_printed": "培训次数", "value_printed": "≥3次", "value_low": Decimal(3), "unit": "次"},
)
CHANGED = [
    ("removed", "indicator_value", "培训次数", "≥4次", None),
    ("added", "indicator_value", "新增就业", None, "≥5人"),
    ("changed", "indicator_value", "预算执\n行率", "≥95%", "≥98%"),
]


def test_two_versions_are_held_against_each_other_by_name_not_by_line(warehouse, drawn):
    arrive(warehouse, drawn, "a", "2025-02-07", *FIRST)
    later = arrive(warehouse, drawn, "b", "2025-07-15", *SECOND)
    with warehouse.connect() as connection:
        assert rows(changes.between_documents(connection, "a" * 16, "b" * 16)) == CHANGED
        assert rows(changes.of_load(connection, later)) == CHANGED
        (changed,) = (one for one in changes.of_load(connection, later) if one.kind == "changed")
        assert (changed.before_id, changed.after_id) == ("a" * 16 + "/1", "b" * 16 + "/2")
        assert changed.columns == "value_printed value_low"
        with pytest.raises(KeyError):
            changes.between_documents(connection, "a" * 16, "f" * 16)


def test_an_older_version_that_arrives_late_changes_nothing(warehouse, drawn):
    arrive(warehouse, drawn, "b", "2025-07-15", *SECOND)
    late = arrive(warehouse, drawn, "a", "2025-02-07", *FIRST)
    with warehouse.connect() as connection:
        assert changes.of_load(connection, late) == []


def test_another_reading_of_the_same_document_keeps_what_was_read_before(warehouse, drawn):
    first = arrive(warehouse, drawn, "a", "2025-02-07", {})
    second = load(warehouse, drawn, "a", {"unit": "‰"})
    third = load(warehouse, drawn, "a", {"value_printed": "≥90%"})
    with warehouse.connect() as connection:
        meant, printed = changes.of_load(connection, second), changes.of_load(connection, third)
        whole = changes.between_loads(connection, third, first)
        assert connection.scalar(text("SELECT count(*) FROM registry.replaced_rows")) == 2 * 5
    assert [(one.before, one.after, one.columns) for one in meant] == [("≥95% unit=%", "≥95% unit=‰", "unit")]
    assert [(one.before, one.after) for one in printed] == [("≥95%", "≥90%")]
    assert [(one.before, one.after, one.columns) for one in whole] == [("≥95%", "≥90%", "value_printed")]


def test_a_withdrawal_is_a_change_back(warehouse, drawn):
    arrive(warehouse, drawn, "a", "2025-02-07", {})
    arrive(warehouse, drawn, "b", "2025-07-15", {"value_printed": "≥98%"})
    with warehouse.begin() as connection:
        before = connection.scalar(text("SELECT clock_timestamp()"))
        withdraw(connection, "b" * 16)
        found = changes.between_moments(connection, before, connection.scalar(text("SELECT clock_timestamp()")))
    assert rows(found) == [("changed", "indicator_value", "预算执行率", "≥98%", "≥95%")]


def everything(warehouse):
    tables = "SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' "
    tables += "AND table_schema IN ('public', 'registry') ORDER BY 1"
    with warehouse.connect() as connection:
        held = {
            name: sorted(map(str, connection.execute(text(f"SELECT ctid, xmin, * FROM {name}"))))
            for name in connection.scalars(text(tables))
        }
        held["sequences"] = sorted(map(str, connection.execute(text("SELECT * FROM pg_sequences"))))
    return held


def test_a_rehearsal_shows_what_would_change_and_leaves_nothing_behind(warehouse, drawn):
    arrive(warehouse, drawn, "a", "2025-02-07", *FIRST)
    before = everything(warehouse)
    with rehearsal(warehouse) as (stand_in, connection):
        started = connection.scalar(text("SELECT clock_timestamp()"))
        with stand_in.begin() as inner:
            record_documents(inner, drawn.documents({"document_sha256": "b" * 64, "published_at": "2025-07-15"}))
        frames = drawn.load("b" * 16, indicators=drawn.indicators("b" * 16, *SECOND))
        with stand_in.begin() as inner:
            load_within(inner, drawn.REGION, drawn.YEAR, frames)
        found = changes.between_moments(connection, started, connection.scalar(text("SELECT clock_timestamp()")))
    assert rows(found) == CHANGED
    assert everything(warehouse) == before
    arrive(warehouse, drawn, "b", "2025-07-15", *SECOND)
    assert everything(warehouse) != before


def test_a_set_of_many_rows_is_compared_whole(warehouse, drawn):
    values = [{"name_printed": f"指标{number}", "row_number": number} for number in range(1, 40)]
    arrive(warehouse, drawn, "a", "2025-02-07", *values)
    other = [{**value, "value_printed": "≥96%"} if value["row_number"] == 20 else value for value in values]
    later = arrive(warehouse, drawn, "b", "2025-07-15", *reversed(other))
    with warehouse.connect() as connection:
        assert rows(changes.of_load(connection, later)) == [("changed", "indicator_value", "指标20", "≥95%", "≥96%")]
