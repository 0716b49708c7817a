"""The dimensions follow the vocabularies, and are written only when one has changed."""

from sqlalchemy import text

from contracts.vocabulary.decisions import Decision
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
        query = "SELECT count(*), count(*) FILTER (WHERE unit = 'none') FROM dim_indicator"
        without = len([one for one in indicators().values() if one.unit == ""])
        assert of(connection, query + " WHERE indicator_code <> 'unknown'") == [(len(indicators()), without)]
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


def test_a_department_is_described_as_the_vocabulary_knows_it(warehouse, drawn, deciding):
    with warehouse.begin() as connection:
        ids = ("420700-某某站", "420700-文化和旅游局")
        record_documents(connection, drawn.documents({}, *({"department_id": one} for one in ids)))
        query = "SELECT department_id, department_function, department_function_name, valid_from FROM dim_department"
        culture = ("420700-文化和旅游局", "culture_tourism", "文化和旅游", 2019)
        civil = ("420700-民政局", "civil_affairs", "民政", None)
        assert set(of(connection, query)) == {("420700-某某站", None, None, None), culture, civil}
        past = "SELECT predecessor_id, department_change, changed_in FROM dim_department_past"
        found = of(connection, past + " WHERE department_id = '420700-文化和旅游局'")
        assert ("420700-旅游局", "merged", 2019) in found
        deciding(Decision("function", "某某站", "accept", "water"))
        assert sync_dimensions(connection) == ["dim_department"]
        assert set(of(connection, query)) == {("420700-某某站", "water", "水利", None), culture, civil}
        assert set(of(connection, past + " WHERE department_id = '420700-文化和旅游局'")) == set(found)
