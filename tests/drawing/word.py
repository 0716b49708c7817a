"""A sheet of boxes to the bytes of a .docx, by python-docx and the elements that it makes, without pages."""

from io import BytesIO
from itertools import pairwise
from random import Random

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from tests.drawing.content import COLUMNS, Approval, Box, sheet_of
from tests.drawing.pages import EDGES

_TWIPS = 20


def drawn(approval: Approval, chance: Random, changes: float = 0.05) -> bytes:
    """One document that holds the approval; `chance` splits its texts into runs, of which `changes` are deleted."""
    document = Document()
    document.add_paragraph(approval.title)
    sheet = sheet_of(approval)
    table = document.add_table(0, 0, style="Table Grid")._tbl
    for left, right in pairwise(EDGES):
        table.tblGrid.append(_element("w:gridCol", w=(right - left) * _TWIPS))
    by_row: dict[int, list[Box]] = {}
    for box in sheet.boxes:
        for row in range(box.top, box.bottom):
            by_row.setdefault(row, []).append(box)
    for number in range(sheet.rows):
        table.append(_row(number, by_row[number], chance, changes))
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _row(number: int, boxes: list[Box], chance: Random, changes: float) -> BaseOxmlElement:
    row = OxmlElement("w:tr")
    reached = 0
    for box in sorted(boxes, key=lambda box: box.left):
        assert box.left == reached
        reached = box.right
        cell, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
        properties.append(_element("w:tcW", w=(EDGES[box.right] - EDGES[box.left]) * _TWIPS, type="dxa"))
        if box.right - box.left > 1:
            properties.append(_element("w:gridSpan", val=box.right - box.left))
        if box.bottom - box.top > 1:
            how = "restart" if number == box.top else chance.choice(("continue", ""))
            properties.append(_element("w:vMerge", **({"val": how} if how else {})))
        cell.append(properties)
        cell.append(_paragraph(box.text if number == box.top else "", chance, changes))
        row.append(cell)
    assert reached == COLUMNS
    return row


def _paragraph(text: str, chance: Random, changes: float) -> BaseOxmlElement:
    paragraph = OxmlElement("w:p")
    start = 0
    while start < len(text):
        end = chance.randint(start + 1, len(text))
        paragraph.append(_run("w:t", text[start:end]))
        if chance.random() < changes:
            change = _element("w:del", id=1, author="某人")
            change.append(_run("w:delText", "删去的话"))
            paragraph.append(change)
        start = end
    return paragraph


def _run(name: str, text: str) -> BaseOxmlElement:
    run, said = OxmlElement("w:r"), OxmlElement(name)
    said.text = text
    said.set(qn("xml:space"), "preserve")
    run.append(said)
    return run


def _element(name: str, **attributes: object) -> BaseOxmlElement:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    return element
