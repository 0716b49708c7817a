"""The columns that are promised to users, in their order, and the comparison of departments."""

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import text

from warehouse.load import load_document_set
from warehouse.registry import record_documents

PROMISED = {
    "wide_indicator_value": """value_id, region_code, region_name, department_name, department_function, budget_year,
        form, document_sha256, document_version, horizon, row_number, level1_printed, level2_printed, name_printed,
        indicator_code, indicator_name, indicator_scope, value_year, value_role, value_printed, unit_printed,
        comparator, value_low, value_high, unit, measure, quality_level, direction, basis, classification, weight,
        score, confidence, is_unsure, page, x0, top, x1, bottom, place""",
    "wide_funding": """funding_id, region_code, region_name, department_name, department_function, budget_year, form,
        document_sha256, document_version, fiscal_year, stage, side, item_printed, item_code, is_total, amount_printed,
        amount_yuan, share_printed, share, page, x0, top, x1, bottom, place""",
    "wide_task": """task_id, region_code, region_name, department_name, department_function, budget_year, form,
        document_sha256, document_version, row_number, task_printed, content_printed, is_total, total_printed,
        fiscal_printed, other_printed, unit_printed, total_yuan, fiscal_yuan, other_yuan, page, x0, top, x1,
        bottom, place""",
    "wide_score": """score_id, region_code, region_name, department_name, department_function, budget_year, form,
        document_sha256, document_version, row_number, subject_printed, is_total, rate_printed, weight_printed,
        score_printed, rate, weight, score, page, x0, top, x1, bottom, place""",
    "wide_document": """document_sha256, source_name, region_name, department_name, budget_year, form, document_version,
        is_current, received_at, state, pages, reader, template, values_count, findings_count""",
    "wide_finding": """finding_id, document_sha256, region_name, department_name, budget_year, rule_code, severity,
        message_zh, message_en, expected, actual, difference, value_id, funding_id, page, x0, top, x1, bottom, place""",
}


@pytest.mark.parametrize("view", PROMISED)
def test_the_promised_columns_come_first(warehouse, view):
    promised = [name.strip() for name in PROMISED[view].split(",")]
    with warehouse.connect() as connection:
        assert list(connection.execute(text(f"SELECT * FROM {view}")).keys())[: len(promised)] == promised


def percent(low, **said):
    return {"indicator_code": "rate", "value_low": Decimal(low), "value_printed": f"≥{low}%", **said}


def at_most(high, **said):
    return percent(0, comparator="le", value_low=None, value_high=Decimal(high), **said)


@pytest.fixture
def compared(warehouse, drawn):
    """Loads the rows of each department, and gives the comparison by department."""

    def compare(
        departments: dict[str, list[dict[str, Any]]],
        scope: str = "common",
        said: dict[str, dict[str, Any]] | None = None,
    ) -> dict[str, list[dict[str, Any]]]:
        frame = drawn.documents(
            *(
                {"department_id": f"420700-{name}", "department_printed": name, **(said or {}).get(name, {})}
                for name in departments
            )
        )
        with warehouse.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO dim_indicator (indicator_code, indicator_name, indicator_scope, unit, direction) "
                    "VALUES ('rate', '率', :scope, '%', 'higher')"
                ),
                {"scope": scope},
            )
            record_documents(connection, frame)
            for name in departments:
                if scope == "function":
                    connection.execute(
                        text("UPDATE dim_department SET department_function = :function WHERE department_name = :name"),
                        {"function": {"甲": "民政", "乙": "民政", "丙": "教育"}.get(name), "name": name},
                    )
        for (region, year), documents in frame.groupby(["region_code", "budget_year"]):
            ids = dict(zip(documents["document_id"], documents["department_printed"], strict=True))
            rows = pd.concat([drawn.indicators(one, *departments[name]) for one, name in ids.items()])
            load_document_set(warehouse, region, year, drawn.load(*ids, indicators=rows))
        with warehouse.connect() as connection:
            query = text("SELECT * FROM compare_indicator_value ORDER BY department_name, value_id")
            found = [dict(row._mapping) for row in connection.execute(query)]
        return {name: [row for row in found if row["department_name"] == name] for name in departments}

    return compare


def test_the_best_is_first_and_equals_share_a_rank(compared):
    rows = compared({"甲": [percent(90)], "乙": [percent(95)], "丙": [percent(95)], "丁": [percent(80)]})
    ranks = {name: (row["peers_rank"], row["peers_count"], str(row["peers_median"])) for name, (row,) in rows.items()}
    assert ranks == {"乙": (1, 4, "92.5"), "丙": (1, 4, "92.5"), "甲": (3, 4, "92.5"), "丁": (4, 4, "92.5")}


def test_where_lower_is_better_the_smallest_upper_bound_is_first(compared):
    rows = compared(
        {
            "甲": [at_most(20, direction="lower")],
            "乙": [at_most(5, direction="lower")],
            "丙": [at_most(7, direction="lower")],
        }
    )
    assert {name: row["peers_rank"] for name, (row,) in rows.items()} == {"乙": 1, "丙": 2, "甲": 3}
    assert {str(row["peers_median"]) for (row,) in rows.values()} == {"7"}
    assert not any(row["is_comparator_conflict"] for (row,) in rows.values())


def test_a_cap_on_what_should_be_high_is_ranked_with_its_flag(compared):
    rows = compared({"甲": [at_most(100)], "乙": [percent(95)]})
    assert (rows["甲"][0]["is_comparator_conflict"], rows["甲"][0]["peers_rank"]) == (True, 1)
    assert not rows["乙"][0]["is_comparator_conflict"]


def test_what_is_not_comparable_stays_with_its_reason(compared):
    money = percent(3, unit="元", measure="money")
    rows = compared(
        {
            "甲": [percent(95)],
            "乙": [money],
            "丙": [percent(0, measure="qualitative", comparator=None, value_low=None)],
            "丁": [percent(0, measure="missing", comparator=None, value_low=None)],
            "戊": [percent(95, direction="target")],
            "己": [percent(0, comparator=None, value_low=None)],
            "庚": [percent(90), percent(99)],
        }
    )
    reasons = {name: [row["incomparable_reason_en"] for row in found] for name, found in rows.items()}
    assert reasons == {
        "甲": [None],
        "乙": ["its unit is not the indicator's"],
        "丙": ["the value is qualitative"],
        "丁": ["no value is stated"],
        "戊": ["neither higher nor lower is better for this indicator"],
        "己": ["no number could be read"],
        "庚": [None, "another row of the same department is ranked"],
    }
    for found in rows.values():
        for row in found:
            assert row["is_comparable"] == (row["incomparable_reason_zh"] is None) == (row["peers_rank"] is not None)
    assert (rows["甲"][0]["peers_rank"], rows["甲"][0]["peers_count"]) == (1, 2)


def test_a_prior_years_restated_target_is_no_peer_of_a_result(compared):
    prior = {"value_role": "baseline", "value_year": 2024}
    rows = compared(
        {
            "甲": [percent(95, comparator="eq", value_high=Decimal(95), **prior)],
            "乙": [percent(98, **prior)],
        }
    )
    assert [(row["is_restated_target"], row["peers_count"]) for (row,) in rows.values()] == [(False, 1), (True, 1)]


def test_peers_of_one_function_are_compared_with_each_other_only(compared):
    rows = compared(
        {"甲": [percent(90)], "乙": [percent(95)], "丙": [percent(99)], "丁": [percent(99)]}, scope="function"
    )
    assert {name: row["peers_rank"] for name, (row,) in rows.items()} == {"甲": 2, "乙": 1, "丙": 1, "丁": None}
    assert "function is not known" in rows["丁"][0]["incomparable_reason_en"]


def test_rank_and_median_are_given_for_the_region_as_well(compared):
    said = {"丙": {"region_code": "420100", "department_id": "420100-丙"}}
    rows = compared({"甲": [percent(90)], "乙": [percent(80)], "丙": [percent(99)]}, said=said)
    found = {
        name: (row["peers_rank"], row["region_rank"], row["region_peers_count"], str(row["region_peers_median"]))
        for name, (row,) in rows.items()
    }
    assert found == {"甲": (2, 1, 2, "85"), "乙": (3, 2, 2, "85"), "丙": (1, 1, 1, "99")}
