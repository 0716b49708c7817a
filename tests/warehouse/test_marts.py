"""What marts keep: the same rows as would be computed, at any moment, made anew for those whom something touched."""

from decimal import Decimal

import pytest
from sqlalchemy import text

from warehouse import marts, views
from warehouse.document_states import withdraw
from warehouse.load import load_document_set
from warehouse.migrations import upgrade
from warehouse.registry import record_documents

RATE = {"indicator_code": "budget_execution_rate"}


def target(year, low):
    return {**RATE, "value_year": year, "value_low": Decimal(low), "value_printed": f"≥{low}%"}


@pytest.fixture
def load(warehouse, drawn):
    """Registers and loads one document of a department and year with its one target; the document's id."""

    def load(department, year, low):
        said = {"department_id": f"420700-{department}", "department_printed": department, "budget_year": year}
        frame = drawn.documents({**said, "document_sha256": f"{department}{year}".encode().hex().ljust(64, "0")})
        (document_id,) = frame["document_id"]
        with warehouse.begin() as connection:
            record_documents(connection, frame)
        rows = drawn.load(document_id, indicators=drawn.indicators(document_id, target(year, low)))
        load_document_set(warehouse, "420700", year, rows)
        return document_id

    return load


def rows(warehouse, relation, columns="*"):
    with warehouse.connect() as connection:
        return connection.execute(text(f"SELECT {columns} FROM {relation} ORDER BY value_id")).all()


def touched(warehouse):
    with warehouse.connect() as connection:
        query = "SELECT DISTINCT department_id FROM registry.touched_departments ORDER BY 1"
        return connection.scalars(text(query)).all()


def test_what_is_kept_is_what_would_be_computed(warehouse, load):
    for year, low in ((2023, 90), (2024, 95), (2025, 92)):
        load("甲", year, low)
        load("乙", year, 80)
    at_once = rows(warehouse, "target_drift")
    assert marts.refresh(warehouse) >= 2
    assert touched(warehouse) == []
    computed = rows(warehouse, "computed_target_drift")
    assert rows(warehouse, "registry.drift_rows") == rows(warehouse, "target_drift") == computed == at_once
    assert sorted(row.value_change for row in computed if row.value_change) == [-3, 5]
    assert marts.refresh(warehouse) == 0


def test_a_load_touches_its_own_department_and_a_refresh_no_other(warehouse, load):
    for department in ("甲", "乙"):
        load(department, 2024, 90)
        load(department, 2025, 90)
    marts.refresh(warehouse)
    with warehouse.begin() as connection:
        connection.execute(text("UPDATE registry.drift_rows SET form = 'kept'"))
    load("甲", 2024, 99)
    assert touched(warehouse) == ["420700-甲"]
    said = "department_name, budget_year, form, value_change"
    expected = {
        ("甲", 2024, "approval", None),
        ("甲", 2025, "approval", -9),
        ("乙", 2024, "kept", None),
        ("乙", 2025, "kept", 0),
    }
    assert set(rows(warehouse, "target_drift", said)) == expected
    assert marts.refresh(warehouse) == 1
    assert set(rows(warehouse, "registry.drift_rows", said)) == expected


def test_a_withdrawal_is_seen_at_once(warehouse, load):
    load("甲", 2024, 90)
    document_id = load("甲", 2025, 95)
    marts.refresh(warehouse)
    with warehouse.begin() as connection:
        withdraw(connection, document_id)
    assert [row.budget_year for row in rows(warehouse, "target_drift")] == [2024]
    marts.refresh(warehouse)
    assert [row.budget_year for row in rows(warehouse, "registry.drift_rows")] == [2024]


def test_what_is_touched_during_a_refresh_stays_noted(warehouse, load):
    load("甲", 2025, 90)
    with warehouse.begin() as writing:
        marts.touch(writing, {"420700-甲"})
        marts.refresh(warehouse)
    assert touched(warehouse) == ["420700-甲"]


def test_views_made_anew_touch_every_department(warehouse, load, monkeypatch):
    load("甲", 2025, 90)
    load("乙", 2025, 90)
    marts.refresh(warehouse)
    monkeypatch.setattr(views, "fingerprint", lambda: "other")
    upgrade(warehouse)
    assert touched(warehouse) == ["420700-乙", "420700-甲"]


@pytest.mark.parametrize(
    "found",
    [
        {"department_id": "420700-乙", "department_printed": "乙"},
        {"state": "quarantined", "reason_code": "form_unknown", "form": None},
    ],
    ids=["of another department", "quarantined"],
)
def test_a_document_that_a_new_reading_takes_out_is_seen_at_once(warehouse, drawn, load, found):
    load("甲", 2024, 90)
    document_id = load("甲", 2025, 95)
    marts.refresh(warehouse)
    with warehouse.begin() as connection:
        (sha256,) = connection.scalars(
            text("SELECT document_sha256 FROM dim_document WHERE document_id = :id"), {"id": document_id}
        )
        said = {"department_id": "420700-甲", "department_printed": "甲", "document_sha256": sha256}
        record_documents(connection, drawn.documents({**said, **found}))
    assert [row.budget_year for row in rows(warehouse, "target_drift")] == [2024]
