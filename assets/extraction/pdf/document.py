"""A PDF's bytes to its reading, in this process; `assets.extraction.processes.child` does it in a guarded one."""

import gc
import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from itertools import chain
from typing import Any

from assets.extraction.cells import Cell, Difference, Reading, Refusal, judged
from assets.extraction.limits import DEFAULT_LIMITS, Limits
from assets.extraction.lines import ILLEGIBLE
from assets.extraction.pdf import pdfium, quick
from assets.extraction.pdf.differences import differences_of
from assets.extraction.pdf.pdfium import Handle
from assets.extraction.registry import reader_version
from assets.extraction.ruled.page import Page

SECOND, BOTH = "pdfplumber", "both"
ENGINES = (quick.ENGINE, SECOND, BOTH)
_LOG = logging.getLogger(__name__)


def read_pdf(data: bytes, limits: Limits = DEFAULT_LIMITS, engine: str = quick.ENGINE) -> Reading | Refusal:
    """Every cell and text line of a PDF, or why it is refused.

    `engine` "pdfium" is the quick way, which hands a page that it doubts to pdfplumber; "pdfplumber" reads every page.
    "both" reads the quick way, and says where pdfplumber reads otherwise.
    Only the limits of pages and characters hold here. Raises MemoryError and ValueError for an unknown engine.
    """
    if engine not in ENGINES:
        raise ValueError(f"engine {engine!r} is none of {ENGINES}")
    with _uncollected(), pdfium.opened_document(data) as document, _SecondEngine(data) as second:
        if not document:
            return Refusal("encrypted" if pdfium.last_error() in pdfium.PASSWORD_ERRORS else "damaged")
        count = pdfium.count_pages(document)
        if count > limits.pages:
            return Refusal("too_many_pages", f"{count} pages, limit {limits.pages}")
        pages: list[Page] = []
        differences: list[Difference] = []
        pictures = 0
        for index in range(count):
            try:
                page = _read_page(document, index, second, limits, SECOND if engine == SECOND else quick.ENGINE)
                if scan := _read_scan(document, index, page):
                    pictures += 1
                    if pictures > limits.pictures:
                        return Refusal("too_many_pages", f"more than {limits.pictures} of them are pictures")
                    page = scan
                elif engine == BOTH:
                    differences += _differences(page, index, second)
                pages.append(page.marked())
            except quick.TooMuchTextError as error:
                return Refusal("too_much_text", f"page {index + 1} has {error} characters, limit {limits.characters}")
            except _UnreadablePageError as error:
                return Refusal("damaged", f"page {index + 1}: {error}")
    outcome = _reading(pages, quick.ENGINE if engine == BOTH else engine)
    return replace(outcome, differences=tuple(differences)) if isinstance(outcome, Reading) else outcome


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: the quick way makes thousands of objects a page and no cycle to be looked for."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def _cleared() -> Iterator[None]:
    """With what a library of others leaves behind in cycles cleared away, while nothing else does it."""
    try:
        yield
    finally:
        gc.collect(0)


def _differences(page: Page, index: int, second: "_SecondEngine") -> list[Difference]:
    try:
        return differences_of(page, second.read_page(index))
    except MemoryError:
        raise
    except Exception as error:  # pdfminer raises whatever a broken page leads it into
        return [Difference(index + 1, 0.0, 0.0, *page.size, "", repr(error), "unreadable", page.engine)]


def _reading(pages: list[Page], engine: str) -> Reading | Refusal:
    cells: tuple[Cell, ...] = tuple(chain.from_iterable(page.cells for page in pages))
    if not any(cell.text.strip(f"{ILLEGIBLE} \n") for cell in cells):
        illegible = sum(page.illegible for page in pages)
        return Refusal("no_text", f"{illegible} glyphs whose fonts do not say what they mean" if illegible else "")
    fallback = tuple(number for number, page in enumerate(pages, start=1) if page.engine == SECOND != engine)
    return judged(Reading(reader_version(engine), tuple(page.size for page in pages), cells, fallback))


def _read_scan(document: Handle, index: int, page: Page) -> Page | None:
    """The page as a picture, if it is one; what that takes is imported only when one is met."""
    if not (page.is_picture or page.is_covered):
        return None
    from assets.extraction.scans.page import read_page
    from assets.extraction.scans.rendered import picture_of

    with _cleared():
        picture = picture_of(document, index, page)
        return read_page(index + 1, picture) if picture else None


class _UnreadablePageError(Exception):
    """Neither engine can read a page."""


def _read_page(document: Handle, index: int, second: "_SecondEngine", limits: Limits, engine: str) -> Page:
    """The page by the chosen engine, or by the second one if the quick way doubts it and the second does better."""
    first: Page | None = None
    try:
        if engine == quick.ENGINE:
            first = quick.read_page(document, index, limits.characters)
            if not first.doubt:
                return first
        else:
            quick.check_characters(document, index, limits.characters)
    except ValueError as error:
        _LOG.info("page %d is left to pdfplumber: %s", index + 1, error)
    try:
        other = second.read_page(index)
    except MemoryError:
        raise
    except Exception as error:  # pdfminer raises whatever a broken page leads it into
        if first:
            _LOG.info("pdfplumber cannot read page %d: %r", index + 1, error)
            return first
        raise _UnreadablePageError(repr(error)) from error
    return other if first is None or other.is_better_than(first) else first


class _SecondEngine(AbstractContextManager["_SecondEngine"]):
    """pdfplumber, imported and opened only when a page needs it: both take longer than the quick way takes to read."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._stack = ExitStack()
        self._document: Any = None

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def read_page(self, index: int) -> Page:
        """Page `index` (from 0). Raises whatever pdfplumber raises."""
        from assets.extraction.pdf import plumber

        if self._document is None:
            self._document = self._stack.enter_context(plumber.opened(self._data))
        with _cleared():
            return plumber.read_page(self._document, index)
