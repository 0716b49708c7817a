"""The newest version of a document speaks for it, whichever order its versions arrive in."""

import threading

from sqlalchemy import text

from warehouse.document_states import withdraw
from warehouse.load import load_document_set
from warehouse.registry import record_documents
from warehouse.versions import lock_partition

PUBLISHED = {"a": "2025-02-07", "b": "2025-03-01", "c": "2025-07-15T09:00:00"}


def version(drawn, name, **said):
    return drawn.documents({"document_sha256": name * 64, "published_at": PUBLISHED[name], **said})


def arrive(warehouse, drawn, name, **said):
    with warehouse.begin() as connection:
        record_documents(connection, frame := version(drawn, name, **said))
    document_id = frame["document_id"].iloc[0]
    values = drawn.indicators(document_id, {"value_printed": name})
    load_document_set(warehouse, drawn.REGION, drawn.YEAR, drawn.load(document_id, indicators=values))


def standing(warehouse):
    query = "SELECT left(document_id, 1), document_version, is_current, state FROM dim_document ORDER BY 1"
    with warehouse.connect() as connection:
        documents = [tuple(row) for row in connection.execute(text(query))]
        spoken = connection.scalars(text("SELECT value_printed FROM wide_indicator_value")).all()
        return documents, spoken


def test_without_a_date_of_publication_the_later_receipt_speaks(warehouse, drawn):
    for name in "cab":
        arrive(warehouse, drawn, name, published_at=None)
    assert standing(warehouse)[1] == ["b"]


def test_other_forms_departments_and_years_are_other_documents(warehouse, drawn):
    arrive(warehouse, drawn, "a")
    arrive(warehouse, drawn, "b", form="self_evaluation")
    arrive(warehouse, drawn, "c", department_id="420700-教育局")
    assert [row[1:3] for row in standing(warehouse)[0]] == [(1, True)] * 3


def test_a_withdrawn_version_lets_the_one_before_speak_again(warehouse, drawn):
    for name in "abc":
        arrive(warehouse, drawn, name)
    with warehouse.begin() as connection:
        withdraw(connection, "c" * 16)
    documents, spoken = standing(warehouse)
    assert documents[1:] == [("b", 2, True, "loaded"), ("c", None, False, "withdrawn")]
    assert spoken == ["b"]
    arrive(warehouse, drawn, "c")
    assert standing(warehouse)[1] == ["b"]


def test_an_earlier_date_that_another_source_states_orders_the_versions_anew(warehouse, drawn):
    arrive(warehouse, drawn, "a")
    arrive(warehouse, drawn, "b")
    with warehouse.begin() as connection:
        record_documents(connection, version(drawn, "b", published_at="2025-01-01", source_name="mirror/b.pdf"))
    assert standing(warehouse) == ([("a", 2, True, "loaded"), ("b", 1, False, "superseded")], ["a"])


def test_two_loads_of_one_region_and_year_wait_for_each_other_and_others_do_not(warehouse, drawn):
    with warehouse.begin() as connection:
        record_documents(connection, frame := version(drawn, "a"))
        record_documents(connection, other := version(drawn, "b", budget_year=2024))
    done = []

    def load(document_id, year):
        load_document_set(warehouse, drawn.REGION, year, drawn.load(document_id))
        done.append(year)

    same = threading.Thread(target=load, args=(frame["document_id"].iloc[0], drawn.YEAR))
    with warehouse.begin() as connection:
        lock_partition(connection, (drawn.REGION, drawn.YEAR))
        same.start()
        load(other["document_id"].iloc[0], 2024)
        same.join(0.3)
        assert done == [2024]
    same.join()
    assert done == [2024, drawn.YEAR]
