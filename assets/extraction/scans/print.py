"""Where the printed lines stand in a part of a page: rows of ink, parted by white."""

from itertools import pairwise
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from assets.extraction.scans.picture import Grey

_JOIN, _PART = 1.25, 1.6
"""Times the type's height up to which pieces are one line, and beyond which a line is looked through for two."""
_VALLEY = 0.35
"""Part of a band's usual ink that its thinnest row may have to be the white between two lines."""
_SPECK = 0.35
"""Points: what is smaller in both directions is dust."""
_DOT, _APART = 1.5, 2.0
"""Points: a dot no larger than this in both directions is dust if nothing is printed within twice that of it; those of
print, as a decimal point or an ellipsis, stand beside other print."""


class Band(NamedTuple):
    """A printed line's box in pixels of the page."""

    left: int
    top: int
    right: int
    bottom: int


def without_specks(dark: Grey, scale: float) -> Grey:
    """The print without single dots that are smaller than a full stop."""
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    least = max(2.0, (_SPECK * scale) ** 2)
    keep = boxes[:, cv2.CC_STAT_AREA] >= least
    keep[0] = False
    return np.asarray(keep[labels], np.uint8)


def lone_dots(dark: Grey, scale: float) -> NDArray[np.bool_]:
    """Where single dots stand that are as large as a full stop, but have no print beside them, and what is around."""
    reach = round(_APART * scale)
    near = cv2.dilate(dark, np.ones((2 * reach + 1,) * 2, np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    large = boxes[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    return np.asarray((large <= round(_DOT * scale) + 2 * reach)[labels], np.bool_)


def type_height(dark: Grey, parts: list[Band]) -> float:
    """The usual height of a printed line, in pixels, over all parts of a page; 0 where nothing is printed."""
    heights = [bottom - top for part in parts for top, bottom in _rows(dark, part)]
    if not heights:
        return 0.0
    tall = [height for height in heights if height >= 0.5 * float(np.percentile(heights, 80))]
    return float(np.median(tall))


def lines_in(dark: Grey, part: Band, height: float) -> list[Band]:
    """The printed lines of a part of a page, for a type of so many pixels."""
    joined: list[tuple[int, int]] = []
    for top, bottom in _rows(dark, part):
        if joined and bottom - joined[-1][0] <= _JOIN * height:
            joined[-1] = (joined[-1][0], bottom)
        else:
            joined.append((top, bottom))
    ink = dark[part.top : part.bottom, part.left : part.right].sum(axis=1)
    found = []
    for top, bottom in joined:
        cuts = [top, *_cuts(ink, top - part.top, bottom - part.top, height, part.top), bottom]
        for upper, lower in pairwise(cuts):
            columns = np.flatnonzero(dark[upper:lower, part.left : part.right].any(axis=0))
            if columns.size:
                found.append(Band(part.left + int(columns[0]), upper, part.left + int(columns[-1]) + 1, lower))
    return found


def _rows(dark: Grey, part: Band) -> list[tuple[int, int]]:
    has_ink = dark[part.top : part.bottom, part.left : part.right].any(axis=1)
    edges = np.flatnonzero(np.diff(has_ink.astype(np.int8), prepend=0, append=0))
    return [(part.top + int(start), part.top + int(end)) for start, end in edges.reshape(-1, 2)]


def _cuts(ink: NDArray[np.integer[Any]], top: int, bottom: int, height: float, shift: int) -> list[int]:
    """Rows at which a band that is too high for one line falls into several."""
    if bottom - top <= _PART * height:
        return []
    low, high = top + round(0.6 * height), bottom - round(0.6 * height)
    if high <= low:
        return []
    cut = low + int(ink[low:high].argmin())
    if ink[cut] > _VALLEY * float(np.median(ink[top:bottom])):
        return []
    return [*_cuts(ink, top, cut, height, shift), cut + shift, *_cuts(ink, cut, bottom, height, shift)]
