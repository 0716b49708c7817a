"""A picture's file to its reading: TIFF with its pages, PNG, JPEG, BMP, GIF."""

from collections.abc import Iterator
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps, ImageSequence

from assets.extraction.cells import Reading, Refusal, RefusedError, judged
from assets.extraction.limits import DEFAULT_LIMITS, Limits
from assets.extraction.processes.progress import goes_on
from assets.extraction.registry import reader_version
from assets.extraction.ruled.page import Page
from assets.extraction.scans.page import read_page
from assets.extraction.scans.picture import PagePicture, fitted
from assets.extraction.scans.recogniser import ENGINE

_FORMATS = ("TIFF", "PNG", "JPEG", "BMP", "GIF")
_LIKELY = (70.0, 1300.0)
"""Dots an inch that a scanner may have; what else a file says was put there by a program that did not know."""
_LONG_SIDE = 842.0
"""Points: A4's, for a picture that does not say how large it was."""


def read_picture(data: bytes, limits: Limits = DEFAULT_LIMITS, engine: str = ENGINE) -> Reading | Refusal:
    """Every cell and text line of a picture's pages, or why it is refused.

    There is one way to read them, whatever `engine`.
    """
    pages: list[Page] = []
    for number, picture in enumerate(pictures_of(data, limits), start=1):
        pages.append(read_page(number, picture).marked())
    cells = tuple(cell for page in pages for cell in page.cells)
    return judged(Reading(reader_version(engine), tuple(page.size for page in pages), cells))


def pictures_of(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Iterator[PagePicture]:
    """A file's pages, the right way up by what the camera noted. Raises RefusedError."""
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as file:
            count = getattr(file, "n_frames", 1)
            if count > limits.pictures:
                raise RefusedError("too_many_pages", f"{count} pictures, limit {limits.pictures}")
            for frame in ImageSequence.Iterator(file):
                if frame.width * frame.height > limits.pixels:
                    raise RefusedError("too_large", f"{frame.width} × {frame.height} pixels, limit {limits.pixels}")
                turned = ImageOps.exif_transpose(frame)
                pixels = np.asarray(_on_white(turned))
                goes_on()
                dots = float(frame.info.get("dpi", (0, 0))[0])
                long_side = max(pixels.shape[:2])
                scale = dots / 72 if _LIKELY[0] <= dots <= _LIKELY[1] else long_side / _LONG_SIDE
                yield fitted(PagePicture(pixels, scale))
    except (RefusedError, MemoryError):
        raise
    except Exception as error:  # a broken picture leads Pillow into whatever error
        raise RefusedError("damaged", repr(error)) from error


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture in colour; what can be seen through is white."""
    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture.convert("RGB")
    whole = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole).convert("RGB")
