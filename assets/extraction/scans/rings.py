"""The closed rings of figures, counted: what a recogniser takes for another sign may have one more, as ‰ has than %."""

import cv2
import numpy as np

from assets.extraction.scans.picture import Grey

_RINGS = {**dict.fromkeys("12357.,-~<>=≥≤±+/", 0), **dict.fromkeys("0469", 1), "8": 2, "%": 2, "‰": 3}
"""Rings of each sign; fonts that leave the 4 open have one less."""
_FINER = 3
_AWAY = 0.2
"""Part of the way from the middle grey to white from which on it is a ring's inside; a flat grey has no middle."""
_LEAST = 0.05
"""Width of a ring's inside in times the type's height; less is noise."""


def has_ring_unread(text: str, cut: Grey, height: float) -> bool:
    """Whether a line of figures and signs alone, cut out close, has more rings than the text that it was read as.

    Rings may close in poor print, so fewer say nothing. `height` is the type's, in pixels.
    """
    if not text or any(letter not in _RINGS for letter in text):
        return False
    fine = cv2.resize(cut, None, fx=_FINER, fy=_FINER, interpolation=cv2.INTER_CUBIC)
    threshold, _ = cv2.threshold(fine, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    white = np.greater_equal(fine, threshold + _AWAY * (255 - threshold)).astype(np.uint8)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(white, connectivity=4)
    x, y, width, high, area = boxes[1:].T
    is_closed = (x > 0) & (y > 0) & (x + width < fine.shape[1]) & (y + high < fine.shape[0])
    return int((is_closed & (area >= (_LEAST * height * _FINER) ** 2)).sum()) > sum(map(_RINGS.__getitem__, text))
