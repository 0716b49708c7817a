"""Small PDFs drawn by hand, and what pikepdf changes in them, for what documents do that is out of the ordinary."""

from collections.abc import Callable
from io import BytesIO

from pikepdf import Pdf
from reportlab.pdfgen.canvas import Canvas

SIZE = (300, 200)
BOX = (50, 100, 200, 60)
"""One cell: x, y, width, height."""


def page(draw: Callable[[Canvas], object], size: tuple[float, float] = SIZE, box: bool = True) -> bytes:
    """A page with one cell, on which something is drawn in 10 point Helvetica."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size)
    canvas.setFont("Helvetica", 10)
    if box:
        canvas.rect(*BOX)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def changed(data: bytes, change: Callable[[Pdf], object]) -> bytes:
    """The document after a change."""
    buffer = BytesIO()
    with Pdf.open(BytesIO(data)) as document:
        change(document)
        document.save(buffer)
    return buffer.getvalue()


def with_content(data: bytes, stream: bytes) -> bytes:
    """The document with more drawn on its first page, in PDF's own operators; /F1 is the font."""
    return changed(data, lambda document: document.pages[0].contents_add(document.make_stream(stream)))
