"""The findings' frame: one row a rule that a document breaks, at its place."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

SEVERITIES = ("fatal", "error", "warning", "notice")


class Findings(pa.DataFrameModel):
    """`finding_id` is built from document, rule and place, so a rerun finds the same finding again.

    fatal: the document cannot be trusted and is quarantined. error: a fault in the source. warning: a person should
    look. notice: good to know. `expected`, `actual` and `difference` are printed texts, empty where a rule has none.
    `counterpart_id` is the value_id or funding_id, often of another document, that the finding was held against.
    """

    finding_id: Series[str] = pa.Field(unique=True)
    document_id: Series[str] = pa.Field(str_matches=r"^[0-9a-f]{16}(-\d+)?$")
    rule_code: Series[str]
    severity: Series[str] = pa.Field(isin=SEVERITIES)
    message_zh: Series[str]
    message_en: Series[str]
    expected: Series[str] = pa.Field(nullable=True)
    actual: Series[str] = pa.Field(nullable=True)
    difference: Series[str] = pa.Field(nullable=True)
    value_id: Series[str] = pa.Field(nullable=True)
    funding_id: Series[str] = pa.Field(nullable=True)
    counterpart_id: Series[str] = pa.Field(nullable=True)
    page: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)
    x0: Series[float] = pa.Field(nullable=True)
    top: Series[float] = pa.Field(nullable=True)
    x1: Series[float] = pa.Field(nullable=True)
    bottom: Series[float] = pa.Field(nullable=True)
    place: Series[str] = pa.Field(nullable=True)

    class Config:
        strict = True
