"""A PDF's bytes to its reading, in this process; `assets.extraction.child` does it in a guarded one."""

from assets.extraction import pdfium
from assets.extraction.cells import Cell, Reading, Refusal
from assets.extraction.limits import DEFAULT_LIMITS, Limits
from assets.extraction.quick import read_page

READER_VERSION = "pdfium/1"


def read_pdf(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Reading | Refusal:
    """Every cell and text line of a PDF, or why it is refused."""
    document = pdfium.load_document(data, len(data), None)
    if not document:
        if pdfium.last_error() in pdfium.PASSWORD_ERRORS:
            return Refusal("encrypted")
        return Refusal("damaged", "PDFium cannot open it")
    try:
        count = pdfium.count_pages(document)
        if count > limits.pages:
            return Refusal("too_many_pages", f"{count} pages, limit {limits.pages}")
        cells: list[Cell] = []
        sizes: list[tuple[float, float]] = []
        characters = 0
        for index in range(count):
            with pdfium.opened_page(document, index) as (page, text):
                result = read_page(index + 1, page, text)
            cells.extend(result.cells)
            sizes.append(result.size)
            characters += result.characters
    finally:
        pdfium.close_document(document)
    if not characters:
        return Refusal("no_text")
    if all(cell.kind == "text" for cell in cells):
        return Refusal("no_table")
    return Reading(READER_VERSION, tuple(sizes), tuple(cells))
