"""What the memory of the feeds does to documents that wait in quarantine."""

from datetime import date

from sqlalchemy import Connection, text

from warehouse.document_states import quarantined
from warehouse.feeds import note_files
from warehouse.registry import record_documents


def waiting(connection: Connection) -> list[str]:
    return list(quarantined(connection)["document_sha256"])


def offer(connection: Connection, name: str, sha256: str, feed: str = "inbox") -> None:
    note_files(connection, feed, [(name, "mark", sha256, f"/{name}")])


UNKNOWN = {"form": None, "department_id": None, "region_code": None, "budget_year": None}
DAMAGED = {**UNKNOWN, "state": "quarantined", "reason_code": "damaged"}


def test_a_file_that_was_mended_leaves_the_quarantine_and_comes_back_with_it(warehouse, drawn):
    frame = drawn.documents(DAMAGED, {})
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


def test_a_withdrawal_that_a_source_states_stands_though_the_file_is_offered_again(warehouse, drawn):
    frame = drawn.documents(DAMAGED, {}).assign(withdrawn_at=["2025-03-01", None])
    broken, whole = frame["document_sha256"]
    with warehouse.begin() as connection:
        record_documents(connection, frame)
        for sha256 in (broken, whole, broken):
            offer(connection, "a.pdf", sha256)
            assert waiting(connection) == []
        days = text("SELECT withdrawn_on FROM dim_document WHERE document_sha256 = :sha256")
        assert connection.scalars(days, {"sha256": broken}).all() == [date(2025, 3, 1)]
