"""A PDF's page as a picture, at the resolution of the largest picture on it."""

from ctypes import byref, c_uint

import numpy as np

from assets.extraction.pdf import pdfium
from assets.extraction.pdf.objects import BOUNDS, objects_of
from assets.extraction.pdf.pdfium import Handle, opened_page
from assets.extraction.pdf.sight import sight_of
from assets.extraction.processes.progress import goes_on
from assets.extraction.ruled.page import Page
from assets.extraction.scans.picture import PagePicture, scale_to_read
from assets.extraction.scans.sheet import Sheet


def picture_of(document: Handle, index: int, page: Page) -> PagePicture | None:
    """The picture that a page is, or by which it is covered if that one has a table; None for a page of text."""
    goes_on()
    picture = rendered(document, index)
    return picture if page.is_picture or Sheet(picture).lattice.boxes else None


def rendered(document: Handle, index: int) -> PagePicture:
    """Page `index` (from 0) of an open document as it is seen. Raises ValueError when PDFium cannot load it."""
    with opened_page(document, index) as page:
        width, height = sight_of(page).size
        scale = scale_to_read(_scale(page), width, height)
        pixels = np.full((max(1, round(height * scale)), max(1, round(width * scale)), 3), 255, np.uint8)
        bitmap: Handle = pdfium.create_bitmap(
            pixels.shape[1], pixels.shape[0], pdfium.BGR, pixels.ctypes.data, pixels.strides[0]
        )
        if not bitmap:
            raise MemoryError
        try:
            pdfium.render_page(bitmap, page, 0, 0, pixels.shape[1], pixels.shape[0], 0, pdfium.IN_RGB)
        finally:
            pdfium.destroy_bitmap(bitmap)
        return PagePicture(pixels, scale)


def _scale(page: Handle) -> float:
    """Pixels a point of the picture that has most pixels; 0 where there is none."""
    best, most = 0.0, 0
    wide, high = c_uint(), c_uint()
    for (a, b, c, d, _, _), pictures in objects_of(page).pictures:
        left, bottom, right, top = BOUNDS.columns(pictures)
        areas = (right - left) * (top - bottom) * abs(a * d - b * c)
        for picture, area in zip(pictures.tolist(), areas.tolist(), strict=True):
            if not pdfium.get_pixel_size(picture, byref(wide), byref(high)):
                continue  # a shading
            count = wide.value * high.value
            if count > most and area > 0:
                best, most = (count / area) ** 0.5, count
    return best
