"""What a load writes: the frames themselves, once, and nothing when nothing changed."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from warehouse.load import LoadCounts, LoadError, LoadFrames, load_document_set, load_within
from warehouse.registry import record_documents, waiting_partitions
from warehouse.trusted import MissingKeyError


def rows(engine: Engine, query: str) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(text(query))]


def register(engine: Engine, frame: pd.DataFrame) -> list[str]:
    with engine.begin() as connection:
        record_documents(connection, frame)
    return frame["document_id"].tolist()


def load(engine: Engine, drawn, frames: LoadFrames) -> LoadCounts:
    return load_document_set(engine, drawn.REGION, drawn.YEAR, frames)


def test_what_is_loaded_stands_in_the_wide_views_unchanged(warehouse, drawn):
    (one,) = register(warehouse, drawn.documents({"department_printed": "鄂州市\n民政局"}))
    odd = '≥14.32万\r\n人,"引号"\t\\N \u3000'
    values = drawn.indicators(
        one,
        {"value_printed": odd, "value_low": Decimal("143200.0"), "unit": "人", "unit_printed": ""},
        {"value_printed": "", "measure": "missing", "comparator": None, "value_low": None, "unit": None},
        {"deadline": "2025-12-31", "weight": Decimal("7.50"), "confidence": 0.123456789, "level1_printed": "a\x00b"},
        {"value_printed": "\\N", "name_printed": "\\.", "unit_printed": "\\x22\\", "remark_printed": '"'},
    )
    counts = load(warehouse, drawn, drawn.load(one, indicators=values, findings=drawn.findings(one, {"page": None})))
    assert (counts.loaded, counts.unchanged, counts.quarantined) == (1, 0, 0)
    assert (counts.values, counts.funding, counts.tasks, counts.scores, counts.narratives, counts.findings) == (
        4,
        1,
        1,
        1,
        1,
        1,
    )
    first, second, third, fourth = rows(warehouse, "SELECT * FROM wide_indicator_value ORDER BY row_number")
    assert first["value_printed"] == odd
    assert str(first["value_low"]) == "143200.0"
    assert (first["unit_printed"], first["indicator_code"], first["department_name"]) == ("", None, "鄂州市民政局")
    assert (first["x0"], first["top"], first["x1"], first["bottom"]) == (10.5, 20.0, 30.25, 40.0)
    assert (second["value_printed"], second["unit"], second["unit_printed"], second["value_low"]) == (
        "",
        None,
        None,
        None,
    )
    assert (str(third["weight"]), third["confidence"], third["level1_printed"]) == ("7.50", 0.123456789, "a\ufffdb")
    assert third["deadline"].isoformat() == "2025-12-31"
    assert (fourth["value_printed"], fourth["name_printed"]) == ("\\N", "\\.")
    assert (fourth["unit_printed"], fourth["remark_printed"]) == ("\\x22\\", '"')
    (amount,) = rows(warehouse, "SELECT * FROM wide_funding")
    assert (str(amount["amount_yuan"]), str(amount["share"])) == ("72574800.00", "0.5716")
    (task,) = rows(warehouse, "SELECT * FROM wide_task")
    assert (task["task_printed"], task["total_printed"], str(task["total_yuan"])) == (
        "污染防治",
        "1189.33",
        "11893300.00",
    )
    (score,) = rows(warehouse, "SELECT * FROM wide_score")
    assert (score["subject_printed"], score["is_total"], str(score["score"])) == ("总分", True, "66.74")
    (finding,) = rows(warehouse, "SELECT * FROM wide_finding")
    assert (finding["rule_code"], finding["page"]) == ("percent_doubled", None)
    (document,) = rows(warehouse, "SELECT * FROM wide_document")
    assert (document["state"], document["values_count"], document["findings_count"]) == ("loaded", 4, 1)


def test_a_second_load_of_the_same_rows_writes_nothing(warehouse, drawn):
    ids = register(warehouse, drawn.documents({}, {"department_id": "420700-教育局"}))
    values = pd.concat([drawn.indicators(one, {}, {}) for one in ids])
    frames = drawn.load(*ids, indicators=values)
    load(warehouse, drawn, frames)
    before = rows(warehouse, "SELECT xmin::text, ctid::text, * FROM fact_indicator_value ORDER BY value_id")
    turned = replace(frames, indicators=frames.indicators.iloc[::-1])
    counts = load(warehouse, drawn, turned)
    assert counts == LoadCounts(None, 0, 2, 0, 0, 0, 0, 0, 0, 0)
    assert rows(warehouse, "SELECT xmin::text, ctid::text, * FROM fact_indicator_value ORDER BY value_id") == before
    assert len(rows(warehouse, "SELECT * FROM registry.loads")) == 1


def test_a_load_replaces_and_touches_only_what_changed(warehouse, drawn):
    one, two = register(warehouse, drawn.documents({}, {"department_id": "420700-教育局"}))
    load(warehouse, drawn, drawn.load(one, two))
    before = rows(warehouse, f"SELECT xmin::text, * FROM fact_indicator_value WHERE document_id = '{two}'")
    values = pd.concat([drawn.indicators(one, {"value_printed": "≥96%"}), drawn.indicators(two)])
    counts = load(warehouse, drawn, drawn.load(one, two, indicators=values))
    assert (counts.loaded, counts.unchanged, counts.values) == (1, 1, 1)
    printed = rows(warehouse, "SELECT value_printed FROM fact_indicator_value ORDER BY document_id")
    assert [row["value_printed"] for row in printed] == ["≥96%", "≥95%"]
    assert rows(warehouse, f"SELECT xmin::text, * FROM fact_indicator_value WHERE document_id = '{two}'") == before
    assert len(rows(warehouse, "SELECT * FROM fact_funding")) == 2


def test_a_quarantined_document_keeps_its_findings_and_no_other_row(warehouse, drawn):
    one, two = register(warehouse, drawn.documents({}, {"department_id": "420700-教育局"}))
    load(warehouse, drawn, drawn.load(one, two))
    findings = drawn.findings(one, {"severity": "fatal"})
    frames = drawn.load(one, two, findings=findings, quarantined=drawn.quarantined((one, "rule_fatal")))
    counts = load(warehouse, drawn, frames)
    assert (counts.loaded, counts.unchanged, counts.quarantined, counts.findings) == (0, 1, 1, 1)
    assert [row["document_id"] for row in rows(warehouse, "SELECT * FROM fact_indicator_value")] == [two]
    (document,) = rows(warehouse, f"SELECT * FROM wide_document WHERE document_id = '{one}'")
    assert (document["state"], document["reason_code"], document["is_current"]) == ("quarantined", "rule_fatal", False)
    assert (document["document_version"], document["values_count"], document["findings_count"]) == (None, 0, 1)
    assert [row["severity"] for row in rows(warehouse, "SELECT * FROM wide_finding")] == ["fatal"]
    assert load(warehouse, drawn, frames).load_id is None
    other = drawn.load(one, two, findings=findings, quarantined=drawn.quarantined((one, "contract_broken")))
    load(warehouse, drawn, other)
    assert rows(warehouse, f"SELECT reason_code FROM dim_document WHERE document_id = '{one}'") == [
        {"reason_code": "contract_broken"}
    ]
    assert load(warehouse, drawn, drawn.load(one, two)).loaded == 1
    assert len(rows(warehouse, "SELECT * FROM wide_indicator_value")) == 2


def test_units_that_no_vocabulary_lists_are_added(warehouse, drawn):
    (one,) = register(warehouse, drawn.documents({}))
    load(warehouse, drawn, drawn.load(one, indicators=drawn.indicators(one, {"unit": "堵"}, {"unit": None})))
    assert rows(warehouse, "SELECT * FROM dim_unit WHERE unit = '堵'") == [
        {"unit": "堵", "dimension": None, "is_listed": False}
    ]


def test_a_set_that_is_not_registered_there_is_refused_whole(warehouse, drawn):
    (one,) = register(warehouse, drawn.documents({}))
    with pytest.raises(LoadError, match="ffffffffffffffff"):
        load(warehouse, drawn, drawn.load(one, "f" * 16))
    with pytest.raises(LoadError, match=one):
        load_document_set(warehouse, drawn.REGION, 2024, drawn.load(one))
    assert rows(warehouse, "SELECT * FROM fact_indicator_value") == []
    with warehouse.connect() as connection:
        assert waiting_partitions(connection) == [(drawn.REGION, drawn.YEAR)]


def test_an_empty_set_is_no_load(warehouse, drawn):
    assert load(warehouse, drawn, drawn.load()) == LoadCounts(None, 0, 0, 0, 0, 0, 0, 0, 0, 0)


def test_a_key_that_its_dimension_lacks_stops_the_load_and_single_rows_are_checked_as_ever(warehouse, drawn):
    (one,) = register(warehouse, drawn.documents({}))
    with pytest.raises(MissingKeyError, match=r"dim_indicator has no indicator_code \['nonsense'\]"):
        load(warehouse, drawn, drawn.load(one, indicators=drawn.indicators(one, {"indicator_code": "nonsense"})))
    assert rows(warehouse, "SELECT * FROM fact_indicator_value") == []
    with warehouse.begin() as connection:
        load_within(connection, drawn.REGION, drawn.YEAR, drawn.load(one))
        assert connection.scalar(text("SHOW session_replication_role")) == "origin"
        with pytest.raises(IntegrityError, match="fk_fact_indicator_value_indicator_code"):
            connection.execute(text("UPDATE fact_indicator_value SET indicator_code = 'nonsense'"))
        connection.rollback()
