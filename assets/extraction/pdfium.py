"""PDFium's functions as quick ctypes prototypes, and the opening of documents and pages.

Handles are plain integers and arrays are passed by address, so that `map` can call a function thousands of times a page
without making ctypes objects. PDFium is not thread-safe: an open document holds the module's lock, so two threads read
one after the other. Only the calls that may take long let go of the GIL.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # its import also initialises the library

_LOCK = Lock()
_HANDLE, _INT, _FLOAT, _SIZE = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_ulong


def _prototype(name: str, result: Any, *arguments: Any, is_long: bool = False) -> Any:
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    assert address is not None  # noqa: S101 - a loaded library has an address for each of its functions
    kind = ctypes.CFUNCTYPE if is_long else ctypes.PYFUNCTYPE
    return kind(result, *arguments)(address)


load_document = _prototype(
    "FPDF_LoadMemDocument64", _HANDLE, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, is_long=True
)
close_document = _prototype("FPDF_CloseDocument", None, _HANDLE)
last_error = _prototype("FPDF_GetLastError", _SIZE)
count_pages = _prototype("FPDF_GetPageCount", _INT, _HANDLE)
load_page = _prototype("FPDF_LoadPage", _HANDLE, _HANDLE, _INT, is_long=True)
close_page = _prototype("FPDF_ClosePage", None, _HANDLE)
page_box = _prototype("FPDF_GetPageBoundingBox", _INT, _HANDLE, _HANDLE)
page_rotation = _prototype("FPDFPage_GetRotation", _INT, _HANDLE)

get_clip = _prototype("FPDFPageObj_GetClipPath", _HANDLE, _HANDLE)
count_clip_paths = _prototype("FPDFClipPath_CountPaths", _INT, _HANDLE)
count_clip_segments = _prototype("FPDFClipPath_CountPathSegments", _INT, _HANDLE, _INT)
get_clip_segment = _prototype("FPDFClipPath_GetPathSegment", _HANDLE, _HANDLE, _INT, _INT)
set_text_mode = _prototype("FPDFTextObj_SetTextRenderMode", _INT, _HANDLE, _INT)
set_stroke_width = _prototype("FPDFPageObj_SetStrokeWidth", _INT, _HANDLE, _FLOAT)
transform = _prototype("FPDFPageObj_Transform", None, _HANDLE, *[ctypes.c_double] * 6)

load_text = _prototype("FPDFText_LoadPage", _HANDLE, _HANDLE, is_long=True)
close_text = _prototype("FPDFText_ClosePage", None, _HANDLE)
count_characters = _prototype("FPDFText_CountChars", _INT, _HANDLE)
get_text = _prototype("FPDFText_GetText", _INT, _HANDLE, _INT, _INT, _HANDLE)
get_unicode = _prototype("FPDFText_GetUnicode", ctypes.c_uint, _HANDLE, _INT)
is_generated = _prototype("FPDFText_IsGenerated", _INT, _HANDLE, _INT)
get_origin = _prototype("FPDFText_GetCharOrigin", _INT, _HANDLE, _INT, _HANDLE, _HANDLE)
get_loose_box = _prototype("FPDFText_GetLooseCharBox", _INT, _HANDLE, _INT, _HANDLE)
get_text_object = _prototype("FPDFText_GetTextObject", _HANDLE, _HANDLE, _INT)
get_angle = _prototype("FPDFText_GetCharAngle", _FLOAT, _HANDLE, _INT)

count_objects = _prototype("FPDFPage_CountObjects", _INT, _HANDLE)
get_object = _prototype("FPDFPage_GetObject", _HANDLE, _HANDLE, _INT)
count_form_objects = _prototype("FPDFFormObj_CountObjects", _INT, _HANDLE)
get_form_object = _prototype("FPDFFormObj_GetObject", _HANDLE, _HANDLE, _SIZE)
get_type = _prototype("FPDFPageObj_GetType", _INT, _HANDLE)
get_bounds = _prototype("FPDFPageObj_GetBounds", _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
get_matrix = _prototype("FPDFPageObj_GetMatrix", _INT, _HANDLE, _HANDLE)
get_draw_mode = _prototype("FPDFPath_GetDrawMode", _INT, _HANDLE, _HANDLE, _HANDLE)
count_segments = _prototype("FPDFPath_CountSegments", _INT, _HANDLE)
get_segment = _prototype("FPDFPath_GetPathSegment", _HANDLE, _HANDLE, _INT)
segment_type = _prototype("FPDFPathSegment_GetType", _INT, _HANDLE)
segment_closes = _prototype("FPDFPathSegment_GetClose", _INT, _HANDLE)
segment_point = _prototype("FPDFPathSegment_GetPoint", _INT, _HANDLE, _HANDLE, _HANDLE)

TEXT, PATH, FORM = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM
FILL_AND_STROKE = raw.FPDF_TEXTRENDERMODE_FILL_STROKE
MOVE, LINE = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_LINETO
PASSWORD_ERRORS = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


@contextmanager
def opened_document(data: bytes) -> Iterator[int]:
    """The handle of a document; 0 when PDFium cannot open it, and `last_error` says why."""
    with _LOCK:
        document: int = load_document(data, len(data), None) or 0
        try:
            yield document
        finally:
            if document:
                close_document(document)


@contextmanager
def opened_page(document: int, index: int) -> Iterator[int]:
    """The handle of one page (from 0); ValueError when PDFium cannot load it."""
    page: int = load_page(document, index) or 0
    if not page:
        raise ValueError(f"page {index + 1} cannot be loaded")
    try:
        yield page
    finally:
        close_page(page)


@contextmanager
def opened_text(page: int) -> Iterator[int]:
    """The handle of a page's text; ValueError when PDFium cannot load it."""
    text: int = load_text(page) or 0
    if not text:
        raise ValueError("the text of a page cannot be loaded")
    try:
        yield text
    finally:
        close_text(text)
