"""A printed line read twice, each time prepared otherwise, and how far the two readings can be relied on.

Nothing is put right here: where the readings differ, the better one is given with a confidence that a person sees.
"""

import re
from dataclasses import dataclass

import cv2
import numpy as np

from assets.extraction.ruled.page import UNSURE
from assets.extraction.scans.picture import Grey
from assets.extraction.scans.print import Band
from assets.extraction.scans.recogniser import Line, Recogniser
from assets.extraction.scans.rings import has_ring_unread
from assets.extraction.scans.unread import has_ink_unread

_ROOMS = ((1.5, 0.6), (1.25, 0.9))
"""Height of what is given to be read in times the type's, and by how many pixels it is blurred, in each reading."""
_PLAIN, _WORDS = 0.98, re.compile(r"[\u4e00-\u9fff]+")
"""Chinese words that are read with this certainty are read once: what is lost in a scan is signs and numbers."""
_CONFUSED = re.compile(r"[%％][0-9oO°]|[A-Z]0|O\d|\dO|m(?![A-Za-z])|[\u4e00-\u9fff]\.$")
"""What ‰ is taken for, figures and letters that look alike side by side, a metre that may be a square one, and a point
at the end of words."""
_LOST, _OTHER = 0.003, 0.05
"""Likelihood from which on a letter may have been lost between others, and a letter may be another one."""
_INK = 0.9
"""Height of the print of a Chinese character in times its own width with the room around it."""
_FIGURE, _NARROW_SIGNS = 0.6, dict.fromkeys(".,:;'|!", 0.3)
"""Widths of figures and Latin letters, and of signs, in times a Chinese character's."""
_RAISED = 0.6
"""Times the type's height below which a line's figures are raised ones, as in m³."""
_SPREAD = 1.2
"""Times the usual width of a text beyond which there is more print than was read."""
_BESIDE = 0.25
"""Times the type's height that are left beside a line."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A line's text, its confidence from 0 to 1, and what else it nearly was read as."""

    text: str
    confidence: float
    nearly: frozenset[str] = frozenset()


def read_line(recogniser: Recogniser, grey: Grey, line: Band, part: Band, height: float) -> Judged:
    """Read a line that stands in a part of the page, for a type of so many pixels."""
    cuts = [_prepared(grey, line, part, height, *room) for room in _ROOMS]
    em = height / _INK
    first = recogniser.read(cuts[0])
    is_plain = first.certainty >= _PLAIN and _WORDS.fullmatch(first.text) and not is_nearly_another(first)
    if is_plain and not has_ink_unread(first, cuts[0], em):
        return Judged(first.text, first.certainty, _nearly(first))
    second = recogniser.read(cuts[1])
    better = first if first.certainty >= second.certainty else second
    certainty = min(first.certainty, second.certainty)
    is_doubtful = (
        not _alike(first, second)
        or not fills(better.text, line.right - line.left, height)
        or is_confusable(better.text)
        or (line.bottom - line.top < _RAISED * height and better.text.isdigit())
        or is_nearly_another(first)
        or is_nearly_another(second)
        or has_ink_unread(first, cuts[0], em)
        or has_ink_unread(second, cuts[1], em)
        or has_ring_unread(better.text, _close(grey, line), height)
    )
    nearly = _nearly(first) | _nearly(second)
    return Judged(better.text, min(certainty, UNSURE) if is_doubtful else certainty, nearly)


def is_confusable(text: str) -> bool:
    """Whether letters stand side by side of which one is usually taken for another sign."""
    return _CONFUSED.search(text) is not None


def is_nearly_another(line: Line) -> bool:
    """Whether the model's second choices are too likely: most of all where it saw hardly a sign."""
    return any(
        likelihood >= (_LOST if start == end and letter != " " else _OTHER)
        for start, end, letter, likelihood in line.nearly
    )


def _nearly(line: Line) -> frozenset[str]:
    return frozenset(line.text[:start] + letter + line.text[end:] for start, end, letter, _ in line.nearly)


def fills(text: str, width: float, height: float) -> bool:
    """Whether a text is long enough for its print, given in pixels, and for a type of so many pixels.

    Otherwise a sign was lost, or wide figures were read as narrow ones.
    """
    usual = sum(_NARROW_SIGNS.get(letter, _FIGURE if letter.isascii() else 1.0) for letter in text)
    return width * _INK <= _SPREAD * height * usual


def _alike(first: Line, second: Line) -> bool:
    return first.text.replace(" ", "") == second.text.replace(" ", "")


def _close(grey: Grey, line: Band) -> Grey:
    return grey[max(0, line.top - 2) : line.bottom + 2, max(0, line.left - 2) : line.right + 2]


def _prepared(grey: Grey, line: Band, part: Band, height: float, room: float, blur: float) -> Grey:
    tall = round(max(line.bottom - line.top, height) * room)
    top = max(part.top, round((line.top + line.bottom - tall) / 2), 0)
    beside = round(_BESIDE * height * room)
    left, right = max(part.left, line.left - beside, 0), min(part.right, line.right + beside)
    cut = cv2.GaussianBlur(grey[top : min(part.bottom, top + tall), left:right], (0, 0), blur)
    return np.asarray(cv2.normalize(cut, None, 0, 255, cv2.NORM_MINMAX), np.uint8)  # type: ignore[call-overload]
