"""Characters with their places, laid into a page's lattice and joined to printed lines."""

import re
from itertools import pairwise
from operator import itemgetter

from assets.extraction.lines import around, is_blank, is_struck_twice, lines_of
from assets.extraction.page import Page, page_of
from assets.extraction.sight import Place
from assets.extraction.tables import Lattice

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
    texts = ["\n".join(filter(None, map(_joined, lines_of(parts)))) for parts in inside]
    lines = [(around(map(itemgetter(3), line)), _joined(line)) for line in lines_of(outside)]
    return page_of(number, size, lattice, texts, lines, engine)


def _joined(line: list[Character]) -> str:
    text = line[0][2]
    for one, other in pairwise(line):
        if not is_struck_twice(one, other):
            gap = other[3][0] - one[3][2]
            text += " " * is_blank(gap, one[4], one[2][-1], other[2][0]) + other[2]
    return re.sub(" +", " ", text).strip(" ")
