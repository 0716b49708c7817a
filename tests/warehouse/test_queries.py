"""The questions of the command line, asked of a few documents whose answers are known."""

from decimal import Decimal

import pandas as pd
import pytest
from sqlalchemy import text

from warehouse import queries
from warehouse.load import load_document_set
from warehouse.registry import record_documents

UNREAD = dict.fromkeys(("form", "department_id", "region_code", "budget_year", "department_printed"))


@pytest.fixture
def asked(warehouse, drawn):
    frame = drawn.documents(
        {"source_url": "https://example.org/1.pdf"},
        {"department_id": "420700-教育局", "department_printed": "鄂州市教育局"},
        {"budget_year": 2024, "title_printed": None},
        {**UNREAD, "state": "quarantined", "reason_code": "no_table"},
    )
    one, two, three, _ = frame["document_id"]
    with warehouse.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO dim_indicator (indicator_code, indicator_name, indicator_scope, unit, direction) VALUES "
                "('rate', '预算执行率', 'common', '%', 'higher'), "
                "('other_rate', '非税收入预算执行率', 'common', '%', 'higher')"
            )
        )
        record_documents(connection, frame)
        record_documents(connection, frame.head(1).assign(source_name="mirror/1.pdf"))
    values = drawn.indicators(one, {"indicator_code": "rate"}, {"indicator_code": "other_rate"}, {"unit": None})
    more = drawn.indicators(two, {"indicator_code": "rate", "value_low": Decimal(98)}, {"indicator_code": "rate"})
    said = drawn.findings(one, {"value_id": f"{one}/1"}, {"severity": "fatal", "rule_code": "target_empty"})
    frames = drawn.load(one, two, indicators=pd.concat([values, more]), findings=said)
    load_document_set(warehouse, drawn.REGION, drawn.YEAR, frames)
    load_document_set(warehouse, drawn.REGION, 2024, drawn.load(three, indicators=drawn.indicators(three)))
    return warehouse, one, two


def test_a_name_leads_to_its_indicator_first_and_to_those_that_contain_it(asked):
    engine, *_ = asked
    assert queries.indicators_named(engine, "预算执行率")["indicator_code"].tolist() == ["rate", "other_rate"]
    assert queries.indicators_named(engine, "rate")["indicator_code"].tolist() == ["rate"]
    assert queries.indicators_named(engine, "非税")["values_count"].tolist() == [1]
    for nothing in ("100%'; --", ""):
        assert len(queries.indicators_named(engine, nothing)) == 0


def test_a_comparison_lists_the_best_first_and_what_is_not_ranked_last(asked):
    engine, one, two = asked
    compared = queries.compare(engine, "rate", year=2025)
    assert compared["value_id"].tolist() == [f"{two}/1", f"{one}/1", f"{two}/2"]
    assert compared["peers_rank"].tolist() == [1, 2, None]
    assert compared["value_low"].tolist() == [Decimal(98), Decimal(95), Decimal(95)]
    assert len(queries.compare(engine, "rate", region_code="420700", horizon="annual", value_role="target")) == 3
    for missed in ({"year": 2024}, {"region_code": "420100"}, {"horizon": "long_term"}, {"value_role": "actual"}):
        assert len(queries.compare(engine, "rate", **missed)) == 0


def test_findings_come_gravest_first_and_can_be_narrowed(asked):
    engine, *_ = asked
    assert queries.findings(engine)["severity"].tolist() == ["fatal", "error"]
    assert len(queries.findings(engine, year=2025, department="民政", region_code="420700")) == 2
    assert queries.findings(engine, severity="error")["rule_code"].tolist() == ["percent_doubled"]
    assert queries.findings(engine, rule_code="target_empty")["severity"].tolist() == ["fatal"]
    for missed in ({"year": 2024}, {"department": "教育"}, {"severity": "notice"}, {"region_code": "420100"}):
        assert len(queries.findings(engine, **missed)) == 0


def test_a_value_is_explained_down_to_its_cell_and_every_source(asked):
    engine, one, _ = asked
    found = queries.explain(engine, f"{one}/1")
    assert (found.value["value_printed"], found.value["page"], found.value["x0"]) == ("≥95%", 1, 10.5)
    assert (found.value["indicator_name"], found.value["unit"]) == ("预算执行率", "%")
    assert (found.document["reader"], found.document["document_sha256"][:16]) == ("pdf", one)
    assert found.sources["source_name"].tolist() == ["1.pdf", "mirror/1.pdf"]
    assert found.findings["rule_code"].tolist() == ["percent_doubled"]
    unknown = queries.explain(engine, f"{one}/3").value
    assert (unknown["indicator_code"], unknown["indicator_name"], unknown["unit"]) == (None, None, None)
    assert queries.explain(engine, "no such value") is None


def test_the_state_is_counted_by_region_and_year(asked):
    engine, *_ = asked
    state = queries.status(engine).set_index("budget_year", drop=False)
    columns = ["region_name", "documents", "loaded", "quarantined", "waiting", "departments", "values_count"]
    assert state.loc[2025, columns].tolist() == ["鄂州市", 2, 2, 0, 0, 2, 5]
    assert state.loc[2024, columns].tolist() == ["鄂州市", 1, 1, 0, 0, 1, 1]
    assert state.iloc[-1][["region_code", "documents", "quarantined"]].tolist() == [None, 1, 1]
