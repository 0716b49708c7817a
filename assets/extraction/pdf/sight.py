"""From a PDF page's own coordinates to places as seen: points from the upper left corner, after rotation."""

from ctypes import c_float
from typing import NamedTuple, TypeVar

from assets.extraction.pdf.pdfium import Handle, page_box, page_rotation
from assets.extraction.pdf.questions import Numbers

Coordinate = TypeVar("Coordinate", float, Numbers)
Place = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the page's upper left corner, as seen."""


class Sight(NamedTuple):
    """How a page is looked at: its visible box in its own coordinates, and its rotation in quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, as seen."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turns % 2 else (width, height)

    def turned(self, turns: int) -> "Sight":
        """The same page looked at with so many quarter turns clockwise more."""
        return self._replace(turns=(self.turns + turns) % 4)

    def points(self, xs: Coordinate, ys: Coordinate) -> tuple[Coordinate, Coordinate]:
        """Seen x and distance from the top, for points of the page's own coordinates."""
        left, bottom, right, top, turns = self
        if turns == 0:
            return xs - left, top - ys
        if turns == 1:
            return ys - bottom, xs - left
        if turns == 2:
            return right - xs, ys - bottom
        return top - ys, right - xs

    def box(self, left: float, bottom: float, right: float, top: float) -> Place:
        """Seen x0, top, x1, bottom of an upright box of the page's own coordinates."""
        x0, y0 = self.points(left, bottom)
        x1, y1 = self.points(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def sight_of(page: Handle) -> Sight:
    """The sight of a loaded page; the visible box is the crop box within the media box."""
    box = (c_float * 4)()
    # FS_RECTF lies in memory as left, top, right, bottom.
    page_box(page, box)
    left, top, right, bottom = box
    return Sight(left, bottom, right, top, page_rotation(page) % 4)
