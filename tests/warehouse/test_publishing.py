"""The published files hold what the warehouse holds, and change only where it has changed."""

import csv
import hashlib
import io
import json
from decimal import Decimal

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from sqlalchemy import text

from contracts.vocabulary.columns import columns, relations
from warehouse.load import load_document_set
from warehouse.publishing import PublishError, publish
from warehouse.registry import record_documents

NONSENSE = Decimal("9" * 40)
FINE = Decimal("0.000900000762939453")
SUMS = """
SELECT region_code, budget_year, count(*), sum(value_low), min(value_high) FROM {values} GROUP BY 1, 2
UNION ALL
SELECT region_code, budget_year, count(*), sum(amount_yuan), max(share) FROM {funding} GROUP BY 1, 2
ORDER BY 1, 2, 3, 4
"""


def tree(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def place(region, year):
    return f"region={region}/year={year}"


@pytest.fixture
def fill(warehouse, drawn):
    """Loads one document of a region and year, with values and amounts of its own."""

    def load(region, year, name, values=({},), amounts=({},), text_printed="1.贯彻执行"):
        sha256 = hashlib.sha256(f"{region}{year}{name}".encode()).hexdigest()
        said = {"region_code": region, "budget_year": year, "department_id": f"{region}-{name}"}
        frame = drawn.documents({**said, "document_sha256": sha256, "department_printed": name})
        with warehouse.begin() as connection:
            record_documents(connection, frame)
        whose = {"region_code": region, "budget_year": year}
        one = sha256[:16]
        frames = drawn.load(
            one,
            indicators=drawn.indicators(one, *({**whose, **value} for value in values)),
            funding=drawn.funding(one, *({**whose, **amount} for amount in amounts)),
            narratives=drawn.narratives(one, text_printed),
        )
        load_document_set(warehouse, region, year, frames)
        return one

    return load


@pytest.fixture
def filled(warehouse, fill):
    exact = {"comparator": "eq", "value_low": Decimal("33.30"), "value_high": Decimal(0)}
    fill("420700", 2024, "鄂州市民政局", [exact, {"value_low": FINE}])
    fill("420700", 2025, "鄂州市民政局", [{}, {"value_low": Decimal(-5)}], [{}, {"amount_yuan": Decimal("0.10")}])
    fill("420100", 2025, "武汉市教育局", [{"name_printed": '甲\n乙,“丙"'}])
    return warehouse


def test_what_duckdb_and_pandas_read_back_sums_up_as_the_warehouse_does(filled, tmp_path):
    done = publish(filled, tmp_path)
    with filled.connect() as connection:
        held = connection.execute(text(SUMS.format(values="wide_indicator_value", funding="wide_funding"))).all()
        count = connection.scalar(text("SELECT count(*) FROM wide_indicator_value"))
        listed = connection.execute(text("SELECT value_id, value_low, name_printed FROM wide_indicator_value")).all()
    parquet = tmp_path / "current/parquet"
    files = {
        "values": f"'{parquet}/wide_indicator_value/**/*.parquet'",
        "funding": f"'{parquet}/wide_funding/**/*.parquet'",
    }
    assert duckdb.sql(SUMS.format(**files)).fetchall() == [tuple(row) for row in held]
    assert len(held) == 6
    assert done.rows["wide_indicator_value"] == count == 5
    frame = pd.read_parquet(parquet / "wide_indicator_value")
    read = {row.value_id: (row.value_low, row.name_printed) for row in frame.itertuples()}
    assert read == {row.value_id: (row.value_low, row.name_printed) for row in listed}
    one_year = f"SELECT count(*) FROM {files['values']} WHERE region = 420700 AND year = 2024"
    assert duckdb.sql(one_year).fetchall() == [(2,)]
    regions = f"JOIN '{parquet}/dim_region.parquet' AS region USING (region_code)"
    joined = f"SELECT DISTINCT region.region_name FROM {files['funding']} {regions}"
    assert sorted(duckdb.sql(joined).fetchall()) == [("武汉市",), ("鄂州市",)]


def test_money_is_a_decimal_and_every_column_carries_its_description(filled, tmp_path):
    publish(filled, tmp_path)
    schema = pq.read_schema(tmp_path / "current/parquet/wide_funding" / place(420700, 2025) / "data.parquet")
    assert {str(schema.field(name).type) for name in ("amount_yuan", "share")} == {"decimal128(38, 18)"}
    for field in schema:
        said = {key.decode(): value.decode() for key, value in field.metadata.items() if not key.startswith(b"PARQUET")}
        described = columns()[field.name]
        assert said == {
            "comment": described.comment, "name_zh": described.name_zh,
            "description_zh": described.description_zh, "description_en": described.description_en,
        }  # fmt: skip
    assert schema.metadata[b"comment"].decode() == relations()["wide_funding"].comment


def test_a_number_of_forty_digits_is_empty_and_stops_nothing(fill, warehouse, tmp_path):
    fill("420700", 2025, "鄂州市民政局", [{"value_low": NONSENSE, "value_printed": "≥" + "9" * 40}, {}])
    publish(warehouse, tmp_path)
    frame = pd.read_parquet(tmp_path / "current/parquet/wide_indicator_value").sort_values("row_number")
    assert frame["value_low"].tolist() == [None, Decimal(95)]
    assert frame["value_printed"].tolist() == ["≥" + "9" * 40, "≥95%"]


def test_nothing_is_written_when_nothing_has_changed(filled, tmp_path):
    first = publish(filled, tmp_path)
    before, inode = tree(first.folder), first.folder.stat().st_ino
    again = publish(filled, tmp_path)
    assert (first.is_new, again.is_new, again.folder, again.folder.stat().st_ino) == (True, False, first.folder, inode)
    assert tree(again.folder) == before
    elsewhere = publish(filled, tmp_path / "elsewhere")
    assert tree(elsewhere.folder) == before


def test_what_changes_is_written_and_the_rest_is_shared_with_the_release_before(filled, fill, tmp_path):
    first = publish(filled, tmp_path).folder
    (tmp_path / "kept.txt").write_text("somebody's note")
    fill("420100", 2025, "武汉市教育局", [{"value_printed": "≥99%", "value_low": Decimal(99)}])
    second = publish(filled, tmp_path).folder
    assert sorted(path.name for path in (tmp_path / "releases").iterdir()) == ["000001", "000002"]
    same = [name for name in tree(second) if (second / name).stat().st_ino == (first / name).stat().st_ino]
    fresh = {str(name) for name in set(tree(second)) - set(same)}
    assert {"excel/420100-武汉市/2025.xlsx", "datapackage.json"} <= fresh
    assert f"parquet/wide_indicator_value/{place(420100, 2025)}/data.parquet" in fresh
    assert not [name for name in fresh if "420700" in name]
    with filled.begin() as connection:
        connection.execute(text("DELETE FROM fact_funding WHERE region_code = '420100'"))
    third = publish(filled, tmp_path).folder
    assert sorted(path.name for path in (tmp_path / "releases").iterdir()) == ["000002", "000003"]
    assert not (third / "parquet/wide_funding/region=420100").exists()
    assert not (third / "csv/wide_funding/region=420100").exists()
    assert (second / "parquet/wide_funding/region=420100").exists()
    assert (tmp_path / "kept.txt").exists()


def test_a_release_that_somebody_broke_is_made_anew(filled, tmp_path):
    first = publish(filled, tmp_path).folder
    whole = tree(first)
    (first / "csv/dim_unit.csv").unlink()
    (first / "csv/mine.csv").write_text("1")
    again = publish(filled, tmp_path)
    assert again.is_new
    assert tree(again.folder) == whole


def test_a_document_without_region_or_year_is_published_too(warehouse, drawn, tmp_path):
    lost = {"region_code": None, "budget_year": None, "department_id": None, "state": "quarantined"}
    with warehouse.begin() as connection:
        record_documents(connection, drawn.documents({**lost, "form": None, "reason_code": "damaged"}))
    release = publish(warehouse, tmp_path).folder
    documents = pd.read_parquet(release / "parquet/wide_document")
    assert documents["reason_code"].tolist() == ["damaged"]
    found = duckdb.sql(f"SELECT state, region FROM '{release}/parquet/wide_document/**/*.parquet'").fetchall()
    assert found == [("quarantined", 0)]
    assert not (release / "excel").exists()


def test_the_package_describes_every_file(filled, tmp_path):
    release = publish(filled, tmp_path).folder
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    held = {str(path) for path in tree(release) if path.parts[0] in ("csv", "parquet", "excel")}
    assert {resource["path"] for resource in package["resources"]} == held
    assert len({resource["name"] for resource in package["resources"]}) == len(held)
    for resource in package["resources"]:
        content = (release / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
        assert resource["type"] == ("table" if resource["format"] == "csv" else "file")
        if resource["format"] == "csv":
            assert content.startswith("\N{ZERO WIDTH NO-BREAK SPACE}".encode())
            header = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
            schema = json.loads((release / resource["schema"]).read_text(encoding="utf-8"))
            assert [field["name"] for field in schema["fields"]] == header
            assert [field["title"] for field in schema["fields"]] == [columns()[name].name_zh for name in header]


def test_csv_has_numbers_as_people_write_them(filled, tmp_path):
    release = publish(filled, tmp_path).folder

    def read(relation, year):
        path = release / "csv" / relation / place(420700, year) / "data.csv"
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return list(csv.DictReader(lines))

    values = read("wide_indicator_value", 2024)
    assert {row["value_low"] for row in values} == {"33.3", "0.000900000762939453"}
    assert {row["value_high"] for row in values} == {"0", ""}
    amounts = read("wide_funding", 2025)
    assert {(row["amount_yuan"], row["share"], row["is_total"]) for row in amounts} == {
        ("72574800", "0.5716", "false"),
        ("0.1", "0.5716", "false"),
    }


def test_a_folder_in_which_current_is_no_link_is_refused(filled, tmp_path):
    (tmp_path / "current").mkdir()
    with pytest.raises(PublishError, match="another folder"):
        publish(filled, tmp_path)
    assert list((tmp_path / "current").iterdir()) == []


def test_views_that_others_are_made_from_are_not_published(filled, tmp_path):
    names = set(publish(filled, tmp_path).rows)
    assert {"wide_indicator_value", "compare_indicator_value", "target_drift", "dim_indicator"} <= names
    assert not [name for name in names if name.startswith(("every_", "judged_", "computed_", "narrative_"))]
