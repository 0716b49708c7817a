"""The dashboard as code: its datasets are those of the database, and every chart asks for columns that they have."""

import re
from pathlib import Path

import pytest
import yaml

from pipelines.documentation.superset import DATASETS, datasets, uuid_of
from warehouse import migrations
from warehouse.dictionary import dictionary
from warehouse.engine import connect

FOLDER = Path(__file__).parents[2] / "bi/superset"


def read(pattern):
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FOLDER.glob(pattern)}


@pytest.fixture(scope="module")
def database(module_database):
    engine = connect(module_database)
    migrations.upgrade(engine)
    return engine


def test_the_datasets_are_current_and_name_what_a_reader_can_ask(database):
    with database.connect() as connection:
        written = datasets(dictionary(connection))
        for name, text in written.items():
            assert (FOLDER / "datasets/warehouse" / name).read_text(encoding="utf-8") == text, "run make docs"
            said = yaml.safe_load(text)
            columns = ", ".join(f'"{column["column_name"]}"' for column in said["columns"])
            connection.exec_driver_sql(f"SELECT {columns} FROM {said['schema']}.{said['table_name']}")
    assert set(read("datasets/warehouse/*.yaml")) == set(DATASETS)


def test_every_chart_asks_for_columns_of_its_dataset(database):
    known = {said["uuid"]: said for said in read("datasets/warehouse/*.yaml").values()}
    charts = read("charts/*.yaml")
    assert len(charts) >= 4
    for name, chart in charts.items():
        dataset, asked = known[chart["dataset_uuid"]], chart["params"]
        metrics = [*asked.get("metrics", ()), *([asked["metric"]] if "metric" in asked else [])]
        expressions = [said["sqlExpression"] for said in (*metrics, *asked["adhoc_filters"]) if "sqlExpression" in said]
        named = {column for expression in expressions for column in re.findall('"([^"]+)"', expression)}
        subjects = {said["subject"] for said in asked["adhoc_filters"] if "subject" in said}
        # An approval and a goal table of one department state the same money.
        assert "表式" in subjects or not any("SUM" in said for said in expressions), name
        named |= subjects
        named |= {*asked.get("groupby", ()), *([asked["x_axis"]] if "x_axis" in asked else [])}
        assert named <= {column["column_name"] for column in dataset["columns"]}, name
        with database.connect() as connection:
            for expression in expressions:
                shown = expression if "(" in expression else f"bool_and({expression})"
                connection.exec_driver_sql(f"SELECT {shown} FROM {dataset['table_name']}")


def test_the_dashboard_shows_every_chart_and_filters_by_columns_that_there_are():
    (dashboard,) = read("dashboards/*.yaml").values()
    places = [one for one in dashboard["position"].values() if isinstance(one, dict) and one["type"] == "CHART"]
    assert {one["meta"]["uuid"] for one in places} == {chart["uuid"] for chart in read("charts/*.yaml").values()}
    assert len({one["meta"]["chartId"] for one in places}) == len(places)
    known = {said["uuid"]: said for said in read("datasets/warehouse/*.yaml").values()}
    for said in dashboard["metadata"]["native_filter_configuration"]:
        for target in said["targets"]:
            columns = {column["column_name"] for column in known[target["datasetUuid"]]["columns"]}
            assert target["column"]["name"] in columns


def test_the_database_is_the_one_that_the_datasets_name():
    (database,) = read("databases/*.yaml").values()
    assert database["uuid"] == uuid_of("database")
    assert "@" in database["sqlalchemy_uri"]
    assert ":" not in database["sqlalchemy_uri"].split("@")[0].split("//")[1], "no password in the repository"
