"""A page as a picture with one cell marked. Drawn in a child process too: the bytes are as hostile as when read."""

import subprocess
import sys
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from PIL import Image

from assets.extraction.kinds import kind_of
from assets.extraction.limits import DEFAULT_LIMITS, Limits, limit_memory

if TYPE_CHECKING:
    from assets.extraction.scans.picture import PagePicture

Box = tuple[float, float, float, float]

_MARK = (220, 38, 38)
_ROOM = 2.0
"""Points between a cell and its mark, so that the mark does not cover the print."""


class PictureError(Exception):
    """The page could not be drawn; the message says why."""


def draw_page(data: bytes, page: int, box: Box, scale: float = 2, limits: Limits = DEFAULT_LIMITS) -> Image.Image:
    """Page `page` (from 1) of a PDF or a picture with `box` (x0, top, x1, bottom in points, as in a cell) marked.

    `scale` is pixels a point. Raises PictureError for a page that cannot be drawn within the limits.
    """
    kind = kind_of(data)
    if kind not in ("pdf", "picture"):
        raise PictureError(f"page {page} cannot be drawn: only those of PDFs and pictures can, and this file is {kind}")
    words = [str(limits.memory), str(page), str(scale), *map(str, box)]
    command = [sys.executable, "-m", "assets.extraction.picture", *words]
    try:
        drawn = subprocess.run(command, input=data, capture_output=True, timeout=limits.seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise PictureError(f"drawing page {page} took longer than {limits.seconds:g} seconds") from None
    if drawn.returncode != 0:
        last = drawn.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise PictureError(f"page {page} cannot be drawn: {''.join(last) or f'exit status {drawn.returncode}'}")
    return Image.open(BytesIO(drawn.stdout))


def _draw(data: bytes, page: int, scale: float, box: Box) -> Image.Image:
    from PIL import ImageDraw

    picture = _page(data, page, scale)
    x0, top, x1, bottom = box
    marked = [(x0 - _ROOM) * scale, (top - _ROOM) * scale, (x1 + _ROOM) * scale, (bottom + _ROOM) * scale]
    ImageDraw.Draw(picture).rectangle(marked, outline=_MARK, width=max(1, round(scale * 1.5)))
    return picture


def _page(data: bytes, page: int, scale: float) -> Image.Image:
    """The page as it was seen when it was read: straightened if it is a scan, and turned the right way up."""
    from assets.extraction.pdf import pdfium, quick

    if kind_of(data) == "picture":
        from assets.extraction.scans.files import pictures_of

        return _straightened(next(islice(pictures_of(data), page - 1, None)), scale)
    import pypdfium2  # type: ignore[import-untyped]

    with pdfium.opened_document(data) as document:
        read = quick.read_page(document, page - 1, DEFAULT_LIMITS.characters) if document else None
        if read and (read.is_picture or read.is_covered):
            from assets.extraction.scans.rendered import picture_of

            if picture := picture_of(document, page - 1, read):
                return _straightened(picture, scale)
    rotation = 90 * read.turns if read else 0
    bitmap = pypdfium2.PdfDocument(data)[page - 1].render(scale=scale, rotation=rotation)
    drawn: Image.Image = bitmap.to_pil().convert("RGB")
    return drawn


def _straightened(picture: "PagePicture", scale: float) -> Image.Image:
    from assets.extraction.scans.page import upright

    sheet = upright(picture)
    width, height = sheet.size
    return Image.fromarray(sheet.pixels).resize((round(width * scale), round(height * scale)), Image.Resampling.LANCZOS)


def _main() -> None:
    memory, page, scale, *box = sys.argv[1:]
    limit_memory(int(memory))
    x0, top, x1, bottom = map(float, box)
    _draw(sys.stdin.buffer.read(), int(page), float(scale), (x0, top, x1, bottom)).save(sys.stdout.buffer, "PNG")


if __name__ == "__main__":
    _main()
