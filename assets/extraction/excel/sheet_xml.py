"""A workbook in the XML of Excel 2003, which systems write and name .xls, to its sheets."""

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from assets.extraction.cells import Reading, Refusal
from assets.extraction.containers.package import attribute, parsed
from assets.extraction.excel.number_format import shown, shown_text
from assets.extraction.excel.sheets import Sheet
from assets.extraction.excel.workbook import reading_of
from assets.extraction.limits import Limits
from assets.extraction.looks import as_printed

_ENGINE = "xls"
_FORMATS = {
    "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00", "Currency": '"¥"#,##0.00',
    "Short Date": "yyyy/m/d", "Medium Date": "d-mmm-yy", "Long Date": 'yyyy"年"m"月"d"日"',
    "General Date": "yyyy/m/d h:mm", "Short Time": "h:mm", "Long Time": "h:mm:ss",
}  # fmt: skip
"""Number formats that have a name, as a Chinese Excel shows them."""
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's dates have no zone
_SECONDS = 86_400
_LOOKS = {"Sup": {"is_raised": True}, "S": {"is_struck": True}}
"""What the marks within a text make of it."""
_SIDES, _EDGES = {"Left", "Right"}, {"Top", "Bottom"}
_MOST = 16_384


def read_sheet_xml(data: bytes, limits: Limits, engine: str) -> Reading | Refusal:
    """Every cell of the workbook. Raises RefusedError for one that cannot be opened."""
    root = parsed(data, "the workbook")
    entries = root.findall("{*}Worksheet")
    if len(entries) > limits.pages:
        return Refusal("too_many_pages", f"{len(entries)} sheets, limit {limits.pages}")
    styles = {attribute(style, "ID"): style for style in root.iterfind("{*}Styles/{*}Style")}
    return reading_of([_sheet(entry, styles) for entry in entries], _ENGINE, limits, engine)


def _sheet(entry: "etree._Element", styles: dict[str, "etree._Element"]) -> Sheet:
    visible = entry.findtext("{*}WorksheetOptions/{*}Visible") or ""
    sheet = Sheet(attribute(entry, "Name"), is_hidden=visible.startswith("Sheet"))
    table = entry.find("{*}Table")
    if table is None or sheet.is_hidden:
        return sheet
    sheet.width, sheet.height = _size(table, "DefaultColumnWidth", 54.0), _size(table, "DefaultRowHeight", 13.5)
    for number, about in _numbered(table, "Column"):
        last = number + min(_count(about, "Span"), _MOST)
        width = 0.0 if attribute(about, "Hidden") == "1" else _size(about, "Width", sheet.width)
        sheet.widths.update(dict.fromkeys(range(number, last + 1), width))
    for number, row in _numbered(table, "Row"):
        if attribute(row, "Hidden") == "1":
            sheet.heights[number] = 0.0
        elif attribute(row, "Height"):
            sheet.heights[number] = _size(row, "Height", sheet.height)
        for column, cell in _numbered(row, "Cell"):
            style = attribute(cell, "StyleID") or attribute(row, "StyleID") or "Default"
            _put(sheet, number, column, cell, _based_on(style, styles))
    return sheet


def _put(sheet: Sheet, row: int, column: int, cell: "etree._Element", styles: list["etree._Element"]) -> None:
    down, across = min(_count(cell, "MergeDown"), _MOST), min(_count(cell, "MergeAcross"), _MOST)
    if down or across:
        sheet.merged.append((row, column, row + down + 1, column + across + 1))
    borders = next((found for style in styles if (found := style.find("{*}Borders")) is not None), ())
    drawn = {attribute(border, "Position") for border in borders if attribute(border, "LineStyle") not in ("", "None")}
    if drawn & _SIDES and drawn & _EDGES:
        sheet.ruled.add((row, column))
    data = cell.find("{*}Data")
    if data is None:
        if attribute(cell, "Formula"):
            sheet.unsure.add((row, column))
        return
    formats = (attribute(found, "Format") for style in styles if (found := style.find("{*}NumberFormat")) is not None)
    code = next(filter(None, formats), "General")
    if text := _text(data, _FORMATS.get(code, code)).strip():
        sheet.texts[row, column] = text
        if attribute(data, "Type") == "Error":
            sheet.unsure.add((row, column))


def _text(data: "etree._Element", code: str) -> str:
    """What the data of a cell shows; a text of several runs has its marks within it."""
    kind, said = attribute(data, "Type"), "".join(_runs(data, {}))
    try:
        if kind == "Number":
            return shown(float(said), code)
        if kind == "DateTime":
            return shown((datetime.fromisoformat(said) - _DAY_ZERO).total_seconds() / _SECONDS, code)
    except (ValueError, OverflowError, TypeError):
        return said
    return {"0": "FALSE", "1": "TRUE"}.get(said, said) if kind == "Boolean" else shown_text(said, code)


def _runs(element: "etree._Element", look: dict[str, bool]) -> Iterator[str]:
    """The texts in an element as they look, in their order."""
    yield as_printed(element.text or "", **look)
    for child in element:
        yield from _runs(child, look | _LOOKS.get(etree.QName(child).localname, {}))
        yield as_printed(child.tail or "", **look)


def _based_on(name: str, styles: dict[str, "etree._Element"]) -> list["etree._Element"]:
    """A style and those that it is based on, its own first; the workbook's usual one last."""
    found: dict[str, etree._Element] = {}
    while name in styles and name not in found:
        found[name] = styles[name]
        name = attribute(styles[name], "Parent") or "Default"
    return list(found.values())


def _numbered(parent: "etree._Element", name: str) -> Iterator[tuple[int, "etree._Element"]]:
    """The columns, rows or cells with their numbers from 0; one that does not say its own follows the one before."""
    number = 0
    for child in parent.iterfind(f"{{*}}{name}"):
        number = _count(child, "Index") - 1 if attribute(child, "Index") else number
        yield number, child
        number += 1 + _count(child, "Span" if name != "Cell" else "MergeAcross")


def _count(element: "etree._Element", name: str) -> int:
    text = attribute(element, name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0


def _size(element: "etree._Element", name: str, default: float) -> float:
    try:
        return float(attribute(element, name) or default)
    except ValueError:
        return default
