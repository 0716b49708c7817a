"""Values that can be held against each other: what they are about, which way is better, how exactly they are printed.

Two statements of one fact agree when their rounding intervals overlap: a printed number stands for anything within half
of its last digit, and two that only touch are two (34.3 and 34.4).
"""

import pandas as pd

from contracts.rules.documents import DocumentSet, once_a_set
from contracts.vocabulary.folding import fold

FLOORS, CAPS = ("ge", "gt"), ("le", "lt")
SAME = ["document_id", "indicator", "unit"]
_NUMBER = r"(?P<whole>[0-9][0-9,]*)(?:\.(?P<fraction>[0-9]+))?"
_SLACK = 1e-9


def with_indicator(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of IndicatorValues with `indicator`, what they are about: the indicator's code, else the folded name."""
    names = {name: fold(name) for name in rows["name_printed"].unique()}
    codes = rows["indicator_code"]
    return rows.assign(indicator=codes.where(codes.notna(), rows["name_printed"].map(names)))


@once_a_set
def numbers(documents: DocumentSet) -> pd.DataFrame:
    """Values of one number with `bound` (float) and the `indicator` they are about, `unit` '' for none.

    No changes, dates or spans. An indicator stated twice in a section is left out (N002).
    """
    indicators = documents.indicators
    rows = indicators[indicators["measure"].isin(("quantity", "ratio", "money"))]
    low, high = rows["value_low"].astype("float64"), rows["value_high"].astype("float64")
    rows = with_indicator(rows).assign(bound=low.where(low.notna(), high), unit=rows["unit"].fillna(""))
    exact = rows["comparator"].isin((*FLOORS, *CAPS)) | (low == high)
    twice = rows.duplicated([*SAME, "horizon", "value_year", "value_role"], keep=False)
    return rows[exact & ~twice & rows["bound"].notna()]


@once_a_set
def comparable(documents: DocumentSet) -> pd.DataFrame:
    """`numbers` with the `sense` in which more is better.

    The sense is the indicator's own; where it is unknown, the stated comparator's. Nothing is compared where the two
    disagree (V009 finds that).
    """
    rows = numbers(documents)
    stated = rows["comparator"].map({**dict.fromkeys(FLOORS, "higher"), **dict.fromkeys(CAPS, "lower")})
    sense = rows["direction"].where(rows["direction"].isin(("higher", "lower")))
    rows = rows.assign(sense=sense.where(sense.notna(), stated.where(rows["direction"].isna())))
    return rows[stated.isna() | (stated == rows["sense"])]


def is_weaker(bound: "pd.Series[float]", than: "pd.Series[float]", sense: "pd.Series[str]") -> "pd.Series[bool]":
    """Where a target asks for less than another, in the sense in which more is better."""
    return ((sense == "higher") & (bound < than)) | ((sense == "lower") & (bound > than))


def is_result(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Where a prior year's value is a result: one with a comparator is a target restated."""
    plain = rows["comparator"].isna() | (rows["comparator"] == "eq")
    return (rows["value_role"] == "baseline") & plain & ~rows["value_printed"].str.contains("[=＝]")


def half_digit(printed: "pd.Series[str]", bound: "pd.Series[float]") -> "pd.Series[float]":
    """Half of the last printed digit of each number, in the unit of its `bound`: 500 for 34.4万人."""
    parts = printed.str.normalize("NFKC").str.extract(_NUMBER)
    fraction = parts["fraction"].fillna("")
    number = pd.to_numeric(parts["whole"].str.replace(",", "") + "." + fraction, errors="coerce").astype("float64")
    factor = (bound.abs() / number).where(number > 0, 1.0)
    return 0.5 * factor * 10.0 ** -fraction.str.len()


def disagree(rows: pd.DataFrame, other: str) -> "pd.Series[bool]":
    """Where `bound` and the column `bound` + `other`, as both are printed, cannot be one number rounded."""
    apart = (rows["bound"] - rows["bound" + other]).abs()
    reach = half_digit(rows["value_printed"], rows["bound"]) + half_digit(
        rows["value_printed" + other], rows["bound" + other]
    )
    return apart >= reach * (1 - _SLACK)
