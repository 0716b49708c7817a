"""What a rule is given: the frames of a set of documents, side by side."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """Frames of one set of documents, usually a region's year; each may be empty, all have their declared dtypes.

    documents: Documents; indicators: IndicatorValues; funding: FundingAmounts; tasks: TaskAmounts; scores: Scores;
    narratives: PrintedNarratives; unread: UnreadText. `year_before` holds the documents that speak for the same
    region's year before, for the rules across years: nothing is found in those; None where that year is not known.
    """

    documents: pd.DataFrame
    indicators: pd.DataFrame
    funding: pd.DataFrame
    tasks: pd.DataFrame
    scores: pd.DataFrame
    narratives: pd.DataFrame
    unread: pd.DataFrame
    year_before: "DocumentSet | None" = None
