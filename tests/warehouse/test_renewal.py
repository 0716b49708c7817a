"""A changed vocabulary lets the documents that it touches wait for a load, and no others."""

from sqlalchemy import text

from contracts.vocabulary.corrections import Correction, take_corrections
from contracts.vocabulary.decisions import Decision
from contracts.vocabulary.version import vocabulary_version
from warehouse.load import load_document_set
from warehouse.registry import record_documents
from warehouse.renewal import renew_documents
from warehouse.vocabulary import sync_dimensions
from warehouse.waiting import stale_partitions, waiting_documents

NEW = Decision(
    "indicator", "某某完好率", "new", "any_1", scope="function", direction="higher", measure="ratio", unit="%"
)
UNNAMED = {"name_printed": "别的完好率", "indicator_code": None, "direction": None}
BARE = {"department_printed": "民政局", "department_id": None, "region_code": None}
UNPLACED = {**BARE, "state": "quarantined", "reason_code": "region_unknown", "reason_detail": "民政局"}


def loaded(warehouse, drawn, *named):
    """Documents of one value each, with these names, loaded under the vocabulary of this process."""
    stations = [f"某某站{number}" for number in range(len(named))]
    frame = drawn.documents(
        *({"department_id": f"420700-{one}", "department_printed": f"鄂州市{one}"} for one in stations)
    )
    ids = list(frame["document_id"])
    values = [
        drawn.indicators(one, {"name_printed": name, "indicator_code": None, "direction": None})
        for one, name in zip(ids, named, strict=True)
    ]
    with warehouse.begin() as connection:
        record_documents(connection, frame)
        renew_documents(connection)
    for one, value in zip(ids, values, strict=True):
        counts = load(warehouse, drawn, one, value)
        assert counts.loaded == 1
    return ids


def load(warehouse, drawn, document_id, values):
    versions = {"vocabulary": vocabulary_version()}
    return load_document_set(warehouse, "420700", 2025, drawn.load(document_id, indicators=values), versions)


def renew(warehouse):
    with warehouse.begin() as connection:
        sync_dimensions(connection)
        return renew_documents(connection)


def waiting(warehouse):
    with warehouse.connect() as connection:
        return waiting_documents(connection)


def test_only_documents_that_print_the_decided_name_wait(warehouse, drawn, deciding):
    one, other = loaded(warehouse, drawn, "某某完好率", "别的完好率")
    assert renew(warehouse) == []
    deciding(NEW)
    assert renew(warehouse) == [one]
    assert waiting(warehouse) == {("420700", 2025): [one]}
    with warehouse.connect() as connection:
        assert stale_partitions(connection, {"vocabulary": "another"}) == [("420700", 2025)]
    assert renew(warehouse) == []
    named = {"name_printed": "某某完好率", "indicator_code": "any_1", "direction": "higher"}
    assert load(warehouse, drawn, one, drawn.indicators(one, named)).loaded == 1
    assert waiting(warehouse) == {}
    deciding()
    assert renew(warehouse) == [one]
    deciding(NEW)
    assert renew(warehouse) == []
    assert load(warehouse, drawn, other, drawn.indicators(other, {"name_printed": "别的完好率"})).loaded == 1


def test_rows_made_by_an_older_vocabulary_are_loaded_and_wait(warehouse, drawn, deciding):
    (one,) = loaded(warehouse, drawn, "别的完好率")
    older = {"vocabulary": vocabulary_version()}
    deciding(NEW)
    assert renew(warehouse) == []
    frames = drawn.load(one, indicators=drawn.indicators(one, {"name_printed": "某某完好率"}))
    assert load_document_set(warehouse, "420700", 2025, frames, older).loaded == 1
    assert waiting(warehouse) == {("420700", 2025): [one]}


def test_a_decided_unit_touches_what_prints_it(warehouse, drawn, deciding):
    frame = drawn.documents({}, {"department_id": "420700-教育局", "department_printed": "鄂州市教育局"})
    one, other = frame["document_id"]
    with warehouse.begin() as connection:
        record_documents(connection, frame)
        renew_documents(connection)
    load(warehouse, drawn, one, drawn.indicators(one, {**UNNAMED, "value_printed": "12垛", "unit": "垛"}))
    load(warehouse, drawn, other, drawn.indicators(other, UNNAMED))
    deciding(Decision("unit", "垛", "new", measure="items"))
    assert renew(warehouse) == [one]


def test_a_document_waits_in_quarantine_only_until_its_region_is_decided(warehouse, drawn, deciding):
    frame = drawn.documents(UNPLACED, {})
    one, other = frame["document_id"]
    with warehouse.begin() as connection:
        record_documents(connection, frame)
        assert renew_documents(connection) == []
    load(warehouse, drawn, other, drawn.indicators(other, UNNAMED))
    deciding(Decision("department", "民政局", "accept", "420704-民政局"))
    assert renew(warehouse) == [one]
    assert waiting(warehouse) == {("420704", 2025): [one]}
    deciding()
    assert renew(warehouse) == [one]
    with warehouse.connect() as connection:
        query = "SELECT state, reason_code, region_code FROM dim_document WHERE document_id = :id"
        found = connection.execute(text(query), {"id": one}).one()
    assert tuple(found) == ("quarantined", "region_unknown", None)


def test_a_manifest_or_a_title_places_a_document_once_the_vocabulary_is_looked_at_again(warehouse, drawn, deciding):
    title = "鄂州市鄂城区2025年部门整体绩效目标批复"
    frame = drawn.documents(UNPLACED, {**UNPLACED, "title_printed": title}, UNPLACED)
    said, titled, neither = frame["document_id"]
    with warehouse.begin() as connection:
        record_documents(connection, frame)
        region = "UPDATE registry.sources SET region_said = '华容区' WHERE document_sha256 = :sha256"
        connection.execute(text(region), {"sha256": frame["document_sha256"][0]})
        assert sorted(renew_documents(connection)) == sorted([said, titled])
    assert waiting(warehouse) == {("420703", 2025): [said], ("420704", 2025): [titled]}
    assert neither not in renew(warehouse)


def test_only_documents_that_a_correction_speaks_of_wait_for_it_and_for_its_end(warehouse, drawn):
    one, other = loaded(warehouse, drawn, "某某完好率", "别的完好率")
    correction = Correction(one * 4, f"{one}/1", "≥95%", "≥96%", "原件笔误", "李四", "2025-03-01")
    try:
        take_corrections([correction])
        assert renew(warehouse) == [one]
        assert renew(warehouse) == []
        load(warehouse, drawn, one, drawn.indicators(one, {"faults": "corrected", "indicator_code": None}))
        assert waiting(warehouse) == {}
        take_corrections(())
        assert renew(warehouse) == [one]
        assert waiting(warehouse) == {("420700", 2025): [one]}
    finally:
        take_corrections(())
    assert other not in renew(warehouse)
