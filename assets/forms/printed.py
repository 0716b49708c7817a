"""What a form reader gives: one document's rows as printed, or why there are none. Data only, nothing is read here."""

from dataclasses import dataclass
from typing import NamedTuple

from assets.extraction.cells import Cell

UNSURE_BELOW = 0.95
"""A recogniser's confidence below which a person should look; a text layer's is 1."""


class Place(NamedTuple):
    """Where something stands: page from 1, box in points from its upper left corner, and how surely it was read.

    `place` says it in words for what has no pages, '' for what has.
    """

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    place: str
    confidence: float
    is_unsure: bool


def place_of(cell: Cell, confidence: float) -> Place:
    """The place of a cell, with the confidence of all that was joined to it."""
    return Place(cell.page, cell.x0, cell.top, cell.x1, cell.bottom, cell.place, confidence, confidence < UNSURE_BELOW)


def as_sure_as(place: Place, confidence: float) -> Place:
    """The place of what means something only beside another part, and is no surer than that."""
    if confidence >= place.confidence:
        return place
    return place._replace(confidence=confidence, is_unsure=confidence < UNSURE_BELOW)


class Indicator(NamedTuple):
    """A row of `contracts.frames.printed.PrintedIndicators`, its two places not yet spread into columns."""

    horizon: str
    row_number: int
    level1_printed: str
    level2_printed: str
    name_printed: str
    value_year: int
    value_role: str
    value_printed: str
    unit_printed: str | None
    basis_printed: str | None
    classification_printed: str | None
    weight_printed: str | None
    score_printed: str | None
    kind_printed: str | None
    explanation_printed: str | None
    standard_printed: str | None
    reason_printed: str | None
    remark_printed: str | None
    place: Place
    name_place: Place


class Funding(NamedTuple):
    """A row of `contracts.frames.printed.PrintedFunding`; the place is the amount's, or the share's alone."""

    row_number: int
    side: str
    item_printed: str
    stage: str
    fiscal_year: int
    amount_printed: str
    share_printed: str | None
    unit_printed: str | None
    place: Place


class Task(NamedTuple):
    """A row of `contracts.frames.printed.PrintedTasks`; the place is the task's name."""

    row_number: int
    task_printed: str
    content_printed: str | None
    total_printed: str | None
    fiscal_printed: str | None
    other_printed: str | None
    unit_printed: str | None
    place: Place


class Score(NamedTuple):
    """A row of `contracts.frames.printed.PrintedScores`; the place is that of its last text."""

    row_number: int
    subject_printed: str
    is_total: bool
    rate_printed: str | None
    weight_printed: str | None
    score_printed: str | None
    place: Place


class Narrative(NamedTuple):
    """A row of `contracts.frames.printed.PrintedNarratives`."""

    narrative: str
    label_printed: str
    text_printed: str
    place: Place


class Unread(NamedTuple):
    """A row of `contracts.frames.printed.UnreadText`."""

    text_printed: str
    cause: str
    believed_printed: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """One document of a file. `pages` are its first and last; `long_until` is None where no 截止 year is printed."""

    form: str
    template: str
    title_printed: str | None
    department_printed: str
    budget_year: int
    long_until: int | None
    pages: tuple[int, int]
    indicators: tuple[Indicator, ...]
    funding: tuple[Funding, ...]
    tasks: tuple[Task, ...]
    scores: tuple[Score, ...]
    narratives: tuple[Narrative, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class FormRefusal:
    """Why a document is not read: a code of `contracts.reasons.REASONS`, particulars, and an unknown form's digest."""

    reason_code: str
    detail: str = ""
    fingerprint: str = ""
