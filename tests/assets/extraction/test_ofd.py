"""OFD documents: where text and paths stand, whichever way a producer writes it down."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from assets.extraction.cells import Cell, Reading, Refusal
from assets.extraction.limits import Limits
from assets.extraction.registry import read

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def path(boundary: str, data: str, said: str = "") -> str:
    return (
        f'<ofd:PathObject Boundary="{boundary}" {said}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


FRAME = path("10 10 80 20", "M 0 0 L 80 0 L 80 20 L 0 20 C M 40 0 L 40 20")
FILLED = 'Fill="true" Stroke="false"'


def package(*pages: str, document: str = "", others: dict[str, str] | None = None) -> bytes:
    """An OFD whose pages hold these objects."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        body = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        archive.writestr("OFD.xml", f"<ofd:OFD {NAMESPACE}>{body}</ofd:OFD>")
        listed = "".join(f'<ofd:Page BaseLoc="Pages/P{index}.xml"/>' for index in range(len(pages)))
        area = "<ofd:PageArea><ofd:PhysicalBox>0 0 100 200</ofd:PhysicalBox></ofd:PageArea>"
        area = f"<ofd:CommonData>{area}{document}</ofd:CommonData>"
        root = f"<ofd:Document {NAMESPACE}>{area}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        archive.writestr("Doc_0/Document.xml", root)
        for index, page in enumerate(pages):
            archive.writestr(f"Doc_0/Pages/P{index}.xml", f"<ofd:Page {NAMESPACE}>{page}</ofd:Page>")
        for name, text in (others or {}).items():
            archive.writestr(name, text)
    return buffer.getvalue()


def layer(*objects: str) -> str:
    return f"<ofd:Content><ofd:Layer>{''.join(objects)}</ofd:Layer></ofd:Content>"


def text(x: float, y: float, words: str, size: float = 4, code: str = "", said: str = "") -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} 40 5" Size="{size}" {said}>'
        f'<ofd:TextCode X="0" Y="4" {code}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def cells(data: bytes) -> list[Cell]:
    reading = read(data, Limits(), "pdfium")
    assert isinstance(reading, Reading), reading
    return list(reading.cells)


def test_places_are_points_and_characters_lie_where_their_steps_put_them() -> None:
    found = cells(
        package(layer(FRAME, text(12, 12, "跨过", code='DeltaX="45"'), text(12, 20, "甲乙", code='DeltaX="g 1 4"')))
    )
    assert [(one.text, round(one.x0), round(one.x1), round(one.top)) for one in found] == [
        ("跨\n甲乙", 28, 142, 28),
        ("过", 142, 255, 28),
    ]


def test_steps_that_are_not_said_are_as_wide_as_the_characters_and_those_downward_make_lines() -> None:
    found = cells(package(layer(FRAME, text(12, 12, "率95%"), text(60, 12, "上下", code='DeltaX="0" DeltaY="6"'))))
    assert [one.text for one in found] == ["率95%", "上\n下"]


def test_a_matrix_moves_and_sizes_what_it_draws() -> None:
    scaled = text(0, 0, "大字", size=2, said='CTM="2 0 0 2 12 10"', code='DeltaX="2"')
    moved = FRAME.replace('Boundary="10 10 80 20"', 'Boundary="0 0 1 1" CTM="1 0 0 1 10 10"')
    assert [one.text for one in cells(package(layer(moved, scaled)))] == ["大字", ""]


def test_watermarks_hidden_and_struck_texts_and_shading() -> None:
    shading = path("10 10 40 20", "M 5 5 L 35 5 L 35 15 L 5 15 C", FILLED)
    struck = text(12, 12, "字") + text(12.1, 12, "字")
    hidden = text(20, 12, "藏", said='Visible="false"')
    watermark = text(12, 14, "水印", said='CTM="0.7 -0.7 0.7 0.7 0 0"')
    found = cells(package(layer(FRAME, shading, struck, hidden, watermark)))
    assert [one.text for one in found] == ["字", ""]


def test_borders_may_be_thin_filled_areas() -> None:
    bars = ["10 10 80.1 0.1", "10 30 80.1 0.1", "10 10 0.1 20", "50 10 0.1 20", "90 10 0.1 20"]
    drawn = []
    for bar in bars:
        _, _, width, height = bar.split()
        drawn.append(path(bar, f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C", FILLED))
    assert [one.text for one in cells(package(layer(*drawn, text(12, 12, "左"), text(52, 12, "右"))))] == ["左", "右"]


def test_a_template_is_under_its_page() -> None:
    template = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/>'
    others = {"Doc_0/Tpls/T.xml": f"<ofd:Page {NAMESPACE}>{layer(FRAME)}</ofd:Page>"}
    page = '<ofd:Template TemplateID="7"/>' + layer(text(12, 12, "填写"))
    assert [one.text for one in cells(package(page, document=template, others=others))] == ["填写", ""]
    assert read(package(page), Limits(), "pdfium") == Refusal(
        "damaged", "a page stands on a template that is not there"
    )


UNIT = f'<ofd:CompositeGraphicUnit ID="5">{layer(FRAME, text(12, 12, "组合"))}</ofd:CompositeGraphicUnit>'
DRAWN = '<ofd:CompositeObject ResourceID="5" Boundary="0 40 90 30"/>'


def composed(unit: str, page: str = layer(FRAME, text(12, 12, "页"), DRAWN)) -> bytes:
    resources = f"<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>"
    document = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    return package(page, document=document, others={"Doc_0/DocumentRes.xml": resources})


def test_a_composite_object_is_drawn_where_it_is_placed() -> None:
    found = cells(composed(UNIT))
    assert [(one.table, one.text) for one in found] == [(1, "页"), (1, ""), (2, "组合"), (2, "")]
    assert found[2].top - found[0].top == pytest.approx(40 / 25.4 * 72, abs=0.1)


def test_a_composite_object_that_is_not_there_or_draws_itself_ends() -> None:
    missing = read(composed(UNIT.replace('ID="5"', 'ID="6"')), Limits(), "pdfium")
    assert missing == Refusal("damaged", "a composite object is drawn that is not there")
    endless = UNIT.replace("</ofd:Layer>", f"{DRAWN}{DRAWN}{DRAWN}</ofd:Layer>")
    outcome = read(composed(endless), Limits(), "pdfium")
    assert outcome == Refusal("damaged", "composite objects that draw each other without an end")


@pytest.mark.parametrize(
    ("page", "limits", "reason"),
    [
        (layer(text(12, 12, "只有文字")), Limits(), "no_table"),
        (layer(FRAME), Limits(), "no_text"),
        (layer(FRAME, text(12, 12, "字" * 60)), Limits(characters=50), "too_much_text"),
        (layer(FRAME), Limits(pages=0), "too_many_pages"),
        (layer(FRAME.replace("10 10 80 20", "10 nan 80 20")), Limits(), "damaged"),
        (layer(FRAME.replace("L 80 0", "L 8e99 0")), Limits(), "damaged"),
        (layer(FRAME.replace("L 80 0", "L 80")), Limits(), "damaged"),
    ],
)
def test_what_cannot_be_used_has_its_reason(page: str, limits: Limits, reason: str) -> None:
    outcome = read(package(page), limits, "pdfium")
    assert isinstance(outcome, Refusal), outcome
    assert outcome.reason_code == reason


def test_raised_digits_are_no_digits_of_the_number_before_them() -> None:
    two = text(20, 10.7, "12", size=2, code='DeltaX="1"')
    found = cells(package(layer(FRAME, text(12, 12, "≥100"), two, text(22, 12, "座", code=""))))
    assert found[0].text == "≥100¹²座"


def test_what_has_no_ink_is_not_read_nor_a_watermark_nor_the_blanks_behind_a_text() -> None:
    unseen = [
        text(12, 20, "无", said='Alpha="0"'),
        text(12, 20, "空", said='Fill="false"'),
        text(12, 14, "印", size=9, said='Alpha="60"'),
        text(22, 14, "水", size=9).replace("<ofd:TextCode", '<ofd:FillColor Value="200 #C8 200"/><ofd:TextCode'),
    ]
    pale = text(12, 18, "浅", said='Alpha="60"')
    found = cells(package(layer(FRAME, *unseen, pale, text(12, 12, "率" + " " * 30), text(60, 12, "95%"))))
    assert [one.text for one in found] == ["率\n浅", "95%"]
