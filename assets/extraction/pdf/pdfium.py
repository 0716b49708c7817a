"""PDFium's functions as ctypes prototypes, and the opening of documents and pages; `questions` asks in bulk.

PDFium is not thread-safe: an open document holds the module's lock, so that two threads read one after the other. Only
the calls that may take long let go of the GIL.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # its import also initialises the library

_LOCK = Lock()
_INT, _FLOAT, _SIZE, _POINTER = ctypes.c_int, ctypes.c_float, ctypes.c_ulong, ctypes.c_void_p


class Handle(ctypes.c_void_p):
    """A document, page, text, object or segment of PDFium's; false when there is none."""


def address(name: str) -> int:
    """Where a function of PDFium begins."""
    found = ctypes.cast(getattr(raw, name), _POINTER).value
    assert found is not None  # noqa: S101 - a loaded library has an address for each of its functions
    return found


def _checked(name: str, result: Any, *arguments: Any) -> Any:
    """A function that converts its arguments."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(name))


def _long(name: str, result: Any, *arguments: Any) -> Any:
    """A function that converts its arguments and lets other threads run."""
    return ctypes.CFUNCTYPE(result, *arguments)(address(name))


load_document = _long("FPDF_LoadMemDocument64", Handle, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p)
close_document = _checked("FPDF_CloseDocument", None, Handle)
last_error = _checked("FPDF_GetLastError", _SIZE)
count_pages = _checked("FPDF_GetPageCount", _INT, Handle)
load_page = _long("FPDF_LoadPage", Handle, Handle, _INT)
close_page = _checked("FPDF_ClosePage", None, Handle)
flatten_page = _long("FPDFPage_Flatten", _INT, Handle, _INT)
count_annotations = _checked("FPDFPage_GetAnnotCount", _INT, Handle)
get_annotation = _checked("FPDFPage_GetAnnot", Handle, Handle, _INT)
annotation_kind = _checked("FPDFAnnot_GetSubtype", _INT, Handle)
close_annotation = _checked("FPDFPage_CloseAnnot", None, Handle)
page_box = _checked("FPDF_GetPageBoundingBox", _INT, Handle, _POINTER)
page_rotation = _checked("FPDFPage_GetRotation", _INT, Handle)

count_objects = _checked("FPDFPage_CountObjects", _INT, Handle)
count_form_objects = _checked("FPDFFormObj_CountObjects", _INT, Handle)
get_form_object = _checked("FPDFFormObj_GetObject", ctypes.c_size_t, Handle, _SIZE)
get_clip = _checked("FPDFPageObj_GetClipPath", Handle, Handle)
count_clip_paths = _checked("FPDFClipPath_CountPaths", _INT, Handle)
count_clip_segments = _checked("FPDFClipPath_CountPathSegments", _INT, Handle, _INT)
get_clip_segment = _checked("FPDFClipPath_GetPathSegment", ctypes.c_size_t, Handle, _INT, _INT)

load_text = _long("FPDFText_LoadPage", Handle, Handle)
close_text = _checked("FPDFText_ClosePage", None, Handle)
count_characters = _checked("FPDFText_CountChars", _INT, Handle)
get_text = _checked("FPDFText_GetText", _INT, Handle, _INT, _INT, _POINTER)
get_unicode = _checked("FPDFText_GetUnicode", ctypes.c_uint, Handle, _INT)
get_loose_box = _checked("FPDFText_GetLooseCharBox", _INT, Handle, _INT, _POINTER)
get_print_box = _checked("FPDFText_GetCharBox", _INT, Handle, _INT, *[_POINTER] * 4)
get_text_object = _checked("FPDFText_GetTextObject", ctypes.c_size_t, Handle, _INT)
get_angle = _checked("FPDFText_GetCharAngle", _FLOAT, Handle, _INT)
get_matrix = _checked("FPDFText_GetMatrix", _INT, Handle, _INT, _POINTER)
get_text_mode = _checked("FPDFTextObj_GetTextRenderMode", _INT, Handle)
set_text_mode = _checked("FPDFTextObj_SetTextRenderMode", _INT, Handle, _INT)
set_stroke_width = _checked("FPDFPageObj_SetStrokeWidth", _INT, Handle, _FLOAT)
transform = _checked("FPDFPageObj_Transform", None, Handle, *[ctypes.c_double] * 6)

TEXT, PATH, FORM = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM
create_bitmap = _checked("FPDFBitmap_CreateEx", Handle, _INT, _INT, _INT, _POINTER, _INT)
destroy_bitmap = _checked("FPDFBitmap_Destroy", None, Handle)
render_page = _long("FPDF_RenderPageBitmap", None, Handle, Handle, _INT, _INT, _INT, _INT, _INT, _INT)
get_pixel_size = _checked("FPDFImageObj_GetImagePixelSize", _INT, Handle, _POINTER, _POINTER)

BGR, IN_RGB = raw.FPDFBitmap_BGR, raw.FPDF_REVERSE_BYTE_ORDER
IMAGE, SHADING = raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING
FILL, FILL_AND_STROKE = raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_STROKE
WITHOUT_INK = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_FILLED_IN = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP)
MOVE, LINE = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_LINETO
PASSWORD_ERRORS = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


@contextmanager
def opened_document(data: bytes) -> Iterator[Handle]:
    """The handle of a document; false when PDFium cannot open it, and `last_error` says why."""
    with _LOCK:
        document: Handle = load_document(data, len(data), None)
        try:
            yield document
        finally:
            if document:
                close_document(document)


@contextmanager
def opened_page(document: Handle, index: int) -> Iterator[Handle]:
    """The handle of one page (from 0), with what is filled into it or stamped on it as if it were printed there.

    ValueError when PDFium cannot load it.
    """
    page: Handle = load_page(document, index)
    if page and _is_filled_in(page) and flatten_page(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        close_page(page)
        page = load_page(document, index)  # A page that is open does not show what was laid into it.
    if not page:
        raise ValueError(f"page {index + 1} cannot be loaded")
    try:
        yield page
    finally:
        close_page(page)


def _is_filled_in(page: Handle) -> bool:
    for index in range(count_annotations(page)):
        annotation = get_annotation(page, index)
        kind = annotation_kind(annotation)
        close_annotation(annotation)
        if kind in _FILLED_IN:
            return True
    return False


@contextmanager
def opened_text(page: Handle) -> Iterator[Handle]:
    """The handle of a page's text; ValueError when PDFium cannot load it."""
    text: Handle = load_text(page)
    if not text:
        raise ValueError("the text of a page cannot be loaded")
    try:
        yield text
    finally:
        close_text(text)
