"""A page's picture to the page's cells: turned the right way up, and read line by line within each cell of its grid."""

from dataclasses import replace

import numpy as np

from assets.extraction.processes.progress import goes_on
from assets.extraction.ruled.page import UNSURE, Page, page_of
from assets.extraction.scans.judging import Judged, read_line
from assets.extraction.scans.neighbours import Reading, odd_ones
from assets.extraction.scans.picture import PagePicture
from assets.extraction.scans.print import Band
from assets.extraction.scans.recogniser import ENGINE, recogniser
from assets.extraction.scans.sheet import Sheet
from assets.extraction.scans.sums import unequal_sums

_LOOKED_AT = 10
_UPRIGHT = 0.8
"""Mean certainty of some lines from which on no other way of turning the page is tried."""
_WIDE = 1.5
"""Times its height that a line is wide; on a page that lies on its side each character is a line of its own."""
_DIRT = 0.5
"""Confidence below which what stands outside of the tables is no text."""


def upright(picture: PagePicture) -> Sheet:
    """The page straightened, and turned by quarters so that its print can be read best."""
    best: Sheet | None = None
    best_certainty = -1.0
    for turns in (0, 2, 1, 3):
        goes_on()
        sheet = Sheet(PagePicture(np.ascontiguousarray(np.rot90(picture.pixels, turns)), picture.scale))
        certainty = _certainty(sheet)
        if certainty > best_certainty:
            best, best_certainty = sheet, certainty
        if best_certainty >= _UPRIGHT or not (any(sheet.inside) or sheet.outside):
            break
    assert best is not None  # noqa: S101 - any certainty is more than the first
    return best


def read_page(number: int, picture: PagePicture) -> Page:
    """The cells of page `number` (from 1), with places in points on the straightened page."""
    sheet = upright(picture)
    inside = [
        [_read(sheet, line, part) for line in lines] for lines, part in zip(sheet.inside, sheet.parts, strict=True)
    ]
    whole = Band(0, 0, sheet.grey.shape[1], sheet.grey.shape[0])
    outside = [
        (sheet.place(line), read) for line in sheet.outside if (read := _read(sheet, line, whole)).confidence >= _DIRT
    ]
    texts = ["\n".join(line.text for line in lines if line.text) for lines in inside]
    page = page_of(number, sheet.size, sheet.lattice, texts, [(place, read.text) for place, read in outside], ENGINE)
    confidences = [read.confidence for _, read in outside if read.text]
    nearly: list[frozenset[str]] = [frozenset()] * len(confidences)
    for index, lines in enumerate(inside):
        confidence = min((line.confidence for line in lines), default=1.0)
        confidences.append(min(confidence, UNSURE) if index in sheet.doubted else confidence)
        nearly.append(_nearly(lines))
    odd = odd_ones(list(map(Reading, page.cells, nearly))) | unequal_sums(page.cells)
    cells = [
        cell._replace(confidence=min(known, UNSURE) if index in odd else known)
        for index, (cell, known) in enumerate(zip(page.cells, confidences, strict=True))
    ]
    return replace(page, cells=cells)


def _nearly(lines: list[Judged]) -> frozenset[str]:
    """The texts of a cell with one of its lines as it nearly was read."""
    texts = [line.text for line in lines]
    return frozenset(
        "".join([*texts[:at], other, *texts[at + 1 :]]) for at, line in enumerate(lines) for other in line.nearly
    )


def _read(sheet: Sheet, line: Band, part: Band) -> Judged:
    goes_on()
    return read_line(recogniser(), sheet.grey, line, part, sheet.type_height)


def _certainty(sheet: Sheet) -> float:
    """How surely some of the page's lines are read, half of it where they are no wider than high; 0 without any."""
    whole = Band(0, 0, sheet.grey.shape[1], sheet.grey.shape[0])
    lines = [(line, part) for lines, part in zip(sheet.inside, sheet.parts, strict=True) for line in lines]
    lines = lines or [(line, whole) for line in sheet.outside]
    if not lines:
        return 0.0
    wide = [(line, part) for line, part in lines if line.right - line.left > _WIDE * (line.bottom - line.top)]
    some = wide or lines
    looked_at = some[:: max(1, len(some) // _LOOKED_AT)][:_LOOKED_AT]
    certainty = float(np.mean([_read(sheet, line, part).confidence for line, part in looked_at]))
    return certainty if 2 * len(wide) > len(lines) else certainty / 2
