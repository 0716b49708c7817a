"""Which texts of a page can be seen, and where: not what a clip hides, is drawn without ink, or is white on white."""

from ctypes import byref, c_float, c_uint
from functools import cached_property
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from assets.extraction import pdfium
from assets.extraction.matrices import IDENTITY, through
from assets.extraction.objects import Objects
from assets.extraction.pdfium import Handle
from assets.extraction.sight import Place, Sight
from assets.extraction.slots import BOUNDS, MODES, Slots

_MOST_POINTS = 64
_INFINITE = float("inf")
_EVERYWHERE = (-_INFINITE, -_INFINITE, _INFINITE, _INFINITE)
_COLOURS = Slots(c_uint, 4)
"""Red, green, blue and opacity of fills, each from 0 to 255."""
_WHITE_FROM = 250
_BLACK = bytes((c_uint * 4)(0, 0, 0, 255))
INK, NONE, WHITE = range(3)


class Visibility:
    """What can be seen on one page, whose objects are given."""

    def __init__(self, sight: Sight, objects: Objects) -> None:
        self._sight, self._objects = sight, objects

    def clip_counts(self, texts: list[Handle]) -> list[int]:
        """For each text how many clips it has; not above 0 for none."""
        return list(pdfium.each(pdfium.count_clip_paths, pdfium.each(pdfium.get_clip, texts)))

    def inks(self, texts: list[Handle]) -> list[int] | None:
        """For each text INK, NONE or WHITE; None if all are black. OCR lays texts without ink under pictures."""
        modes = list(pdfium.each(pdfium.get_text_mode, texts))
        is_colour = list(pdfium.each(pdfium.get_fill_colour, texts, *_COLOURS.arguments(len(texts))))
        if not any(modes) and _COLOURS.are_all(_BLACK, len(texts)):
            return None
        is_white, is_clear = _fills(is_colour)
        return [
            NONE if mode in pdfium.WITHOUT_INK or (clear and mode == pdfium.FILL)
            else WHITE if white and mode == pdfium.FILL
            else INK
            for mode, white, clear in zip(modes, is_white.tolist(), is_clear.tolist(), strict=True)
        ]  # fmt: skip

    def clip(self, text: Handle) -> Place:
        """The box around what a text's clip lets be seen, as seen; without an end where nothing clips."""
        clip = pdfium.get_clip(text)
        matrix = self._objects.nested.get(text.value, IDENTITY)
        left, top, right, bottom = _EVERYWHERE
        for path in range(pdfium.count_clip_paths(clip)):
            if points := _points(clip, path):
                xs, ys = self._sight.points(*through(matrix, *np.array(points).T))
                left, top = max(left, float(xs.min())), max(top, float(ys.min()))
                right, bottom = min(right, float(xs.max())), min(bottom, float(ys.max()))
        return left, top, right, bottom

    def is_on_paper(self, x: float, y: float) -> bool:
        """Whether nothing but white paper can be behind a place."""
        return not any(left < x < right and top < y < bottom for left, top, right, bottom in self._grounds)

    @cached_property
    def _grounds(self) -> list[Place]:
        """The boxes of pictures, and of areas that are filled with a colour."""
        grounds: list[Place] = []
        for (matrix, paths), (_, pictures) in zip(self._objects.paths, self._objects.pictures, strict=True):
            list(pdfium.each(pdfium.get_draw_mode, paths, *MODES.arguments(len(paths))))
            is_filled = MODES.columns(len(paths))[0] != 0
            is_white, is_clear = _fills(
                list(pdfium.each(pdfium.get_fill_colour, paths, *_COLOURS.arguments(len(paths))))
            )
            handles = [*compress(paths, (is_filled & ~is_white & ~is_clear).tolist()), *pictures]
            list(pdfium.each(pdfium.get_bounds, handles, *BOUNDS.arguments(len(handles))))
            left, bottom, right, top = BOUNDS.columns(len(handles))
            (xs0, ys0), (xs1, ys1) = (
                self._sight.points(*through(matrix, *corner)) for corner in ((left, bottom), (right, top))
            )
            sides = (np.minimum(xs0, xs1), np.minimum(ys0, ys1), np.maximum(xs0, xs1), np.maximum(ys0, ys1))
            grounds += zip(*(side.tolist() for side in sides), strict=True)
        return grounds


def _fills(answers: list[int]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether the objects whose colours were asked are filled with white, and whether with nothing.

    `answers` is 0 for patterns, which are neither.
    """
    is_colour = np.array(answers, bool)
    red, green, blue, opacity = _COLOURS.columns(len(answers))
    is_white = np.minimum(np.minimum(red, green), blue) >= _WHITE_FROM
    return is_colour & is_white, is_colour & (opacity == 0)


def _points(clip: Handle, path: int) -> list[tuple[float, float]]:
    x, y = c_float(), c_float()
    x_at, y_at = byref(x), byref(y)
    points: list[tuple[float, float]] = []
    for index in range(min(pdfium.count_clip_segments(clip, path), _MOST_POINTS)):
        pdfium.segment_point(pdfium.get_clip_segment(clip, path, index), x_at, y_at)
        points.append((x.value, y.value))
    return points
