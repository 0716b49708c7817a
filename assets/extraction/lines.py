"""Pieces of text to printed lines: what both engines hold to be one line, one blank, one character struck twice."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any, TypeVar

from assets.extraction.pdf.sight import Place

LINE = 3.5
"""Points: baselines nearer than this are one printed line. Superscripts stand 3 to 4 above theirs, lines 7 and more."""
STRIKE = 1.0
"""Points: the same character nearer than this to itself is one character struck twice to look bold."""
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Digits to those that stand above the line: 100¹ is no 1001."""
ILLEGIBLE = "\ufffd"
"""What stands for a glyph whose font does not say which character it prints."""
_WORD_GAP, _WIDE_GAP = 0.2, 0.5
"""Parts of the type's size that a gap must pass to be a blank: between letters or digits, and beside anything else.

Word processors set a quarter between a Chinese character and a digit where nobody typed a blank.
"""

Piece = TypeVar("Piece", bound=tuple[Any, ...])
"""A piece of text: a tuple of its baseline's y and its left end's x, in points as seen, its text, and anything more."""


def lines_of(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces line by line from the top, each line from left to right."""
    lines: list[list[Piece]] = []
    y = float("-inf")
    for piece in sorted(pieces, key=itemgetter(0)):
        if piece[0] - y <= LINE:
            lines[-1].append(piece)
        else:
            y = piece[0]
            lines.append([piece])
    for line in lines:
        line.sort(key=itemgetter(1))
    return lines


def around(places: Iterable[Place]) -> Place:
    """The box around boxes."""
    lefts, tops, rights, bottoms = zip(*places, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def is_struck_twice(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether two pieces are the same text so near to itself that they print one."""
    return bool(one[2] == other[2] and abs(one[1] - other[1]) < STRIKE and abs(one[0] - other[0]) < STRIKE)


def is_blank(gap: float, size: float, before: str, after: str) -> bool:
    """Whether a gap between two characters reads as a blank that nobody typed, given the size of the type."""
    return gap > size * (_WORD_GAP if before.isascii() and after.isascii() else _WIDE_GAP)
