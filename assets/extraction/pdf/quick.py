"""One PDF page to cells the quick way: PDFium's characters laid into the grid of the page's rulings."""

from dataclasses import replace
from itertools import chain, pairwise

import numpy as np

from assets.extraction.lines import ILLEGIBLE, LINE, around, lines_of
from assets.extraction.pdf.objects import objects_of, picture_area
from assets.extraction.pdf.pdfium import Handle, count_characters, opened_page, opened_text
from assets.extraction.pdf.sight import sight_of
from assets.extraction.pdf.text import MANY, Run, Text
from assets.extraction.pdf.visibility import Visibility
from assets.extraction.ruled.grid import lattice_of
from assets.extraction.ruled.overflow import settle_overflow
from assets.extraction.ruled.page import Page, page_of
from assets.extraction.ruled.rulings import rulings_of, sides_of_areas
from assets.extraction.ruled.tables import Lattice

ENGINE = "pdfium"
_RIGHT, _UP = 1.0, 2.0
"""Points from a character's origin to a place surely within it, as its origin may stand on the border itself."""
_COVERED = 0.5
"""Part of a page that pictures take at least where its table may be one of theirs."""
_FEWEST_PAINTED = 4
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
        objects = objects_of(page)
        with opened_text(page) as handle:
            _check(handle, most_characters)
            text = Text(handle, sight, Visibility(sight, objects))
            if turns := -text.turns() % 4:
                sight = sight.turned(turns)
                text = Text(handle, sight, Visibility(sight, objects))
            rulings = rulings_of(objects, sight)
            lattice = lattice_of(rulings)
            if not lattice.boxes and _is_table(painted := lattice_of(sides_of_areas(objects, sight))):
                lattice = painted
            inside, outside = _laid_into(lattice, text)
            unsure = settle_overflow(lattice, text, inside, outside)
            texts = [_cell_text(text, runs) for runs in inside]
            lines = [(around(map(text.place, line)), text.joined(line)) for line in lines_of(outside)]
            plain, raised = zip(*text.raised, strict=True) if text.raised else ((), ())
            found = [*texts, *(line for _, line in lines), *text.left_out]
            is_whole = _same_characters([text.string, *raised], [*found, *plain])
    result = page_of(index + 1, sight.size, lattice, texts, lines, ENGINE, unsure)
    if text.left_out or turns:
        result = replace(result, left_out="".join(text.left_out), turns=turns)
    if not is_whole:
        return replace(result, faults=result.faults + 1, doubt="the cells' characters are not the page's")
    if any(len(pictures) for _, pictures in objects.pictures) and not _is_legible(result):
        return replace(result, is_picture=True)
    if not lattice.boxes and picture_area(objects) > _COVERED * sight.size[0] * sight.size[1]:
        return replace(result, is_covered=True)
    if not result.doubt and not lattice.boxes and min(len(rulings.horizontals), len(rulings.verticals)) >= _MANY:
        return replace(result, doubt="many rulings that enclose no cell")
    return result


def _is_table(lattice: Lattice) -> bool:
    """Whether painted areas have rows and columns enough to be the cells of a table."""
    return len(lattice.boxes) >= _FEWEST_PAINTED and any(box[1] and box[2] for box in lattice.boxes)


def _is_legible(page: Page) -> bool:
    return any(_solid(cell.text).strip(ILLEGIBLE) for cell in page.cells)


def check_characters(document: Handle, index: int, most_characters: int) -> None:
    """Raise TooMuchTextError for a page with more characters, ValueError when PDFium cannot load it."""
    with opened_page(document, index) as page, opened_text(page) as handle:
        _check(handle, most_characters)


def _check(handle: Handle, most_characters: int) -> None:
    count = count_characters(handle)
    if count > most_characters:
        raise TooMuchTextError(count)


def _laid_into(lattice: Lattice, text: Text) -> tuple[list[list[Run]], list[Run]]:
    """The runs of each box and those outside of every box, without slanted ones (watermarks) and what is hidden."""
    inside: list[list[Run]] = [[] for _ in lattice.boxes]
    outside: list[Run] = []
    row = np.searchsorted(lattice.ys, text.ys - _UP, "right") - 1
    column = np.searchsorted(lattice.xs, text.xs + _RIGHT, "right") - 1
    owners = lattice.owners[row, column]
    runs, own = text.runs(owners)
    if MANY in own:
        parts = [[run] if owner != MANY else text.parts(run, owners) for run, owner in zip(runs, own, strict=True)]
        own = [
            owner if owner != MANY else int(owners[run[3]])
            for few, owner in zip(parts, own, strict=True)
            for run in few
        ]
        runs = list(chain.from_iterable(parts))
    hidden = text.hidden(runs)
    for run, owner in zip(runs, own, strict=True):
        if run[3] in hidden or (len(run[2]) < 2 and not text.is_upright(run)):
            text.left_out.append(run[2])
        elif owner >= 0:
            inside[owner].append(run)
        elif seen := text.visible(run):
            # A line may be cut off at a page break: its box is the one in which what is left of it lies.
            owner = lattice.at((seen[0] + seen[2]) / 2, (seen[1] + seen[3]) / 2)
            (inside[owner] if owner >= 0 else outside).append(run)
        else:
            text.left_out.append(run[2])
    return inside, outside


def _same_characters(some: list[str], others: list[str]) -> bool:
    """Whether texts are made of the same characters, blanks apart, each as often."""
    one, other = (
        np.frombuffer(_solid("".join(texts)).encode("utf-16-le", "replace"), np.uint16) for texts in (some, others)
    )
    return len(one) == len(other) and bool((np.sort(one) == np.sort(other)).all())


def _solid(text: str) -> str:
    return text.replace(" ", "").replace("\r", "").replace("\n", "")


def _cell_text(text: Text, runs: list[Run]) -> str:
    """The printed lines of a cell, joined by line feeds."""
    if len(runs) < 2:
        return runs[0][2] if runs else ""
    runs = text.seated(runs)
    if all(following[0] - run[0] > LINE for run, following in pairwise(runs)):
        return "\n".join([run[2] for run in runs])
    return "\n".join(map(text.joined, lines_of(runs)))
