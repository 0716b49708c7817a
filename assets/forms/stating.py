"""What the sections of one document state, row by row: each kind of section by the reader of its kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from assets.forms.blocks import Block
from assets.forms.breaks import Known, joined_rows
from assets.forms.headers import Column
from assets.forms.margins import Margins
from assets.forms.money import funding_of, pairs_of, scores_of, spending_of, tasks_of, total_of
from assets.forms.printed import Funding, Indicator, Narrative, Score, Task
from assets.forms.rows import Horizons, goals_of, indicators_of, narrative_of
from assets.forms.strips import Borders
from assets.forms.tables import Row, Table, carry_groups, table_of, total_rows
from contracts.vocabulary.form_labels import Form, label_number, label_year


class Tables:
    """The sections of a document in their order (`blocks`); beside each its table and its rows over all pages."""

    def __init__(self, blocks: list[Block], form: Form, margins: Margins, borders: Borders) -> None:
        self.blocks = blocks
        goals = {n: table_of(block, form, margins) for n, block in enumerate(blocks) if _kind(block) == "narrative"}
        sides = [[role for role, _ in table.columns if role.endswith("_goal")] for table in goals.values()]
        has_two_goals = ["long_goal", "annual_goal"] in sides
        self.tables = [
            goals[number] if number in goals
            else table_of(block, form, margins, has_two_goals=has_two_goals) if _kind(block) in form.columns
            else Table()
            for number, block in enumerate(blocks)
        ]  # fmt: skip
        known = Known.of(form, self.tables, borders)
        self.rows = [joined_rows(table, known, margins) for table in self.tables]
        for rows in self.rows:
            carry_groups(rows)

    @property
    def last_year(self) -> int | None:
        """The last of the prior years that stand over a column."""
        return max((column.year or 0 for column in self._dated() if column.role in ("prior", "baseline")), default=None)

    @property
    def long_until(self) -> int | None:
        """The year with which the long-term goal ends: by a section's label, else by the header word over the goal."""
        labels = (block.label for block in self.blocks if block.section and "long" in block.section.key)
        said = next(filter(None, map(label_year, labels)), None)
        return said or max((column.year or 0 for column in self._dated() if column.role == "long_goal"), default=None)

    def _dated(self) -> list[Column]:
        return [column for table in self.tables for column in table.columns.values() if column.year]


def _kind(block: Block) -> str:
    return block.section.kind if block.section else ""


@dataclass(slots=True)
class Stated:
    """What a document states."""

    indicators: list[Indicator] = field(default_factory=list)
    funding: list[Funding] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    narratives: list[Narrative] = field(default_factory=list)


def stated_by(tables: Tables, form: Form, budget_year: int, until: int | None, unit: str | None) -> Stated:
    """Every row of every section, in the order of the sections."""
    stated = Stated()
    for block, table, rows in zip(tables.blocks, tables.tables, tables.rows, strict=True):
        kind = _kind(block)
        if kind == "indicators":
            stated.indicators.extend(_indicators(block, rows, table, budget_year, until, stated.indicators))
            for label, row in table.totals:
                label.use()
                stated.scores.extend(scores_of(row, label.text, is_total=True))
        elif kind == "funding" and table.columns:
            stated.funding.extend(_numbered(funding_of(rows, table, form, budget_year, unit), stated.funding))
        elif kind == "pairs" or (kind in ("funding", "execution") and not table.columns):
            stated.funding.extend(_numbered(pairs_of(block, form, budget_year, unit), stated.funding))
        elif kind == "tasks":
            stated.tasks.extend(_numbered(tasks_of(rows, table, unit), stated.tasks))
        elif kind == "execution":
            stated.funding.extend(_numbered(spending_of(block, rows, table, budget_year, unit), stated.funding))
            stated.scores.extend(score for row in rows for score in scores_of(row, row.text("item") or block.label))
        elif kind == "total":
            above = next((one for one in tables.tables if ("target", None) in one.columns), Table())
            stated.scores.extend(score for row in total_rows(block, above) for score in total_of(row, block.label))
        elif kind == "narrative":
            for narrative in _narratives(block, rows, table, {one.narrative for one in stated.narratives}):
                _add(narrative, stated.narratives)
    stated.scores = [score._replace(row_number=number) for number, score in enumerate(stated.scores, start=1)]
    return stated


_R = TypeVar("_R", Indicator, Funding, Task)


def _numbered(rows: Iterable[_R], before: list[_R]) -> list[_R]:
    """The rows of one more section, their numbers going on after those before."""
    last = max((row.row_number for row in before), default=0)
    return [row._replace(row_number=last + row.row_number) for row in rows]


def _indicators(
    block: Block, rows: list[Row], table: Table, budget_year: int, until: int | None, before: list[Indicator]
) -> Iterator[Indicator]:
    """A long-term target is for the 截止 year; where none is printed, the budget year is all the form says."""
    horizons = Horizons(table.columns, block.section.subject if block.section else "", budget_year)
    for horizon in horizons.every:
        year = until if horizon == "long_term" and until else budget_year
        found = indicators_of(*horizons.rows(rows, horizon), horizon, budget_year, year)
        yield from _numbered(found, [row for row in before if row.horizon == horizon])


def _narratives(block: Block, rows: list[Row], table: Table, stated: set[str]) -> Iterator[Narrative]:
    """The texts of a section, each of a kind that the document has not stated yet, or numbers."""
    if label_number(block.label):
        stated = set()
    if table.columns:
        found = goals_of(block, rows, {key: column for key, column in table.columns.items() if key[0] not in stated})
    else:
        found = iter(() if block.section is None or block.section.subject in stated else narrative_of(block))
    yield from found


def _add(narrative: Narrative, stated: list[Narrative]) -> None:
    """Put a text with the others; one more of several numbered goals stands below the goal before it."""
    for index, other in enumerate(stated):
        if other.narrative == narrative.narrative:
            stated[index] = other._replace(text_printed=f"{other.text_printed}\n{narrative.text_printed}")
            return
    stated.append(narrative)
