"""The frame of what a layer did not let through: one row a document, with its reason. It ends in quarantine."""

import pandera.pandas as pa
from pandera.typing import Series

from contracts.reasons import REASONS


class Refusals(pa.DataFrameModel):
    """Accepted and refused documents of a layer together are the documents it was given, always."""

    document_id: Series[str] = pa.Field(unique=True, str_matches=r"^[0-9a-f]{16}(-\d+)?$")
    reason_code: Series[str] = pa.Field(isin=tuple(REASONS))
    reason_detail: Series[str]

    class Config:
        strict = True
