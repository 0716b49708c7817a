"""A workbook has its form's layout, and no text of a document becomes a formula in it, nor in a CSV."""

import re
import shutil
import subprocess
import zipfile

import openpyxl
import pandas as pd
import pytest
from sqlalchemy import text

from warehouse.load import load_document_set
from warehouse.publishing import publish
from warehouse.publishing.dead_text import dead_text
from warehouse.registry import record_documents

LIVE = (
    "=1+1",
    "＝1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "　＝1+1",
    "＋1",
    "－1",
    "＠1",
)
DEEP = ('=HYPERLINK("http://example.org","点")', "=cmd|' /C calc'!A0", "#REF!", "\x01=1", "'=1", "95%")
DEEP += ("<r></t></is></c><c><f>1+1</f></c></r>", "<f>1+1</f>", "&#61;1+1")
NAME = "=鄂州市[民政]局:一/二?三*四\\五"


def joined(*frames):
    return pd.concat(frames, ignore_index=True)


@pytest.fixture
def workbook(warehouse, drawn, tmp_path):
    """The folder of a release with every such text in every place where a document's text can stand."""
    frame = drawn.documents(
        {"department_id": "420700-甲", "title_printed": "=1+1", "department_printed": NAME, "source_name": "=1.pdf"},
        {"department_id": "420700-乙", "department_printed": NAME, "long_until": None},
    )
    first, second = frame["document_id"]
    texts = [*LIVE, *DEEP]
    places = ("name_printed", "value_printed", "level1_printed", "level2_printed", "basis_printed", "unit_printed")
    values = drawn.indicators(first, *({**dict.fromkeys(places, one), "horizon": "annual"} for one in texts))
    prior = drawn.indicators(
        second, {}, {"row_number": 1, "value_role": "baseline", "value_year": 2024, "value_id": "p"}
    )
    amounts = drawn.funding(
        first, *({"item_printed": one, "amount_printed": one, "share_printed": one} for one in texts)
    )
    long = "=" + "1" * 40_000 + "尾"
    with warehouse.begin() as connection:
        record_documents(connection, frame)
    frames = drawn.load(
        first,
        second,
        indicators=joined(values, prior),
        funding=joined(amounts, drawn.funding(second)),
        narratives=joined(drawn.narratives(first, long), drawn.narratives(second)),
    )
    load_document_set(warehouse, drawn.REGION, drawn.YEAR, frames)
    return publish(warehouse, tmp_path).folder


def test_no_cell_of_a_workbook_is_a_formula_and_every_text_is_whole(workbook):
    (path,) = (workbook / "excel").rglob("*.xlsx")
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            assert not re.search(rb"<f[ >/]", parts.read(name)), name
    book = openpyxl.load_workbook(path)
    found = set()
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert cell.data_type in ("s", "n", "b", "d", "inlineStr"), (sheet.title, cell.coordinate, cell.value)
            if isinstance(cell.value, str):
                found.add(cell.value)
                assert cell.quotePrefix, "typing into the cell would make a formula of it"
    assert {*LIVE, *DEEP} - {"\x01=1"} <= found
    assert "�=1" in found


def test_libreoffice_finds_no_formula_in_what_was_published(workbook, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (book,) = (workbook / "excel").rglob("*.xlsx")
    table = workbook / "csv/wide_indicator_value/region=420700/year=2025/data.csv"
    live = tmp_path / "live.csv"
    live.write_text('"=1+1"\n', encoding="utf-8")
    # UTF-8, commas, quoted fields not taken as text, and formulas evaluated: the most dangerous way to open a CSV
    careless = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"
    for source, options in ((book, []), (table, [careless]), (live, [careless])):
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [
            office,
            profile,
            "--headless",
            *options,
            "--convert-to",
            "fods",
            "--outdir",
            str(tmp_path),
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        opened = (tmp_path / source.with_suffix(".fods").name).read_text(encoding="utf-8")
        assert ("table:formula=" in opened) == (source == live), source
        assert source == live or "SUM(1)" in opened


@pytest.mark.parametrize("said", LIVE)
def test_a_text_that_would_be_a_formula_gets_an_apostrophe(said):
    assert dead_text(said) == "'" + said


@pytest.mark.parametrize("said", ["95%", "≥95%", "甲=乙", "1-2", "", " 甲", None, -5])
def test_other_values_stay_as_they_are(said):
    assert dead_text(said) is said


def test_a_document_has_a_sheet_in_its_forms_layout(workbook):
    (path,) = (workbook / "excel").rglob("*.xlsx")
    book = openpyxl.load_workbook(path)
    first, second = book.sheetnames[:2]
    assert first != second
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in book.sheetnames)
    sheet = next(one for one in (book[first], book[second]) if one["A1"].value == "2025年部门整体绩效目标批复")
    rows = [[value for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]
    assert rows[2] == ["部门总体资金情况", "总体资金情况", "当年金额", "占比"] or "当年金额" in rows[2]
    assert ["收入构成", "财政拨款", "7257.48", "57.16%"] in rows
    at = rows.index(next(row for row in rows if row and row[0] == "年度绩效指标"))
    assert rows[at] == ["年度绩效指标", "一级指标", "二级指标", "三级指标", "近两年指标值2024年", "指标值"]
    assert rows[at + 1] == ["管理效率", "预算执行", "预算执行率", "≥95%", "≥95%"]
    assert [cell.coordinate for cell in sheet["A"] if cell.value == "长期目标"]
    texts = [cell.value for one in (book[first], book[second]) for cell in one["B"] if isinstance(cell.value, str)]
    long = [text for text in texts if "111" in text]
    assert "".join(long) == "=" + "1" * 40_000 + "尾"
    assert len(long) == 2


def test_flat_sheets_have_chinese_names_and_numbers(workbook, warehouse):
    (path,) = (workbook / "excel").rglob("*.xlsx")
    rows = list(openpyxl.load_workbook(path)["资金宽表"].iter_rows(values_only=True))
    amounts = [dict(zip(rows[0], row, strict=True))["金额（元）"] for row in rows[1:]]
    with warehouse.connect() as connection:
        held = connection.scalar(text("SELECT sum(amount_yuan) FROM wide_funding"))
    assert sum(amounts) == held
    assert all(isinstance(amount, int) for amount in amounts)
