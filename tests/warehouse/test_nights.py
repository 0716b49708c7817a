"""What a morning asks of the warehouse."""

from datetime import UTC, datetime

from warehouse.load import load_document_set
from warehouse.nights import loaded_since
from warehouse.registry import record_documents

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def test_a_document_that_is_loaded_twice_in_a_night_counts_once(warehouse, drawn):
    frame = drawn.documents({})
    (one,) = frame["document_id"]
    with warehouse.begin() as connection:
        record_documents(connection, frame)
    for printed in ("≥95%", "≥96%"):
        values = drawn.indicators(one, {"value_printed": printed}, {"row_number": 2})
        load_document_set(warehouse, drawn.REGION, drawn.YEAR, drawn.load(one, indicators=values))
    with warehouse.begin() as connection:
        assert loaded_since(connection, LONG_AGO) == {"loaded": 1, "values": 2, "findings": 0, "restated": 0}
        assert loaded_since(connection, datetime(2999, 1, 1, tzinfo=UTC))["loaded"] == 0
