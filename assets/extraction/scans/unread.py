"""Ink that no letter explains: both readings may lose a sign, but its ink is still there."""

import cv2
import numpy as np

from assets.extraction.scans.picture import Grey
from assets.extraction.scans.recogniser import Line

_PALE = 165
"""Grey below which it is ink, on a line that goes from 0 to 255."""
_SPECK = 0.07
"""Times a Chinese character's width: what is smaller in both directions is dust."""
_WIDE, _BROAD, _BESIDE = 0.6, 0.42, 0.06
"""How far from where it was seen the ink of a Chinese character, of a broad letter, and of any other may lie, in the
same measure. A narrow letter has the piece of ink that is nearest, too."""
_FAR = 0.65
"""How far from all letters the ink of a piece may go."""
_BROAD_LETTERS = frozenset('%mwMW"@&')


def has_ink_unread(line: Line, cut: Grey, em: float) -> bool:
    """Whether there is ink beside or between the letters of a line that was read from `cut`.

    `em` is the width of a Chinese character in pixels of `cut`.
    """
    pieces = _pieces(cut, em)
    if not line.text or not pieces:
        return bool(pieces)
    explained = set[int]()
    middles: list[float] = []
    for letter, (start, end) in zip(line.text, line.places, strict=True):
        left, right = start * cut.shape[1], end * cut.shape[1]
        middle = (left + right) / 2
        middles.append(middle)
        if not letter.isascii() or letter in _BROAD_LETTERS:
            reach = (_BROAD if letter.isascii() else _WIDE) * em
            left, right = middle - reach, middle + reach
            explained.update(index for index, (x0, x1) in enumerate(pieces) if left <= (x0 + x1) / 2 <= right)
            left, right = middle, middle
        beside = _BESIDE * em
        explained.update(index for index, (x0, x1) in enumerate(pieces) if x0 <= right + beside and x1 >= left - beside)
        explained.add(min(range(len(pieces)), key=lambda index: _apart(pieces[index], middle)))
    ends = pieces[0][0], pieces[-1][1]
    is_longer = max(middles[0] - ends[0], ends[1] - middles[-1]) > _FAR * em
    return is_longer or any(index not in explained for index in range(len(pieces)))


def _pieces(cut: Grey, em: float) -> list[tuple[int, int]]:
    """The columns of ink, from where to where: what stands above or below one another is one piece."""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(np.less(cut, _PALE).astype(np.uint8), connectivity=8)
    least = _SPECK * em
    pieces: list[tuple[int, int]] = []
    for x, _, width, height, _ in sorted(boxes[1:].tolist()):
        if max(width, height) < least:
            continue
        if pieces and x < pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], x + width))
        else:
            pieces.append((x, x + width))
    return pieces


def _apart(piece: tuple[int, int], place: float) -> float:
    return max(piece[0] - place, place - piece[1], 0.0)
