"""The objects a page is drawn with, those inside of form XObjects too: its paths, and what clips its texts."""

from ctypes import byref, c_float
from dataclasses import dataclass, field
from itertools import compress, repeat

import numpy as np

from assets.extraction import pdfium
from assets.extraction.pdfium import Handle
from assets.extraction.sight import Place, Sight
from assets.extraction.slots import Numbers, Slots

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
BOUNDS = Slots(c_float, 4)
"""Left, bottom, right and top of objects."""
_DEEPEST = 16
_MOST_CLIP_POINTS = 64
_NARROW = 0.01


@dataclass(slots=True)
class Objects:
    """`paths` by the matrix that their form XObjects put them through; `clips`: where a clipped text can be seen."""

    paths: list[tuple[Matrix, list[Handle]]] = field(default_factory=list)
    clips: dict[int | None, Place] = field(default_factory=dict)


def objects_of(page: Handle, sight: Sight) -> Objects:
    """Every path and clip of a loaded page. Call it before the page's text is loaded: see `_make_heard`."""
    objects = Objects()
    handles = list(map(pdfium.get_object, repeat(page), range(pdfium.count_objects(page))))
    _collect(objects, sight, handles, IDENTITY, 0)
    return objects


def _collect(objects: Objects, sight: Sight, handles: list[Handle], matrix: Matrix, depth: int) -> None:
    types = list(map(pdfium.get_type, handles))
    objects.paths.append((matrix, _of_type(pdfium.PATH, handles, types)))
    texts = _of_type(pdfium.TEXT, handles, types)
    _make_heard(texts)
    counts = list(map(pdfium.count_clip_paths, map(pdfium.get_clip, texts)))
    if counts and max(counts) > 0:
        for text, count in zip(texts, counts, strict=True):
            if count > 0:
                objects.clips[text.value] = _clip_place(pdfium.get_clip(text), count, sight, matrix)
    if depth < _DEEPEST and pdfium.FORM in types:
        for form in _of_type(pdfium.FORM, handles, types):
            inner = list(map(pdfium.get_form_object, repeat(form), range(pdfium.count_form_objects(form))))
            _collect(objects, sight, inner, product(matrix_of(form), matrix), depth + 1)


def _of_type(wanted: int, handles: list[Handle], types: list[int]) -> list[Handle]:
    return list(compress(handles, map(wanted.__eq__, types)))


def _make_heard(texts: list[Handle]) -> None:
    """Widen the texts that PDFium holds to have no width or no height.

    It leaves those without width out of a page's characters, and takes one without height for a repetition of a like
    text some lines above. So it goes with fonts that are neither embedded nor on this machine, and with single blanks.
    Drawn with a stroke, in memory only, a text's bounds grow by the stroke's width.
    """
    list(map(pdfium.get_bounds, texts, *BOUNDS.arguments(len(texts))))
    left, bottom, right, top = BOUNDS.columns(len(texts))
    for text in compress(texts, (right - left < _NARROW) | (top - bottom < _NARROW)):
        pdfium.set_text_mode(text, pdfium.FILL_AND_STROKE)
        pdfium.set_stroke_width(text, 1.0)
        pdfium.transform(text, *IDENTITY)


def _clip_place(clip: Handle, count: int, sight: Sight, matrix: Matrix) -> Place:
    x, y = c_float(), c_float()
    x_at, y_at = byref(x), byref(y)
    left, top, right, bottom = float("-inf"), float("-inf"), float("inf"), float("inf")
    for path in range(count):
        points: list[tuple[float, float]] = []
        for index in range(min(pdfium.count_clip_segments(clip, path), _MOST_CLIP_POINTS)):
            pdfium.segment_point(pdfium.get_clip_segment(clip, path, index), x_at, y_at)
            points.append((x.value, y.value))
        if points:
            xs, ys = sight.points(*through(matrix, *np.array(points).T))
            left, top = max(left, float(xs.min())), max(top, float(ys.min()))
            right, bottom = min(right, float(xs.max())), min(bottom, float(ys.max()))
    return left, top, right, bottom


def matrix_of(handle: Handle) -> Matrix:
    """The matrix of a path or form."""
    matrix = (c_float * 6)(*IDENTITY)
    pdfium.get_matrix(handle, byref(matrix))
    a, b, c, d, e, f = matrix
    return a, b, c, d, e, f


def product(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does what `first` does and then what `second` does."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def through(matrix: Matrix, xs: Numbers, ys: Numbers) -> tuple[Numbers, Numbers]:
    """Points taken through a matrix."""
    a, b, c, d, e, f = matrix
    return a * xs + c * ys + e, b * xs + d * ys + f
