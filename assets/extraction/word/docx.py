"""A Word document's XML to paragraphs and tables, as a person sees them: insertions read, deletions not.

A .docx, zipped or as one XML file, and the XML of Word 2003, which systems fill in from templates and name .doc. It is
read as it stands. python-docx would give the same parts, but not what was inserted under tracking, nor what stands in
content controls.
"""

import re
from collections.abc import Iterator

from lxml import etree

from assets.extraction.cells import Reading, Refusal
from assets.extraction.containers.package import FlatPackage, Package, Parts, attribute, parsed
from assets.extraction.flow import Block, Box, Table, lines_of, reading_of
from assets.extraction.limits import Limits
from assets.extraction.lines import ILLEGIBLE
from assets.extraction.looks import SYMBOLS, as_printed
from assets.extraction.word.docx_numbering import Counting, Numbering, StatedNumbering

_ENGINE = "docx"
_TWIPS = 20
_PAGE_WIDTH = 11906
_UNSEEN = {
    "del", "moveFrom", "delText", "delInstrText", "rPr", "pPr", "fldData", "Fallback", "footnoteReference",
    "endnoteReference", "commentReference", "rt", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr",
}  # fmt: skip
_AROUND = ("sdt", "sdtContent", "customXml", "ins", "annotation", "content")
"""What rows and cells may stand in."""
_UNSEEN_ANNOTATIONS = ("Word.Deletion", "Word.Comment")
_WRITTEN = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "object": ILLEGIBLE}
"""What elements stand for; of another program's object (a formula, a sheet) only its picture is there."""
_DRAWN_FIELD = re.compile(r"\s*(EQ|SYMBOL)\b", re.IGNORECASE)
"""The code of a field that shows itself: no text beside it says what it prints."""


def read_docx(data: bytes, limits: Limits, engine: str) -> Reading | Refusal:
    """Every paragraph and cell of a .docx document. Raises RefusedError for one that cannot be opened."""
    return _read_parts(Package(data, limits), limits, engine)


def read_flat_docx(data: bytes, limits: Limits, engine: str) -> Reading | Refusal:
    """The same of a .docx package in one XML file."""
    return _read_parts(FlatPackage(data), limits, engine)


def read_word_xml(data: bytes, limits: Limits, engine: str) -> Reading | Refusal:
    """The same of the XML of Word 2003: its elements are the same but for their namespace."""
    root = parsed(data, "the document")
    body = root.find("{*}body")
    if body is None:
        return Refusal("damaged", "the document has no body")
    heads, feet = (
        [list(_blocks(part, StatedNumbering())) for part in root.iter(f"{{*}}{name}")] for name in ("hdr", "ftr")
    )
    return _reading(body, StatedNumbering(), heads, feet, limits, engine)


def _read_parts(package: Parts, limits: Limits, engine: str) -> Reading | Refusal:
    name = package.first_related("", "officeDocument") or "word/document.xml"
    body = package.xml(name).find("{*}body")
    if body is None:
        return Refusal("damaged", f"{name} has no body")
    related = [(kind, target) for kind, target in package.related(name).values() if package.has(target)]
    parts = {kind: package.xml(target) for kind, target in related if kind in ("numbering", "styles")}
    numbering, styles = parts.get("numbering"), parts.get("styles")
    heads, feet = (
        [list(_blocks(package.xml(target), Numbering(numbering, styles))) for kind, target in related if kind in wanted]
        for wanted in (("header",), ("footer", "footnotes", "endnotes"))
    )
    return _reading(body, Numbering(numbering, styles), heads, feet, limits, engine)


def _reading(
    body: "etree._Element",
    numbering: Counting,
    heads: list[list[Block]],
    feet: list[list[Block]],
    limits: Limits,
    engine: str,
) -> Reading | Refusal:
    blocks = [*_once(heads), *_blocks(body, numbering), *_once(feet)]
    width = next((_integer(attribute(size, "w"), _PAGE_WIDTH) for size in body.iter("{*}pgSz")), _PAGE_WIDTH)
    return reading_of(blocks, max(width, 1) / _TWIPS, _ENGINE, limits, engine)


def _once(parts: list[list[Block]]) -> list[Block]:
    """The lines of headers or footers, those of first, odd and even pages that say the same once."""
    return list(dict.fromkeys(line for part in parts for line in lines_of(part)))


def _blocks(parent: "etree._Element", numbering: Counting) -> Iterator[Block]:
    """Paragraphs and tables in their order, those within content controls and tracked insertions too.

    A document of another format that is put in as it is (altChunk) is not read: an illegible sign stands for it.
    """
    for child in parent:
        name = _name(child)
        if name == "p":
            yield _paragraph(child, numbering)
            for box in _text_boxes(child):
                yield from _blocks(box, numbering)
        elif name == "tbl":
            yield _table(child, numbering)
        elif name == "altChunk":
            yield ILLEGIBLE
        elif not _is_unseen(child) and name not in ("tcPr", "sectPr", "tblPr", "trPr"):
            yield from _blocks(child, numbering)


def _paragraph(element: "etree._Element", numbering: Counting) -> str:
    """Its number and its text; a paragraph that is hidden or deleted has neither."""
    text = _text(element).strip()
    mark = element.find("{*}pPr/{*}rPr")
    is_gone = mark is not None and any(mark.find(f"{{*}}{name}") is not None for name in ("del", "moveFrom", "vanish"))
    return text if is_gone and not text else f"{numbering.before(element)}{text}".strip()


def _text_boxes(paragraph: "etree._Element") -> Iterator["etree._Element"]:
    for box in paragraph.iter("{*}txbxContent"):
        if not any(_name(above) == "Fallback" for above in box.iterancestors()):
            yield box


def _text(element: "etree._Element") -> str:
    """What runs of text show, one after the other."""
    name = _name(element)
    if name == "t":
        return element.text or ""
    if name in _WRITTEN:
        return _WRITTEN[name]
    if name == "sym":
        return _symbol(element)
    if name == "instrText":
        return ILLEGIBLE if _DRAWN_FIELD.match(element.text or "") else ""
    if name == "ddList":
        return _chosen(element)
    if (
        _is_unseen(element)
        or name == "txbxContent"
        or not name
        or (name == "r" and _is_on(element.find("{*}rPr"), "vanish"))
    ):
        return ""
    text = "".join(_text(child) for child in element)
    if name != "r" or (properties := element.find("{*}rPr")) is None:
        return text
    return as_printed(
        text,
        is_raised=_is_raised(properties),
        is_struck=_is_on(properties, "strike") or _is_on(properties, "dstrike"),
        is_of_symbols=_is_of_symbols(properties),
    )


def _is_unseen(element: "etree._Element") -> bool:
    """Whether nothing of an element shows; Word 2003 calls deletions and comments annotations, as insertions are."""
    name = _name(element)
    return name in _UNSEEN or (name == "annotation" and attribute(element, "type").startswith(_UNSEEN_ANNOTATIONS))


def _is_on(properties: "etree._Element | None", name: str) -> bool:
    found = properties.find(f"{{*}}{name}") if properties is not None else None
    return found is not None and attribute(found) not in ("0", "false", "off")


def _is_raised(properties: "etree._Element") -> bool:
    place = properties.find("{*}vertAlign")
    return place is not None and attribute(place) == "superscript"


def _is_of_symbols(properties: "etree._Element") -> bool:
    fonts = properties.find("{*}rFonts")
    return fonts is not None and "symbol" in (attribute(fonts, "ascii").lower(), attribute(fonts, "hAnsi").lower())


def _symbol(element: "etree._Element") -> str:
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return ILLEGIBLE
    if attribute(element, "font").lower() == "symbol":
        return SYMBOLS.get(code & 0xFF, ILLEGIBLE)
    return ILLEGIBLE if 0xF000 <= code <= 0xF0FF or code > 0x10FFFF else chr(code)


def _chosen(choices: "etree._Element") -> str:
    """The entry of a list that was chosen in a form's field; the first where none was."""
    entries = [attribute(entry) for entry in choices.iterfind("{*}listEntry")]
    result = choices.find("{*}result")
    place = _integer(attribute(result), 0) if result is not None else 0
    return entries[place] if 0 <= place < len(entries) else ""


def _table(element: "etree._Element", numbering: Counting) -> Table:
    widths = [float(_integer(attribute(column, "w"), 0)) for column in element.iterfind("{*}tblGrid/{*}gridCol")]
    table = Table([], widths)
    above: dict[int, Box] = {}
    for number, row in enumerate(_rows(element)):
        below: dict[int, Box] = {}
        for cell, column, span in _across(row):
            box = above.get(column)
            if _goes_on(cell, "vMerge") and box is not None and box.column_span == span:
                box.row_span = number + 1 - box.row
            else:
                box = Box(number, column, 1, span, list(_blocks(cell, numbering)))
                table.boxes.append(box)
            below[column] = box
        above = below
    return table


def _across(row: "etree._Element") -> list[tuple["etree._Element", int, int]]:
    """The cells of a row, each with its column and how many it takes with those that are merged into it (hMerge)."""
    found: list[tuple[etree._Element, int, int]] = []
    column = _span(row.find("{*}trPr/{*}gridBefore"), 0)
    for cell in _members(row, "tc"):
        span = _span(cell.find("{*}tcPr/{*}gridSpan"), 1)
        if _goes_on(cell, "hMerge") and found:
            first, start, width = found.pop()
            found.append((first, start, width + span))
        else:
            found.append((cell, column, span))
        column += span
    return found


def _goes_on(cell: "etree._Element", merge: str) -> bool:
    """Whether a cell is a part of the one above (vMerge) or before it (hMerge); Word 2003 writes them small."""
    found = [one for name in (merge, merge.lower()) for one in cell.iterfind(f"{{*}}tcPr/{{*}}{name}")]
    return any(attribute(one) != "restart" for one in found)


def _rows(table: "etree._Element") -> Iterator["etree._Element"]:
    return (row for row in _members(table, "tr") if row.find("{*}trPr/{*}del") is None)


def _members(parent: "etree._Element", wanted: str) -> Iterator["etree._Element"]:
    """Rows of a table or cells of a row, those within content controls too."""
    for child in parent:
        if _name(child) == wanted:
            yield child
        elif _name(child) in _AROUND and not _is_unseen(child):
            yield from _members(child, wanted)


def _span(element: "etree._Element | None", default: int) -> int:
    return default if element is None else min(max(_integer(attribute(element), default), default), 1000)


def _name(element: "etree._Element") -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _integer(text: str, default: int) -> int:
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return default
