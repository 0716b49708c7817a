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
            if form.section(label.text):
                table = ""
            elif kind := _bare_table(row, form):
                table, above = kind, None
            elif table and label.right > 1 - NEAR / 2:
                table = ""
        if above and table and above.table == table:
            above.last = number + 1
        else:
            found.append(Fragment(strip, number, number + 1, None if table else label, table))
    return found


def _bare_table(row: list[Part], form: Form) -> str:
    """The kind of the table whose header this row is, if it begins with the word of a first column; else ''."""
    for kind, roles in _FIRST_COLUMNS.items():
        words = form.columns[kind]
        if role_of(row[0].text, words) in roles and len(header_parts(row, words)) > 1:
            return kind
    return ""


def edges_agree(foot: Fragment, row: list[Part], strip: Strip) -> bool:
    """Whether the grids could be one: the edges of the row at the break are all edges of the grid across it."""
    return _are_edges_of(row, foot.strip) or _are_edges_of(foot.strip.rows[foot.last - 1], strip)


def _are_edges_of(row: list[Part], strip: Strip) -> bool:
    edges = {edge for part in strip.parts for edge in (part.left, part.right)}
    return all(min(abs(edge - other) for other in edges) <= NEAR for part in row for edge in (part.left, part.right))
