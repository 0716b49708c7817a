"""What a page break cut, joined again: rows cut in the middle of a cell, and groups whose label spans both pages.

No rule knows a producer. A break is judged by what the rows of the same table look like elsewhere, by the words that
the form is known to print, and by borders where some are open and others are not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from assets.forms.fragments import NEAR
from assets.forms.margins import Margins
from assets.forms.strips import Borders, Part
from assets.forms.tables import GROUPS, Key, Row, Table, base
from assets.forms.wrapping import joined, unwrap
from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import Form

_NAME: Key = ("name", None)
_GOES_ON = re.compile(r"[\u4e00-\u9fff]{2}(?!\s)")
"""The first characters of a text between which a line could be broken, and before them."""
CLOSED = ("basis", "classification", "item", "kind")
"""Roles of columns whose texts come from a short list."""

FILLED = (*CLOSED, "name", "task", "weight", "score", "standard", "total")
"""Roles of columns that a form may fill in every row."""


@dataclass(frozen=True, slots=True)
class Known:
    """Texts that are whole, folded: those the form is known to print, and those that stand clear of any page break.

    `borders`: whether the file's borders say what goes on.
    """

    groups: set[str]
    closed: dict[str, set[str]]
    borders: Borders

    @classmethod
    def of(cls, form: Form, tables: Iterable[Table], borders: Borders) -> "Known":
        """What is known of one document before any break is joined."""
        closed: dict[str, set[str]] = {role: set() for role in CLOSED}
        closed |= {"basis": set(form.basis_words), "item": set(form.item_words)}
        groups = set(form.level_words) | set(form.sides)
        for row in (row for table in tables for row in table.rows()):
            for (role, _), part in row.parts.items():
                if part.text and not part.is_at_break:
                    if base(role) in GROUPS:
                        groups.add(fold(part.text))
                    elif role in closed:
                        closed[role].add(fold(part.text))
        return cls(groups, closed, borders)


def joined_rows(table: Table, known: Known, margins: Margins) -> list[Row]:
    """The table's rows over all pages, each once, blank ones left out."""
    required = _required(table)
    rows: list[Row] = list(table.pages[0]) if table.pages else []
    for above_page, page in pairwise(table.pages):
        above, below = above_page[-1], page[0]
        is_cut = not _is_another_name(above, below, table) and _is_cut(above, below, required, known)
        _join_groups(above, below, is_cut and not above.is_blank(), known, margins)
        if is_cut:
            _join_leaves(above, below)
        else:
            _carry_merged(above, below)
        rows.extend(page[1:] if is_cut else page)
    _name_from_margins(table, margins)
    return [row for row in rows if not row.is_blank()]


def _required(table: Table) -> set[Key]:
    """The columns of names and of short lists that every row clear of a break fills."""
    columns = {key for key in table.columns if key[0] in FILLED}
    for row in table.rows():
        if not any(part.is_at_break for _, part in row.leaves()):
            columns -= {key for key in columns if not (key in row.parts and row.parts[key].text)}
    return columns


def _is_another_name(above: Row, below: Row, table: Table) -> bool:
    """Whether the name below a break is not the rest of that above: the last line above has room for how it begins.

    A producer may leave the borders open also where a row ends with its page.
    """
    upper, lower = above.parts.get(_NAME), below.parts.get(_NAME)
    if upper is None or lower is None or not (upper.cell.text and _GOES_ON.match(lower.cell.text)):
        return False
    names = (part for row in table.rows() if (part := row.parts.get(_NAME)) is not None)
    alike = (part for part in names if abs((part.right - part.left) - (upper.right - upper.left)) < NEAR)
    widest = max(_width(line) for part in alike for line in part.cell.text.split("\n"))
    return _width(upper.cell.text.split("\n")[-1]) + _width(lower.cell.text[:2]) <= widest


def _width(line: str) -> int:
    """The width of a line in halves of a Chinese character, capital letters counted as wide as one."""
    return sum(1 if character.isascii() and not character.isupper() else 2 for character in line)


def _is_cut(above: Row, below: Row, required: set[Key], known: Known) -> bool:
    """Whether the last row of a page and the first of the next are one row."""
    if known.borders.foot_tells:
        is_open = {part.cell.is_open_bottom for _, part in above.leaves() if part.row_count == 1}
        if len(is_open) == 1:
            return is_open.pop()
    for key, upper in above.leaves():
        words, lower = known.closed.get(key[0], set()), below.parts.get(key)
        if lower is None or not (upper.whole.text and lower.text):
            continue
        if fold(upper.whole.text) in words and fold(lower.text) in words:
            return False
        if fold(joined(upper.whole.text, lower.text)) in words and fold(lower.text) not in words:
            return True
    if any(_lacks(row, key) for row in (above, below) for key in required):
        return True
    return not (_stands_alone(above) and _stands_alone(below))


def _lacks(row: Row, key: Key) -> bool:
    part = row.parts.get(key)
    return part is not None and not part.whole.text and part.row_count == 1


def _stands_alone(row: Row) -> bool:
    """Whether a row says what a row must: an item of money its name, an indicator its name and anything more."""
    filled = [base(key[0]) for key, part in row.leaves() if part.whole.text]
    return "item" in filled or (not {"name", "task"}.isdisjoint(filled) and len(filled) > 1)


def _join_leaves(above: Row, below: Row) -> None:
    for key, lower in below.leaves():
        upper = above.parts.setdefault(key, lower)
        if upper.whole is not lower.whole:
            upper.whole.absorb_lines(lower)


def _carry_merged(above: Row, below: Row) -> None:
    """A cell merged over several rows, left blank on the later page, still speaks for the rows there."""
    for key, lower in below.leaves():
        upper = above.parts.get(key)
        if upper and upper.whole.text and not lower.text and max(upper.row_count, lower.row_count) > 1:
            upper.whole.absorb(lower, upper.whole.text)


def _join_groups(above: Row, below: Row, is_one_row: bool, known: Known, margins: Margins) -> None:
    """Join the groups that span the break, outer ones first: an inner group never outlives its outer one."""
    has_ended = False
    for key, upper in above.parts.items():
        lower = below.parts.get(key)
        if base(key[0]) not in GROUPS or lower is None:
            continue
        _drop_repeat(upper.whole.text, lower, known)
        for part, strip in ((upper, above.strip), (lower, below.strip)):
            margins.forgive(part, strip, upper.whole.text + lower.text)
        text = None if has_ended else _text_over_break(upper, lower, is_one_row, known)
        if text is None:
            has_ended = True
        else:
            upper.whole.absorb(lower, text)


def _text_over_break(upper: Part, lower: Part, is_one_row: bool, known: Known) -> str | None:
    """The text of a group that spans the break; None where two groups meet there."""
    first, second = upper.whole.text, lower.text
    if fold(first) == fold(second):
        return first
    if not (first and second):
        return (first or second) if known.borders.allow(upper, lower) else None
    whole = joined(first, second)
    if fold(whole) in known.groups and not {fold(first), fold(second)} <= known.groups:
        return whole
    if fold(second) in known.groups and fold(second).startswith(fold(first)) and fold(first) not in known.groups:
        return second
    if fold(first) in known.groups and fold(first).endswith(fold(second)) and fold(second) not in known.groups:
        return first
    if not (is_one_row or (known.borders.foot_tells and upper.cell.is_open_bottom)):
        return None
    # Cut on the first page and printed whole again on the next.
    return second if fold(second).startswith(fold(first)) else whole


def _drop_repeat(above: str, part: Part, known: Known) -> None:
    """A sliver of the cut row repeats its label, which then runs into the next group's: take it off again."""
    lines = part.cell.text.split("\n")
    if len(lines) < 2 or fold(part.text) in known.groups:
        return
    for count in range(1, len(lines)):
        repeated, rest = unwrap("\n".join(lines[:count])), unwrap("\n".join(lines[count:]))
        if fold(above).endswith(fold(repeated)) and fold(rest) in known.groups:
            part.text = rest
            return


def _name_from_margins(table: Table, margins: Margins) -> None:
    """A group whose label fell wholly beyond the grid has it in the margin."""
    for row in (row for page in table.pages for row in (page[0], page[-1])):
        for key, part in row.parts.items():
            if base(key[0]) in GROUPS and not part.whole.text:
                words = list(margins.beyond(part, row.strip))
                for word in words:
                    word.use()
                part.whole.text = unwrap("\n".join(word.text for word in words))
