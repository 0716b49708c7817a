"""What a rule is given: the frames of a set of documents, side by side."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, TypeVar

import pandas as pd

from contracts.frames.documents import Documents
from contracts.frames.normalized import FundingAmounts, IndicatorValues, Scores, TaskAmounts
from contracts.frames.printed import PrintedNarratives, UnreadText
from contracts.validation import empty

_Found = TypeVar("_Found")

INDICATORS_BEFORE = (
    "document_id", "horizon", "row_number", "name_printed", "value_year", "value_role", "value_printed", "value_id",
    "indicator_code", "measure", "comparator", "value_low", "value_high", "unit", "direction",
)  # fmt: skip
"""What the rules ask of the indicators of the year before: the rest of their columns is not read back."""
FUNDING_BEFORE = (
    "document_id", "row_number", "side", "item_printed", "stage", "fiscal_year", "amount_printed", "unit_printed",
    "funding_id", "item_code", "amount_yuan",
)  # fmt: skip
"""What the rules ask of the amounts of the year before."""


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """Frames of one set of documents, usually a region's year; each may be empty, all have their declared dtypes.

    documents: Documents; indicators: IndicatorValues; funding: FundingAmounts; tasks: TaskAmounts; scores: Scores;
    narratives: PrintedNarratives; unread: UnreadText. `year_before` holds the documents that speak for the same
    region's year before, for the rules across years: nothing is found in those; None where that year is not known.
    Its indicators and amounts may have `INDICATORS_BEFORE` and `FUNDING_BEFORE` for columns and no more.
    """

    documents: pd.DataFrame
    indicators: pd.DataFrame
    funding: pd.DataFrame
    tasks: pd.DataFrame
    scores: pd.DataFrame
    narratives: pd.DataFrame
    unread: pd.DataFrame
    year_before: "DocumentSet | None" = None
    worked_out: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def before(self) -> "DocumentSet":
        """The year before, without a document where it is not known."""
        return self.year_before or nothing()


def once_a_set(work_out: Callable[[DocumentSet], _Found]) -> Callable[[DocumentSet], _Found]:
    """What several rules ask of a set is worked out for the first and kept with the set; nobody may change it."""

    @wraps(work_out)
    def known(documents: DocumentSet) -> _Found:
        if known not in documents.worked_out:
            documents.worked_out[known] = work_out(documents)
        found: _Found = documents.worked_out[known]
        return found

    return known


@lru_cache(maxsize=1)
def nothing() -> DocumentSet:
    """A set without a document."""
    return DocumentSet(
        documents=empty(Documents),
        indicators=empty(IndicatorValues),
        funding=empty(FundingAmounts),
        tasks=empty(TaskAmounts),
        scores=empty(Scores),
        narratives=empty(PrintedNarratives),
        unread=empty(UnreadText),
    )
