"""What a rule is given: the frames of a set of documents, side by side."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """Frames of one set of documents, usually a region's year; each may be empty, all have their declared dtypes.

    documents: Documents; indicators: IndicatorValues; funding: FundingAmounts; narratives: PrintedNarratives;
    unread: UnreadText.
    """

    documents: pd.DataFrame
    indicators: pd.DataFrame
    funding: pd.DataFrame
    narratives: pd.DataFrame
    unread: pd.DataFrame
