"""Which texts of a page can be seen, and where: not what a clip hides, is drawn without ink, or is white on white."""

from ctypes import c_uint
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assets.extraction.pdf import pdfium
from assets.extraction.pdf.matrices import IDENTITY, through
from assets.extraction.pdf.objects import BOUNDS, Objects
from assets.extraction.pdf.pdfium import Handle
from assets.extraction.pdf.questions import Handles, Integers, Numbers, Question
from assets.extraction.pdf.sight import Place, Sight
from assets.extraction.ruled.rulings import MODES, POINT

_MOST_POINTS = 64
_INFINITE = float("inf")
_EVERYWHERE = (-_INFINITE, -_INFINITE, _INFINITE, _INFINITE)
_CLIP, _CLIP_COUNT = Question("FPDFPageObj_GetClipPath", is_search=True), Question("FPDFClipPath_CountPaths")
_TEXT_MODE = Question("FPDFTextObj_GetTextRenderMode")
_COLOUR = Question("FPDFPageObj_GetFillColor", 4, c_uint)
"""Red, green, blue and opacity of fills, each from 0 to 255; the answer is 0 for patterns."""
_WHITE_FROM, _FAINT_FROM, _FAINT_BELOW = 250, 190, 128
"""Of all three colours, and of opacity."""
_BLACK = np.array([[0], [0], [0], [255]])
INK, NONE, WHITE, FAINT = range(4)


class Visibility:
    """What can be seen on one page, whose objects are given."""

    def __init__(self, sight: Sight, objects: Objects) -> None:
        self._sight, self._objects = sight, objects

    def clip_counts(self, texts: Handles) -> Integers:
        """For each text how many clips it has; not above 0 for none."""
        return _CLIP_COUNT.answers(_CLIP.answers(texts))

    def inks(self, texts: Handles) -> list[int] | None:
        """For each text INK, NONE, WHITE or FAINT; None if all are black. OCR lays texts without ink under pictures."""
        modes, (is_colour, colours) = _TEXT_MODE.answers(texts), _COLOUR.ask(texts)
        if not modes.any() and (colours == _BLACK).all():
            return None
        is_white, is_clear = _fills(is_colour, colours)
        is_faint = (is_colour != 0) & ((colours[:3].min(axis=0) >= _FAINT_FROM) | (colours[3] < _FAINT_BELOW))
        return [
            NONE if mode in pdfium.WITHOUT_INK or (clear and mode == pdfium.FILL)
            else WHITE if white and mode == pdfium.FILL
            else FAINT if faint and mode == pdfium.FILL
            else INK
            for mode, white, clear, faint in zip(
                modes.tolist(), is_white.tolist(), is_clear.tolist(), is_faint.tolist(), strict=True
            )
        ]  # fmt: skip

    def drawing_order(self) -> dict[int, int]:
        """When each text of the page was drawn, by its address."""
        return {text: place for place, text in enumerate(np.concatenate(self._objects.texts).tolist())}

    def clip(self, text: int) -> Place:
        """The box around what a text's clip lets be seen, as seen; without an end where nothing clips."""
        clip = pdfium.get_clip(text)
        matrix = self._objects.nested.get(text, IDENTITY)
        left, top, right, bottom = _EVERYWHERE
        for path in range(pdfium.count_clip_paths(clip)):
            xs, ys = self._sight.points(*through(matrix, *_points(clip, path)))
            if len(xs):
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
            is_filled = MODES.columns(paths)[0] != 0
            is_white, is_clear = _fills(*_COLOUR.ask(paths))
            left, bottom, right, top = BOUNDS.columns(
                np.concatenate((paths[is_filled & ~is_white & ~is_clear], pictures))
            )
            (xs0, ys0), (xs1, ys1) = (
                self._sight.points(*through(matrix, *corner)) for corner in ((left, bottom), (right, top))
            )
            sides = (np.minimum(xs0, xs1), np.minimum(ys0, ys1), np.maximum(xs0, xs1), np.maximum(ys0, ys1))
            grounds += zip(*(side.tolist() for side in sides), strict=True)
        return grounds


def _fills(is_colour: Integers, colours: Numbers) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether objects of these colours are filled with white, and whether with nothing; patterns are neither."""
    is_white = colours[:3].min(axis=0) >= _WHITE_FROM
    return (is_colour != 0) & is_white, (is_colour != 0) & (colours[3] == 0)


def _points(clip: Handle, path: int) -> Numbers:
    """The x and y of a clip's corners, a row each."""
    count = max(0, min(pdfium.count_clip_segments(clip, path), _MOST_POINTS))
    return POINT.columns(np.array([pdfium.get_clip_segment(clip, path, index) for index in range(count)], np.uintp))
