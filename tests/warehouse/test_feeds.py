"""What the memory of the feeds does to documents that wait in quarantine."""

from sqlalchemy import Connection

from warehouse.document_states import quarantined
from warehouse.feeds import note_files
from warehouse.registry import record_documents


def waiting(connection: Connection) -> list[str]:
    return list(quarantined(connection)["document_sha256"])


def offer(connection: Connection, name: str, sha256: str, feed: str = "inbox") -> None:
    note_files(connection, feed, [(name, "mark", sha256, f"/{name}")])


def test_a_file_that_was_mended_leaves_the_quarantine_and_comes_back_with_it(warehouse, drawn):
    unknown = {"form": None, "department_id": None, "region_code": None, "budget_year": None}
    damaged = {**unknown, "state": "quarantined", "reason_code": "damaged"}
    frame = drawn.documents(damaged, {})
    broken, whole = frame["document_sha256"]
    with warehouse.begin() as connection:
        record_documents(connection, frame)
        offer(connection, "a.pdf", broken)
        offer(connection, "copy.pdf", broken, feed="other")
        assert waiting(connection) == [broken]
        offer(connection, "a.pdf", whole)
        assert waiting(connection) == [broken], "the other feed still offers it"
        offer(connection, "copy.pdf", whole, feed="other")
        assert waiting(connection) == []
        offer(connection, "a.pdf", whole)
        assert waiting(connection) == []
        offer(connection, "a.pdf", broken)
        assert waiting(connection) == [broken]
