"""A workbook's sheets to one reading, whichever format they come from."""

from assets.extraction.cells import Cell, Reading, Refusal, judged
from assets.extraction.excel.sheets import Sheet, cells_of
from assets.extraction.limits import Limits
from assets.extraction.registry import reader_version


def reading_of(sheets: list[Sheet], format_name: str, limits: Limits, engine: str) -> Reading | Refusal:
    """The cells of all visible sheets, each sheet a page of its number; or why there is nothing to read."""
    cells: list[Cell] = []
    sizes: list[tuple[float, float]] = []
    for page, sheet in enumerate(sheets, start=1):
        found, size = cells_of(sheet, page, format_name, limits)
        cells += found
        sizes.append(size)
        if len(cells) > limits.cells:
            return Refusal("too_much_text", f"more than {limits.cells} cells")
    hidden = ", ".join(repr(sheet.name) for sheet in sheets if sheet.is_hidden)
    detail = f"hidden and not read: {hidden}" if hidden else ""
    return judged(Reading(reader_version(engine), tuple(sizes), tuple(cells)), detail)
