"""What a check returns: one row a breach, with its document, its place, its words and a key of its own.

`key` is made of natural keys (section, row, year, role …), so that a rerun names the same breach again.
"""

from typing import Any

import pandas as pd

from contracts.rules.documents import DocumentSet, once_a_set

SAID = ("counterpart_id", "expected", "actual", "difference")
PLACE = ("page", "x0", "top", "x1", "bottom", "place")
LINE = ["document_id", "horizon", "row_number"]


def _join(rows: pd.DataFrame, *columns: str) -> "pd.Series[str]":
    key = rows[columns[0]].astype("str")
    for column in columns[1:]:
        key = key + "-" + rows[column].astype("str")
    return key


def _breaches(
    rows: pd.DataFrame, key: "tuple[str, ...] | pd.Series[str]", prefix: str, said: dict[str, Any]
) -> pd.DataFrame:
    """`key` or the columns that make it; `prefix` is that of the place's columns. Most checks find nothing."""
    if rows.empty:
        return pd.DataFrame(columns=["document_id", "key"])
    columns: dict[str, Any] = {
        "document_id": rows["document_id"],
        "key": _join(rows, *key) if isinstance(key, tuple) else key,
    }
    for column in ("value_id", "funding_id"):
        columns[column] = rows.get(column)
    for column in PLACE:
        columns[column] = rows.get(prefix + column)
    return pd.DataFrame({**columns, **dict.fromkeys(SAID), **said}, index=rows.index)


def at_value(rows: pd.DataFrame, **said: Any) -> pd.DataFrame:
    """Breaches at the values `rows` of IndicatorValues; `said`: expected, actual, difference, message fields."""
    fields = {"name": rows["name_printed"], "section": rows["horizon"], "year": rows["value_year"]}
    return _breaches(rows, ("horizon", "row_number", "value_year", "value_role"), "", fields | said)


def one_a_line(indicators: pd.DataFrame) -> pd.DataFrame:
    """One row of each indicator line, its target's where it has one: for what is true of the line, not of a value."""
    targets_first = indicators.iloc[(indicators["value_role"] != "target").to_numpy().argsort(kind="stable")]
    return targets_first.drop_duplicates(LINE).sort_index()


@once_a_set
def lines_of(documents: DocumentSet) -> pd.DataFrame:
    """One row of each indicator line of a set."""
    return one_a_line(documents.indicators)


def at_name(rows: pd.DataFrame, **said: Any) -> pd.DataFrame:
    """Breaches at the names of the lines `rows`, one row of IndicatorValues a line."""
    fields = {"name": rows["name_printed"], "section": rows["horizon"], "actual": rows["name_printed"]}
    return _breaches(rows, ("horizon", "row_number"), "name_", fields | said)


def at_amount(rows: pd.DataFrame, **said: Any) -> pd.DataFrame:
    """Breaches at the amounts `rows` of FundingAmounts."""
    fields = {"item": rows["item_printed"], "side": rows["side"], "year": rows["fiscal_year"]}
    return _breaches(rows, ("row_number", "stage", "fiscal_year"), "", fields | said)


def at_task(rows: pd.DataFrame, **said: Any) -> pd.DataFrame:
    """Breaches at the tasks `rows` of TaskAmounts."""
    return _breaches(rows, ("row_number",), "", {"task": rows["task_printed"]} | said)


def at_score(rows: pd.DataFrame, **said: Any) -> pd.DataFrame:
    """Breaches at the scores `rows` of Scores."""
    return _breaches(rows, ("row_number",), "", {"subject": rows["subject_printed"]} | said)


def at_document(rows: pd.DataFrame, key: "pd.Series[str]", **said: Any) -> pd.DataFrame:
    """Breaches of whole documents, at the place of `rows` where they have one; `key` tells one document's apart."""
    return _breaches(rows, key, "", said)


def at_text(rows: pd.DataFrame, **said: Any) -> pd.DataFrame:
    """Breaches at the texts `rows` of UnreadText; their place is their key."""
    key = rows["page"].astype("str")
    for column in ("top", "x0"):
        key = key + rows[column].map("-{:.1f}".format).astype("str")
    again = key.groupby([rows["document_id"], key]).cumcount()
    return _breaches(rows, key.where(again == 0, key + "-" + again.astype("str")), "", said)
