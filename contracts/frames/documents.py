"""The registry's frame: one row a document, what it says of itself and what became of it."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from contracts.reasons import REASONS

FORMS = ("approval", "declaration", "goal_table", "self_evaluation")
STATES = ("registered", "loaded", "quarantined", "superseded", "withdrawn")


class Documents(pa.DataFrameModel):
    """One row a document; a file that holds two documents gives two rows with the same `document_sha256`.

    `document_id` is the first 16 hex digits of the file's sha256, with `-2`, `-3` … for its later documents.
    """

    document_id: Series[str] = pa.Field(unique=True, str_matches=r"^[0-9a-f]{16}(-\d+)?$")
    document_sha256: Series[str] = pa.Field(str_matches=r"^[0-9a-f]{64}$")
    source_name: Series[str]
    source_url: Series[str] = pa.Field(nullable=True)
    published_at: Series[str] = pa.Field(nullable=True, str_matches=r"^\d{4}-\d{2}-\d{2}")
    made_at: Series[str] = pa.Field(nullable=True, str_matches=r"^\d{4}-\d{2}-\d{2}T.*[+-]\d{2}:\d{2}$")
    form: Series[str] = pa.Field(nullable=True, isin=FORMS)
    title_printed: Series[str] = pa.Field(nullable=True)
    department_printed: Series[str] = pa.Field(nullable=True)
    department_id: Series[str] = pa.Field(nullable=True)
    region_code: Series[str] = pa.Field(nullable=True, str_matches=r"^\d{6}$")
    budget_year: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=2000, le=2100)
    long_until: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=2000, le=2100)
    pages: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    reader: Series[str]
    template: Series[str] = pa.Field(nullable=True)
    state: Series[str] = pa.Field(isin=STATES)
    reason_code: Series[str] = pa.Field(nullable=True, isin=tuple(REASONS))
    reason_detail: Series[str] = pa.Field(nullable=True)

    class Config:
        strict = True

    @pa.dataframe_check
    @classmethod
    def a_quarantined_document_has_a_reason(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        return (frame["state"] == "quarantined") == frame["reason_code"].notna()

    @pa.dataframe_check
    @classmethod
    def a_document_on_its_way_says_who_when_and_which_form(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        known = frame[["form", "department_printed", "region_code", "budget_year"]].notna().all(axis=1)
        return (frame["state"] == "quarantined") | known
