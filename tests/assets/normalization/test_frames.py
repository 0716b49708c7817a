"""The frames of whole documents, made from what a clerk would type off the examples."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from assets.normalization.frames import funding_amounts, indicator_values, task_amounts
from contracts.frames.normalized import FundingAmounts, IndicatorValues
from contracts.frames.printed import PrintedFunding, PrintedIndicators, PrintedTasks
from contracts.vocabulary.decisions import Decision, take_decisions

TRUTH = sorted((Path(__file__).parents[2] / "fixtures" / "truth").glob("*.truth.json"))
PLACE = {
    "page": 1, "x0": 0.0, "top": 0.0, "x1": 1.0, "bottom": 1.0, "place": "", "confidence": 1.0, "is_unsure": False,
}  # fmt: skip
NAME_PLACE = {"name_page": 1, "name_x0": 0.0, "name_top": 0.0, "name_x1": 1.0, "name_bottom": 1.0, "name_place": ""}
COLUMNS = {"unit_printed": None, "weight_printed": None, "score_printed": None}


def frame(model: Any, rows: list[dict[str, Any]]) -> pd.DataFrame:
    columns = model.to_schema().columns
    made = pd.DataFrame(rows, columns=list(columns))
    return made.astype({name: column.dtype.type for name, column in columns.items()})


def value_row(document: str, horizon: str, number: int, year: int, role: str, cells: list[str]) -> dict[str, Any]:
    level1, level2, name, printed, basis, classification = cells
    return PLACE | NAME_PLACE | COLUMNS | {
        "document_id": document, "horizon": horizon, "row_number": number, "level1_printed": level1,
        "level2_printed": level2, "name_printed": name, "value_year": year, "value_role": role,
        "value_printed": printed, "basis_printed": basis, "classification_printed": classification,
    }  # fmt: skip


def printed_values(document: str, said: dict[str, Any]) -> list[dict[str, Any]]:
    year, rows = said["year"], []
    for number, row in enumerate(said["long_indicators"], 1):
        rows.append(value_row(document, "long_term", number, said["long_until"], "target", row))
    for number, row in enumerate(said["annual_indicators"], 1):
        for place, (of, role) in enumerate(((year - 2, "baseline"), (year - 1, "baseline"), (year, "target"))):
            rows.append(value_row(document, "annual", number, of, role, [*row[:3], row[3 + place], *row[6:]]))
    return rows


def printed_funding(document: str, said: dict[str, Any]) -> list[dict[str, Any]]:
    year, rows = said["year"], []
    for number, (side, item, now, share, before, last) in enumerate(said["funding"], 1):
        for of, stage, amount in ((year, "budget", now), (year - 2, "prior", before), (year - 1, "prior", last)):
            if amount:
                row = PLACE | {"document_id": document, "row_number": number, "item_printed": item, "stage": stage}
                row |= {"side": "revenue" if side.startswith("收") else "expenditure", "fiscal_year": of}
                row |= {"amount_printed": amount, "share_printed": share or None, "unit_printed": None}
                rows.append(row)
    return rows


@pytest.fixture(scope="module")
def said() -> dict[str, dict[str, Any]]:
    return {f"{number:016x}": json.loads(path.read_text(encoding="utf-8")) for number, path in enumerate(TRUTH)}


@pytest.fixture(scope="module")
def documents(said: dict[str, dict[str, Any]]) -> pd.DataFrame:
    rows = [(document, "420700-民政局", "420700", text["year"], "approval") for document, text in said.items()]
    known = pd.DataFrame(rows, columns=["document_id", "department_id", "region_code", "budget_year", "form"])
    return known.astype({"budget_year": "Int64"})


@pytest.fixture(scope="module")
def printed(said: dict[str, dict[str, Any]]) -> pd.DataFrame:
    return frame(PrintedIndicators, [row for document, text in said.items() for row in printed_values(document, text)])


@pytest.fixture(scope="module")
def values(printed: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    return indicator_values(printed, documents)


@pytest.fixture(scope="module")
def amounts(said: dict[str, dict[str, Any]], documents: pd.DataFrame) -> pd.DataFrame:
    rows = [row for document, text in said.items() for row in printed_funding(document, text)]
    return funding_amounts(frame(PrintedFunding, rows), documents)


def test_the_frames_hold_their_contracts(values: pd.DataFrame, amounts: pd.DataFrame) -> None:
    assert list(values) == list(IndicatorValues.to_schema().columns)
    assert list(amounts) == list(FundingAmounts.to_schema().columns)
    IndicatorValues.validate(values, lazy=True)
    FundingAmounts.validate(amounts, lazy=True)


def test_a_name_means_the_indicator_of_the_documents_department(printed: pd.DataFrame, documents: pd.DataFrame) -> None:
    name = "本级站点巡护率"
    new = [Decision("indicator", name, "new", f"{one}_1", one, measure="ratio") for one in ("civil_affairs", "health")]
    try:
        take_decisions(new)
        found = indicator_values(printed.head(1).assign(name_printed=name), documents)
        assert list(found["indicator_code"]) == ["civil_affairs_1"]
    finally:
        take_decisions(())


def test_what_is_printed_passes_through_untouched(printed: pd.DataFrame, values: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(values[list(printed)], printed)


def test_every_printed_number_is_read_as_itself(values: pd.DataFrame) -> None:
    """A second, plain reading of what the examples print: sign, number, 万 or 亿, and no number left unread."""
    plain = re.compile(r"(?P<sign>≥|≤|不低于|>=)?(?P<number>[0-9.]+)(?P<scale>万|亿)?(?P<rest>[^0-9]*(/[^/]+)?)")
    factors = {None: Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8)}
    read = 0
    for row in values.itertuples():
        text = str(row.value_printed).translate(str.maketrans("０１２３４５６７８９．％", "0123456789.%"))
        if not re.search("[0-9]", text):
            assert row.measure in ("qualitative", "missing", "change")
            continue
        assert "number_unread" not in str(row.faults)
        found = plain.fullmatch(text.removeprefix("全年"))
        if row.measure == "deadline" or found is None:
            assert re.fullmatch(r"(20\d\d年)?\d+月\d+日前", text)
            continue
        factor = Decimal("0.1") if "‰" in found["rest"] else factors[found["scale"]]
        expected = Decimal(found["number"]) * factor
        after = "ge" if found["rest"].endswith("以上") else "eq"
        comparator = {"≥": "ge", ">=": "ge", "不低于": "ge", "≤": "le", None: after}[found["sign"]]
        assert row.comparator == comparator
        assert (row.value_high if comparator == "le" else row.value_low) == expected
        read += 1
    assert read > 1000


def test_the_real_document_s_values(values: pd.DataFrame, said: dict[str, dict[str, Any]]) -> None:
    (document,) = (key for key, text in said.items() if text["department"] == "鄂州市人力资源和社会保障局")
    rows = values[values["document_id"] == document].set_index("value_id")
    long_term = rows[(rows["horizon"] == "long_term")].set_index("name_printed")
    insured = long_term.loc["全市基本养老保险参保人数（企保、机保"]
    assert insured["indicator_code"] == "pension_insured_persons"
    assert (insured["comparator"], insured["value_low"], insured["unit"]) == ("ge", Decimal(344000), "人")
    three = long_term.loc["“三公”经费变动率"]
    assert (three["indicator_code"], three["unit"], three["is_unit_inferred"], three["faults"]) == (
        "three_public_expense_change_rate",
        "%",
        True,
        "percent_missing",
    )
    assert three["direction"] == "lower"
    assert (rows["faults"] == "percent_doubled").sum() == 1
    assert (rows["basis"] == "plan_standard").all()


def test_the_real_document_s_funding(amounts: pd.DataFrame, said: dict[str, dict[str, Any]]) -> None:
    (document,) = (key for key, text in said.items() if text["department"] == "鄂州市人力资源和社会保障局")
    rows = amounts[amounts["document_id"] == document]
    total = rows[(rows["item_code"] == "revenue_total") & (rows["fiscal_year"] == 2025)].iloc[0]
    assert (str(total["amount_yuan"]), total["is_total"], total["share"]) == ("72574800.00", True, Decimal(1))
    staff = rows[(rows["item_code"] == "personnel_projects") & (rows["stage"] == "budget")].iloc[0]
    assert (staff["share"], staff["faults"]) == (Decimal("0.3701"), "unit_missing_inferred percent_missing")
    assert rows["funding_id"].iloc[0] == f"{document}-F01-2025"


def test_a_date_without_a_year_is_of_the_value_s_year(documents: pd.DataFrame) -> None:
    cells = ["履职效能", "工程", "项目完工时间", "12月31日前", "计划标准", "绩效基本型"]
    rows = [value_row("0" * 16, "annual", 1, year, "baseline", cells) for year in (2023, 2024)]
    found = indicator_values(frame(PrintedIndicators, rows), documents)
    assert found["deadline"].tolist() == ["2023-12-31", "2024-12-31"]


def test_weights_and_scores_are_decimals(documents: pd.DataFrame) -> None:
    cells = ["产出指标", "数量指标", "培训人次", "≥100人次", "计划标准", "绩效基本型"]
    row = value_row("0" * 16, "annual", 1, 2025, "target", cells) | {"weight_printed": "10分", "score_printed": "满"}
    (found,) = indicator_values(frame(PrintedIndicators, [row]), documents).to_dict("records")
    assert (found["weight"], found["score"], found["faults"]) == (Decimal(10), None, "number_unread")


def test_the_unit_column_completes_the_cell(documents: pd.DataFrame) -> None:
    cells = ["产出指标", "数量指标", "技术合同成交额", "≥70", "计划标准", "绩效基本型"]
    row = value_row("0" * 16, "annual", 1, 2025, "target", cells) | {"unit_printed": "亿元"}
    (found,) = indicator_values(frame(PrintedIndicators, [row]), documents).to_dict("records")
    assert (found["value_low"], found["unit"], found["is_unit_inferred"]) == (Decimal(7_000_000_000), "元", False)


def test_the_form_s_money_unit_counts(documents: pd.DataFrame) -> None:
    row = PLACE | {"document_id": "0" * 16, "row_number": 1, "side": "revenue", "item_printed": "财政拨款"}
    row |= {"stage": "budget", "fiscal_year": 2025, "amount_printed": "25,754,899.39", "share_printed": None}
    (found,) = funding_amounts(frame(PrintedFunding, [row | {"unit_printed": "元"}]), documents).to_dict("records")
    assert (found["amount_yuan"], found["faults"]) == (Decimal("25754899.39"), "")


def test_a_document_that_is_not_registered_is_our_fault(printed: pd.DataFrame, documents: pd.DataFrame) -> None:
    with pytest.raises(KeyError):
        indicator_values(printed, documents.iloc[1:])


def test_empty_frames_stay_typed(documents: pd.DataFrame) -> None:
    IndicatorValues.validate(indicator_values(frame(PrintedIndicators, []), documents))
    FundingAmounts.validate(funding_amounts(frame(PrintedFunding, []), documents))


@pytest.mark.parametrize(
    ("role", "kind", "printed", "comparator"),
    [
        ("target", "≥", "95", "ge"),
        ("target", "≤", "95", "le"),
        ("adjusted_target", "≥", "95", "ge"),
        ("target", "≥", "≤95", "le"),
        ("target", "定量", "95", "eq"),
        ("actual", "≥", "95", "eq"),
    ],
)
def test_an_operator_in_a_column_of_its_own_is_the_targets(
    documents: pd.DataFrame, role: str, kind: str, printed: str, comparator: str
) -> None:
    row = value_row("0" * 16, "annual", 1, 2025, role, ["产出指标", "质量指标", "完好率", printed, "", ""])
    made = indicator_values(
        frame(PrintedIndicators, [row | {"kind_printed": kind, "unit_printed": "%"}]),
        documents.head(1).assign(document_id="0" * 16),
    )
    (value,) = made.to_dict("records")
    assert (value["comparator"], value["unit"], value["value_printed"]) == (comparator, "%", printed)


@pytest.mark.parametrize(
    ("name", "is_total"),
    [
        ("金额合计", True),
        ("合 计（万元）", True),
        ("基本支出小计：", True),
        ("预算总额", True),
        ("小计制度改革", False),
        ("三公经费", False),
    ],
)
def test_rows_that_sum_tasks(documents: pd.DataFrame, name: str, is_total: bool) -> None:
    row = PLACE | {"document_id": "0" * 16, "row_number": 1, "task_printed": name, "total_printed": "1.5"}
    task = task_amounts(frame(PrintedTasks, [row]), documents).iloc[0]
    assert (task["is_total"], task["total_yuan"]) == (is_total, Decimal("15000.00"))
