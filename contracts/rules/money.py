"""M: the funding table's own arithmetic, within one document.

Amounts are compared in whole fen (0.01 元). Printed numbers agree when their rounding intervals overlap: each stands
for anything within half of its last digit, which is that of the document's most exact amount (0.01 万元 at the finest).
"""

import pandas as pd

from contracts.rules.breaches import at_amount
from contracts.rules.documents import DocumentSet, once_a_set
from contracts.rules.example import Example, amounts
from contracts.rules.rule import rule

SOURCE = ("绩效目标申报表、批复表资金栏的表内勾稽关系", "the form's own arithmetic")
YEAR_OF_SIDE = ["document_id", "side", "stage", "fiscal_year"]
YEAR = ["document_id", "stage", "fiscal_year"]
_FEN = {"元": 100, "千元": 100_000, "万元": 1_000_000, "百万元": 100_000_000, "亿元": 10_000_000_000}
_ROUNDED_DIGITS = 2


def decimals(printed: "pd.Series[str]") -> "pd.Series[int]":
    """How many decimals each number prints, two at most."""
    digits = printed.str.extract(r"[.．](\d+)", expand=False).str.len().fillna(0)
    return digits.clip(upper=_ROUNDED_DIGITS).astype("int64")


def points(funding: pd.DataFrame) -> "pd.Series[float]":
    """Shares in per-cent points. One without its sign is in points as well where the document's others have theirs."""
    printed = funding["share_printed"].fillna("")
    signed = printed.str.contains("[%％]")
    bare = ~signed & signed.groupby(funding["document_id"]).transform("any")
    number = pd.to_numeric(printed.where(bare).str.strip(), errors="coerce").astype("float64")
    return number.where(number.notna(), funding["share"].astype("float64") * 100)


def unit_in_fen(printed: "pd.Series[str]") -> "pd.Series[int]":
    """The fen in each printed unit; the form prints none where it means 万元."""
    unit = printed.str.extract("(百万元|亿元|万元|千元|元)", expand=False).map(_FEN)
    return unit.fillna(_FEN["万元"]).astype("int64")


def is_nested(funding: pd.DataFrame) -> "pd.Series[bool]":
    """Where an item is a part of the part above it (其中)."""
    return funding["item_printed"].str.strip().str.startswith("其中")


def is_inner(funding: pd.DataFrame) -> "pd.Series[bool]":
    """Where an item is a part of a part: 其中 right below a total begins the parts of the total."""
    groups = [funding[column] for column in YEAR_OF_SIDE]
    return is_nested(funding) & ~funding["is_total"].groupby(groups).shift(fill_value=False).astype(bool)


def in_fen(funding: pd.DataFrame) -> pd.DataFrame:
    """Amounts with `fen`, the fen in one printed unit (`unit`), and in the last printed digit (`digit`).

    A year's side with an amount that could not be read is left out whole.
    """
    funding = funding[funding["amount_printed"].str.strip() != ""]  # a share alone
    unread = funding["amount_yuan"].isna()
    broken = unread.groupby([funding[column] for column in YEAR_OF_SIDE]).transform("any") if len(funding) else unread
    rows = funding[~broken].copy()
    rows["fen"] = [round(amount * 100) for amount in rows["amount_yuan"]]
    rows["fen"] = rows["fen"].astype("int64")
    rows["unit"] = unit_in_fen(rows["unit_printed"])
    # the system that prints the form drops closing noughts (423.4 is 423.40), so the document's finest amount speaks
    finest = decimals(rows["amount_printed"]).groupby(rows["document_id"]).transform("max")
    rows["digit"] = rows["unit"] // 10**finest
    return rows


@once_a_set
def amounts_in_fen(documents: DocumentSet) -> pd.DataFrame:
    """All amounts of a set in fen."""
    return in_fen(documents.funding)


@once_a_set
def _whole(documents: DocumentSet) -> pd.DataFrame:
    """Amounts in fen without the parts of parts."""
    return in_fen(documents.funding[~is_inner(documents.funding)])


def fen_text(fen: "pd.Series[int]", unit: "pd.Series[int]") -> "pd.Series[str]":
    """Fen as a number of the printed unit, two decimals."""
    return (fen / unit).map("{:.2f}".format)


def _summed(totals: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """Totals with the sum of these parts and how many they are, as `parts` and `count`; without a number for none."""
    sums = parts.groupby(YEAR_OF_SIDE).agg(parts=("fen", "sum"), count=("fen", "size"))
    return totals.join(sums, on=YEAR_OF_SIDE)


def _is_met(totals: pd.DataFrame) -> "pd.Series[bool]":
    return (totals["fen"] - totals["parts"]).abs() * 2 <= totals["digit"] * (totals["count"] + 1)


@rule(
    "M001",
    "error",
    title=("分项之和不等于合计", "the parts do not add up to the total"),
    message=(
        "{year}年{side}分项之和为{expected}，合计为{actual}，相差{difference}",
        "{year} {side}: the parts add up to {expected}, the total is {actual}, {difference} apart",
    ),
    about=(
        "按收支和年度，分项之和与合计比对；有 n 个分项时，允许相差 (n+1)/2 个末位（四舍五入）。"
        "紧接合计的“其中”项，计入或不计入分项有一种相符即可。"
    ),
    source=SOURCE,
    passes=Example(
        amounts=amounts("revenue", ("财政拨款", "33.33", None), ("单位资金", "66.66", None), ("合计", "100", None))
    ),
    fails=Example(
        amounts=amounts("revenue", ("财政拨款", "33.33", None), ("单位资金", "66.65", None), ("合计", "100", None)),
        finds=("3-budget-2025",),
    ),
)
def parts_add_up(documents: DocumentSet) -> pd.DataFrame:
    """Sum of parts against the total, per side and year; n parts and a total may be (n + 1) / 2 last digits apart.

    其中 right below a total may begin its parts, or name one amount of it beside parts that add up without that.
    """
    rows = _whole(documents)
    totals, parts = rows[rows["is_total"]], rows[~rows["is_total"]]
    summed = _summed(totals, parts)
    is_wrong = summed["parts"].notna() & ~_is_met(summed)
    if (opening := is_nested(parts)).any():
        is_wrong &= ~_is_met(_summed(totals, parts[~opening]))
    totals = summed[is_wrong]
    return at_amount(
        totals,
        expected=fen_text(totals["parts"], totals["unit"]),
        actual=totals["amount_printed"],
        difference=fen_text(totals["fen"] - totals["parts"], totals["unit"]),
    )


@rule(
    "M002",
    "error",
    title=("占比不等于分项除以合计", "a share that is not its part of the total"),
    message=(
        "{year}年{side}“{item}”占比印为{actual}，按金额计算应为{expected}，相差{difference}个百分点",
        "{year} {side}, {item}: the share is printed as {actual}, the amounts give {expected} ({difference} points)",
    ),
    about="占比与“分项÷合计”比对；允许占比末位相差 1（四舍五入或截断），并计入分项金额本身的舍入。",
    source=SOURCE,
    passes=Example(
        amounts=amounts(
            "expenditure", ("人员类", "1.00", "33.33%"), ("运转类", "2.00", "66.66%"), ("合计", "3.00", "100%")
        )
    ),
    fails=Example(
        amounts=amounts(
            "expenditure", ("人员类", "1.00", "35.33%"), ("运转类", "2.00", "66.67%"), ("合计", "3.00", "100%")
        ),
        finds=("11-budget-2025",),
    ),
)
def share_is_part_of_total(documents: DocumentSet) -> pd.DataFrame:
    """Printed share against part / total: its own last digit (rounded or cut off) and the part's rounding."""
    rows = _whole(documents)
    totals = rows[rows["is_total"] & (rows["fen"] > 0)].drop_duplicates(YEAR_OF_SIDE)[[*YEAR_OF_SIDE, "fen"]]
    parts = rows[~rows["is_total"] & rows["share"].notna()].merge(totals, on=YEAR_OF_SIDE, suffixes=("", "_total"))
    stated = points(parts)
    computed = parts["fen"] / parts["fen_total"] * 100
    last_digit = 10.0 ** -decimals(parts["share_printed"])
    tolerance = last_digit + parts["digit"] / 2 / parts["fen_total"] * 100 + 1e-9
    wrong = (stated - computed).abs() > tolerance
    return at_amount(
        parts[wrong],
        expected=computed[wrong].map("{:.2f}%".format),
        actual=parts["share_printed"][wrong],
        difference=(stated - computed)[wrong].map("{:.2f}".format),
    )


def _balance(documents: DocumentSet, stage: str) -> pd.DataFrame:
    """Revenue totals that are not the expenditure total of the same year, beyond the rounding of both."""
    rows = _whole(documents)
    totals = rows[rows["is_total"] & (rows["stage"] == stage)].drop_duplicates(YEAR_OF_SIDE)
    revenue, expenditure = totals[totals["side"] == "revenue"], totals[totals["side"] == "expenditure"]
    both = revenue.merge(expenditure[[*YEAR, "fen", "amount_printed"]], on=YEAR, suffixes=("", "_spent"))
    both = both[(both["fen"] - both["fen_spent"]).abs() > both["digit"]]
    return at_amount(
        both,
        expected=both["amount_printed_spent"],
        actual=both["amount_printed"],
        difference=fen_text(both["fen"] - both["fen_spent"], both["unit"]),
    )


def _two_totals(revenue: str, expenditure: str, year: int) -> Example:
    return Example(
        amounts=amounts("revenue", ("合计", revenue, None), year=year)
        + amounts("expenditure", ("合计", expenditure, None), year=year)
    )


@rule(
    "M003",
    "error",
    title=("预算年度收支不平衡", "the budget year's revenue and expenditure differ"),
    message=(
        "{year}年收入合计{actual}与支出合计{expected}不等，相差{difference}",
        "{year}: revenue {actual} is not expenditure {expected}, {difference} apart",
    ),
    about="预算年度的收入合计与支出合计比对，允许相差一个末位。",
    source=("预算法：收支平衡", "Budget Law: a department's budget balances"),
    passes=_two_totals("7257.48", "7257.48", 2025),
    fails=Example(amounts=_two_totals("7257.48", "7250.48", 2025).amounts, finds=("1-budget-2025",)),
)
def budget_balances(documents: DocumentSet) -> pd.DataFrame:
    """Revenue total against expenditure total of the budget year."""
    return _balance(documents, "budget")


@rule(
    "M006",
    "warning",
    title=("近两年收支不相等", "a prior year's revenue and expenditure differ"),
    message=(
        "{year}年收入合计{actual}与支出合计{expected}相差{difference}，应为结转结余",
        "{year}: revenue {actual} and expenditure {expected} are {difference} apart: carried over, or a slip",
    ),
    about="近两年各年的收入合计与支出合计比对；差额可能是结转结余，故只作提醒。",
    source=("差额应等于结转结余", "the difference should be what was carried over"),
    passes=_two_totals("7868.94", "7868.94", 2023),
    fails=Example(amounts=_two_totals("7431.06", "7123.64", 2024).amounts, finds=("1-prior-2024",)),
)
def prior_year_differs(documents: DocumentSet) -> pd.DataFrame:
    """Revenue total against expenditure total of a prior year: softer, for the difference may be 结转结余."""
    return _balance(documents, "prior")
