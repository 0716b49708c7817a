"""A publication reads nothing where the release is still what the warehouse holds, and all where it may not be."""

import json

import pytest
from sqlalchemy import text

from warehouse.load import load_document_set
from warehouse.publishing import publish
from warehouse.publishing.made_of import warehouse_digest
from warehouse.registry import record_documents

SHOWN = ["wide_indicator_value", "wide_funding", "target_drift", "dim_region"]
CHANGES = (
    "UPDATE fact_funding SET amount_yuan = 1",
    "UPDATE fact_funding SET amount_yuan = amount_yuan",
    "DELETE FROM fact_indicator_value",
    "UPDATE dim_region SET region_name = '甲' WHERE region_code = '420700'",
    "DELETE FROM registry.touched_departments",
    "UPDATE registry.fingerprints SET content_sha256 = 'other views'",
)


@pytest.fixture
def filled(warehouse, drawn):
    with warehouse.begin() as connection:
        record_documents(connection, frame := drawn.documents({}))
    load_document_set(warehouse, drawn.REGION, drawn.YEAR, drawn.load(*frame["document_id"]))
    return warehouse


def digest(engine):
    with engine.connect() as connection:
        return warehouse_digest(connection, SHOWN)


def test_every_change_of_what_is_shown_is_seen(filled):
    seen = [digest(filled)]
    for change in CHANGES:
        with filled.begin() as connection:
            assert connection.execute(text(change)).rowcount, change
        seen.append(digest(filled))
        assert seen.count(seen[-1]) == 1, change


def test_what_changes_nothing_that_is_shown_is_not_seen(filled):
    before = digest(filled)
    with filled.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM (FREEZE, ANALYZE)"))
        connection.execute(text("UPDATE registry.sources SET first_seen = now()"))
    assert digest(filled) == before


def test_a_release_is_neither_read_nor_made_again_until_something_changes(filled, tmp_path):
    first = publish(filled, tmp_path)
    note = tmp_path / ".made-of"
    said = json.loads(note.read_text(encoding="utf-8"))
    note.write_text(json.dumps({**said, "rows": {"as_noted": 1}}), encoding="utf-8")
    again = publish(filled, tmp_path)
    assert (again.folder, again.is_new, again.rows) == (first.folder, False, {"as_noted": 1})
    with filled.begin() as connection:
        connection.execute(text("UPDATE fact_funding SET amount_yuan = amount_yuan"))
    alike = publish(filled, tmp_path)
    assert (alike.folder, alike.is_new, alike.rows) == (first.folder, False, first.rows)


def test_a_note_that_says_nothing_is_written_anew(filled, tmp_path):
    first = publish(filled, tmp_path)
    note = tmp_path / ".made-of"
    said = note.read_text(encoding="utf-8")
    for content in ("", "[]", "{}", '{"made_of": 1}', "\x00"):
        note.write_text(content, encoding="utf-8")
        again = publish(filled, tmp_path)
        assert (again.is_new, again.rows) == (False, first.rows)
        assert note.read_text(encoding="utf-8") == said
