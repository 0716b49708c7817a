"""A grid's rows, parted where another left label begins, or a table that has none and begins with its header words."""

from collections.abc import Iterator
from dataclasses import dataclass

from assets.forms.headers import header_parts, role_of
from assets.forms.strips import Part, Strip
from contracts.vocabulary.form_labels import Form

NEAR = 0.02
"""Share of a grid's width within which two edges of two pages are the same edge."""

_FIRST_COLUMNS = {"indicators": ("number", "level1", "level2", "name"), "tasks": ("number", "task")}
"""Kinds of tables that may stand without a left label, and the roles of their first column."""


@dataclass(slots=True)
class Fragment:
    """Rows `first` to `last` (excluded) of a strip beside one left label, or of a table of kind `table` without any."""

    strip: Strip
    first: int
    last: int
    label: Part | None
    table: str = ""

    @property
    def text(self) -> str:
        """What the label says on this page."""
        return self.label.text if self.label else ""

    @property
    def is_banner(self) -> bool:
        """Whether the label is a row of its own, with nothing beside it."""
        return self.label is not None and self.label.right > 1 - NEAR / 2

    def rows(self) -> Iterator[list[Part]]:
        """The parts right of the label, row by row."""
        for row in range(self.first, self.last):
            yield [part for part in self.strip.rows[row] if part is not self.label]


def lift_labels(strip: Strip, form: Form) -> None:
    """Take away a cell at the left edge that only stands beside labels, each with its own text or table."""
    for outer in [part for part in strip.parts if part.left < NEAR / 2]:
        rows = strip.rows[outer.top_row : outer.bottom_row]
        inner = {id(row[1]): row[1] for row in rows if len(row) > 2}
        is_many = len(inner) > 1 or (outer.text and form.section(outer.text) is None)
        if is_many and all(len(row) > 2 and form.section(row[1].text) for row in rows):
            outer.use()
            for row in rows:
                row.remove(outer)
            for part in inner.values():
                part.left = outer.left


def fragments_of(strip: Strip, form: Form, before: Fragment | None) -> list[Fragment]:
    """The fragments of a strip; a table without a label may go on from the fragment `before` it."""
    found: list[Fragment] = []
    table = before.table if before and before.table and edges_agree(before, strip.rows[0], strip) else ""
    for number, row in enumerate(strip.rows):
        first = row[0] if row else None
        label = first if first and first.left < NEAR / 2 else None
        above = found[-1] if found else None
        if above and not above.table and (label is None or label is above.label):
            above.last = number + 1
            continue
        if label and label.top_row == number:
            kind = _bare_table(strip, label, form)
            if kind:
                table, above = kind, None
            elif form.section(label.text) or (table and label.right > 1 - NEAR / 2):
                table = ""
        if above and table and above.table == table:
            above.last = number + 1
        else:
            found.append(Fragment(strip, number, number + 1, None if table else label, table))
    return found


def _bare_table(strip: Strip, first: Part, form: Form) -> str:
    """The kind of the table whose header begins with this cell, if it is the word of a first column; else ''.

    A word that is a section's label as well (主要任务) is one where it stands beside more than header words.
    """
    rows = strip.rows[first.top_row : first.bottom_row]
    for kind, roles in _FIRST_COLUMNS.items():
        words = form.columns[kind]
        if role_of(first.text, words) in roles and all(len(header_parts(row, words)) > 1 for row in rows):
            return kind
    return ""


def edges_agree(foot: Fragment, row: list[Part], strip: Strip) -> bool:
    """Whether the grids could be one: the edges of the row at the break are all edges of the grid across it."""
    return _are_edges_of(row, foot.strip) or _are_edges_of(foot.strip.rows[foot.last - 1], strip)


def _are_edges_of(row: list[Part], strip: Strip) -> bool:
    edges = {edge for part in strip.parts for edge in (part.left, part.right)}
    return all(min(abs(edge - other) for other in edges) <= NEAR for part in row for edge in (part.left, part.right))
