"""The objects a page is drawn with, those inside of form XObjects too: its paths, and what clips its texts."""

from array import array
from ctypes import c_float
from dataclasses import dataclass, field
from itertools import compress, repeat
from operator import sub

from assets.extraction import pdfium
from assets.extraction.sight import Place, Sight

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 16
_MOST_CLIP_POINTS = 64


@dataclass(slots=True)
class Objects:
    """`paths` by the matrix that their form XObjects put them through; `clips`: where a clipped text can be seen."""

    paths: list[tuple[Matrix, list[int]]] = field(default_factory=list)
    clips: dict[int, Place] = field(default_factory=dict)


def objects_of(page: int, sight: Sight) -> Objects:
    """Every path and clip of a loaded page. Call it before the page's text is loaded: see `_make_heard`."""
    objects = Objects()
    handles = list(map(pdfium.get_object, repeat(page), range(pdfium.count_objects(page))))
    _collect(objects, sight, handles, IDENTITY, 0)
    return objects


def _collect(objects: Objects, sight: Sight, handles: list[int], matrix: Matrix, depth: int) -> None:
    types = list(map(pdfium.get_type, handles))
    objects.paths.append((matrix, _of_type(pdfium.PATH, handles, types)))
    texts = _of_type(pdfium.TEXT, handles, types)
    _make_heard(texts)
    clips = list(map(pdfium.get_clip, texts))
    counts = list(map(pdfium.count_clip_paths, clips))
    if counts and max(counts) > 0:
        for text, clip, count in zip(texts, clips, counts, strict=True):
            if count > 0:
                objects.clips[text] = _clip_box(clip, count, sight, matrix)
    if depth < _DEEPEST:
        for form in _of_type(pdfium.FORM, handles, types):
            inner = list(map(pdfium.get_form_object, repeat(form), range(pdfium.count_form_objects(form))))
            _collect(objects, sight, inner, product(matrix_of(form), matrix), depth + 1)


def _of_type(wanted: int, handles: list[int], types: list[int]) -> list[int]:
    return list(compress(handles, map(wanted.__eq__, types)))


def _make_heard(texts: list[int]) -> None:
    """Widen the texts that PDFium holds to have no width, as it leaves those out of a page's characters.

    So it goes with a single character of a font that is neither embedded nor on this machine. Drawn with a stroke, in
    memory only, its bounds grow by the stroke's width.
    """
    bounds = box_buffer(len(texts))
    list(map(pdfium.get_bounds, texts, *addresses(bounds)))
    narrow = compress(texts, map((0.01).__gt__, map(sub, bounds[2::4], bounds[0::4])))
    for text in narrow:
        pdfium.set_text_mode(text, pdfium.FILL_AND_STROKE)
        pdfium.set_stroke_width(text, 1.0)
        pdfium.transform(text, *IDENTITY)


def _clip_box(clip: int, count: int, sight: Sight, matrix: Matrix) -> Place:
    x, y = array("f", [0.0]), array("f", [0.0])
    at_x, at_y = x.buffer_info()[0], y.buffer_info()[0]
    visible = (float("-inf"), float("-inf"), float("inf"), float("inf"))
    for path in range(count):
        points = []
        for index in range(min(pdfium.count_clip_segments(clip, path), _MOST_CLIP_POINTS)):
            pdfium.segment_point(pdfium.get_clip_segment(clip, path, index), at_x, at_y)
            points.append((x[0], y[0]))
        if points:
            xs, ys = sight.points(*through(matrix, [x for x, _ in points], [y for _, y in points]))
            x0, top, x1, bottom = visible
            visible = (max(x0, min(xs)), max(top, min(ys)), min(x1, max(xs)), min(bottom, max(ys)))
    return visible


def matrix_of(handle: int) -> Matrix:
    """The matrix of a path or form."""
    matrix = (c_float * 6)(*IDENTITY)
    pdfium.get_matrix(handle, matrix)
    a, b, c, d, e, f = matrix
    return a, b, c, d, e, f


def product(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does what `first` does and then what `second` does."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def through(matrix: Matrix, xs: list[float], ys: list[float]) -> tuple[list[float], list[float]]:
    """Points taken through a matrix."""
    if matrix == IDENTITY:
        return xs, ys
    a, b, c, d, e, f = matrix
    return (
        [a * x + c * y + e for x, y in zip(xs, ys, strict=True)],
        [b * x + d * y + f for x, y in zip(xs, ys, strict=True)],
    )


def box_buffer(count: int) -> "array[float]":
    """Room for the bounds (left, bottom, right, top) of so many objects, one after the other."""
    return array("f", bytes(16 * count))


def addresses(buffer: "array[float]") -> tuple[range, range, range, range]:
    """The addresses in a box buffer where PDFium is to write each object's left, bottom, right and top."""
    start = buffer.buffer_info()[0]
    end = start + len(buffer) * buffer.itemsize
    return range(start, end, 16), range(start + 4, end, 16), range(start + 8, end, 16), range(start + 12, end, 16)
