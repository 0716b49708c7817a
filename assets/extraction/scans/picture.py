"""A page as a picture: its pixels, and how many of them make a point."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Rows of pixels in red, green and blue."""
Grey = NDArray[np.uint8]
"""Rows of pixels."""
FEWEST, MOST = 150 / 72, 300 / 72
"""Pixels a point between which pages are read: with fewer, thin lines have no width, and more say no more."""
MOST_PIXELS = 40_000_000
"""Of a page as it is read: A3 at 300 dots an inch has 17 million."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page's pixels as they are to be seen, and pixels a point."""

    pixels: Picture
    scale: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.pixels.shape[:2]
        return width / self.scale, height / self.scale


def scale_to_read(scale: float, width: float, height: float) -> float:
    """Pixels a point at which to read a page of so many points whose picture has `scale`."""
    most = math.sqrt(MOST_PIXELS / max(1.0, width * height))
    return min(max(scale, FEWEST), MOST, most)


def fitted(picture: PagePicture) -> PagePicture:
    """The picture at the scale at which pages are read."""
    scale = scale_to_read(picture.scale, *picture.size)
    if scale == picture.scale:
        return picture
    way = cv2.INTER_AREA if scale < picture.scale else cv2.INTER_CUBIC
    share = scale / picture.scale
    pixels = cv2.resize(picture.pixels, None, fx=share, fy=share, interpolation=way)
    return PagePicture(np.asarray(pixels, np.uint8), scale)
