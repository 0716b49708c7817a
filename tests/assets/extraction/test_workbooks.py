"""Workbooks of both kinds as a person sees them: formats, merged ranges, borders, hidden parts, formulas."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from assets.extraction.cells import Cell, Reading, Refusal
from assets.extraction.limits import Limits
from assets.extraction.registry import read

FIXTURES = Path(__file__).parents[2] / "fixtures" / "formats"
LINE = Side(style="thin")
RULED = Border(LINE, LINE, LINE, LINE)


def rule(sheet: Worksheet, place: str) -> None:
    for row in sheet[place]:
        for cell in row:
            cell.border = RULED


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def small() -> bytes:
    """The workbook of which `small.xls` was saved by LibreOffice."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "绩效"
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A5:A6")
    values = {
        "A1": "绩效目标表", "A2": "指标", "B2": "目标值", "C2": "日期", "D2": "金额", "A3": "执行率", "B3": 0.9516,
        "C3": date(2025, 12, 31), "D3": 1234.5, "A4": "隐藏行", "A5": "人数", "B5": 357, "C5": True, "B6": "≥3",
        "D6": 0.1, "A8": "填表人：某某",
    }  # fmt: skip
    for place, value in values.items():
        sheet[place] = value
    formats = {"B3": "0.00%", "C3": 'yyyy"年"m"月"d"日"', "D3": "#,##0.00", "B5": '0"人"'}
    for place, code in formats.items():
        sheet[place].number_format = code
    sheet.row_dimensions[4].hidden = True
    rule(sheet, "A2:D6")
    hidden = book.create_sheet("藏")
    hidden["A1"], hidden["B1"] = "藏", "藏"
    hidden.sheet_state = "hidden"
    return saved(book)


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """A package in one part of which a text is another; an empty text is the whole part."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(buffer, "w") as after:
        for part in before.namelist():
            text = before.read(part)
            if part == name:
                text = text.replace(old.encode(), new.encode()) if old else new.encode()
            after.writestr(part, text)
    return buffer.getvalue()


def cells(data: bytes) -> list[Cell]:
    reading = read(data, Limits(), "pdfium")
    assert isinstance(reading, Reading), reading
    return list(reading.cells)


def shown(found: list[Cell]) -> list[tuple[str, str]]:
    return [(one.place.rpartition("!")[2], one.text) for one in found if one.table and one.text]


@pytest.mark.parametrize("data", [small, (FIXTURES / "small.xls").read_bytes], ids=["xlsx", "xls"])
def test_a_workbook_is_read_as_it_is_seen(data: Callable[[], bytes]) -> None:
    found = cells(data())
    assert [(one.kind, one.text, one.place) for one in found if not one.table] == [
        ("text", "绩效目标表", "绩效!A1"),
        ("text", "填表人：某某", "绩效!A8"),
        ("hidden", "隐藏行", "绩效!4:4"),
        ("hidden", "藏", "藏"),
    ]
    assert [one for one in shown(found) if one[0] != "D5"] == [
        ("A2", "指标"), ("B2", "目标值"), ("C2", "日期"), ("D2", "金额"), ("A3", "执行率"), ("B3", "95.16%"),
        ("C3", "2025年12月31日"), ("D3", "1,234.50"), ("A5", "人数"), ("B5", "357人"), ("C5", "TRUE"), ("B6", "≥3"),
        ("D6", "0.1"),
    ]  # fmt: skip
    merged = next(one for one in found if one.text == "人数")
    assert (merged.row, merged.column, merged.row_span, merged.column_span) == (2, 0, 2, 1)
    below = next(one for one in found if one.text == "≥3")
    assert merged.bottom == below.bottom
    assert merged.top < below.top
    assert {one.page for one in found if one.kind != "hidden"} == {1}


def test_a_formula_shows_the_value_it_last_had_and_one_that_never_had_any_is_unsure() -> None:
    assert ("D5", "2469") in shown(cells((FIXTURES / "small.xls").read_bytes()))
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"], sheet["B1"] = "合计", "=1+1"
    rule(sheet, "A1:B1")
    assert [(one.text, one.confidence) for one in cells(saved(book))] == [("合计", 1.0), ("", 0.0)]


def test_without_borders_rows_that_follow_each_other_are_a_table() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (
        ["绩效目标表"],
        ["（2025年度）"],
        ["指标", "值"],
        ["率", "95%"],
        [None, "96%"],
        ["数", "3"],
        ["注：略"],
    ):
        sheet.append(row)
    found = cells(saved(book))
    assert [one.text for one in found if not one.table] == ["绩效目标表", "（2025年度）", "注：略"]
    assert [(one.row, one.column, one.text) for one in found if one.table] == [
        (0, 0, "指标"), (0, 1, "值"), (1, 0, "率"), (1, 1, "95%"), (2, 0, ""), (2, 1, "96%"), (3, 0, "数"), (3, 1, "3"),
    ]  # fmt: skip


def test_tables_apart_are_two_and_a_cell_without_borders_of_its_own_is_still_in_its_table() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for place, text in (("A1", "甲"), ("B2", "乙"), ("A3", "丙"), ("A6", "丁"), ("B6", "戊")):
        sheet[place] = text
    rule(sheet, "A1:C3")
    rule(sheet, "A6:B6")
    sheet["B2"].border = Border()
    found = cells(saved(book))
    assert [(one.table, one.text) for one in found if one.text] == [
        (1, "甲"),
        (1, "乙"),
        (1, "丙"),
        (2, "丁"),
        (2, "戊"),
    ]


def test_texts_that_are_kept_apart_may_have_several_runs_and_reading_aids_are_none() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"], sheet["B1"] = "first", "值"
    rule(sheet, "A1:B1")
    bold = "<r><rPr><b/></rPr><t xml:space='preserve'> 执行率</t></r>"
    texts = f"<sst><si><t>x</t></si><si><r><t>预算</t></r>{bold}<rPh sb='0' eb='1'><t>aid</t></rPh></si></sst>"
    relation = '<Relationship Id="strings" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    buffer = BytesIO()
    with ZipFile(BytesIO(saved(book))) as old, ZipFile(buffer, "w") as new:
        new.writestr("xl/sharedStrings.xml", texts)
        for name in old.namelist():
            text = old.read(name).decode()
            text = text.replace('t="inlineStr"><is><t>first</t></is>', 't="s"><v>1</v>')
            if name == "xl/_rels/workbook.xml.rels":
                text = text.replace("</Relationships>", relation)
            new.writestr(name, text)
    assert shown(cells(buffer.getvalue())) == [("A1", "预算 执行率"), ("B1", "值")]


def test_a_workbook_whose_sheets_are_all_hidden_says_so() -> None:
    data = (FIXTURES / "small.xls").read_bytes()
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "空"
    hidden = book.create_sheet("藏")
    hidden["A1"] = "藏"
    hidden.sheet_state = "hidden"
    assert read(saved(book), Limits(), "pdfium") == Refusal("no_text", "hidden and not read: '藏'")
    for limits, reason in ((Limits(pages=1), "too_many_pages"), (Limits(cells=5), "too_much_text")):
        outcome = read(data, limits, "pdfium")
        assert isinstance(outcome, Refusal)
        assert outcome.reason_code == reason


def looks() -> bytes:
    """A workbook with texts that are not what their characters say, and with what is no value at all."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = CellRichText("100", TextBlock(InlineFont(vertAlign="superscript"), "1"), "座")
    sheet["B1"] = CellRichText("≥", TextBlock(InlineFont(strike=True), "3"), "2人")
    sheet["C1"], sheet["D1"], sheet["E1"] = "旧", "#DIV/0!", "50"
    sheet["C1"].font, sheet["E1"].number_format = Font(strike=True), '"≥"@"人"'
    return saved(book)


@pytest.mark.parametrize("data", [looks, (FIXTURES / "looks.xls").read_bytes], ids=["xlsx", "xls"])
def test_a_text_is_read_as_it_looks_and_what_went_wrong_is_unsure(data: Callable[[], bytes]) -> None:
    assert [(one.text, one.confidence) for one in cells(data())] == [
        ("100¹座", 1.0), ("≥\ufffd2人", 0.5), ("\ufffd", 0.5), ("#DIV/0!", 0.0), ("≥50人", 1.0),
    ]  # fmt: skip


def test_what_a_merge_covers_is_hidden_where_it_says_something_else() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (["一级", "甲"], ["一级", "乙"], ["二级", "丙"]):
        sheet.append(row)
    merges = '<mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells>'
    found = cells(changed(saved(book), "xl/worksheets/sheet1.xml", "</sheetData>", f"</sheetData>{merges}"))
    assert [(one.kind, one.text, one.place) for one in found if one.column == 0] == [
        ("cell", "一级", "Sheet!A1"),
        ("hidden", "二级", "Sheet!A3"),
    ]


def test_headers_for_print_and_text_boxes_are_lines_over_the_sheet() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["甲", "1"])
    rule(sheet, "A1:B1")
    sheet.oddHeader.center.text, sheet.oddHeader.center.size = "2025年&B绩效目标", 14
    sheet.oddHeader.right.text = "单位：元"
    sheet.add_chart(BarChart())
    box = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>附</a:t></a:r><a:r><a:t>件</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    names = 'xmlns:xdr="x" xmlns:a="a"'
    data = changed(saved(book), "xl/drawings/drawing1.xml", "", f"<xdr:wsDr {names}>{box}</xdr:wsDr>")
    found = cells(data)
    assert [one.text for one in found if one.kind == "text"] == ["2025年绩效目标", "单位：元", "附件"]
    assert max(one.bottom for one in found if one.kind == "text") == found[-1].top


def test_characters_that_xml_does_not_hold_are_written_out() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["第一行_x000D_\n第二行", "_x005F_x000D_", "a_x000D_b", "_x0Z_"])
    reading = read(saved(book), Limits(), "pdfium")
    assert isinstance(reading, Reading)
    assert [cell.text for cell in reading.cells] == ["第一行\n第二行", "_x000D_", "a\nb", "_x0Z_"]
