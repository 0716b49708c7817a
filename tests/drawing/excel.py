"""A sheet of boxes to the bytes of a .xlsx, by openpyxl: numbers as numbers with their formats, and borders or none."""

import re
from io import BytesIO
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from tests.drawing.content import COLUMNS, Approval, Box, sheet_of
from tests.drawing.pages import EDGES

_LINE = Side(style="thin")
_RULED = Border(_LINE, _LINE, _LINE, _LINE)
_NUMBER = re.compile(r"(\D*?)(\d+)(\.\d+)?(%?)(\D*)")


def drawn(approval: Approval, chance: Random) -> bytes:
    """One workbook that holds the approval; `chance` decides on borders, and on which numbers are kept as numbers."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = chance.choice(("绩效目标批复", "Sheet1", "附件 1"))
    is_ruled = chance.random() < 0.7
    sheet.cell(1, 1, approval.title)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=COLUMNS)
    for column in range(COLUMNS):
        letter = sheet.cell(1, column + 1).coordinate.rstrip("0123456789") if column else "A"
        sheet.column_dimensions[letter].width = (EDGES[column + 1] - EDGES[column]) / 5.5
    content = sheet_of(approval)
    for box in content.boxes:
        _put(sheet, box, is_ruled, chance)
    if chance.random() < 0.5:
        hidden = book.create_sheet("备份")
        hidden["A1"], hidden["B1"] = "部门（单位）名称", "旧数据"
        hidden.sheet_state = "hidden"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _put(sheet: Worksheet, box: Box, is_ruled: bool, chance: Random) -> None:
    first, last = box.top + 2, box.bottom + 1
    cell = sheet.cell(first, box.left + 1)
    cell.value, cell.number_format = box.text or None, "@"
    number = _NUMBER.fullmatch(box.text)
    if number and chance.random() < 0.7 and not number[2].startswith("0" * 2):
        _keep_as_number(cell, number)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    if (first, box.left + 1) != (last, box.right):
        sheet.merge_cells(start_row=first, end_row=last, start_column=box.left + 1, end_column=box.right)
    if is_ruled:
        for row in sheet.iter_rows(first, last, box.left + 1, box.right):
            for one in row:
                one.border = _RULED


def _keep_as_number(cell: object, number: "re.Match[str]") -> None:
    before, whole, part, percent, after = (group or "" for group in number.groups())
    value = float(whole + part)
    digits = "0" + part.replace(".", ".", 1)[:1] + "0" * (len(part) - 1)
    cell.value = value / 100 if percent else value  # type: ignore[attr-defined]
    quoted = [f'"{text}"' if text else "" for text in (before, after)]
    cell.number_format = quoted[0] + digits + percent + quoted[1]  # type: ignore[attr-defined]
