"""What is still to be done is told from what the registry and the loads say."""

import pandas as pd

from contracts.frames.normalized import FundingAmounts, IndicatorValues
from contracts.rules.documents import FUNDING_BEFORE, INDICATORS_BEFORE
from contracts.validation import typed
from warehouse.document_states import withdraw
from warehouse.load import load_document_set
from warehouse.registry import record_documents
from warehouse.waiting import first_sources, stale_partitions, waiting_documents, waiting_work
from warehouse.year_before import newest_load, year_before

OLD, NEW = {"jixiao": "1"}, {"jixiao": "2"}


def load(warehouse, drawn, year, *ids, versions=OLD, **frames):
    """A load as a run makes it: its findings are made with what is loaded of the year before."""
    with warehouse.connect() as connection:
        known = newest_load(year_before(connection, drawn.REGION, year).documents)
    return load_document_set(warehouse, drawn.REGION, year, drawn.load(*ids, **frames), versions, known)


def test_documents_wait_until_they_are_loaded(warehouse, drawn):
    frame = drawn.documents({}, {"budget_year": 2024}, {"department_id": "420700-教育局"})
    one, earlier, three = frame["document_id"]
    with warehouse.begin() as connection:
        record_documents(connection, frame)
        assert waiting_documents(connection) == {("420700", 2024): [earlier], ("420700", 2025): [one, three]}
    load(warehouse, drawn, 2025, one)
    with warehouse.begin() as connection:
        assert waiting_documents(connection) == {("420700", 2024): [earlier], ("420700", 2025): [three]}


def test_what_other_code_loaded_is_stale_until_this_code_has_looked_at_it(warehouse, drawn):
    frame = drawn.documents({}, {"budget_year": 2024})
    one, earlier = frame["document_id"]
    with warehouse.begin() as connection:
        record_documents(connection, frame)
        assert stale_partitions(connection, OLD) == [("420700", 2024), ("420700", 2025)]
    load(warehouse, drawn, 2024, earlier)
    load(warehouse, drawn, 2025, one)
    with warehouse.begin() as connection:
        assert stale_partitions(connection, OLD) == []
        assert stale_partitions(connection, NEW) == [("420700", 2024), ("420700", 2025)]
    assert load(warehouse, drawn, 2024, earlier, versions=NEW).unchanged == 1
    with warehouse.begin() as connection:
        assert stale_partitions(connection, NEW) == [("420700", 2025)]


def test_a_year_waits_for_its_findings_when_the_year_before_arrives_or_changes(warehouse, drawn):
    frame = drawn.documents({}, {"budget_year": 2024}, {"budget_year": 2026})
    one, earlier, later = frame["document_id"]
    with warehouse.begin() as connection:
        record_documents(connection, frame)
    load(warehouse, drawn, 2026, later)
    first = load(warehouse, drawn, 2025, one)
    assert waiting(warehouse) == {("420700", 2024): [earlier], ("420700", 2026): [f"load {first.load_id}"]}
    load(warehouse, drawn, 2026, later)
    arrived = load(warehouse, drawn, 2024, earlier)
    assert waiting(warehouse) == {("420700", 2025): [f"load {arrived.load_id}"]}
    # Nothing came of it, so the year after that has nothing new to be held against.
    assert load(warehouse, drawn, 2025, one).unchanged == 1
    assert waiting(warehouse) == {}
    values = drawn.indicators(earlier, {"value_printed": "≥96%"})
    load(warehouse, drawn, 2024, earlier, indicators=values)
    assert list(waiting(warehouse)) == [("420700", 2025)]


def test_a_year_before_that_is_taken_back_is_waited_for_as_well(warehouse, drawn):
    frame = drawn.documents({}, {"budget_year": 2024})
    one, earlier = frame["document_id"]
    with warehouse.begin() as connection:
        record_documents(connection, frame)
    load(warehouse, drawn, 2024, earlier)
    load(warehouse, drawn, 2025, one)
    with warehouse.begin() as connection:
        withdraw(connection, earlier)
    assert list(waiting(warehouse)) == [("420700", 2025)]
    with warehouse.connect() as connection:
        assert year_before(connection, drawn.REGION, 2025).indicators.empty


def waiting(warehouse):
    with warehouse.connect() as connection:
        return waiting_work(connection)


def test_the_year_before_is_given_back_as_it_was_loaded(warehouse, drawn):
    frame = drawn.documents({"budget_year": 2024}, {"budget_year": 2024, "published_at": "2024-03-01"})
    old, new = frame["document_id"]
    with warehouse.begin() as connection:
        record_documents(connection, frame)
    values = drawn.indicators(old, {"unit": None}).assign(budget_year=2024)
    amounts = drawn.funding(old).assign(budget_year=2024)
    assert load(warehouse, drawn, 2024, old, indicators=values, funding=amounts).load_id
    with warehouse.connect() as connection:
        before = year_before(connection, drawn.REGION, 2025)
    pd.testing.assert_frame_equal(before.indicators, typed(IndicatorValues, values)[[*INDICATORS_BEFORE]])
    pd.testing.assert_frame_equal(before.funding, typed(FundingAmounts, amounts)[[*FUNDING_BEFORE]])
    assert before.documents["document_id"].tolist() == [old, new]
    assert before.documents.set_index("document_id")["state"].to_dict() == {old: "loaded", new: "registered"}
    with warehouse.connect() as connection:
        nothing = year_before(connection, drawn.REGION, 2020)
    assert newest_load(nothing.documents) is None
    assert nothing.indicators.empty


def test_the_first_place_at_which_a_file_was_seen_is_known(warehouse, drawn):
    frame = drawn.documents({"source_url": "https://example.org/a.pdf", "published_at": "2025-02-07"}, {})
    for name in ("first.pdf", "again.pdf"):
        with warehouse.begin() as connection:
            record_documents(connection, frame.assign(source_name=name))
    one, two = frame["document_sha256"]
    unnamed = dict.fromkeys(("region_said", "department_said", "year_said"))
    with warehouse.connect() as connection:
        assert first_sources(connection, [one, "f" * 64]) == {
            one: {"source_name": "first.pdf", "source_url": "https://example.org/a.pdf", "published_at": "2025-02-07"}
            | unnamed
        }
        assert first_sources(connection, [two])[two] == {
            "source_name": "first.pdf",
            "source_url": None,
            "published_at": None,
            **unnamed,
        }
