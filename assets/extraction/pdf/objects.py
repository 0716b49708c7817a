"""The objects a page is drawn with, those inside of form XObjects too: its paths, and where its texts are nested."""

from ctypes import c_float
from dataclasses import dataclass, field

import numpy as np

from assets.extraction.pdf import pdfium
from assets.extraction.pdf.matrices import IDENTITY, Matrix, matrix_of, product
from assets.extraction.pdf.pdfium import Handle
from assets.extraction.pdf.questions import Handles, Question, one

_DEEPEST = 16
_NARROW = 0.01
_OBJECT = Question("FPDFPage_GetObject", is_search=True)
_TYPE = Question("FPDFPageObj_GetType")
BOUNDS = Question("FPDFPageObj_GetBounds", 4, c_float)
"""Left, bottom, right and top of objects, within the form XObject that they are part of."""


@dataclass(slots=True)
class Objects:
    """`paths` and `pictures` (shadings too) by the matrix that their form XObjects put them through.

    `nested`: that of each text inside of a form, by its address. `texts`: all texts in the order they are drawn in.
    """

    paths: list[tuple[Matrix, Handles]] = field(default_factory=list)
    pictures: list[tuple[Matrix, Handles]] = field(default_factory=list)
    nested: dict[int, Matrix] = field(default_factory=dict)
    texts: list[Handles] = field(default_factory=list)


def objects_of(page: Handle) -> Objects:
    """Every path and nested text of a loaded page. Call it before the page's text is loaded: see `_make_heard`."""
    objects = Objects()
    indices = np.arange(pdfium.count_objects(page), dtype=np.intc)
    _collect(objects, _OBJECT.answers(one(page), indices), IDENTITY, 0)
    return objects


def picture_area(objects: Objects) -> float:
    """The square points that pictures and shadings take, each counted whole."""
    area = 0.0
    for (a, b, c, d, _, _), pictures in objects.pictures:
        left, bottom, right, top = BOUNDS.columns(pictures)
        area += float(((right - left) * (top - bottom)).sum()) * abs(a * d - b * c)
    return area


def _collect(objects: Objects, handles: Handles, matrix: Matrix, depth: int) -> None:
    types = _TYPE.answers(handles)
    objects.paths.append((matrix, handles[types == pdfium.PATH]))
    objects.pictures.append((matrix, handles[(types == pdfium.IMAGE) | (types == pdfium.SHADING)]))
    texts = handles[types == pdfium.TEXT]
    objects.texts.append(texts)
    _make_heard(texts)
    if depth:
        objects.nested.update(dict.fromkeys(texts.tolist(), matrix))
    if depth < _DEEPEST:
        for form in handles[types == pdfium.FORM].tolist():
            count = max(0, pdfium.count_form_objects(form))
            inner = np.fromiter((pdfium.get_form_object(form, index) for index in range(count)), np.uintp, count)
            _collect(objects, inner, product(matrix_of(np.array([form], np.uintp)), matrix), depth + 1)


def _make_heard(texts: Handles) -> None:
    """Widen the texts that PDFium holds to have no width or no height.

    It leaves those without width out of a page's characters, and takes one without height for a repetition of a like
    text some lines above. So it goes with fonts that are neither embedded nor on this machine, and with single blanks.
    Drawn with a stroke, in memory only, a text's bounds grow by the stroke's width.
    """
    left, bottom, right, top = BOUNDS.columns(texts)
    for text in texts[(right - left < _NARROW) | (top - bottom < _NARROW)].tolist():
        if pdfium.get_text_mode(text) in pdfium.WITHOUT_INK:
            continue
        pdfium.set_text_mode(text, pdfium.FILL_AND_STROKE)
        pdfium.set_stroke_width(text, 1.0)
        pdfium.transform(text, *IDENTITY)
