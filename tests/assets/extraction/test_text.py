"""What is printed in a cell comes out once, whole and in order, however its producer put it on the page."""

from collections import Counter
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from assets.extraction.cells import Cell, Reading
from assets.extraction.pdf.document import read_pdf
from assets.extraction.ruled.folding import folded
from tests.drawing.oddities import changed, page, with_content

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.pdf"))
registerFont(UnicodeCIDFont("STSong-Light"))


def read(data: bytes, engine: str = "pdfium") -> list[Cell]:
    reading = read_pdf(data, engine=engine)
    assert isinstance(reading, Reading), reading
    assert reading.fallback_pages == ()
    return list(reading.cells)


def in_cell(data: bytes, engine: str = "pdfium") -> str:
    (cell,) = read(data, engine)
    assert cell.kind == "cell"
    return cell.text


def written(*texts: tuple[float, float, str]) -> bytes:
    return page(lambda canvas: [canvas.drawString(x, y, text) for x, y, text in texts])


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (written((60, 140, "upper"), (60, 125, "lower")), "upper\nlower"),
        (written((60, 125, "lower"), (60, 140, "upper")), "upper\nlower"),  # drawn from the foot
        (written((100, 120, "right"), (60, 120, "left")), "left right"),  # drawn from the right
        (written((60, 120, "two words")), "two words"),
        (written((60, 120, "m"), (68.4, 123.3, "2")), "m2"),  # a superscript is on its line
        (written((60, 120, "95"), (71.1, 120, "%")), "95%"),  # drawn apart, printed together
        (written((60, 120, "bold"), (60.3, 120, "bold")), "bold"),  # struck twice
        (written((60, 120, "b"), (60.4, 120, "b"), (65.6, 120, "b"), (66, 120, "b")), "bb"),
    ],
)
def test_print_comes_out_once_and_in_order(engine: str, data: bytes, text: str) -> None:
    assert in_cell(data, engine) == text


@pytest.mark.parametrize("rise", [2, 3, 5, -2, -4])
def test_a_small_mark_above_or_below_the_line_is_in_its_place(rise: int) -> None:
    """Raised digits stay apart from the number before them, be they far enough above it for a line of their own."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(60, 135)
        for size, above, said in ((10, 0, "100"), (6, rise, "12"), (10, 0, "m")):
            text.setFont("Helvetica", size)
            text.setRise(above)
            text.textOut(said)
        text.setRise(0)
        text.setTextOrigin(60, 120)
        text.textOut("7")
        canvas.drawText(text)

    assert in_cell(page(draw)) == ("100¹²m\n7" if rise > 0 else "10012m\n7")


def in_two_fonts(canvas: Canvas) -> None:
    """Quotation marks of another font, drawn after the words that stand between them."""
    canvas.setFont("STSong-Light", 10)
    for x, text in ((70, "三公"), (100, "经费"), (60, "“"), (90, "”")):
        canvas.drawString(x, 120, text)


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_a_change_of_font_does_not_put_words_out_of_order(engine: str) -> None:
    assert in_cell(page(in_two_fonts), engine) == "“三公”经费"


def not_embedded(canvas: Canvas) -> None:
    canvas.setFont("STSong-Light", 10)
    canvas.drawString(60, 145, "绩效基本")
    canvas.drawString(60, 133, "型")
    for y in (121, 109):
        canvas.drawString(60, y, "同一段文字在相邻两行各印一次并非重复")


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_a_font_that_is_not_there_loses_no_character_and_no_line(engine: str) -> None:
    line = "同一段文字在相邻两行各印一次并非重复"
    assert in_cell(page(not_embedded), engine) == f"绩效基本\n型\n{line}\n{line}"


def test_a_blank_drawn_apart_is_a_blank() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(60, 120, "事前")
        canvas.drawString(80.8, 120, "评估")
        canvas.drawString(78, 120, " ")

    assert in_cell(page(draw)) == "事前 评估"
    assert in_cell(page(lambda canvas: [canvas.setFont("STSong-Light", 9), canvas.drawString(60, 120, "2025"),
                                        canvas.drawString(80.2, 120, "年")])) == "2025年"  # fmt: skip


def test_a_slanted_watermark_is_dropped() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 120, "value")
        canvas.saveState()
        canvas.translate(80, 105)
        canvas.rotate(40)
        canvas.drawString(0, 0, "DRAFT")
        canvas.drawString(-30, 0, "D")
        canvas.restoreState()

    assert in_cell(page(draw)) == "value"


def test_text_turned_by_a_quarter_is_kept_whole() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(100, 105)
        canvas.rotate(90)
        canvas.drawString(0, 0, "upward")
        canvas.restoreState()

    assert in_cell(page(draw)) == "upward"


@pytest.mark.parametrize("angle", [90, 180, 270])
@pytest.mark.parametrize("shift", [0, 35])
def test_a_turned_page_reads_like_an_upright_one(angle: int, shift: int) -> None:
    """Drawn so that it stands upright once the page is turned, as a scanner or a landscape export does it."""
    width, height = (300, 200) if angle == 180 else (200, 300)

    def draw(canvas: Canvas) -> None:
        canvas.translate(*{90: (200, 0), 180: (300, 200), 270: (0, 300)}[angle])
        canvas.rotate(angle)
        canvas.rect(20, 30, 150, 80)
        canvas.line(20, 70, 170, 70)
        canvas.setFont("Helvetica", 10)
        for y, text in ((90, "upper first"), (78, "second 95%"), (45, "lower")):
            canvas.drawString(30, y, text)

    def turn(document: Pdf) -> None:
        document.pages[0].Rotate = angle
        document.pages[0].MediaBox = Array([-shift, -shift, width - shift, height - shift])

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height))
    canvas.translate(-shift, -shift)
    draw(canvas)
    canvas.save()
    cells = read(changed(buffer.getvalue(), turn))
    assert [(cell.row, cell.text) for cell in cells] == [(0, "upper first\nsecond 95%"), (1, "lower")]
    assert tuple(cells[0][7:11]) == pytest.approx((20, 90, 170, 130), abs=1.1)
    assert tuple(cells[1][7:11]) == pytest.approx((20, 130, 170, 170), abs=1.1)


def test_a_form_inside_a_form_is_where_its_matrices_put_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("inner")
        canvas.setFont("Helvetica", 5)
        canvas.rect(0, 0, 40, 20)
        canvas.drawString(4, 5, "inside")
        canvas.endForm()
        canvas.beginForm("outer")
        canvas.translate(5, 5)
        canvas.doForm("inner")
        canvas.endForm()
        canvas.translate(50, 10)
        canvas.scale(2, 2)
        canvas.doForm("outer")

    cells = read(page(draw))
    assert [(cell.table, cell.text) for cell in cells] == [(1, ""), (2, "inside")]
    assert tuple(cells[1][7:11]) == pytest.approx((60, 140, 140, 180), abs=1)


def test_what_a_clip_hides_is_not_printed() -> None:
    def draw(canvas: Canvas) -> None:
        for clip, y, text in (((55, 105, 100, 50), 120, "seen"), ((0, 0, 10, 10), 140, "hidden"),
                              ((55, 105, 190, 50), 95, "a foot")):  # fmt: skip
            canvas.saveState()
            path = canvas.beginPath()
            path.rect(*clip)
            canvas.clipPath(path, stroke=0)
            canvas.drawString(60, y, text)
            canvas.restoreState()

    assert in_cell(page(draw)) == "seen"


def test_a_line_cut_off_at_the_foot_belongs_to_the_cell_it_shows_in() -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(50, 100, 200, 60)
        canvas.clipPath(path, stroke=0)
        canvas.drawString(60, 95, "half seen")

    assert in_cell(page(draw)) == "half seen"


def test_a_substitute_text_is_read_in_place_of_its_glyphs() -> None:
    stream = b"BT /F1 10 Tf 60 120 Td /Span <</ActualText (10077)>> BDC (abc) Tj EMC ET"
    assert in_cell(with_content(page(lambda canvas: None), stream)) == "10077"


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_a_hyphen_at_a_lines_end_stays(engine: str) -> None:
    assert in_cell(written((60, 140, "long-"), (60, 125, "term")), engine) == "long-\nterm"


def test_shading_is_no_border_and_a_shape_no_cell() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        canvas.rect(60, 110, 80, 30, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(70, 120, "shaded")
        path = canvas.beginPath()
        path.moveTo(20, 50)
        for x, y in ((40, 70), (60, 50), (40, 30), (20, 50)):
            path.lineTo(x, y)
        canvas.drawPath(path)
        canvas.circle(150, 50, 20)

    assert in_cell(page(draw)) == "shaded"


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_a_radical_in_the_fonts_table_is_read_as_the_ideograph_it_prints(engine: str) -> None:
    names = Array([33, Name("/g0"), Name("/g1")])
    table = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <21> <2ED4> <22> <2F3E>\n"

    def change(document: Pdf) -> None:
        glyph = document.make_stream(b"1000 0 0 0 900 900 d1 0 0 900 900 re f")
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 1000, 1000], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            CharProcs=Dictionary(g0=glyph, g1=glyph), FirstChar=33, LastChar=34, Widths=[1000, 1000],
            Encoding=Dictionary(Type=Name.Encoding, Differences=names),
            ToUnicode=document.make_stream(table + b"endbfchar endcmap"), Resources=Dictionary(),
        )  # fmt: skip
        first = document.pages[0]
        first.Resources.Font["/T3"] = document.make_indirect(font)
        first.contents_add(document.make_stream(b'BT /T3 10 Tf 60 120 Td (!") Tj ET'))

    assert in_cell(changed(page(lambda canvas: None), change), engine) == "门户"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem[:24])
def test_every_character_of_a_page_is_in_one_cell_or_line(path: Path) -> None:
    reading = read_pdf(path.read_bytes())
    assert isinstance(reading, Reading)
    printed = Counter("".join("".join(cell.text for cell in reading.cells if cell.page == 2).split()))
    with pdfplumber.open(path) as document:
        stored = Counter(folded("".join("".join(char["text"] for char in document.pages[1].chars).split())))
        is_calc = document.metadata["Creator"] == "Calc"
    # Calc prints the label of a merged cell on each of its pages, hidden by a clip on all but one.
    assert printed <= stored if is_calc else printed == stored
