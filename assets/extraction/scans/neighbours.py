"""What the cells of a page say against one of them: readings that by themselves are sure, and odd where they stand.

Nothing is put right, and nothing must be known of the form: columns hold values of one kind, rows values of one thing.
"""

import re
from collections import Counter, defaultdict
from typing import NamedTuple

from assets.extraction.cells import Cell

_NUMBER = re.compile(r"\d[\d,.]*")
_VALUE = re.compile(r"([≥≤><]?)(\d[\d,.]*)(\D*)")
_LOOK_ALIKES = {"≥": ">27Zz", "≤": "<5SsQW"}
"""What a comparison is read as when it is not read as itself."""
_FEWEST = 2
"""How many cells must agree for what is odd beside them to be a doubt."""
_NEAR, _SHARE = 2, re.compile(r"(100|\d{1,2})(\.\d+)?")
"""How many values above and below are looked at for a unit, and what may be a share that lost its %."""


class Reading(NamedTuple):
    """A cell, and the texts that it nearly was read as."""

    cell: Cell
    nearly: frozenset[str]

    @property
    def text(self) -> str:
        """What was read, without blanks."""
        return _solid(self.cell.text)


def odd_ones(readings: list[Reading]) -> set[int]:
    """The indices of the cells of tables that their neighbours speak against."""
    columns: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    rows: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for index, (cell, _) in enumerate(readings):
        if cell.table and cell.text:
            columns[cell.table, cell.column].append(index)
            rows[cell.table, cell.row].append(index)
    odd = set[int]()
    for members in columns.values():
        texts = [readings[index].text for index in members]
        shapes = Counter(map(_shape, texts))
        lacking = _without_percent(texts)
        for at, (index, text) in enumerate(zip(members, texts, strict=True)):
            cell = readings[index].cell
            beside = {readings[other].text for other in rows[cell.table, cell.row] if other != index}
            nearly = {_solid(other) for other in readings[index].nearly} - {text}
            alike = shapes[_shape(text)] - 1 if _NUMBER.search(text) else 0
            is_nearly_like = any(_shape(other) != _shape(text) and shapes[_shape(other)] > alike for other in nearly)
            if is_nearly_like or nearly & beside or _is_a_sign_misread(text, shapes) or at in lacking:
                odd.add(index)
    return odd


def _is_a_sign_misread(text: str, shapes: Counter[str]) -> bool:
    """Whether a text begins with what may be the sign that most of its column's values of the same unit begin with."""
    for sign, look_alikes in _LOOK_ALIKES.items():
        rest = text[1:]
        if text[:1] not in look_alikes or not _VALUE.fullmatch(rest) or re.match(r"0\d", rest):
            continue
        signed = shapes[sign + _shape(rest)]
        if signed >= _FEWEST and signed >= shapes[_shape(text)]:
            return True
    return False


def _without_percent(texts: list[str]) -> set[int]:
    """Which texts of a column are mere numbers up to a hundred, while all values around have units, and one has a %."""
    values = [(at, value) for at, value in enumerate(map(_VALUE.fullmatch, texts)) if value]
    found = set[int]()
    for at, (place, value) in enumerate(values):
        if value[3] or not _SHARE.fullmatch(value[2]):
            continue
        around = [other[3] for _, other in values[max(0, at - _NEAR) : at] + values[at + 1 : at + 1 + _NEAR]]
        if len(around) > _NEAR and all(around) and not {"%", "‰"}.isdisjoint(around):
            found.add(place)
    return found


def _shape(text: str) -> str:
    """The text with 0 for each of its numbers."""
    return _NUMBER.sub("0", text)


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text)
