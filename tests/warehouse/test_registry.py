"""What the registry keeps of a document when it is seen again, said otherwise, quarantined or tried again."""

import pandas as pd
from sqlalchemy import text

from contracts.frames.documents import Documents
from warehouse.document_states import quarantined, replay
from warehouse.load import load_document_set
from warehouse.registry import documents_of, known_sha256s, record_documents, waiting_partitions


def record(warehouse, frame):
    with warehouse.begin() as connection:
        return record_documents(connection, frame)


def load(warehouse, drawn, *ids, **frames):
    return load_document_set(warehouse, drawn.REGION, drawn.YEAR, drawn.load(*ids, **frames))


def of(warehouse, query):
    with warehouse.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_a_document_seen_again_keeps_its_receipt_and_its_rows(warehouse, drawn):
    frame = drawn.documents({}, {"department_id": "420700-教育局"})
    counts = record(warehouse, frame)
    assert (counts.new, counts.changed, counts.unchanged) == (2, 0, 0)
    assert counts.partitions == (("420700", 2025),)
    load(warehouse, drawn, *frame["document_id"])
    query = "SELECT document_id, received_at, received_sequence, source_name, state, xmin::text FROM dim_document"
    before = of(warehouse, query)
    again = record(warehouse, frame.iloc[::-1].assign(source_name="another/place.pdf"))
    assert (again.new, again.changed, again.unchanged, again.partitions) == (0, 0, 2, ())
    assert of(warehouse, query) == before
    assert len(of(warehouse, "SELECT * FROM registry.sources")) == 4
    with warehouse.connect() as connection:
        first, *others = frame["document_sha256"]
        assert known_sha256s(connection, [first, "0" * 64]) == {first}
        assert known_sha256s(connection, [first, *others]) == set(frame["document_sha256"])


def test_documents_come_back_as_the_frame_that_the_contract_describes(warehouse, drawn):
    frame = drawn.documents({"published_at": "2025-02-07", "pages": None}, {"title_printed": None})
    record(warehouse, frame)
    with warehouse.connect() as connection:
        read = documents_of(connection, "420700", 2025)
        assert len(documents_of(connection, "420700", 2024)) == 0
        Documents.validate(documents_of(connection, "420700", 2024))
    Documents.validate(read)
    pd.testing.assert_frame_equal(read, frame, check_dtype=False)


def test_a_new_reading_of_the_same_document_waits_for_a_load_and_keeps_its_rows_until_then(warehouse, drawn):
    record(warehouse, frame := drawn.documents({}))
    load(warehouse, drawn, frame["document_id"].iloc[0])
    counts = record(warehouse, frame.assign(long_until=2027))
    assert (counts.changed, counts.partitions) == (1, (("420700", 2025),))
    assert len(of(warehouse, "SELECT * FROM wide_indicator_value")) == 1
    assert load(warehouse, drawn, frame["document_id"].iloc[0]).loaded == 1
    with warehouse.connect() as connection:
        assert waiting_partitions(connection) == []


def test_a_document_that_turns_out_to_be_of_another_year_leaves_the_old_one(warehouse, drawn):
    record(warehouse, frame := drawn.documents({}))
    load(warehouse, drawn, frame["document_id"].iloc[0])
    counts = record(warehouse, frame.assign(budget_year=2024))
    assert counts.partitions == (("420700", 2024),)
    assert of(warehouse, "SELECT * FROM fact_indicator_value") == []
    assert of(warehouse, "SELECT state, is_current, document_version FROM dim_document") == [
        ("registered", False, None)
    ]


def test_a_document_that_can_no_longer_be_read_lets_its_rows_go(warehouse, drawn):
    record(warehouse, frame := drawn.documents({}))
    load(warehouse, drawn, frame["document_id"].iloc[0])
    nothing = dict.fromkeys(("form", "department_id", "department_printed", "region_code", "budget_year"))
    record(warehouse, frame.assign(**nothing, state="quarantined", reason_code="no_table"))
    assert of(warehouse, "SELECT * FROM fact_indicator_value") == []
    assert of(warehouse, "SELECT state, is_current, values_count FROM wide_document") == [("quarantined", False, 0)]


def test_quarantine_stays_until_replayed(warehouse, drawn):
    unread = {"form": None, "department_id": None, "region_code": None, "budget_year": None, "department_printed": None}
    frame = drawn.documents({}, {**unread, "state": "quarantined", "reason_code": "no_table"})
    record(warehouse, frame)
    one, two = frame["document_id"]
    load(warehouse, drawn, quarantined=drawn.quarantined((one, "rows_missing")))
    assert record(warehouse, frame).unchanged == 2
    with warehouse.begin() as connection:
        listed = quarantined(connection)
        assert listed[["document_id", "reason_code"]].to_numpy().tolist() == [[two, "no_table"], [one, "rows_missing"]]
        tried = replay(connection, [one, two])
        assert set(tried["document_id"]) == {one, two}
        assert waiting_partitions(connection) == [("420700", 2025)]
        assert quarantined(connection)["document_id"].tolist() == [two]
    read = drawn.documents({}, {})
    assert record(warehouse, read).changed == 1
    with warehouse.connect() as connection:
        assert len(quarantined(connection)) == 0


def test_a_department_is_called_what_its_newest_year_calls_it(warehouse, drawn):
    frame = drawn.documents(
        {"department_printed": "鄂州市民政局（新）", "budget_year": 2026}, {"department_printed": "鄂州市\n民政局"}
    )
    record(warehouse, frame.iloc[[0]])
    record(warehouse, frame.iloc[[1]])
    assert of(warehouse, "SELECT department_name FROM dim_department") == [("鄂州市民政局（新）",)]


def test_the_earliest_date_of_publication_counts_and_what_is_no_date_is_kept_as_printed(warehouse, drawn):
    frame = drawn.documents({"published_at": "2025-13-45"})
    record(warehouse, frame)
    assert of(warehouse, "SELECT published_at FROM dim_document") == [(None,)]
    assert of(warehouse, "SELECT published_printed FROM registry.sources") == [("2025-13-45",)]
    record(warehouse, frame.assign(published_at="2025-03-02", source_url="https://example.org/a.pdf"))
    record(warehouse, frame.assign(published_at="2025-03-05", source_url="https://example.org/b.pdf"))
    assert of(warehouse, "SELECT published_at::text FROM dim_document") == [("2025-03-02",)]
