"""A sheet laid out on pages: rows cut or not, labels repeated or not, borders open or closed at the break.

All heights are whole lines of text, so that a cut never goes through a character.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.drawing.content import Box, Sheet

EDGES = (34, 78, 131, 188, 308, 360, 413, 473, 517, 561)
"""Column edges in points, those of the real form."""

_UNBREAKABLE = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*|\S(?: \S)+|\S")


@dataclass(frozen=True)
class Manner:
    """How a producer breaks pages.

    `capacity`: lines a page. `cuts_rows`: whether a row may stand on two pages. `labels`: where the text of a cell over
    several rows stands when it is cut: at its `top`, in its `middle`, or `repeated` on each page. `borders` at a break:
    `closed`, open for what is `cut`, or open for `all`. `repeats_headers`: header rows come again on each page.
    `footer` holds the page's and the pages' number; `shift`: points that even pages lie further right.
    """

    capacity: int = 50
    cuts_rows: bool = False
    labels: str = "top"
    borders: str = "closed"
    repeats_headers: bool = False
    footer: str = ""
    shift: int = 0


@dataclass(frozen=True)
class Piece:
    """A box's part on one page: its columns and lines, the lines of its text with theirs, and the open borders."""

    left: int
    right: int
    top: int
    bottom: int
    lines: tuple[tuple[int, str], ...]
    is_open_top: bool
    is_open_bottom: bool


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The text broken into lines of `width` points; words, and what stands around a blank, stay together."""
    lines = [""]
    for token in _UNBREAKABLE.findall(text):
        if lines[-1] and measure(lines[-1] + token) > width:
            lines.append("")
        lines[-1] += token
    return [line for line in lines if line]


def pages_of(sheet: Sheet, manner: Manner, measure: Callable[[str], float]) -> list[list[Piece]]:
    """The pieces of each page, without its title or footer."""
    lines = {box: wrapped(box.text, EDGES[box.right] - EDGES[box.left] - 5, measure) for box in sheet.boxes}
    starts = _starts(sheet, lines)
    breaks = _breaks(sheet, starts, manner)
    return [
        _page(sheet, manner, lines, starts, first, last)
        for first, last in zip([0, *breaks], [*breaks, starts[-1]], strict=True)
    ]


def _starts(sheet: Sheet, lines: dict[Box, list[str]]) -> list[int]:
    """The first line of each row, and the end of the last: rows are as high as their texts, lists as their labels."""
    heights = [1] * sheet.rows
    for box in sorted(sheet.boxes, key=lambda box: box.bottom - box.top):
        missing = len(lines[box]) - sum(heights[box.top : box.bottom])
        heights[box.bottom - 1] += max(0, missing)
    return [sum(heights[:row]) for row in range(sheet.rows + 1)]


def _breaks(sheet: Sheet, starts: list[int], manner: Manner) -> list[int]:
    breaks: list[int] = []
    while starts[-1] - (breaks[-1] if breaks else 0) > manner.capacity:
        limit = (breaks[-1] if breaks else 0) + manner.capacity
        whole = max(start for start in starts if start <= limit)
        if manner.cuts_rows or whole == (breaks[-1] if breaks else 0):
            whole = limit
        breaks.append(whole)
    return breaks


def _page(
    sheet: Sheet, manner: Manner, lines: dict[Box, list[str]], starts: list[int], first: int, last: int
) -> list[Piece]:
    header = _repeated_header(sheet, starts, first) if manner.repeats_headers else None
    offset = 0
    pieces = []
    if header:
        offset = starts[header[1]] - starts[header[0]]
        for box in sheet.boxes:
            if header[0] <= box.top and box.bottom <= header[1]:
                top, bottom = (starts[row] - starts[header[0]] for row in (box.top, box.bottom))
                shown = tuple(enumerate(lines[box], start=top))
                pieces.append(Piece(box.left, box.right, top, bottom, shown, False, False))
    for box in sheet.boxes:
        top, bottom = starts[box.top], starts[box.bottom]
        if top < last and bottom > first:
            pieces.append(_piece(box, (top, bottom), lines[box], manner, (first, last, starts[-1]), offset))
    return pieces


def _repeated_header(sheet: Sheet, starts: list[int], first: int) -> tuple[int, int] | None:
    row = max(row for row in range(sheet.rows) if starts[row] <= first)
    return sheet.headers.get(row)


def _piece(
    box: Box, place: tuple[int, int], lines: list[str], manner: Manner, page: tuple[int, int, int], offset: int
) -> Piece:
    (top, bottom), (first, last, end) = place, page
    seen_top, seen_bottom = max(top, first), min(bottom, last)
    begins = top
    if box.spans and manner.labels == "middle":
        begins += (bottom - top - len(lines)) // 2
    elif box.spans and manner.labels == "repeated" and len(lines) <= seen_bottom - seen_top:
        begins = seen_top
    down = offset - first
    shown = [(line + down, text) for line, text in enumerate(lines, start=begins) if seen_top <= line < seen_bottom]
    is_at_head, is_at_foot = seen_top == first > 0 and not offset, seen_bottom == last < end
    opens = {"closed": (False, False), "cut": (top < first, bottom > last), "all": (is_at_head, is_at_foot)}
    # The section's label stands beside the repeated header rows as well.
    is_beside_header = offset and box.left == 0 and seen_top == first
    return Piece(
        box.left,
        box.right,
        0 if is_beside_header else seen_top + down,
        seen_bottom + down,
        tuple(shown),
        *opens[manner.borders],
    )
