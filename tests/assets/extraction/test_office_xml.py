"""Office's single XML files: what templates of government systems make and name .doc and .xls."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from assets.extraction.cells import Cell, Reading, Refusal
from assets.extraction.kinds import kind_of
from assets.extraction.limits import Limits
from assets.extraction.registry import read

WORD = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"'  # noqa: E501
SHEET = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
RESTART = '<w:{}merge w:val="restart"/>'
STYLES = """<Styles><Style ss:ID="Default"><NumberFormat/></Style>
<Style ss:ID="a"><Borders><Border ss:Position="Left" ss:LineStyle="Continuous"/>
<Border ss:Position="Top" ss:LineStyle="Continuous"/></Borders></Style>
<Style ss:ID="p" ss:Parent="a"><NumberFormat ss:Format="Percent"/></Style></Styles>"""


def word(body: str) -> bytes:
    return f"<w:wordDocument {WORD}><w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>".encode()


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def cells(data: bytes) -> list[Cell]:
    reading = read(data, Limits(), "pdfium")
    assert isinstance(reading, Reading), reading
    return list(reading.cells)


def test_comments_and_deletions_of_word_2003_are_not_read_and_its_numbers_are() -> None:
    number = '<w:pPr><w:listPr><w:ilvl w:val="0"/><wx:t wx:val="{}"/></w:listPr></w:pPr>'
    deleted = (
        '<aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:t>旧</w:t></w:r></aml:content></aml:annotation>'
    )
    comment = '<aml:annotation w:type="Word.Comment"><aml:content><w:p><w:r><w:t>批注</w:t></w:r></w:p></aml:content></aml:annotation>'  # noqa: E501
    body = (
        f"<w:p>{number.format('一、')}<w:r><w:t>目标</w:t></w:r>{deleted}<w:r>{comment}</w:r></w:p>"
        f"<w:p>{number.format('')}<w:r><w:t>图形编号</w:t></w:r></w:p>"
        f"<w:tbl><w:tr>{cell('甲', RESTART.format('v'))}{cell('乙', RESTART.format('h'))}"
        f"{cell('', '<w:hmerge/>')}</w:tr><w:tr>{cell('', '<w:vmerge/>')}{cell('丙')}{cell('丁')}</w:tr></w:tbl>"
    )
    found = cells(word(body))
    assert [(one.text, one.confidence < 1) for one in found if not one.table] == [
        ("一、 目标", False),
        ("\ufffd图形编号", True),
    ]
    assert [(one.text, one.row_span, one.column_span) for one in found if one.table] == [
        ("甲", 2, 1), ("乙", 1, 2), ("丙", 1, 1), ("丁", 1, 1),
    ]  # fmt: skip


def test_numbers_of_excel_2003_show_as_their_styles_say() -> None:
    rows = """<Row><Cell ss:StyleID="a" ss:MergeDown="1"><Data ss:Type="String">甲</Data>
    <Comment><Data>批注</Data></Comment></Cell>
    <Cell ss:StyleID="p"><Data ss:Type="Number">0.955</Data></Cell></Row>
    <Row><Cell ss:Index="2" ss:StyleID="a"><ss:Data ss:Type="String"><B>乙</B>5m<Sup>2</Sup><S>丙</S></ss:Data></Cell>
    </Row>
    <Row ss:Hidden="1"><Cell ss:StyleID="a"><Data ss:Type="String">藏</Data></Cell></Row>
    <Row><Cell ss:StyleID="a" ss:Formula="=1+1"/>
    <Cell ss:StyleID="a"><Data ss:Type="Number">10928.2</Data></Cell></Row>"""
    data = f'<Workbook {SHEET}>{STYLES}<Worksheet ss:Name="表"><Table>{rows}</Table></Worksheet></Workbook>'
    found = cells(data.encode())
    assert [(one.kind, one.text, one.row_span, one.confidence) for one in found] == [
        ("cell", "甲", 2, 1.0), ("cell", "95.50%", 1, 1.0), ("cell", "乙5m²\ufffd", 1, 0.5),
        ("cell", "", 1, 0.0), ("cell", "10928.2", 1, 1.0), ("hidden", "藏", 1, 1.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        (("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        (("mimetype", "application/vnd.oasis.opendocument.text"), "odt"),
        (("xl/workbook.bin", ""), "xlsb"),
    ],
)
def test_packages_without_a_reader_are_named(first: tuple[str, str], kind: str) -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        package.writestr(*first)
        package.writestr("[Content_Types].xml", "")
    assert read(buffer.getvalue(), Limits(), "pdfium") == Refusal("format_unread", f"the content is {kind}")


@pytest.mark.parametrize(("root", "kind"), [(f"w:wordDocument {WORD}", "word_xml"), (f"Workbook {SHEET}", "sheet_xml")])
def test_an_entity_is_refused(root: str, kind: str) -> None:
    name = root.partition(" ")[0]
    data = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><{root}>&a;</{name}>'.encode()
    assert kind_of(data) == kind
    refusal = read(data, Limits(), "pdfium")
    assert isinstance(refusal, Refusal)
    assert refusal.reason_code == "damaged"
