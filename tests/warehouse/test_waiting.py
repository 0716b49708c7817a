"""What is still to be done is told from what the registry and the loads say."""

from warehouse.load import load_document_set
from warehouse.registry import record_documents
from warehouse.waiting import first_sources, stale_partitions, waiting_documents

OLD, NEW = {"jixiao": "1"}, {"jixiao": "2"}


def load(warehouse, drawn, year, *ids, versions=OLD):
    return load_document_set(warehouse, drawn.REGION, year, drawn.load(*ids), versions)


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
    load(warehouse, drawn, 2025, one)
    load(warehouse, drawn, 2024, earlier)
    with warehouse.begin() as connection:
        assert stale_partitions(connection, OLD) == []
        assert stale_partitions(connection, NEW) == [("420700", 2024), ("420700", 2025)]
    assert load(warehouse, drawn, 2024, earlier, versions=NEW).unchanged == 1
    with warehouse.begin() as connection:
        assert stale_partitions(connection, NEW) == [("420700", 2025)]


def test_the_first_place_at_which_a_file_was_seen_is_known(warehouse, drawn):
    frame = drawn.documents({"source_url": "https://example.org/a.pdf", "published_at": "2025-02-07"}, {})
    for name in ("first.pdf", "again.pdf"):
        with warehouse.begin() as connection:
            record_documents(connection, frame.assign(source_name=name))
    one, two = frame["document_sha256"]
    with warehouse.connect() as connection:
        assert first_sources(connection, [one, "f" * 64]) == {
            one: {"source_name": "first.pdf", "source_url": "https://example.org/a.pdf", "published_at": "2025-02-07"}
        }
        assert first_sources(connection, [two])[two] == {
            "source_name": "first.pdf",
            "source_url": None,
            "published_at": None,
        }
