"""Characters that a file holds as text though no paper can print them: terminals obey them, and readers are misled."""

import re
from dataclasses import replace

from assets.extraction.cells import Cell, Difference, Reading
from assets.extraction.lines import ILLEGIBLE
from assets.extraction.ruled.page import UNSURE

# The control characters but tabs and the ends of lines, and what turns the direction of the text behind it.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


def without_control(reading: Reading) -> Reading:
    """The reading with ILLEGIBLE for each such character, and the cells that held one unsure."""
    texts = [cell.text for cell in reading.cells]
    texts += [text for found in reading.differences for text in (found.first_text, found.second_text)]
    if not _CONTROL.search("".join(texts)):
        return reading
    cells, differences = map(_cell, reading.cells), map(_difference, reading.differences)
    return replace(reading, cells=tuple(cells), differences=tuple(differences))


def _cell(cell: Cell) -> Cell:
    text = _CONTROL.sub(ILLEGIBLE, cell.text)
    return cell if text == cell.text else cell._replace(text=text, confidence=min(cell.confidence, UNSURE))


def _difference(found: Difference) -> Difference:
    first, second = (_CONTROL.sub(ILLEGIBLE, text) for text in (found.first_text, found.second_text))
    return found._replace(first_text=first, second_text=second)
