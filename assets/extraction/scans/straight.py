"""Straightening a page: by how little it was turned when it lay on the glass, and turning it back."""

import cv2
import numpy as np

from assets.extraction.scans.picture import Grey, Picture

_MOST = 6.0
"""Degrees by which a page may lie askew; beyond it is no mishap of a scanner."""
_LEAST = 0.02
"""Degrees that are not worth the blur of turning."""
_STEPS = ((900, 0.2), (2000, 0.02))
"""Width in pixels to look at, and steps in degrees: over the whole range first, then around the best."""


def skew_of(dark: Grey) -> float:
    """Degrees by which to turn the print, counterclockwise, for its lines to be level: rows then differ most."""
    best, reach = 0.0, _MOST
    for width, step in _STEPS:
        shrink = min(1.0, width / dark.shape[1])
        small = np.asarray(cv2.resize(dark * 255, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)
        angles = best + np.arange(-reach, reach + step / 2, step)
        best, reach = float(max(angles, key=lambda angle: _unevenness(small, angle))), _STEPS[0][1]
    return best if abs(best) >= _LEAST else 0.0


def turned(picture: Picture | Grey, degrees: float, paper: int) -> Picture:
    """The picture turned counterclockwise by so much around its middle, in a frame of the same size."""
    height, width = picture.shape[:2]
    around = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(picture, around, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper,) * 3)  # type: ignore[return-value]


def _unevenness(grey: Grey, angle: float) -> float:
    """How much neighbouring rows differ once each column is moved as turning would move it."""
    height, width = grey.shape
    slide = np.array([[1, 0, 0], [-np.tan(np.radians(angle)), 1, np.tan(np.radians(angle)) * width / 2]])
    level = cv2.warpAffine(grey, slide, (width, height), flags=cv2.INTER_LINEAR)
    return float(np.square(np.diff(level.sum(axis=1, dtype=np.float64))).sum())
