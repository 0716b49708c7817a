"""The objects a page is drawn with, those inside of form XObjects too: its paths, and where its texts are nested."""

from dataclasses import dataclass, field
from itertools import compress, repeat

from assets.extraction import pdfium
from assets.extraction.matrices import IDENTITY, Matrix, matrix_of, product
from assets.extraction.pdfium import Handle
from assets.extraction.slots import BOUNDS

_DEEPEST = 16
_NARROW = 0.01
_IS = [bytes(kind == wanted for kind in range(256)) for wanted in range(pdfium.FORM + 1)]
"""For each type of object a table that makes a mask of types."""


@dataclass(slots=True)
class Objects:
    """`paths` and `pictures` (shadings too) by the matrix that their form XObjects put them through.

    `nested`: that of each text inside of a form, by its address.
    """

    paths: list[tuple[Matrix, list[Handle]]] = field(default_factory=list)
    pictures: list[tuple[Matrix, list[Handle]]] = field(default_factory=list)
    nested: dict[int | None, Matrix] = field(default_factory=dict)


def objects_of(page: Handle) -> Objects:
    """Every path and nested text of a loaded page. Call it before the page's text is loaded: see `_make_heard`."""
    objects = Objects()
    handles = list(pdfium.each(pdfium.get_object, pdfium.always(page), range(pdfium.count_objects(page))))
    _collect(objects, handles, IDENTITY, 0)
    return objects


def _collect(objects: Objects, handles: list[Handle], matrix: Matrix, depth: int) -> None:
    types = bytes(pdfium.each(pdfium.get_type, handles))
    objects.paths.append((matrix, _of_type(pdfium.PATH, handles, types)))
    pictures = [handle for kind in (pdfium.IMAGE, pdfium.SHADING) for handle in _of_type(kind, handles, types)]
    objects.pictures.append((matrix, pictures))
    texts = _of_type(pdfium.TEXT, handles, types)
    _make_heard(texts)
    if depth:
        objects.nested.update((text.value, matrix) for text in texts)
    if depth < _DEEPEST and pdfium.FORM in types:
        for form in _of_type(pdfium.FORM, handles, types):
            inner = list(map(pdfium.get_form_object, repeat(form), range(pdfium.count_form_objects(form))))
            _collect(objects, inner, product(matrix_of(form), matrix), depth + 1)


def _of_type(wanted: int, handles: list[Handle], types: bytes) -> list[Handle]:
    return list(compress(handles, types.translate(_IS[wanted]))) if wanted in types else []


def _make_heard(texts: list[Handle]) -> None:
    """Widen the texts that PDFium holds to have no width or no height.

    It leaves those without width out of a page's characters, and takes one without height for a repetition of a like
    text some lines above. So it goes with fonts that are neither embedded nor on this machine, and with single blanks.
    Drawn with a stroke, in memory only, a text's bounds grow by the stroke's width.
    """
    list(pdfium.each(pdfium.get_bounds, texts, *BOUNDS.arguments(len(texts))))
    left, bottom, right, top = BOUNDS.columns(len(texts))
    for text in compress(texts, ((right - left < _NARROW) | (top - bottom < _NARROW)).tolist()):
        if pdfium.get_text_mode(text) in pdfium.WITHOUT_INK:
            continue
        pdfium.set_text_mode(text, pdfium.FILL_AND_STROKE)
        pdfium.set_stroke_width(text, 1.0)
        pdfium.transform(text, *IDENTITY)
