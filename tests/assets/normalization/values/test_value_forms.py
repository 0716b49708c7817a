"""The domain's table of printed forms, row by row: what one cell, with its indicator's name, is enough to decide."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from assets.normalization.values import Value, parse_value
from assets.normalization.values.neighbours import Cell, read_values

TABLE = Path(__file__).parents[3] / "fixtures" / "value_forms.tsv"

# Forms whose unit the table takes from the indicator that they stand on.
NAMES = {
    "0": "“三公”经费变动率",
    "250万": "项目总成本",
    "0.0900000762939453": "预算执行率",
    "-0.300000152587891": "三公经费变动率",
}
COMPARATORS = {"date_le": "le", "change_ge": "ge", "change_le": "le", "range_date": "between", "range": "between"}
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))


# What the cells beside it say of a value: the name of its line, and another year's value of the line or another line's
# of the column.
BESIDE = {
    "2280次": ("监督检查次数", "275次"),
    "292%": ("抽检合格率", ""),
    "1": ("预算执行率", "0.0900000762939453"),
}


def cell(surface: str) -> str:
    return "" if surface == "(空)" else surface.replace("\\n", "\n")


def parsed(row: dict[str, str]) -> Value:
    surface = cell(row["surface"])
    if surface not in BESIDE:
        return parse_value(surface, name=NAMES.get(surface, ""), budget_year=2025)
    name, other = BESIDE[surface]
    in_line = Cell("d", "annual", 1, 2024, "baseline", name, other)
    in_column = Cell("d", "annual", 2, 2025, "target", name, other)
    here = Cell("d", "annual", 1, 2025, "target", name, surface)
    return read_values([in_line, here, in_column])[1]


def rows_of(*operators: str) -> list[dict[str, str]]:
    return [row for row in ROWS if row["operator"] in operators]


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
    if row["num1_base_unit"] == "budget":
        # The bound is another table's number, which words refer to.
        assert (value.comparator, value.quality_level) == ("le", "reference_within_budget")
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
    assert len(tested) == len(ROWS) == 133


# Words of the table's kind and note, and the fault that they name.
FAULTS = {
    "OCR fault": "ocr_suspect", "seed typo": "percent_doubled", "broken over a line": "broken_line",
    "template-leftover": "template_leftover", "Excel percent lost": "percent_as_fraction",
}  # fmt: skip
MEASURES = {
    "relative": "change", "relative qualitative": "change", "deadline": "deadline", "deadline/period": "deadline",
    "missing": "missing", "missing-declared": "missing", "template-leftover": "missing", "qual": "qualitative",
    "quant→le ref": "qualitative", "area": "quantity", "count": "quantity",
}  # fmt: skip


def test_the_kinds_and_notes_of_the_table_hold() -> None:
    """What the table says beside the numbers: faults, periods, kinds of measure."""
    for row in ROWS:
        value, said = parsed(row), f"{row['kind']} {row['note']}"
        for words, fault in FAULTS.items():
            assert words not in said or fault in value.faults, row
        kind = row["kind"].split(":")[0].split(";")[0]
        assert value.measure == MEASURES.get(kind, value.measure), row
        assert kind != "quant+fault" or value.faults, row
        assert kind != "quant+period" or value.period == "year", row
