"""A PDF's bytes to its reading, in this process; `assets.extraction.child` does it in a guarded one."""

from assets.extraction import pdfium
from assets.extraction.cells import Cell, Reading, Refusal
from assets.extraction.limits import DEFAULT_LIMITS, Limits
from assets.extraction.quick import TooMuchTextError, read_page

READER_VERSION = "pdfium/1"


def read_pdf(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Reading | Refusal:
    """Every cell and text line of a PDF, or why it is refused."""
    with pdfium.opened_document(data) as document:
        if not document:
            return Refusal("encrypted" if pdfium.last_error() in pdfium.PASSWORD_ERRORS else "damaged")
        count = pdfium.count_pages(document)
        if count > limits.pages:
            return Refusal("too_many_pages", f"{count} pages, limit {limits.pages}")
        cells: list[Cell] = []
        sizes: list[tuple[float, float]] = []
        characters = 0
        for index in range(count):
            try:
                page, _ = read_page(document, index, limits.characters)
            except TooMuchTextError as error:
                return Refusal("too_much_text", f"page {index + 1}: {error} characters, limit {limits.characters}")
            cells.extend(page.cells)
            sizes.append(page.size)
            characters += page.characters
    if not characters:
        return Refusal("no_text")
    if all(cell.kind == "text" for cell in cells):
        return Refusal("no_table")
    return Reading(READER_VERSION, tuple(sizes), tuple(cells))
