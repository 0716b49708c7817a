"""Straightening a page: by how little it was turned when it lay on the glass, and turning it back."""

import cv2
import numpy as np
from numpy.typing import NDArray

from assets.extraction.scans.picture import Grey, Picture

_MOST = 6.0
"""Degrees by which a page may lie askew; beyond it is no mishap of a scanner."""
_LEAST = 0.02
"""Degrees that are not worth the blur of turning."""
_SMALLEST = 200
"""Pixels that a page must have each way for its halves to be measured."""
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


def bend_of(dark: Grey) -> NDArray[np.float64] | None:
    """What brings a photographed page into the plane: lines lean otherwise above than below, or left than right.

    The matrix of a change of perspective; None where the page is too small to tell.
    """
    height, width = dark.shape
    if min(height, width) < _SMALLEST:
        return None
    above, below = (np.tan(np.radians(skew_of(part))) for part in (dark[: height // 2], dark[height // 2 :]))
    on_side = np.ascontiguousarray(dark.T)
    left, right = (np.tan(np.radians(skew_of(part))) for part in (on_side[: width // 2], on_side[width // 2 :]))
    seen, flat = [], [(x, y) for x in (0, width) for y in (0, height)]
    for x, y in flat:
        level = above + (below - above) * (2 * y / height - 0.5)  # each was measured in the middle of its half
        upright = left + (right - left) * (2 * x / width - 0.5)
        at_x, at_y = float(x), float(y)
        for _ in range(3):
            at_x, at_y = x + upright * (at_y - height / 2), y + level * (at_x - width / 2)
        seen.append((at_x, at_y))
    bend = cv2.getPerspectiveTransform(np.array(seen, np.float32), np.array(flat, np.float32))
    return np.asarray(bend, np.float64)


def unbent(picture: Picture | Grey, bend: NDArray[np.float64]) -> Picture:
    """The picture in the plane, in a frame of the same size; what was not seen is white."""
    height, width = picture.shape[:2]
    return cv2.warpPerspective(picture, bend, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,) * 3)  # type: ignore[return-value]


def _unevenness(grey: Grey, angle: float) -> float:
    """How much neighbouring rows differ once each column is moved as turning would move it."""
    height, width = grey.shape
    slide = np.array([[1, 0, 0], [-np.tan(np.radians(angle)), 1, np.tan(np.radians(angle)) * width / 2]])
    level = cv2.warpAffine(grey, slide, (width, height), flags=cv2.INTER_LINEAR)
    return float(np.square(np.diff(level.sum(axis=1, dtype=np.float64))).sum())
