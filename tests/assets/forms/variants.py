"""A sketched table to the document that it makes, and what it says, in short."""

from assets.forms.printed import PrintedDocument
from assets.forms.reading import read_forms
from tests.drawing.grids import line, page, reading
from tests.drawing.sketch import sketch

TITLE = "鄂州市民政局2025年部门整体绩效目标表"


def read(table: str, *lines: str) -> PrintedDocument:
    heads = [line(1, text, 10 + 15 * number) for number, text in enumerate(lines or (TITLE,))]
    (document,) = read_forms(reading(*heads, page(1, *sketch(table))))
    assert isinstance(document, PrintedDocument), document
    return document


def values(document: PrintedDocument) -> list[tuple[str, int, str, str, int, str]]:
    return [
        (one.horizon, one.row_number, one.name_printed, one.value_role, one.value_year, one.value_printed)
        for one in document.indicators
    ]


def unread(document: PrintedDocument) -> list[str]:
    return [one.text_printed for one in document.unread]
