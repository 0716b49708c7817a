"""The warehouse of a day: what was known then, whichever order it arrived in, through functions as quick as views."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pandas as pd
import pytest
from sqlalchemy import text

from warehouse import views
from warehouse.document_states import reinstate, withdraw
from warehouse.load import load_document_set, load_within
from warehouse.registry import record_documents, record_sources
from warehouse.roles import read_only

PUBLISHED = {"a": "2025-02-07", "b": "2025-03-01", "c": "2025-07-15", "d": "2025-09-01T08:00:00", "e": "2026-01-05"}
DAYS = ("2025-02-07", "2025-06-30", "2025-08-01", "2025-12-31", "2026-06-30")


def arrive(warehouse, drawn, name, **said):
    frame = drawn.documents({"document_sha256": name * 64, "published_at": PUBLISHED.get(name), **said})
    with warehouse.begin() as connection:
        record_documents(connection, frame)
    document_id = name * 16
    values = drawn.indicators(document_id, {"value_printed": name})
    load_document_set(warehouse, drawn.REGION, drawn.YEAR, drawn.load(document_id, indicators=values))


def arrive_in_every_order(warehouse, drawn, versions):
    """A department an order: in each round every department receives the next version of its order.

    `versions` gives the fields of each by its name, one hexadecimal digit; yields what each department has so far.
    """
    orders = {f"{number:03x}": order for number, order in enumerate(permutations(versions))}
    values = {name: drawn.indicators("0" * 16, {"value_printed": name}) for name in versions}
    nothing = drawn.load()
    for arriving in range(len(versions)):
        coming = {f"{department}{order[arriving]}" * 4: order[arriving] for department, order in orders.items()}
        documents = drawn.documents(
            *(
                {"document_sha256": one * 4, "department_id": f"420700-{one[:3]}", **versions[name]}
                for one, name in coming.items()
            )
        )
        each = [values[name].assign(document_id=one, value_id=one) for one, name in coming.items()]
        with warehouse.begin() as connection:
            record_documents(connection, documents)
            load_within(connection, drawn.REGION, drawn.YEAR, replace(nothing, indicators=pd.concat(each)))
        yield {f"420700-{department}": order[: arriving + 1] for department, order in orders.items()}


def spoken(connection, days, **more):
    query = """
    SELECT coalesce(string_agg(value_printed, ''), '')
    FROM unnest(CAST(:days AS date[])) AS day LEFT JOIN wide_indicator_value_as_of(day, :received_by) ON true
    GROUP BY day ORDER BY day
    """
    return "".join(connection.scalars(text(query), {"days": list(days), "received_by": "infinity", **more}))


def on(warehouse, *days):
    with warehouse.connect() as connection:
        return spoken(connection, days)


def standing(connection):
    query = """
    SELECT left(document_id, 1), document_version, is_current, state, known_on, issued_on FROM dim_document ORDER BY 1
    """
    documents = [tuple(row) for row in connection.execute(text(query))]
    facts = connection.execute(text("SELECT * FROM fact_indicator_value ORDER BY value_id")).all()
    return documents, facts, spoken(connection, [date(2025, 2, 6), *map(date.fromisoformat, DAYS)])


def test_five_versions_end_alike_in_all_their_120_orders(warehouse, drawn):
    for _ in arrive_in_every_order(
        warehouse, drawn, {name: {"published_at": moment} for name, moment in PUBLISHED.items()}
    ):
        pass
    query = """
    SELECT
        department_id,
        string_agg(
            right(document_id, 1) || document_version || state || is_current || known_on, ' '
            ORDER BY document_version
        )
    FROM dim_document GROUP BY department_id
    """
    spoken_on = """
    SELECT department_id, string_agg(value_printed, '' ORDER BY day)
    FROM unnest(CAST(:days AS date[])) AS day, wide_indicator_value_as_of(day) AS value
    GROUP BY department_id
    """
    with warehouse.connect() as connection:
        ended = connection.execute(text(query)).all()
        spoken = connection.execute(text(spoken_on), {"days": ["2025-02-06", *DAYS]}).all()
        now = connection.scalars(text("SELECT value_printed FROM wide_indicator_value")).all()
    assert len(ended) == len(spoken) == 120
    assert {versions for _, versions in ended} == {
        " ".join(
            f"{name}{number}{'loaded' if name == 'e' else 'superseded'}{'true' if name == 'e' else 'false'}{day[:10]}"
            for number, (name, day) in enumerate(PUBLISHED.items(), 1)
        )
    }
    assert {names for _, names in spoken} == {"abcde"}
    assert now == ["e"] * 120


def test_documents_without_a_date_come_before_those_with_one_in_every_order(warehouse, drawn):
    """One without a date, two by the file's own date and one published, after each arrival: now, and as of the day."""
    made = [{"made_at": f"2025-{month}T09:30:00+08:00"} for month in ("03-01", "07-15")]
    versions = {"d": {}, "c": made[0], "b": made[1], "a": {"published_at": "2025-09-01"}}
    query = """
    SELECT department_id, string_agg(right(document_id, 1), '' ORDER BY document_version) || ' '
    || string_agg(right(document_id, 1) || state, '') FILTER (WHERE is_current)
    FROM {} GROUP BY department_id
    """
    for received in arrive_in_every_order(warehouse, drawn, versions):
        with warehouse.connect() as connection:
            found = [
                {row[0]: row[1] for row in connection.execute(text(query.format(documents)))}
                for documents in ("wide_document", "wide_document_as_of('9999-12-31')")
            ]
        last = {department: min(names) for department, names in received.items()}
        oldest_first = {department: "".join(sorted(names, reverse=True)) for department, names in received.items()}
        assert found == [{name: f"{oldest_first[name]} {last[name]}loaded" for name in received}] * 2


def test_documents_without_a_date_follow_each_other_as_they_were_received(warehouse, drawn):
    for name in "978":
        arrive(warehouse, drawn, name)
    assert on(warehouse, "9999-12-31") == "8"


def test_without_a_date_the_time_at_which_the_file_was_made_orders_versions(warehouse, drawn):
    made = {"9": "2025-07-15T09:00:00+08:00", "7": "2025-03-01T09:00:00+08:00", "8": "2025-03-01T08:00:00+08:00"}
    for name, moment in made.items():
        arrive(warehouse, drawn, name, made_at=moment, source_name=name)
    with warehouse.connect() as connection:
        query = "SELECT source_name, document_version FROM dim_document ORDER BY issued_on, document_version"
        versions = [tuple(row) for row in connection.execute(text(query))]
    assert versions == [("8", 1), ("7", 2), ("9", 3)]


def test_what_was_received_later_can_be_left_out(warehouse, drawn):
    arrive(warehouse, drawn, "b")
    with warehouse.connect() as connection:
        moment = connection.scalar(text("SELECT clock_timestamp()"))
    arrive(warehouse, drawn, "c")
    with warehouse.connect() as connection:
        assert spoken(connection, ["2025-08-01"]) == "c"
        assert spoken(connection, ["2025-08-01"], received_by=moment) == "b"


def test_a_withdrawal_counts_from_its_day_and_can_be_taken_back(warehouse, drawn):
    for name in "ab":
        arrive(warehouse, drawn, name)
    with warehouse.begin() as connection:
        withdraw(connection, "b" * 16, date(2025, 5, 1))
    assert on(warehouse, "2025-02-10", "2025-04-30", "2025-05-01", "2026-01-01") == "abaa"
    query = "SELECT left(document_id, 1), document_version, is_current, state FROM wide_document_as_of(:day) ORDER BY 1"
    with warehouse.begin() as connection:
        states = {
            day: [tuple(row) for row in connection.execute(text(query), {"day": day})]
            for day in ("2025-04-30", "2025-05-01")
        }
        reinstate(connection, "b" * 16)
    assert states == {
        "2025-04-30": [("a", 1, False, "superseded"), ("b", 2, True, "loaded")],
        "2025-05-01": [("a", 1, True, "loaded"), ("b", None, False, "withdrawn")],
    }
    with warehouse.begin() as connection, pytest.raises(ValueError, match="still to come"):
        withdraw(connection, "b" * 16, date(9999, 1, 1))
    assert on(warehouse, "2026-01-01") == "b"


def test_a_source_may_state_the_date_of_a_known_file_or_its_withdrawal_later(warehouse, drawn):
    for name in "ab":
        arrive(warehouse, drawn, name)
    seen = drawn.documents({"document_sha256": "b" * 64, "published_at": "2025-01-01"})
    with warehouse.begin() as connection:
        record_sources(connection, seen)
    assert on(warehouse, "2025-01-02", "2025-12-31") == "ba"
    with warehouse.begin() as connection:
        record_sources(connection, seen.assign(document_sha256="a" * 64, published_at=None, withdrawn_at="2025-06-01"))
    assert on(warehouse, "2025-03-01", "2025-06-01", "2026-01-01") == "abb"


def test_a_version_withdrawn_before_it_was_loaded_is_loaded_for_the_days_before(warehouse, drawn):
    seen = drawn.documents({"document_sha256": "a" * 64}).assign(withdrawn_at="2025-06-01")
    with warehouse.begin() as connection:
        record_sources(connection, seen)
    arrive(warehouse, drawn, "a")
    assert on(warehouse, "2025-05-31", "2025-06-01") == "a"
    with warehouse.connect() as connection:
        assert standing(connection)[0][0][1:4] == (None, False, "withdrawn")


def test_the_last_day_of_all_is_the_current_view_in_every_function(warehouse, drawn):
    for name in "abc":
        arrive(warehouse, drawn, name)
    arrive(warehouse, drawn, "f", department_id="420700-教育局")
    with warehouse.connect() as connection:
        for view in (*views.DATED, *(view + views.TWIN for view in views.DATED)):
            named = view.replace(views.TWIN, "") + "_as_of" + (views.TWIN if view.endswith(views.TWIN) else "")
            now, then = (
                sorted(map(str, connection.execute(text(f"SELECT * FROM {relation}"))))
                for relation in (view, f"{named}('9999-12-31')")
            )
            assert then == now, view


def test_the_planner_opens_the_functions_and_a_reader_may_use_them(warehouse, drawn):
    arrive(warehouse, drawn, "a")
    query = "SELECT value_printed FROM wide_indicator_value_as_of('2025-06-30') WHERE indicator_code = 'unknown'"
    with warehouse.connect() as connection:
        plan = "\n".join(connection.scalars(text(f"EXPLAIN {query}")))
    assert "Function Scan" not in plan
    assert "fact_indicator_value" in plan
    assert read_only(warehouse, "SELECT value_printed FROM wide_indicator_value_as_of('2025-06-30')").rows == [("a",)]


def test_a_twin_says_codes_in_chinese_words_too_of_any_day(warehouse, drawn):
    arrive(warehouse, drawn, "a")
    with warehouse.connect() as connection:
        for relation in ("wide_indicator_value_cn", "wide_indicator_value_as_of_cn('2025-12-31')"):
            query = f'SELECT "表式", "表式（中文）", "指标值角色（中文）", "比较符（中文）" FROM {relation}'
            assert connection.execute(text(query)).all() == [("approval", "批复", "目标", "≥")], relation
