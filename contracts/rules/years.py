"""Y: what a document states of the years before against the document of the year before, money first.

Here too: which document is held against which. The rest of the family is in `years_indicators`.
"""

import pandas as pd

from contracts.rules.breaches import at_amount, at_document
from contracts.rules.documents import DocumentSet, once_a_set
from contracts.rules.example import YEAR, Example, amount
from contracts.rules.money import amounts_in_fen
from contracts.rules.rule import rule
from contracts.vocabulary.folding import fold

SOURCE = (
    "相邻两年文件对同一事项的表述应一致；预算调整超过30%应说明",
    "documents of neighbouring years agree on one fact; a change of a budget above 30 % is explained",
)
EXPLAINED_ABOVE = 0.3
_ITEM = ["before_id", "side", "item", "fiscal_year"]


def owner(documents: pd.DataFrame) -> "pd.Series[str]":
    """Whose a document is: the department's id, else its region and folded printed name."""
    names = {name: fold(name) for name in documents["department_printed"].dropna().unique()}
    printed = documents["region_code"] + "-" + documents["department_printed"].map(names)
    return documents["department_id"].where(documents["department_id"].notna(), printed)


@once_a_set
def _owned(documents: DocumentSet) -> pd.DataFrame:
    return documents.documents.assign(owner=owner(documents.documents))


def pairs(documents: DocumentSet, form_before: str | None = None) -> pd.DataFrame:
    """Each document beside the one that speaks for its department's year before: document_id, budget_year, before_id.

    Of the same form, or of the form named.
    """
    now, before = _owned(documents), _owned(documents.before)
    now = now.assign(wanted=form_before or now["form"])
    before = before.drop_duplicates(["owner", "form"])[["document_id", "owner", "form"]]
    before = before.set_axis(["before_id", "owner", "wanted"], axis=1)
    return now.merge(before, on=["owner", "wanted"])[["document_id", "budget_year", "before_id"]]


def amounts_before(documents: DocumentSet, back: int, stage: str) -> pd.DataFrame:
    """Prior amounts of the year `back` years ago beside what the year before says of it under `stage`: `_before`."""
    mine = amounts_in_fen(documents).merge(pairs(documents)[["document_id", "before_id"]], on="document_id")
    mine = _named(mine[(mine["stage"] == "prior") & (mine["fiscal_year"] == mine["budget_year"] - back)])
    theirs = amounts_in_fen(documents.before).rename(columns={"document_id": "before_id"})
    theirs = _named(theirs[theirs["stage"] == stage])
    theirs = theirs.drop_duplicates(_ITEM)[[*_ITEM, "fen", "digit", "amount_printed", "funding_id"]]
    return mine.merge(theirs, on=_ITEM, suffixes=("", "_before"))


def _named(amounts: pd.DataFrame) -> pd.DataFrame:
    """Amounts with `item`: the item's code, else its folded name."""
    items = {text: fold(text) for text in amounts["item_printed"].unique()}
    codes = amounts["item_code"]
    return amounts.assign(item=codes.where(codes.notna(), amounts["item_printed"].map(items)))


def _stated(printed: str, year: int, stage: str = "prior") -> Example:
    return Example(amounts=(amount("revenue", "合计", printed, row=1, year=year, stage=stage),))


_BUDGET_BEFORE = _stated("100.00", YEAR - 1, stage="budget")


@rule(
    "Y001",
    "warning",
    title=("上年金额与上年预算相差30%以上", "last year's amount more than 30 % off its budget"),
    message=(
        "{year}年{side}“{item}”现列{actual}，该年预算为{expected}，相差{difference}",
        "{year} {side}, {item}: now {actual}, the budget of that year said {expected}, {difference} apart",
    ),
    about="本年度文件所列上年合计与上年度文件的预算合计比对，相差超过 30% 的应有说明。",
    source=SOURCE,
    passes=Example(amounts=_stated("129.99", YEAR - 1).amounts, before=_BUDGET_BEFORE),
    fails=Example(amounts=_stated("130.01", YEAR - 1).amounts, before=_BUDGET_BEFORE, finds=(f"2-prior-{YEAR - 1}",)),
)
def far_from_its_budget(documents: DocumentSet) -> pd.DataFrame:
    """Totals of the year before that are more than 30 % off the budget that the document of that year stated."""
    rows = amounts_before(documents, 1, "budget")
    rows = rows[rows["is_total"] & (rows["fen_before"] > 0)]
    change = (rows["fen"] - rows["fen_before"]) / rows["fen_before"]
    rows, change = rows[change.abs() > EXPLAINED_ABOVE], change[change.abs() > EXPLAINED_ABOVE]
    return at_amount(
        rows,
        expected=rows["amount_printed_before"],
        actual=rows["amount_printed"],
        difference=(change * 100).map("{:+.1f}%".format),
        counterpart_id=rows["funding_id_before"],
    )


@rule(
    "Y002",
    "warning",
    title=("前年金额与上年度文件不一致", "an amount restated since last year's document"),
    message=(
        "{year}年{side}“{item}”现列{actual}，上年度文件列{expected}",
        "{year} {side}, {item}: now {actual}, last year's document said {expected}",
    ),
    about="本年度文件的前年金额与上年度文件的同年金额比对；两数的舍入区间不重叠即为不一致，两个说法都保留。",
    source=SOURCE,
    passes=Example(amounts=_stated("100", YEAR - 2).amounts, before=_stated("100.00", YEAR - 2)),
    fails=Example(
        amounts=_stated("100.01", YEAR - 2).amounts,
        before=_stated("100.00", YEAR - 2),
        finds=(f"2-prior-{YEAR - 2}",),
    ),
)
def amount_restated(documents: DocumentSet) -> pd.DataFrame:
    """Amounts of two years ago that are not what last year's document stated; each may be half a last digit off."""
    rows = amounts_before(documents, 2, "prior")
    rows = rows[(rows["fen"] - rows["fen_before"]).abs() * 2 >= rows["digit"] + rows["digit_before"]]
    return at_amount(
        rows,
        expected=rows["amount_printed_before"],
        actual=rows["amount_printed"],
        counterpart_id=rows["funding_id_before"],
    )


def _until(year: int) -> Example:
    return Example(document={"long_until": year})


@rule(
    "Y003",
    "warning",
    title=("长期目标截止年早于上年度文件", "the long-term goal ends earlier than last year's document said"),
    message=(
        "长期目标截止{actual}年，上年度文件为{expected}年",
        "the long-term goal ends in {actual}, last year's document said {expected}",
    ),
    about="长期目标的截止年不应比上年度文件的提前。",
    source=("规划期内长期目标的截止年应一致或顺延", "within a planning period the end stays or moves on"),
    passes=Example(document={"long_until": YEAR + 1}, before=_until(YEAR)),
    fails=Example(document={"long_until": YEAR}, before=_until(YEAR + 1), finds=("long_until",)),
)
def long_goal_shortened(documents: DocumentSet) -> pd.DataFrame:
    """Documents whose long-term goal ends before the year that last year's document named."""
    rows = pairs(documents).merge(documents.documents[["document_id", "long_until"]], on="document_id")
    before = documents.before.documents[["document_id", "long_until"]]
    rows = rows.merge(before.set_axis(["before_id", "long_until_before"], axis=1), on="before_id")
    rows = rows[(rows["long_until"] < rows["long_until_before"]).fillna(value=False).astype(bool)]
    return at_document(
        rows,
        pd.Series("long_until", index=rows.index, dtype="str"),
        expected=rows["long_until_before"].astype("str"),
        actual=rows["long_until"].astype("str"),
    )
