"""Office's documents as single XML files: a package of Word 2007, and what Word and Excel 2003 wrote."""

import re
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_FLAT = "http://schemas.microsoft.com/office/2006/xmlPackage"
_WORD_2007 = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
_DELETED = re.compile(r"<w:del [^>]*>(.*?)</w:del>", re.DOTALL)
_ANNOTATION = r'<aml:annotation w:type="Word.Deletion"><aml:content>\1</aml:content></aml:annotation>'
_LINES = "".join(
    f'<Border ss:Position="{side}" ss:LineStyle="Continuous"/>' for side in ("Left", "Right", "Top", "Bottom")
)


def flat(docx: bytes) -> bytes:
    """The parts of a .docx in one XML file."""
    with ZipFile(BytesIO(docx)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))}
    body = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{_DECLARATION.sub("", text)}</pkg:xmlData></pkg:part>'
        for name, text in parts.items()
        if name != "[Content_Types].xml"
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
    return f'{head}<pkg:package xmlns:pkg="{_FLAT}">{body}</pkg:package>'.encode()


def word_2003(docx: bytes) -> bytes:
    """The body of a .docx as Word 2003 has it; as of a template engine, with a blank line before it."""
    with ZipFile(BytesIO(docx)) as package:
        text = package.read("word/document.xml").decode()
    body = text[text.index("<w:body>") : text.index("</w:document>")].replace("w:vMerge", "w:vmerge")
    spaces = f'xmlns:w="{_WORD_2003}" xmlns:aml="http://schemas.microsoft.com/aml/2001/core"'
    head = '\n<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    return f"{head}<w:wordDocument {spaces}>{_DELETED.sub(_ANNOTATION, body)}</w:wordDocument>".encode()


def excel_2003(xlsx: bytes) -> bytes:
    """The cells of a .xlsx with their formats, borders, merges and widths as Excel 2003 has them."""
    book = load_workbook(BytesIO(xlsx))
    styles: dict[tuple[str, bool], str] = {}
    sheets = "".join(_sheet(sheet, styles) for sheet in book.worksheets)
    described = "".join(
        f'<Style ss:ID="{name}"><Borders>{_LINES if is_ruled else ""}</Borders>'
        f"<NumberFormat ss:Format={quoteattr(code)}/></Style>"
        for (code, is_ruled), name in styles.items()
    )
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f"<Styles>{described}</Styles>{sheets}</Workbook>"
    ).encode()


def _sheet(sheet: Worksheet, styles: dict[tuple[str, bool], str]) -> str:
    merged = {area.min_row * 1000 + area.min_col: area for area in sheet.merged_cells.ranges}
    covered = {(row, column) for area in merged.values() for row, column in area.cells} - {
        (area.min_row, area.min_col) for area in merged.values()
    }
    columns = "".join(
        f'<Column ss:Width="{(about.width or 8) * 6}"/>' for _, about in sorted(sheet.column_dimensions.items())
    )
    rows = ""
    for row in sheet.iter_rows():
        cells = ""
        for cell in row:
            if (cell.row, cell.column) in covered or (cell.value is None and not cell.border.left.style):
                continue
            style = styles.setdefault((cell.number_format, bool(cell.border.left.style)), f"s{len(styles) + 20}")
            area = merged.get(cell.row * 1000 + cell.column)
            across = (
                f' ss:MergeAcross="{area.size["columns"] - 1}" ss:MergeDown="{area.size["rows"] - 1}"' if area else ""
            )
            kind = "Number" if isinstance(cell.value, int | float) else "String"
            data = "" if cell.value is None else f'<Data ss:Type="{kind}">{escape(str(cell.value))}</Data>'
            cells += f'<Cell ss:Index="{cell.column}" ss:StyleID="{style}"{across}>{data}</Cell>'
        rows += f'<Row ss:Index="{row[0].row}">{cells}</Row>'
    hidden = (
        ""
        if sheet.sheet_state == "visible"
        else "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    )
    return f"<Worksheet ss:Name={quoteattr(sheet.title)}><Table>{columns}{rows}</Table>{hidden}</Worksheet>"
