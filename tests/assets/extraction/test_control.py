"""What a terminal would obey, or a reader be misled by, comes out of no document."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assets.extraction.cells import Cell, Difference, Reading
from assets.extraction.control import without_control
from assets.extraction.limits import Limits
from assets.extraction.lines import ILLEGIBLE
from assets.extraction.registry import read


def cells(data: bytes) -> dict[str, Cell]:
    reading = read(data, Limits(), "pdfium")
    assert isinstance(reading, Reading), reading
    return {cell.text: cell for cell in reading.cells if cell.table}


@pytest.mark.parametrize("code", [0x01, 0x07, 0x1B, 0x7F, 0x202E, 0x2066])
def test_a_web_page_holds_no_orders(code: int) -> None:
    found = cells(f"<table><tr><td>目标</td><td>95%&#{code};[2J</td></tr></table>".encode())
    assert list(found) == ["目标", f"95%{ILLEGIBLE}[2J"]
    assert (found["目标"].confidence, found[f"95%{ILLEGIBLE}[2J"].confidence) == (1.0, 0.5)


def test_nor_does_a_workbook() -> None:
    book, data = Workbook(), BytesIO()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["目标", "≥95%_x001B_[31m", "两\n行"])
    book.save(data)
    assert list(cells(data.getvalue())) == ["目标", f"≥95%{ILLEGIBLE}[31m", "两\n行"]


def test_nor_do_differences_of_two_engines() -> None:
    found = Difference(1, 0.0, 0.0, 1.0, 1.0, "a\x1bb", "c", "other")
    (difference,) = without_control(Reading("reader", (), (), differences=(found,))).differences
    assert (difference.first_text, difference.second_text) == (f"a{ILLEGIBLE}b", "c")
