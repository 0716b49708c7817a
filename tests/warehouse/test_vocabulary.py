"""The dimensions follow the vocabularies, and are written only when one has changed."""

from sqlalchemy import text

from contracts.vocabulary import departments
from contracts.vocabulary.indicators import indicators
from warehouse import vocabulary
from warehouse.registry import record_documents
from warehouse.vocabulary import sync_dimensions


def of(connection, query):
    return [tuple(row) for row in connection.execute(text(query))]


def test_the_dimensions_hold_the_vocabularies_and_the_unknown_members(warehouse):
    with warehouse.begin() as connection:
        assert sync_dimensions(connection) == []
        query = (
            "SELECT region_name, region_level, province_name, parent_code FROM dim_region WHERE region_code = '420703'"
        )
        assert of(connection, query) == [("华容区", "county", "湖北省", "420700")]
        query = "SELECT starts_on::text, ends_on::text FROM dim_fiscal_year WHERE fiscal_year = 2025"
        assert of(connection, query) == [("2025-01-01", "2025-12-31")]
        query = "SELECT count(*), count(*) FILTER (WHERE unit = 'none' AND measure <> 'qualitative') FROM dim_indicator"
        assert of(connection, query + " WHERE indicator_code <> 'unknown'") == [(len(indicators()), 0)]
        query = "SELECT indicator_name, unit, direction FROM dim_indicator WHERE indicator_code = "
        assert of(connection, query + "'three_public_expense_change_rate'") == [("“三公”经费变动率", "%", "lower")]
        assert of(connection, query + "'unknown'") == [("未识别", "none", None)]
        assert of(connection, "SELECT * FROM dim_unit WHERE unit IN ('none', '%') ORDER BY 1") == [
            ("%", "ratio", True),
            ("none", None, True),
        ]


def test_a_changed_vocabulary_changes_its_rows_and_no_others(warehouse, monkeypatch):
    rows = vocabulary._regions()
    changed = [{**row, "region_name": "新名"} if row["region_code"] == "420703" else row for row in rows]
    monkeypatch.setattr(vocabulary, "_regions", lambda: changed)
    with warehouse.begin() as connection:
        before = of(connection, "SELECT region_code, xmin::text FROM dim_region ORDER BY 1")
        assert sync_dimensions(connection) == ["dim_region"]
        after = of(connection, "SELECT region_code, xmin::text FROM dim_region ORDER BY 1")
        assert [one[0] for one, other in zip(after, before, strict=True) if one != other] == ["420703"]
        assert of(connection, "SELECT region_name FROM dim_region WHERE region_code = '420703'") == [("新名",)]


def test_a_department_has_the_function_that_its_name_speaks_of(warehouse, drawn, monkeypatch):
    with warehouse.begin() as connection:
        record_documents(connection, drawn.documents({}, {"department_id": "420700-某某站"}))
        query = "SELECT department_id, department_function, department_function_name FROM dim_department ORDER BY 1"
        found = [("420700-某某站", None, None), ("420700-民政局", "civil_affairs", "民政")]
        assert sorted(of(connection, query)) == sorted(found)
        known = departments.functions()
        monkeypatch.setattr(
            vocabulary, "functions", lambda: {"stations": departments.Function("stations", "站", "s", ())}
        )
        monkeypatch.setattr("warehouse.departments.find_function", lambda name: "stations" if "站" in name else None)
        monkeypatch.setattr(
            "warehouse.departments.functions",
            lambda: {**known, "stations": departments.Function("stations", "站", "stations", ("站",))},
        )
        assert sync_dimensions(connection) == ["dim_department"]
        assert sorted(of(connection, query)) == sorted(
            [("420700-某某站", "stations", "站"), ("420700-民政局", None, None)]
        )
