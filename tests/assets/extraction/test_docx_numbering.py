"""Numbers that Word sets by itself: formats, levels, restarts and styles, and what cannot be shown."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from assets.extraction.cells import Cell, Reading
from assets.extraction.limits import Limits
from assets.extraction.registry import read

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def cells(numbering: str, *paragraphs: str, style: str = "") -> list[Cell]:
    """The one cell, and the lines below it, of a document with these numberings; python-docx's own styles besides."""
    body = "".join(paragraphs)
    buffer = BytesIO()
    document = Document()
    document.part.numbering_part  # noqa: B018 - makes the part
    document.save(buffer)
    with ZipFile(buffer) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    table = f"<w:tbl><w:tr><w:tc>{body or '<w:p/>'}</w:tc></w:tr></w:tbl>"
    parts["word/document.xml"] = f"<w:document {NAMESPACE}><w:body>{table}</w:body></w:document>".encode()
    parts["word/numbering.xml"] = f"<w:numbering {NAMESPACE}>{numbering}</w:numbering>".encode()
    parts["word/styles.xml"] = f"<w:styles {NAMESPACE}>{style}</w:styles>".encode()
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    reading = read(buffer.getvalue(), Limits(), "pdfium")
    assert isinstance(reading, Reading), reading
    return list(reading.cells)


def level(at: int, kind: str, text: str, more: str = "", start: int = 1) -> str:
    said = f'<w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}">{said}</w:lvl>'


def numbered(*levels: str, number: int = 1, overrides: str = "") -> str:
    kind = f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>' if levels else ""
    return f'{kind}<w:num w:numId="{number}"><w:abstractNumId w:val="7"/>{overrides}</w:num>'


def paragraph(text: str, at: int | None = 0, number: int = 1, properties: str = "") -> str:
    place = "" if at is None else f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def text(numbering: str, *paragraphs: str, style: str = "") -> list[str]:
    (cell,) = cells(numbering, *paragraphs, style=style)
    assert cell.confidence == 1.0
    return cell.text.split("\n")


@pytest.mark.parametrize(
    ("kind", "printed", "start", "shown"),
    [
        ("decimal", "%1、", 1, ["1、", "2、"]),
        ("decimal", "%1.", 9, ["9. ", "10. "]),
        ("decimalZero", "%1", 9, ["09 ", "10 "]),
        ("decimalFullWidth", "（%1）", 9, ["（９）", "（１０）"]),
        ("chineseCountingThousand", "%1、", 10, ["十、", "十一、"]),
        ("chineseCounting", "第%1条", 20, ["第二十条 ", "第二十一条 "]),
        ("japaneseCounting", "(%1)", 1, ["(一)", "(二)"]),
        ("decimalEnclosedCircle", "%1", 1, ["① ", "② "]),
        ("upperLetter", "%1)", 1, ["A)", "B)"]),
        ("none", "", 1, ["", ""]),
        ("bullet", "●", 1, ["● ", "● "]),
    ],
)
def test_each_format(kind: str, printed: str, start: int, shown: list[str]) -> None:
    found = text(numbered(level(0, kind, printed, start=start)), paragraph("甲"), paragraph("乙"))
    assert found == [f"{shown[0]}甲", f"{shown[1]}乙"]


LEVELS = (level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>"), level(2, "decimal", "(%3)"))


def test_levels_begin_again_below_each_higher_one_and_plain_text_does_not_count() -> None:
    places = [0, 1, 1, None, 2, 2, 1, 2, 0, 1]
    found = text(numbered(*LEVELS), *(paragraph("文", at) for at in places))
    assert found == ["一、文", "1.1 文", "1.2 文", "文", "(1)文", "(2)文", "1.3 文", "(1)文", "二、文", "2.1 文"]


def test_a_level_may_go_on_through_higher_ones() -> None:
    through = level(1, "decimal", "%2、", '<w:lvlRestart w:val="0"/>')
    found = text(numbered(LEVELS[0], through), *(paragraph("文", at) for at in (0, 1, 0, 1)))
    assert found == ["一、文", "1、文", "二、文", "2、文"]


def test_lists_of_one_kind_go_on_unless_they_say_where_they_start() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    every = numbered(LEVELS[0]) + numbered(number=2) + numbered(number=3, overrides=again)
    found = text(every, *(paragraph("文", 0, number) for number in (1, 2, 3, 3)))
    assert found == ["一、文", "二、文", "五、文", "六、文"]


def test_the_number_of_a_style_and_one_taken_away() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="base"/></w:style>'
    )
    named = '<w:pStyle w:val="own"/>'
    none = paragraph("无", 0, 0, properties=named)
    found = text(numbered(LEVELS[0]), *(paragraph("文", None, properties=named),) * 2, none, style=style)
    assert found == ["一、文", "二、文", "无"]


def test_a_deleted_paragraph_has_no_number() -> None:
    gone = paragraph("", properties="<w:rPr><w:del/></w:rPr>")
    assert text(numbered(LEVELS[0]), paragraph("甲"), gone, paragraph("乙")) == ["一、甲", "", "二、乙"]


@pytest.mark.parametrize(
    "numbering",
    [
        numbered(level(0, "ideographZodiac", "%1、")),
        numbered(level(0, "chineseCounting", "%1、", start=100)),
        numbered(level(0, "bullet", "\uf0b7")),
        numbered(level(0, "bullet", "l")),
        numbered(level(1, "decimal", "%2、")),
        "",
    ],
)
def test_what_cannot_be_shown_makes_its_cell_unsure(numbering: str) -> None:
    (cell,) = cells(numbering, paragraph("甲"))
    assert cell.text.endswith("甲")
    assert cell.text != "甲"
    assert cell.confidence < 1.0
