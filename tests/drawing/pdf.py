"""Pages of pieces to the bytes of a PDF, with ReportLab and a CJK font that need not be installed."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Protocol

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.drawing.content import Sheet
from tests.drawing.pages import EDGES, Manner, Piece, pages_of

FONT, SIZE, PITCH = "STSong-Light", 9, 13
WIDTH, TOP, BOTTOM = 595, 60, 50


class Form(Protocol):
    """What can be drawn."""

    @property
    def title(self) -> str: ...

    def sheet(self) -> Sheet: ...


def drawn(forms: Sequence[Form], manner: Manner, text_page: str = "", font: str = FONT) -> bytes:
    """One PDF that holds the forms one after the other, each on pages of its own.

    `text_page` is the text of a page without a table, put after the first page that is not a document's last. A `font`
    other than ours must be registered with ReportLab.
    """
    if font == FONT and FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    width = partial(pdfmetrics.stringWidth, fontName=font, fontSize=SIZE)
    laid = [(form.title, pages_of(form.sheet(), manner, width)) for form in forms]
    height = TOP + BOTTOM + PITCH * max(_lines(page) for _, pages in laid for page in pages)
    count = sum(len(pages) for _, pages in laid)
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, height), invariant=True)
    number = 0
    for title, pages in laid:
        for page in pages:
            number += 1
            if page is pages[0]:
                canvas.setFont(font, 14)
                canvas.drawCentredString(WIDTH / 2, height - 40, title)
            _draw(canvas, page, height, manner.shift if number % 2 == 0 else 0, font)
            canvas.setFont(font, SIZE)
            canvas.drawCentredString(WIDTH / 2, 25, manner.footer.format(number, count))
            canvas.showPage()
            if text_page and page is not pages[-1]:
                canvas.setFont(font, SIZE)
                canvas.drawString(90, height / 2, text_page)
                canvas.showPage()
                text_page = ""
    canvas.save()
    return stream.getvalue()


def _lines(page: list[Piece]) -> int:
    return max(piece.bottom for piece in page)


def _draw(canvas: Canvas, page: list[Piece], height: float, shift: int, font: str) -> None:
    canvas.setLineWidth(0.5)
    canvas.setFont(font, SIZE)
    for piece in page:
        left, right = EDGES[piece.left] + shift, EDGES[piece.right] + shift
        top, bottom = height - TOP - PITCH * piece.top, height - TOP - PITCH * piece.bottom
        canvas.line(left, top, left, bottom)
        canvas.line(right, top, right, bottom)
        if not piece.is_open_top:
            canvas.line(left, top, right, top)
        if not piece.is_open_bottom:
            canvas.line(left, bottom, right, bottom)
        for line, text in piece.lines:
            canvas.drawString(left + 2, height - TOP - PITCH * line - 10, text)
