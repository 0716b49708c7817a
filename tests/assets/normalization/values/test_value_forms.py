"""The domain's table of printed forms, row by row: what one cell, with its indicator's name, is enough to decide."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from assets.normalization.values import Value, parse_value

TABLE = Path(__file__).parents[3] / "fixtures" / "value_forms.tsv"

# What only the column or the rows beside it can say; each is read as printed, and nothing is guessed.
NEEDS_ITS_COLUMN = {
    "2280次": "that ≥ was recognised as 2 shows only beside the other years",
    "292%": "as above; on a rate that cannot pass 100 % it is marked ocr_suspect",
    "1": "100 % only where the whole column lost its per-cent format",
    "不超预算": "the bound is another table's number: a level of quality that says so",
}
# Forms whose unit the table takes from the indicator that they stand on.
NAMES = {
    "0": "“三公”经费变动率",
    "250万": "项目总成本",
    "0.0900000762939453": "预算执行率",
    "-0.300000152587891": "三公经费变动率",
}
COMPARATORS = {"date_le": "le", "change_ge": "ge", "change_le": "le", "range_date": "between", "range": "between"}
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))


def parsed(row: dict[str, str]) -> Value:
    surface = "" if row["surface"] == "(空)" else row["surface"].replace("\\n", "\n")
    return parse_value(surface, name=NAMES.get(surface, ""), budget_year=2025)


def rows_of(*operators: str) -> list[dict[str, str]]:
    return [row for row in ROWS if row["operator"] in operators and row["surface"] not in NEEDS_ITS_COLUMN]


def surface(row: object) -> str:
    return row["surface"] if isinstance(row, dict) else str(row)


@pytest.mark.parametrize(
    "row", rows_of("ge", "le", "gt", "lt", "eq", "approx", "change", "change_ge", "change_le", "range"), ids=surface
)
def test_numbers_comparators_and_units(row: dict[str, str]) -> None:
    value = parsed(row)
    comparator = COMPARATORS.get(row["operator"], row["operator"])
    if row["num1_base_unit"] == ">0":
        assert (value.measure, value.comparator, value.low) == ("change", "gt", 0)
        return
    number = Decimal(row["num1_base_unit"])
    if row["operator"] != "change":
        assert value.comparator == comparator
    bound = value.high if comparator in ("le", "lt") else value.low
    assert bound is not None
    # The table rounds the float's noise of one row off; what is printed is kept.
    assert abs(bound - number) < Decimal("0.0001")
    if comparator == "between":
        assert value.high == Decimal(row["num2"])
    if row["unit"].startswith("("):
        assert value.unit == ("%" if "%" in row["unit"] else None)
    else:
        assert (value.unit or "") == row["unit"].strip("?")


@pytest.mark.parametrize("row", rows_of("qual"), ids=surface)
def test_words(row: dict[str, str]) -> None:
    value = parsed(row)
    assert (value.measure, value.comparator, value.low, value.high) == ("qualitative", None, None, None)
    assert value.quality_level is not None


@pytest.mark.parametrize("row", rows_of("none"), ids=surface)
def test_nothing_stated(row: dict[str, str]) -> None:
    value = parsed(row)
    assert (value.measure, value.low, value.high) == ("missing", None, None)
    assert ("template_leftover" in value.faults) == (row["kind"] == "template-leftover")


def test_dates() -> None:
    for row in rows_of("date_le"):
        value = parsed(row)
        expected = row["num1_base_unit"].replace("{budget_year}", "2025")
        assert (value.measure, value.comparator, value.deadline) == ("deadline", "le", expected)
    (span,) = map(parsed, rows_of("range_date"))
    assert (span.measure, span.period) == ("deadline", "2023-07-01/2024-01-31")
    (monthly,) = map(parsed, rows_of("recurring_deadline"))
    assert (monthly.measure, monthly.high, monthly.unit, monthly.period) == ("deadline", 10, "日", "month")


def test_every_row_is_tested() -> None:
    tested = rows_of(
        *("ge", "le", "gt", "lt", "eq", "approx", "change", "change_ge", "change_le", "range"),
        *("qual", "none", "date_le", "range_date", "recurring_deadline"),
    )
    assert len(tested) + len(NEEDS_ITS_COLUMN) == len(ROWS)


def test_what_needs_its_column_is_read_as_printed() -> None:
    assert parse_value("2280次").low == 2280
    assert parse_value("1", name="预算执行率").faults == ("percent_missing",)
    assert parse_value("292%", name="食品抽检合格率").faults == ("ocr_suspect",)
    assert parse_value("不超预算").quality_level == "reference_within_budget"
