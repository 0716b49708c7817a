"""Rows for people and machines: nothing is lost on the way, whatever a row holds."""

from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest

from pipelines.command.output import Format, distinct, show


@pytest.mark.parametrize(
    ("names", "made"),
    [
        (("a", "b"), ["a", "b"]),
        (("a", "a", "a"), ["a", "a (2)", "a (3)"]),
        (("a (2)", "a", "a"), ["a (2)", "a", "a (3)"]),
    ],
)
def test_two_columns_of_one_name_are_both_shown(names, made):
    assert distinct(names) == made


def test_a_workbook_takes_whatever_a_row_holds(tmp_path):
    row = {"a": "=1+1", "b": "\x01", "c": datetime(2025, 6, 30, 16, tzinfo=UTC), "d": Decimal("72574800.00"), "e": None}
    show([{**row, "f": True}], {key: key for key in "abcdef"}, Format.XLSX, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [cell.value for cell in sheet[2]] == ["=1+1", "�", "2025-07-01 00:00:00", 72574800, None, "是"]
    assert sheet["A2"].data_type == "s"


def test_csv_holds_every_column_and_no_formula(capsys):
    show([{"a": "=1", "b": Decimal("-1.50")}, {"a": "-", "b": None}], {"a": "甲"}, Format.CSV)
    assert capsys.readouterr().out.splitlines() == ["a,b", "'=1,-1.5", "'-,"]
