"""A picture in colour to its dark print on white: without the paper's grey, seals in colour or grey, and shading."""

from dataclasses import dataclass

import cv2
import numpy as np

from assets.extraction.scans.picture import Grey, Picture

_SHRINK, _GROUND = 8, 7
"""The paper's own grey is looked for on the picture shrunk so many times, in squares of so many pixels of it."""
_LIGHTEST, _DARKEST = 200, 60
_PALE, _NEARLY_WHITE = 0.3, 230
"""What is paler than the print by this part of the way to white, and darker than this, may be a seal in grey."""
_BELOW = 0.3
"""Part of the way from a seal's grey to the print's from which on what lies in the seal is print."""
_BROAD, _LARGE = 1.4, 20.0
"""Points: how broad a seal's strokes are at least, and how large its pieces; print is thinner or smaller."""


@dataclass(frozen=True, slots=True)
class Ink:
    """`grey`: print dark on white 255. `dark`: 1 where there is print."""

    grey: Grey
    dark: Grey


def ink_of(picture: Picture, scale: float) -> Ink:
    """The print of a picture with so many pixels a point.

    A coloured pixel is as light as its lightest colour, so that a red seal is nearly paper.
    """
    grey = _without_ground(picture.max(axis=2))
    grey = _without_seal(grey, scale)
    return Ink(grey, dark_of(grey))


def dark_of(grey: Grey) -> Grey:
    """1 where there is print, 0 elsewhere."""
    calm = cv2.GaussianBlur(grey, (3, 3), 0)
    threshold, _ = cv2.threshold(calm, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.less(calm, min(max(threshold, _DARKEST), _LIGHTEST)).astype(np.uint8)


def darkness(grey: Grey) -> float:
    """The grey of the print: that of the darkest pixels, of which even a nearly empty page has some."""
    return float(np.percentile(grey[::2, ::2], 0.3))


def _without_ground(grey: Grey) -> Grey:
    height, width = grey.shape
    small = cv2.resize(grey, (max(1, width // _SHRINK), max(1, height // _SHRINK)), interpolation=cv2.INTER_AREA)
    ground = cv2.GaussianBlur(cv2.dilate(small, np.ones((_GROUND, _GROUND), np.uint8)), (0, 0), _GROUND / 2)
    whole = cv2.resize(ground, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(whole, 1), scale=255), np.uint8)


def _without_seal(grey: Grey, scale: float) -> Grey:
    """Broad and large strokes that are paler than the print made white, but for the print below them."""
    ink = darkness(grey)
    pale = ink + _PALE * (255 - ink)
    broad = round(_BROAD * scale)
    calm = cv2.medianBlur(grey, 5)
    strokes = cv2.inRange(calm, pale, _NEARLY_WHITE)
    strokes = cv2.morphologyEx(strokes, cv2.MORPH_OPEN, np.ones((broad, broad), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(cv2.dilate(strokes, np.ones((broad, broad), np.uint8)))
    own = np.where(strokes > 0, labels, 0).ravel()
    counts = np.maximum(np.bincount(own, minlength=len(boxes)), 1)
    levels = np.bincount(own, calm.ravel(), len(boxes)) / counts
    darkest = levels - _BELOW * (levels - ink)
    is_seal = boxes[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) >= _LARGE * scale
    darkest[~is_seal] = np.inf
    darkest[0] = np.inf
    return np.where(grey > darkest[labels], np.uint8(255), grey)
