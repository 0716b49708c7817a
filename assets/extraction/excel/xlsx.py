"""A .xlsx workbook's parts to its sheets, as a person sees them: formats applied, formulas by the value last had."""

import re
from collections.abc import Iterator

from lxml import etree

from assets.extraction.cells import Reading, Refusal
from assets.extraction.containers.package import Package
from assets.extraction.excel.number_format import BUILT_IN, shown, shown_text
from assets.extraction.excel.sheets import Sheet, Span, Spot
from assets.extraction.excel.workbook import reading_of
from assets.extraction.limits import Limits
from assets.extraction.looks import as_printed

_ENGINE = "xlsx"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""A character that XML does not hold, or an underscore that would read as the start of one (ECMA-376, ST_Xstring)."""
_HEADER_LOOK, _HEADER_PARTS = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-Fa-f]{6}|[^LCR&])'), re.compile("&[LCR]|\n")
"""What a header for print says of its type or the page between its texts, and what its parts begin with."""
_SIDES = ("left", "right", "start", "end")
_POINTS_A_CHARACTER, _MARGIN = 5.25, 3.75
"""Of a column's width, which is given in characters of the default type."""


def read_xlsx(data: bytes, limits: Limits, engine: str) -> Reading | Refusal:
    """Every cell of a .xlsx workbook. Raises RefusedError for one that cannot be opened."""
    package = Package(data, limits)
    book = package.first_related("", "officeDocument") or "xl/workbook.xml"
    root = package.xml(book)
    related = package.related(book)
    entries = list(root.iter("{*}sheet"))
    if len(entries) > limits.pages:
        return Refusal("too_many_pages", f"{len(entries)} sheets, limit {limits.pages}")
    properties = root.find("{*}workbookPr")
    since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    styles = _Styles(package, package.first_related(book, "styles"))
    strings = _strings(package, package.first_related(book, "sharedStrings"))
    sheets = []
    for entry in entries:
        relation = next((value for key, value in entry.attrib.items() if str(key).endswith("}id")), "")
        kind, name = related.get(str(relation), ("", ""))
        sheet = Sheet(entry.get("name", ""), is_hidden=entry.get("state", "visible") != "visible")
        if kind == "worksheet" and not sheet.is_hidden:
            _fill(sheet, package.xml(name), styles, strings, since_1904)
            sheet.lines += _boxed(package, name)
        sheets.append(sheet)
    return reading_of(sheets, _ENGINE, limits, engine)


class _Styles:
    """What a cell's style number says: its number format, how its text looks (in the words of `as_printed`), and
    whether it has a border at a side and above or below.
    """

    def __init__(self, package: Package, name: str | None) -> None:
        self.formats: list[str] = []
        self.looks: list[dict[str, bool]] = []
        self.is_ruled: list[bool] = []
        if name is None or not package.has(name):
            return
        root = package.xml(name)
        own = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in root.iter("{*}numFmt")}
        borders = [_is_ruled(border) for border in root.iterfind("{*}borders/{*}border")]
        fonts = [_look(font) for font in root.iterfind("{*}fonts/{*}font")]
        for style in root.iterfind("{*}cellXfs/{*}xf"):
            font = _integer(style.get("fontId", "0"))
            self.looks.append(fonts[font] if font < len(fonts) else {})
            number = style.get("numFmtId", "0")
            self.formats.append(own.get(number) or BUILT_IN.get(_integer(number), "General"))
            border = _integer(style.get("borderId", "0"))
            self.is_ruled.append(border < len(borders) and borders[border])

    def format(self, style: int) -> str:
        """The number format of a style."""
        return self.formats[style] if style < len(self.formats) else "General"

    def look(self, style: int) -> dict[str, bool]:
        """How a text of a style looks."""
        return self.looks[style] if style < len(self.looks) else {}

    def ruled(self, style: int) -> bool:
        """Whether a cell of this style is a cell of a ruled grid."""
        return style < len(self.is_ruled) and self.is_ruled[style]


def _is_ruled(border: "etree._Element") -> bool:
    drawn = {etree.QName(side).localname for side in border if side.get("style", "none") != "none"}
    return not drawn.isdisjoint(_SIDES) and not drawn.isdisjoint(("top", "bottom"))


def _strings(package: Package, name: str | None) -> list[str]:
    if name is None or not package.has(name):
        return []
    return [_rich(entry) for entry in package.xml(name).iterfind("{*}si")]


def _rich(entry: "etree._Element") -> str:
    """A text of one or more runs, without the reading aids over its characters."""
    return "".join(
        as_printed(_unescaped(text.text or ""), **_look(text.find("../{*}rPr")))
        for text in entry.iter("{*}t")
        if not any(etree.QName(above).localname == "rPh" for above in text.iterancestors())
    )


def _look(font: "etree._Element | None") -> dict[str, bool]:
    """How a font makes a text look, in the words of `as_printed`; nothing where it is as usual."""
    said = {etree.QName(one).localname: one.get("val", "1") for one in font} if font is not None else {}
    marks = {
        "is_raised": said.get("vertAlign") == "superscript",
        "is_struck": said.get("strike", "0") not in ("0", "false"),
        "is_of_symbols": said.get("rFont", said.get("name", "")).lower() == "symbol",
    }
    return {mark: True for mark, has_it in marks.items() if has_it}


def _boxed(package: Package, name: str) -> Iterator[str]:
    """The paragraphs of the text boxes that are drawn on a sheet."""
    drawings = (target for kind, target in package.related(name).values() if kind == "drawing" and package.has(target))
    for drawing in drawings:
        for paragraph in package.xml(drawing).iterfind(".//{*}txBody/{*}p"):
            if text := "".join(run.text or "" for run in paragraph.iter("{*}t")).strip():
                yield text


def _unescaped(text: str) -> str:
    """The text that is meant, each end of a line a line feed: Java's writers leave _x000D_ before every one."""
    if "_x" not in text:
        return text
    meant = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return meant.replace("\r\n", "\n").replace("\r", "\n")


def _fill(sheet: Sheet, root: "etree._Element", styles: _Styles, strings: list[str], since_1904: bool) -> None:
    _measure(sheet, root)
    headers = (entry.text or "" for entry in root.iterfind("{*}headerFooter/*") if str(entry.tag).endswith("Header"))
    lines = (line.strip() for text in headers for line in _HEADER_PARTS.split(_HEADER_LOOK.sub("", text)))
    sheet.lines = list(dict.fromkeys(filter(None, lines)))
    sheet.merged = [span for entry in root.iter("{*}mergeCell") if (span := _span(entry.get("ref", "")))]
    for spot, entry in _entries(sheet, root):
        style = _integer(entry.get("s", "0"))
        if styles.ruled(style):
            sheet.ruled.add(spot)
        is_formula = entry.find("{*}f") is not None
        if is_formula and not entry.findtext("{*}v") and entry.get("t") != "str":
            sheet.unsure.add(spot)
        elif text := _text(entry, styles.format(style), strings, since_1904).strip():
            sheet.texts[spot] = as_printed(text, **styles.look(style))
            if entry.get("t") == "e":
                sheet.unsure.add(spot)


def _measure(sheet: Sheet, root: "etree._Element") -> None:
    if (default := root.find("{*}sheetFormatPr")) is not None:
        sheet.height = _number(default.get("defaultRowHeight"), sheet.height)
        sheet.width = _points(default.get("defaultColWidth"), sheet.width)
    for column in root.iterfind("{*}cols/{*}col"):
        width = 0.0 if column.get("hidden") in ("1", "true") else _points(column.get("width"), sheet.width)
        last = min(_integer(column.get("max", "0")), 16_384)
        sheet.widths.update(dict.fromkeys(range(_integer(column.get("min", "1")) - 1, last), width))


def _entries(sheet: Sheet, root: "etree._Element") -> Iterator[tuple[Spot, "etree._Element"]]:
    """The cells with their places; where a row or cell does not say its place, it is the next one."""
    row_number = -1
    for row in root.iterfind("{*}sheetData/{*}row"):
        row_number = _integer(row.get("r", str(row_number + 2))) - 1
        if row.get("hidden") in ("1", "true"):
            sheet.heights[row_number] = 0.0
        elif row.get("ht"):
            sheet.heights[row_number] = _number(row.get("ht"), sheet.height)
        column = -1
        for entry in row.iterfind("{*}c"):
            place = _spot(entry.get("r", ""))
            column = place[1] if place else column + 1
            yield (row_number, column), entry


def _text(entry: "etree._Element", code: str, strings: list[str], since_1904: bool) -> str:
    kind, value = entry.get("t", "n"), entry.findtext("{*}v") or ""
    if kind == "s":
        index = _integer(value, -1)
        return shown_text(strings[index], code) if 0 <= index < len(strings) else ""
    if kind == "inlineStr":
        inline = entry.find("{*}is")
        return shown_text(_rich(inline), code) if inline is not None else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind != "n" or not value:
        return shown_text(_unescaped(value), code)
    try:
        return shown(float(value), code, since_1904)
    except ValueError:
        return value


def _spot(reference: str) -> Spot | None:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _span(reference: str) -> Span | None:
    first, _, last = reference.partition(":")
    start, end = _spot(first), _spot(last)
    return (*start, end[0] + 1, end[1] + 1) if start and end else None


def _points(characters: str | None, default: float) -> float:
    width = _number(characters, -1.0)
    return default if width < 0 else width and width * _POINTS_A_CHARACTER + _MARGIN


def _number(text: str | None, default: float) -> float:
    try:
        return float(text) if text else default
    except ValueError:
        return default


def _integer(text: str, default: int = 0) -> int:
    try:
        return max(int(text), default)
    except ValueError:
        return default
