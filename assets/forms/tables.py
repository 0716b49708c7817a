"""A section that is a table, as rows of parts by column: header words are taken out, spanning cells lie in each row.

Rows are still those of the page; `assets.forms.breaks` joins what a page break cut.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from assets.forms.blocks import Block
from assets.forms.headers import Column, Header, header_parts
from assets.forms.margins import Margins
from assets.forms.strips import Part, Strip

Key = tuple[str, int | None]
"""A column's role and the year printed over it."""

GROUPS = ("level1", "level2", "side")
TEXTS = (*GROUPS, "name", "item")


@dataclass(slots=True)
class Row:
    """One row: the part that covers it in each column. `number` counts within its strip."""

    strip: Strip
    number: int
    parts: dict[Key, Part]

    def part(self, role: str) -> Part | None:
        """The whole cell in the column of this role, if there is one."""
        part = self.parts.get((role, None))
        return part.whole if part else None

    def text(self, role: str) -> str | None:
        """The text in the column of this role; None where the table has no such column."""
        part = self.part(role)
        return part.text if part else None

    def leaves(self) -> Iterable[tuple[Key, Part]]:
        """The parts that are not groups over rows."""
        return ((key, part) for key, part in self.parts.items() if key[0] not in GROUPS)

    def is_blank(self) -> bool:
        """Whether no column has a text but those of groups."""
        return not any(part.whole.text for _, part in self.leaves())

    def disown(self) -> None:
        """Leave the row's texts unread after all."""
        for part in self.parts.values():
            part.whole.is_used = False


@dataclass(slots=True)
class Table:
    """The rows of each page (`pages`), and the columns by key as the header last printed gives them."""

    pages: list[list[Row]] = field(default_factory=list)
    columns: dict[Key, Column] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """All rows as the pages have them."""
        return (row for page in self.pages for row in page)


def table_of(block: Block, words: dict[str, str], margins: Margins) -> Table:
    """The block's rows below its header rows; without any header there are none, and its texts stay unread."""
    table = Table()
    columns: list[Column] = []
    header: Header | None = None
    keys: dict[tuple[float, float], list[Key]] = {}
    for fragment in block.fragments:
        rows: list[Row] = []
        for number, parts in enumerate(fragment.rows(), start=fragment.first):
            if printed := header_parts(parts, words):
                header = header or Header(words, margins)
                header.add(printed, fragment.strip)
                continue
            if header is not None:
                if not any(part.text for part in parts):
                    continue
                columns = header.columns()
                if not any(column.role in ("name", "item") for column in columns):
                    columns = []
                columns = _with_sides(columns, parts)
                table.columns |= {(column.role, column.year): column for column in columns}
                header, keys = None, {}
            row = Row(fragment.strip, number, _by_column(parts, columns, keys))
            if any(part.top_row == number for _, part in row.leaves()) or (number == fragment.first and row.parts):
                rows.append(row)
        if rows:
            table.pages.append(rows)
    if header is not None:
        header.columns()
    for above, below in pairwise(table.pages):
        for part in (*above[-1].parts.values(), *below[0].parts.values()):
            part.is_at_break = True
    return table


def _with_sides(columns: list[Column], row: list[Part]) -> list[Column]:
    """The money table's items stand under one header with the side they belong to; part the column in two."""
    for index, column in enumerate(columns):
        if column.role == "item":
            under = [part for part in row if column.left - 0.01 <= part.left and part.right <= column.right + 0.01]
            if len(under) == 2:
                edge = under[0].right
                sides = [replace(column, role="side", right=edge), replace(column, left=edge)]
                return [*columns[:index], *sides, *columns[index + 1 :]]
    return columns


def _by_column(parts: list[Part], columns: list[Column], keys: dict[tuple[float, float], list[Key]]) -> dict[Key, Part]:
    """The parts of a row by column; `keys` remembers where parts of the same edges went."""
    found: dict[Key, Part] = {}
    for part in parts:
        place = (part.left, part.right)
        if place not in keys:
            keys[place] = _keys(part, columns)
        for key in keys[place]:
            if key not in found or not found[key].text:
                found[key] = part
                part.is_used = True
    return found


def _keys(part: Part, columns: list[Column]) -> list[Key]:
    """The columns that a part stands in: those it covers, or the one that covers it.

    A cell merged over value columns says the same for each; one merged over the columns of names is the last one's;
    one over both is no value of the table.
    """
    covered, covering = [], []
    for column in columns:
        overlap = min(part.right, column.right) - max(part.left, column.left)
        if 2 * overlap > column.right - column.left:
            covered.append(column)
        elif 2 * overlap > part.right - part.left:
            covering.append(column)
    found = covered or covering
    named = [column for column in found if column.role in TEXTS]
    if named and len(named) < len(found):
        return []
    return [(column.role, column.year) for column in named[-1:] or found]
