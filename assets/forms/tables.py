"""A section that is a table, as rows of parts by column: header words are taken out, spanning cells lie in each row.

Rows are still those of the page; `assets.forms.breaks` joins what a page break cut.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from assets.forms.blocks import Block
from assets.forms.headers import Column, Header, header_parts
from assets.forms.margins import Margins
from assets.forms.printed import Place, as_sure_as
from assets.forms.strips import Part, Strip
from contracts.frames.printed import HORIZONS
from contracts.vocabulary.form_labels import Form, HeaderWords, label_key, page_marks

Key = tuple[str, int | None]
"""A column's role and the year printed over it. A role of one horizon only bears it before (annual:name)."""

GROUPS = ("level1", "level2", "side")
POINTS = ("weight", "score")
VALUES = ("target", "adjusted_target", "baseline", "actual", "two_years_ago", "last_year")
"""Roles of columns that each give a value."""
SPENT = ("initial", "adjusted", "executed")
"""Stages of the year's money in a self-evaluation, each a column."""
_EITHER = 0.5
_NO_WORDS = HeaderWords()
IGNORED = "ignored"
"""The role of a column that is known and says nothing of what the form states."""
TEXTS = (*GROUPS, "number", "name", "item", "task", "content")
NAMED_BY = {
    "indicators": {"name"},
    "funding": {"item"},
    "tasks": {"task"},
    "execution": {"adjusted", "executed"},
    "narrative": {"long_goal", "annual_goal", "result"},
}
"""Of which columns a table of each kind must have one."""


def base(role: str) -> str:
    """A role without the horizon that it is of."""
    return role.rpartition(":")[2]


@dataclass(slots=True)
class Row:
    """One row: the part that covers it in each column. `number` counts within its strip."""

    strip: Strip
    number: int
    parts: dict[Key, Part]

    def part(self, role: str, year: int | None = None) -> Part | None:
        """The whole cell in the column of this role and year, if there is one; it counts as read from now on."""
        part = self.parts.get((role, year))
        if part is None:
            return None
        part.use()
        return part.whole

    def text(self, role: str) -> str | None:
        """The text in the column of this role; None where the table has no such column."""
        part = self.part(role)
        return part.text if part else None

    def place(self, part: Part, *roles: str) -> Place:
        """Where a part stands; as sure as the least sure of it and of its row's parts in these columns."""
        beside = [other.confidence for role in roles if (other := self.part(role)) is not None]
        return as_sure_as(part.place, min(beside, default=1.0))

    def leaves(self) -> Iterable[tuple[Key, Part]]:
        """The parts that are not groups over rows."""
        return ((key, part) for key, part in self.parts.items() if base(key[0]) not in GROUPS)

    def is_blank(self) -> bool:
        """Whether no column has a text but those of groups."""
        return not any(part.whole.text for _, part in self.leaves())


@dataclass(slots=True)
class Table:
    """The rows of each page (`pages`), and the columns by key as the header last printed gives them.

    `totals` are rows of the whole form's score, which are no indicator's, with their label.
    """

    pages: list[list[Row]] = field(default_factory=list)
    columns: dict[Key, Column] = field(default_factory=dict)
    totals: list[tuple[Part, Row]] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        """All rows as the pages have them."""
        return (row for page in self.pages for row in page)


def table_of(block: Block, form: Form, margins: Margins, *, has_two_goals: bool = False) -> Table:
    """The block's rows below its header rows; without any header there are none, and its texts stay unread.

    `has_two_goals`: the document states a long-term goal and, right of it, one for the year.
    """
    table = Table()
    kind = block.section.kind if block.section else ""
    words = form.columns.get(kind, _NO_WORDS)
    columns: list[Column] = []
    header: Header | None = None
    places: dict[tuple[float, float], list[Column]] = {}
    for fragment in block.fragments:
        rows: list[Row] = []
        given = list(fragment.rows())
        for number, parts in enumerate(given, start=fragment.first):
            is_below_break = number == fragment.first and fragment is not block.fragments[0]
            after = given[1] if is_below_break and len(given) > 1 else []
            if printed := header_parts(parts, words):
                header = header or Header(words, margins)
                header.add(printed, fragment.strip, after)
                continue
            if header is not None:
                if not any(part.text for part in parts) or (
                    is_below_break and header.takes_rest(parts, fragment.strip, after)
                ):
                    continue
                columns = _settled(header.columns(), kind, parts, has_two_goals)
                table.columns |= {column.key: column for column in columns}
                header, places = None, {}
            row = Row(fragment.strip, number, _by_column(parts, columns, places))
            sums = [part for part in parts if _is_sum(part, form)] if kind == "indicators" else []
            if sums:
                table.totals += [(part, row) for part in sums[:1] if not page_marks().is_subtotal(part.text)]
            elif any(part.top_row == number for _, part in row.leaves()) or (number == fragment.first and row.parts):
                rows.append(row)
        if rows:
            table.pages.append(rows)
    if header is not None:
        header.columns()
    for above, below in pairwise(table.pages):
        for part in (*above[-1].parts.values(), *below[0].parts.values()):
            part.is_at_break = True
    return table


def carry_groups(rows: list[Row]) -> None:
    """Let each row bear the groups above it in a table that prints them once and merges none of their cells.

    Where some are merged, or the first is not at the top of its group, nobody can tell which group a row belongs to
    that leaves the outer one blank, or an inner one below another: it has none and is unsure. An inner group does not
    outlive its outer one.
    """
    groups = [(role, part) for row in rows for role in GROUPS if (part := row.parts.get((role, None)))]
    keys = [(role, None) for role in GROUPS if any(part.text for of, part in groups if of == role)]
    is_told = all(part.row_count == 1 and part.whole is part for _, part in groups) and all(
        rows[0].parts[key].text for key in keys if key in rows[0].parts
    )
    for above, row in pairwise([*rows[:1], *rows]):
        for key in keys:
            if key not in row.parts or key not in above.parts:
                continue
            part, before = row.parts[key].whole, above.parts[key].whole
            if part.text and part is not before:
                break
            if is_told:
                row.parts[key] = above.parts[key]
            elif not part.text and (key == keys[0] or before.text or before.confidence <= _EITHER):
                part.confidence = min(part.confidence, _EITHER)


def total_rows(block: Block, table: Table) -> Iterator[Row]:
    """The rows beside the label of the whole form's score, by the columns of the indicators' table above it."""
    for fragment in block.fragments:
        for number, parts in enumerate(fragment.rows(), start=fragment.first):
            yield Row(fragment.strip, number, _by_column(parts, list(table.columns.values()), {}))


def _is_sum(part: Part, form: Form) -> bool:
    if label_key(part.text) in form.sums or page_marks().is_subtotal(part.text):
        return True
    section = form.section(part.text) if part.text else None
    return section is not None and section.kind == "total"


def _settled(columns: list[Column], kind: str, row: list[Part], has_two_goals: bool) -> list[Column]:
    """The columns of a kind of table, once the first row below the header is seen; none without what it needs."""
    if kind == "indicators":
        columns = _own_points(_by_horizon(columns) if has_two_goals else _deepest_name(columns))
    roles = {base(column.role) for column in columns}
    if kind == "indicators":
        deepest = next((role for role in ("name", "name_or_basis", "level2", "level1") if role in roles), "")
        renamed = {"name_or_basis": "basis", deepest: "name"} if deepest != "name" else {"name_or_basis": "basis"}
        columns = [replace(column, role=renamed.get(column.role, column.role)) for column in columns]
    elif kind == "execution" and "item" not in roles and columns and row and row[0].right <= columns[0].left + 0.01:
        columns = [Column("item", None, row[0].left, columns[0].left), *columns]
    if NAMED_BY[kind].isdisjoint(base(column.role) for column in columns):
        return []
    return _with_sides(columns, row)


def _by_horizon(columns: list[Column]) -> list[Column]:
    """Two sets of the same columns side by side, long-term before annual, as the goals over them stand."""
    roles = [column.role for column in columns]
    twice = {role for role in roles if roles.count(role) == len(HORIZONS)}
    if not {"name", "target"} <= twice:
        return columns
    left = [roles.index(role) for role in roles]
    return [
        replace(column, role=f"{HORIZONS[index > first]}:{column.role}") if column.role in twice else column
        for index, (column, first) in enumerate(zip(columns, left, strict=True))
    ]


def _deepest_name(columns: list[Column]) -> list[Column]:
    """The columns with one name, the one furthest to the right; none where nobody can tell two sets of them apart."""
    names, targets = ([one for one in columns if one.role == role] for role in ("name", "target"))
    if len(names) > 1 and len(targets) > len({one.year for one in targets}):
        return []
    return [column for column in columns if column not in names[:-1]]


def _own_points(columns: list[Column]) -> list[Column]:
    """Without the points that are a level's: those of an indicator stand right of its name."""
    names = [column.left for column in columns if base(column.role) == "name"]
    own = {column.role for column in columns if names and column.left > names[-1]}
    return [
        column for column in columns
        if column.role not in POINTS or column.role not in own or column.left > names[-1]
    ]  # fmt: skip


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


def _by_column(
    parts: list[Part], columns: list[Column], places: dict[tuple[float, float], list[Column]]
) -> dict[Key, Part]:
    """The parts of a row by column, none surer than the words over it; `places` remembers where parts of the same edges
    went.
    """
    found: dict[Key, Part] = {}
    for part in parts:
        place = (part.left, part.right)
        if place not in places:
            places[place] = _columns_of(part, columns)
        for column in places[place]:
            part.confidence = min(part.confidence, column.confidence)
            key = column.key
            if key[0] == IGNORED:
                part.use()
            elif key not in found or not found[key].text:
                found[key] = part
            elif key[0] == "kind" and part.text:
                # 定量 beside ≥, in whichever order: the sign says more.
                for one in (found[key], part):
                    one.use()
                found[key] = min(found[key], part, key=lambda one: page_marks().is_bare_kind(one.text))
            elif base(key[0]) in VALUES and part.text:
                # Two cells in columns of one meaning: nobody can tell which one is meant.
                found[key].confidence = min(found[key].confidence, _EITHER)
    return found


def _columns_of(part: Part, columns: list[Column]) -> list[Column]:
    """The columns that a part stands in: those it covers, or the one that covers it.

    A cell merged over value columns says the same for each; one merged over the columns of names is the last one's, but
    over groups alone the outer one's, and over a task and its content the task's; one over both, or over what was spent
    and more, is no value.
    """
    covered, covering = [], []
    for column in columns:
        overlap = min(part.right, column.right) - max(part.left, column.left)
        if 2 * overlap > column.right - column.left:
            covered.append(column)
        elif 2 * overlap > part.right - part.left:
            covering.append(column)
    found = covered or covering
    named = [column for column in found if base(column.role) in TEXTS]
    is_amount = len(found) > 1 and any(column.role in SPENT for column in found)
    if is_amount or (named and len(named) < len(found)):
        return []
    outer = named[:1] if all(base(column.role) in GROUPS for column in named) else []
    return outer or [column for column in named if column.role == "task"] or named[-1:] or found
