"""Characters to printed lines: what both engines hold to be one line, one blank, one character struck twice."""

from typing import Protocol, TypeVar

LINE = 3.5
"""Points: baselines nearer than this are one printed line. Superscripts stand 3 to 4 above theirs, lines 7 and more."""
STRIKE = 1.0
"""Points: the same character nearer than this to itself is one character struck twice to look bold."""
_WORD_GAP, _WIDE_GAP = 0.2, 0.5
"""Parts of the type's size that a gap must pass to be a blank: between letters or digits, and beside anything else.

Word processors set a quarter between a Chinese character and a digit where nobody typed a blank.
"""


class Placed(Protocol):
    """Anything with a baseline and a left end, in points as seen."""

    @property
    def x(self) -> float: ...  # noqa: D102

    @property
    def y(self) -> float: ...  # noqa: D102


_Item = TypeVar("_Item", bound=Placed)


def lines_of(items: list[_Item]) -> list[list[_Item]]:
    """The items line by line from the top, each line from left to right."""
    lines: list[list[_Item]] = []
    for item in sorted(items, key=lambda item: item.y):
        if lines and item.y - lines[-1][0].y <= LINE:
            lines[-1].append(item)
        else:
            lines.append([item])
    for line in lines:
        line.sort(key=lambda item: item.x)
    return lines


def is_struck_twice(one: Placed, other: Placed) -> bool:
    """Whether two like texts stand so near that they print one."""
    return abs(one.x - other.x) < STRIKE and abs(one.y - other.y) < STRIKE


def is_blank(gap: float, size: float, before: str, after: str) -> bool:
    """Whether a gap between two characters reads as a blank that nobody typed, given the size of the type."""
    return gap > size * (_WORD_GAP if before.isascii() and after.isascii() else _WIDE_GAP)
