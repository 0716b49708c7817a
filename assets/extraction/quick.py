"""One PDF page to cells the quick way: PDFium's characters laid into the grid of the page's rulings."""

from bisect import bisect_right
from dataclasses import replace

from assets.extraction.grid import lattice_of
from assets.extraction.objects import objects_of
from assets.extraction.page import Page, page_of
from assets.extraction.pdfium import Handle, count_characters, opened_page, opened_text
from assets.extraction.rulings import rulings_of
from assets.extraction.sight import sight_of
from assets.extraction.tables import Lattice
from assets.extraction.text import LOOSE, ROW, Run, Text

ENGINE = "pdfium"
_RIGHT, _UP = 1.0, 2.0
"""Points from a character's origin to a place surely within it, as its origin may stand on the border itself."""
_MANY = 4
"""Rulings of each direction from which on a page without a cell is doubtful."""


class TooMuchTextError(Exception):
    """A page has more characters than the limit; the argument is how many."""


def read_page(document: Handle, index: int, most_characters: int) -> Page:
    """Read page `index` (from 0) of an open document.

    Raises TooMuchTextError, or ValueError when PDFium cannot load the page.
    """
    with opened_page(document, index) as page:
        sight = sight_of(page)
        objects = objects_of(page, sight)
        rulings = rulings_of(objects, sight)
        lattice = lattice_of(rulings)
        with opened_text(page) as handle:
            _check(handle, most_characters)
            text = Text(handle, sight, objects)
            inside, outside = _laid_into(lattice, text)
            result = page_of(index + 1, sight.size, lattice, inside, outside, text.joined, text.place, ENGINE)
    if result.stray:
        return replace(result, doubt=f"{result.stray} characters in no cell of the table around them")
    if not lattice.boxes and min(len(rulings.horizontals), len(rulings.verticals)) >= _MANY:
        return replace(result, doubt="many rulings that enclose no cell")
    return result


def check_characters(document: Handle, index: int, most_characters: int) -> None:
    """Raise TooMuchTextError for a page with more characters, ValueError when PDFium cannot load it."""
    with opened_page(document, index) as page, opened_text(page) as handle:
        _check(handle, most_characters)


def _check(handle: Handle, most_characters: int) -> None:
    count = count_characters(handle)
    if count > most_characters:
        raise TooMuchTextError(count)


def _laid_into(lattice: Lattice, text: Text) -> tuple[list[list[Run]], list[Run]]:
    """The runs of each box and those outside of every box, without what is hidden."""
    inside: list[list[Run]] = [[] for _ in lattice.boxes]
    outside: list[Run] = []
    columns, rows, owners, clips = lattice.xs, lattice.ys, lattice.owners, text.clips
    rights = [box[7] for box in lattice.boxes]
    xs, ys = text.xs, text.ys
    for first, string, order in text.runs():
        x, y = xs[first], ys[first]
        run = (y, x, string, first)
        if order == ROW:
            owner = owners[bisect_right(rows, y - _UP) - 1][bisect_right(columns, x + _RIGHT) - 1]
            if owner >= 0 and xs[first + len(string) - 1] + _RIGHT < rights[owner]:
                if not clips or not text.is_clipped(run):
                    inside[owner].append(run)
                continue
        for owner, part in _parted(lattice, text, run, order):
            (inside[owner] if owner >= 0 else outside).append(part)
    return inside, outside


def _parted(lattice: Lattice, text: Text, run: Run, order: int) -> list[tuple[int, Run]]:
    """A run over a border, outside or out of order: its characters by the middle of what can be seen of each."""
    parts: list[tuple[int, Run]] = []
    for index, character in enumerate(run[2], run[3]):
        part = (text.ys[index], text.xs[index], character, index)
        seen = text.visible(part)
        if seen:
            owner = lattice.at(part[1] + _RIGHT, part[0] - _UP)
            if owner < 0:
                owner = lattice.at((seen[0] + seen[2]) / 2, (seen[1] + seen[3]) / 2)
            parts.append((owner, part))
    if order != LOOSE and len(parts) == len(run[2]) and len({owner for owner, _ in parts}) == 1:
        return [(parts[0][0], run)]
    return parts
