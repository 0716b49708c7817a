"""Where a text can be seen: the box of the clip that its producer put around it."""

from collections.abc import Mapping
from ctypes import byref, c_float

import numpy as np

from assets.extraction import pdfium
from assets.extraction.matrices import IDENTITY, Matrix, through
from assets.extraction.pdfium import Handle
from assets.extraction.sight import Place, Sight

_MOST_POINTS = 64
_INFINITE = float("inf")
_EVERYWHERE = (-_INFINITE, -_INFINITE, _INFINITE, _INFINITE)


class Clips:
    """The clips of one page's texts. `nested` has the matrix of each text inside of form XObjects, by its address."""

    def __init__(self, sight: Sight, nested: Mapping[int | None, Matrix]) -> None:
        self._sight, self._nested = sight, nested

    def are_there(self, texts: list[Handle]) -> list[bool]:
        """For each text whether it has a clip at all."""
        return [count > 0 for count in map(pdfium.count_clip_paths, map(pdfium.get_clip, texts))]

    def place(self, text: Handle) -> Place:
        """The box around what a text's clip lets be seen, as seen; without an end where nothing clips."""
        clip = pdfium.get_clip(text)
        matrix = self._nested.get(text.value, IDENTITY)
        left, top, right, bottom = _EVERYWHERE
        for path in range(pdfium.count_clip_paths(clip)):
            if points := _points(clip, path):
                xs, ys = self._sight.points(*through(matrix, *np.array(points).T))
                left, top = max(left, float(xs.min())), max(top, float(ys.min()))
                right, bottom = min(right, float(xs.max())), min(bottom, float(ys.max()))
        return left, top, right, bottom


def _points(clip: Handle, path: int) -> list[tuple[float, float]]:
    x, y = c_float(), c_float()
    x_at, y_at = byref(x), byref(y)
    points: list[tuple[float, float]] = []
    for index in range(min(pdfium.count_clip_segments(clip, path), _MOST_POINTS)):
        pdfium.segment_point(pdfium.get_clip_segment(clip, path, index), x_at, y_at)
        points.append((x.value, y.value))
    return points
