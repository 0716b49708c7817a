"""Characters with their places, laid into a page's lattice and joined to printed lines."""

import re
from itertools import pairwise
from operator import itemgetter

from assets.extraction.lines import RAISED, STRIKE, around, is_blank, is_struck_twice, lines_of
from assets.extraction.pdf.sight import Place
from assets.extraction.ruled.page import Page, page_of
from assets.extraction.ruled.tables import Lattice

_SMALLER, _OFF_LINE = 0.9, 0.6
"""Parts of its neighbour's size that a raised or lowered digit's own and its distance from the line stay below."""
Character = tuple[float, float, str, Place, float]
"""A piece of text (`assets.extraction.lines`) with its box and the size of its type: y, x, text, place, size."""


def page_from(
    number: int, size: tuple[float, float], lattice: Lattice, characters: list[Character], engine: str
) -> Page:
    """The page whose cells hold the characters whose middle lies in them; the others make the lines outside."""
    inside: list[list[Character]] = [[] for _ in lattice.boxes]
    outside: list[Character] = []
    for character in characters:
        x0, y0, x1, y1 = character[3]
        owner = lattice.at((x0 + x1) / 2, (y0 + y1) / 2)
        (inside[owner] if owner >= 0 else outside).append(character)
    texts = ["\n".join(filter(None, map(_joined, lines_of(_seated(parts))))) for parts in inside]
    lines = [(around(map(itemgetter(3), line)), _joined(line)) for line in lines_of(_seated(outside))]
    return page_of(number, size, lattice, texts, lines, engine)


def _seated(characters: list[Character]) -> list[Character]:
    """The characters, small digits that stand above or below a line taken into it; those above as raised ones."""
    full = _SMALLER * max((size for *_, size in characters), default=0.0)
    others = [one for one in characters if one[4] >= full]
    if len(others) == len(characters):
        return characters
    return [_beside(one, others) if one[4] < full and one[2].isdigit() else one for one in characters]


def _beside(mark: Character, others: list[Character]) -> Character:
    y, x, text, place, size = mark
    for above, _, _, (_, _, right, _), full in others:
        if abs(x - right) < full / 2 and STRIKE <= abs(above - y) < full * _OFF_LINE:
            return above, x, text.translate(RAISED) if y < above else text, place, size
    return mark


def _joined(line: list[Character]) -> str:
    text = line[0][2]
    for one, other in pairwise(line):
        if not is_struck_twice(one, other):
            gap = other[3][0] - one[3][2]
            text += " " * is_blank(gap, one[4], one[2][-1], other[2][0]) + other[2]
    return re.sub(" +", " ", text).strip(" ")
