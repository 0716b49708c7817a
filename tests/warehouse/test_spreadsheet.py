"""Cells made one by one and a table at a time hold the same, and a spreadsheet reads back what was put in."""

from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pytest

from warehouse.publishing.spreadsheet import WrittenSheet, write_sheets
from warehouse.publishing.spreadsheet_cells import LONGEST_TEXT, cell_xml, place, row_xml, rows_xml

TEXTS = [
    "=1+1",
    "a & b",
    "<r><t>1</t></r>",
    "</t></is></c><c><f>1+1</f></c>",
    "甲\r\n乙\t",
    " ",
    "\x01\ufffe",
    "1" * 40_000,
]
COLUMNS = {
    "text": (TEXTS, pa.string()),
    "decimal": ([Decimal(0), Decimal("-0.10"), Decimal("72574800.00"), Decimal("1E-18")], pa.decimal128(38, 18)),
    "whole": ([0, -1, 2**31], pa.int64()),
    "floating": ([0.5, -1e-9, 1e300], pa.float64()),
    "truth": ([True, False], pa.bool_()),
    "day": ([date(1949, 10, 1), date(2025, 6, 30)], pa.date32()),
    "moment": ([datetime(2025, 6, 30, 16, 0, 1, 999_999, UTC)], pa.timestamp("us", tz="UTC")),
}


def read_back(path, rows):
    write_sheets(path, [WrittenSheet('<"&">', rows, filtered="A1:B2")])
    (sheet,) = openpyxl.load_workbook(path)
    assert sheet.title == '<"&">'
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_gives_the_cells_that_its_values_give_one_by_one(tmp_path, name):
    values, kind = COLUMNS[name]
    table = pa.table({"first": pa.array(values, kind), "second": pa.nulls(len(values), kind)})
    alone = (row_xml(n, [cell_xml(place(1, n), one), cell_xml(place(2, n), None)]) for n, one in enumerate(values, 1))
    together = read_back(tmp_path / "together.xlsx", rows_xml(table, 1))
    assert [row[0] for row in together] == [row[0] for row in read_back(tmp_path / "alone.xlsx", alone)]
    assert [row[0] for row in together][:6] == [as_read(one) for one in values[:6]]


def as_read(value):
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, datetime.min.time())
    if isinstance(value, Decimal):
        return float(value)
    return "2025-07-01 00:00:01" if isinstance(value, datetime) else value


def test_what_xml_cannot_hold_is_replaced_and_what_a_cell_cannot_hold_is_cut(tmp_path):
    assert read_back(tmp_path / "a.xlsx", rows_xml(pa.table({"a": TEXTS[-2:]}), 1)) == [
        ["��"],
        ["1" * (LONGEST_TEXT - 1) + "…"],
    ]


def test_numbers_that_are_none_are_no_numbers():
    assert cell_xml("A1", float("nan")).endswith(">nan</t></is></c>")
    assert list(rows_xml(pa.table({"a": [float("nan"), 1.5]}), 1)) == [
        '<row r="1"></row><row r="2"><c r="A2" s="0"><v>1.5</v></c></row>'
    ]


def test_columns_beyond_the_alphabet_have_two_letters():
    assert [place(number, 7) for number in (1, 26, 27, 52, 53, 702, 703)] == [
        "A7", "Z7", "AA7", "AZ7", "BA7", "ZZ7", "AAA7"
    ]  # fmt: skip
