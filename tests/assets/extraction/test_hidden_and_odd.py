"""What a page does not print is not read, what it prints in odd ways is, and what nobody can read is never silent."""

import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from assets.extraction.cells import Cell, Reading, Refusal
from assets.extraction.lines import ILLEGIBLE
from assets.extraction.pdf import pdfium, quick
from assets.extraction.pdf.document import read_pdf
from assets.extraction.ruled.page import UNSURE
from tests.drawing.oddities import SIZE, changed, page


def read(data: bytes) -> list[Cell]:
    reading = read_pdf(data)
    assert isinstance(reading, Reading), reading
    return list(reading.cells)


def in_cell(data: bytes) -> str:
    (cell,) = read(data)
    assert cell.kind == "cell"
    assert cell.confidence == 1.0
    return cell.text


def hidden(canvas: Canvas, mode: int = 0, grey: float = 0.0, opacity: float = 1.0) -> None:
    canvas.drawString(60, 140, "seen")
    text = canvas.beginText(60, 120)
    text.setTextRenderMode(mode)
    canvas.setFillGray(grey, alpha=opacity)
    text.textOut("hidden 99%")
    canvas.drawText(text)


@pytest.mark.parametrize(
    ("mode", "grey", "opacity"), [(3, 0.0, 1.0), (7, 0.0, 1.0), (0, 1.0, 1.0), (0, 0.99, 1.0), (0, 0.0, 0.0)]
)
def test_text_without_ink_or_white_on_paper_is_not_read(mode: int, grey: float, opacity: float) -> None:
    assert in_cell(page(lambda canvas: hidden(canvas, mode, grey, opacity))) == "seen"


@pytest.mark.parametrize(("mode", "grey"), [(0, 0.0), (0, 0.9), (1, 1.0), (2, 1.0)])
def test_text_that_shows_is_read_whatever_its_ink(mode: int, grey: float) -> None:
    assert in_cell(page(lambda canvas: hidden(canvas, mode, grey))) == "seen\nhidden 99%"


def test_slanted_letters_on_a_straight_line_are_read_and_a_slanted_line_is_not() -> None:
    """Also where a run of them is cut by a border, and they are looked at one by one."""

    def draw(canvas: Canvas) -> None:
        for turned, text in ((1.0, "italic 95%"), (0.9, "watermark")):
            said = canvas.beginText()
            said.setTextTransform(turned, 0 if turned == 1 else 0.4, 0.3, 1, 60, 120)
            said.textOut(text)
            canvas.drawText(said)
        canvas.line(80, 100, 80, 160)

    assert "".join(cell.text for cell in read(page(draw))).replace(" ", "") == "italic95%"


@pytest.mark.parametrize(("grey", "opacity", "size"), [(0.85, 1.0, 40), (0.0, 0.2, 40), (0.0, 0.2, 12), (0.0, 1.0, 40)])
def test_a_faint_text_is_a_watermark_where_it_is_far_larger_than_the_others(
    grey: float, opacity: float, size: int
) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 140, "seen")
        canvas.setFont("Helvetica", size)
        canvas.setFillGray(grey, alpha=opacity)
        canvas.drawString(60, 110, "copy")

    is_watermark = size == 40 and (grey, opacity) != (0.0, 1.0)
    assert in_cell(page(draw)) == ("seen" if is_watermark else "seen\ncopy")


def picture() -> ImageReader:
    return ImageReader(Image.new("RGB", (4, 4), (0, 0, 120)))


@pytest.mark.parametrize("ground", ["area", "picture", "form"])
def test_white_text_on_a_dark_ground_is_read(ground: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0, 0, 0.5)
        if ground == "area":
            canvas.rect(50, 100, 200, 60, stroke=0, fill=1)
        elif ground == "picture":
            canvas.drawImage(picture(), 50, 100, 200, 60)
        else:
            canvas.beginForm("ground")
            canvas.rect(0, 0, 100, 30, stroke=0, fill=1)
            canvas.endForm()
            canvas.translate(50, 100)
            canvas.scale(2, 2)
            canvas.doForm("ground")
            canvas.scale(0.5, 0.5)
            canvas.translate(-50, -100)
        canvas.setFillGray(1)
        canvas.drawString(60, 120, "white 5%")

    assert in_cell(page(draw)) == "white 5%"


def test_a_form_shows_only_what_lies_in_its_own_box() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("small", 0, 0, 100, 20)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(5, 5, "within")
        canvas.drawString(5, 30, "without")
        canvas.endForm()
        canvas.translate(55, 105)
        canvas.doForm("small")

    assert in_cell(page(draw)) == "within"


def test_what_lies_outside_of_the_crop_box_is_not_there() -> None:
    def crop(document: Pdf) -> None:
        document.pages[0].CropBox = Array([30, 90, 280, 190])

    data = page(lambda canvas: [canvas.drawString(60, 120, "within"), canvas.drawString(60, 40, "cropped away")])
    (cell,) = read(changed(data, crop))
    assert cell.text == "within"
    assert tuple(cell[7:11]) == pytest.approx((20, 30, 220, 90), abs=1)


def test_a_page_of_other_units_has_the_same_cells() -> None:
    def enlarge(document: Pdf) -> None:
        document.pages[0].UserUnit = 2

    assert in_cell(changed(page(lambda canvas: canvas.drawString(60, 120, "unit 5%")), enlarge)) == "unit 5%"


def test_forms_turned_within_forms_read_upright() -> None:
    """A quarter turn in the outer form that the inner one takes back."""

    def draw(canvas: Canvas) -> None:
        canvas.beginForm("inner", -200, -200, 200, 200)
        canvas.setFont("Helvetica", 10)
        canvas.translate(0, 100)
        canvas.rotate(-90)
        canvas.rect(0, 0, 90, 40)
        canvas.line(45, 0, 45, 40)
        canvas.drawString(5, 10, "left")
        canvas.drawString(50, 10, "right 5%")
        canvas.endForm()
        canvas.beginForm("outer", -200, -200, 200, 200)
        canvas.rotate(90)
        canvas.doForm("inner")
        canvas.endForm()
        canvas.translate(160, 20)
        canvas.doForm("outer")

    cells = read(page(draw, box=False))
    assert [(cell.row, cell.column, cell.text) for cell in cells] == [(0, 0, "left"), (0, 1, "right 5%")]


def test_a_watermark_takes_no_upright_neighbour_along() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(75, 124, "95%")
        canvas.saveState()
        canvas.translate(72, 115)
        canvas.rotate(35)
        canvas.drawString(0, 0, "1")
        canvas.restoreState()
        canvas.drawString(79, 140, "a")

    assert "95%" in in_cell(page(draw)).split()
    assert "1" not in in_cell(page(draw))


def test_a_label_of_one_character_a_line_keeps_its_order() -> None:
    def draw(canvas: Canvas) -> None:
        for number, character in enumerate("ABCDE"):
            canvas.drawString(60, 148 - 11 * number, character)
        canvas.drawString(120, 126, "beside")
        canvas.line(100, 100, 100, 160)

    assert [cell.text for cell in read(page(draw))] == ["A\nB\nC\nD\nE", "beside"]


def annotated(subtype: Name) -> bytes:
    def change(document: Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        look = document.make_stream(b"BT /F 10 Tf 2 4 Td (filled in 95%) Tj ET")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 16])
        look.Resources = Dictionary(Font=Dictionary(F=font))
        note = Dictionary(
            Type=Name.Annot, Subtype=subtype, Rect=Array([60, 110, 160, 126]), F=4, AP=Dictionary(N=look), FT=Name.Tx
        )
        document.pages[0].Annots = Array([document.make_indirect(note)])
        document.Root.AcroForm = Dictionary(Fields=Array([document.pages[0].Annots[0]]))

    return changed(page(lambda canvas: canvas.drawString(60, 140, "printed")), change)


@pytest.mark.parametrize("subtype", [Name.Widget, Name.FreeText, Name.Stamp])
def test_what_is_filled_in_or_stamped_on_is_read(subtype: Name) -> None:
    assert in_cell(annotated(subtype)) == "printed\nfilled in 95%"


def test_a_hidden_annotation_is_not_read() -> None:
    def hide(document: Pdf) -> None:
        document.pages[0].Annots[0].F = 2

    assert in_cell(changed(annotated(Name.FreeText), hide)) == "printed"


def without_meaning(known: str) -> bytes:
    """A page on which some of the glyphs are numbers into an embedded font that does not say what they mean."""
    registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 145, known)
        canvas.line(150, 100, 150, 160)
        canvas.setFont("Vera", 10)
        canvas.drawString(1000, 1000, "0123456789%")

    def silence(document: Pdf) -> None:
        first = document.pages[0]
        (embedded,) = [font for font in first.Resources.Font.values() if "/FontDescriptor" in font]
        inner = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=embedded.BaseFont, CIDToGIDMap=Name.Identity,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=embedded.FontDescriptor, DW=600,
        )  # fmt: skip
        first.Resources.Font["/Mute"] = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=embedded.BaseFont, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([document.make_indirect(inner)]),
        )  # fmt: skip
        first.contents_add(document.make_stream(b"BT /Mute 10 Tf 160 120 Td <000500064E00> Tj ET"))

    return changed(page(draw), silence)


def test_a_glyph_without_a_meaning_is_never_taken_for_another_character() -> None:
    known, mute = read(without_meaning("known"))
    assert (known.text, known.confidence) == ("known", 1.0)
    assert mute.text
    assert set(mute.text) == {ILLEGIBLE}
    assert mute.confidence == UNSURE


def test_a_document_of_glyphs_without_a_meaning_is_refused() -> None:
    outcome = read_pdf(without_meaning(""))
    assert isinstance(outcome, Refusal)
    assert outcome.reason_code == "no_text"
    assert "glyphs" in outcome.detail


@pytest.mark.parametrize("mode", [0, 3])
def test_a_picture_over_an_invisible_text_layer_is_a_picture(mode: int) -> None:
    """A scan with the guesses of an OCR program laid under it is a scan."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture(), 0, 0, *SIZE)
        text = canvas.beginText(60, 120)
        text.setTextRenderMode(mode)
        text.textOut("guessed")
        canvas.drawText(text)

    with pdfium.opened_document(page(draw)) as document:
        found = quick.read_page(document, 0, 1000)
    assert found.is_picture == (mode == 3)
    assert [cell.text for cell in found.cells] == ["" if mode == 3 else "guessed"]
