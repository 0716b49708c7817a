"""What the sections of one document state, row by row: each kind of section by the reader of its kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from assets.forms.blocks import Block
from assets.forms.breaks import Known, joined_rows
from assets.forms.margins import Margins
from assets.forms.money import funding_of, pairs_of, scores_of, spending_of, tasks_of
from assets.forms.printed import Funding, Indicator, Narrative, Score, Task
from assets.forms.rows import goals_of, horizons_of, indicators_of, narrative_of, rows_of_horizon
from assets.forms.strips import Borders
from assets.forms.tables import Row, Table, table_of, total_rows
from contracts.vocabulary.form_labels import Form


class Tables:
    """The tables of a document with their rows over all pages, by the section's key."""

    def __init__(self, blocks: dict[str, Block], form: Form, margins: Margins, borders: Borders) -> None:
        self.blocks = blocks
        self.tables = {
            key: table_of(block, form, margins)
            for key, block in blocks.items()
            if block.section is not None and block.section.kind in form.columns
        }
        known = Known.of(form, self.tables.values(), borders)
        self.rows = {key: joined_rows(table, known, margins) for key, table in self.tables.items()}

    @property
    def last_year(self) -> int | None:
        """The last year that stands over a column."""
        years = [column.year for table in self.tables.values() for column in table.columns.values() if column.year]
        return max(years, default=None)


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
    for key, block in tables.blocks.items():
        kind = block.section.kind if block.section else ""
        table, rows = tables.tables.get(key, Table()), tables.rows.get(key, [])
        if kind == "indicators":
            stated.indicators.extend(_indicators(block, rows, table, budget_year, until))
            for label, row in table.totals:
                label.use()
                stated.scores.extend(scores_of(row, label.text, is_total=True))
        elif kind == "funding":
            stated.funding.extend(funding_of(rows, table, form, budget_year, unit))
        elif kind == "pairs":
            stated.funding.extend(pairs_of(block, form, budget_year, unit))
        elif kind == "tasks":
            stated.tasks.extend(tasks_of(rows, table, unit))
        elif kind == "execution":
            stated.funding.extend(spending_of(block, rows, table, budget_year, unit))
            stated.scores.extend(score for row in rows for score in scores_of(row, row.text("item") or block.label))
        elif kind == "total":
            above = next((one for one in tables.tables.values() if ("target", None) in one.columns), Table())
            stated.scores.extend(
                score for row in total_rows(block, above) for score in scores_of(row, block.label, is_total=True)
            )
        elif kind == "narrative":
            stated.narratives.extend(_narratives(block, rows, table, {one.narrative for one in stated.narratives}))
    stated.scores = [score._replace(row_number=number) for number, score in enumerate(stated.scores, start=1)]
    return stated


def _indicators(
    block: Block, rows: list[Row], table: Table, budget_year: int, until: int | None
) -> Iterator[Indicator]:
    """A long-term target is for the 截止 year; where none is printed, the budget year is all the form says."""
    subject = block.section.subject if block.section else ""
    for horizon in horizons_of(table.columns) or [subject]:
        year = until if horizon == "long_term" and until else budget_year
        own = rows_of_horizon(rows, table.columns, horizon)
        yield from indicators_of(*own, horizon, budget_year, year)


def _narratives(block: Block, rows: list[Row], table: Table, stated: set[str]) -> Iterator[Narrative]:
    """The texts of a section, each of a kind that the document has not stated yet."""
    if table.columns:
        found = goals_of(block, rows, {key: column for key, column in table.columns.items() if key[0] not in stated})
    else:
        found = iter(() if block.section is None or block.section.subject in stated else narrative_of(block))
    yield from found
