"""M, continued: how the funding table's shares and totals are stated, whatever their arithmetic."""

import pandas as pd

from contracts.rules.breaches import at_amount
from contracts.rules.documents import DocumentSet
from contracts.rules.example import Example, amounts
from contracts.rules.money import SOURCE, YEAR_OF_SIDE, decimals, is_inner, points
from contracts.rules.rule import rule


@rule(
    "M004",
    "error",
    title=("占比缺少百分号", "a share without its per-cent sign"),
    message=(
        "{year}年{side}“{item}”占比印为{actual}，缺少百分号",
        "{year} {side}, {item}: the share is printed as {actual}",
    ),
    about="占比未印百分号，而同一文件其他占比印有百分号（栏目标明“占比（%）”的不算）。",
    source=SOURCE,
    passes=Example(amounts=amounts("expenditure", ("人员类", "37", "37.01"), ("运转类", "63", "62.99"))),
    fails=Example(
        amounts=amounts("expenditure", ("人员类", "37", "37.01"), ("运转类", "63", "62.99%")), finds=("11-budget-2025",)
    ),
)
def share_without_percent(documents: DocumentSet) -> pd.DataFrame:
    """Shares without %, where another share of the same document has one (a column headed 占比（%） prints none)."""
    rows = documents.funding[documents.funding["share_printed"].fillna("").str.contains(r"\d")]
    signed = rows["share_printed"].str.contains("[%％]")
    signs_elsewhere = signed.groupby(rows["document_id"]).transform("any")
    rows = rows[~signed & signs_elsewhere]
    return at_amount(rows, actual=rows["share_printed"], expected=rows["share_printed"] + "%")


@rule(
    "M005",
    "warning",
    title=("占比之和不等于100%", "the shares do not add up to 100 %"),
    message=(
        "{year}年{side}占比之和为{actual}，应为100%",
        "{year} {side}: the shares add up to {actual}, not to 100 %",
    ),
    about="各分项占比之和应为 100%，每个分项允许末位相差 1；有分项未印占比的不查。",
    source=SOURCE,
    passes=Example(
        amounts=amounts(
            "revenue",
            ("财政拨款", "1", "33.33%"),
            ("专户", "1", "33.33%"),
            ("其他", "1", "33.33%"),
            ("合计", "3", "100%"),
        )
    ),
    fails=Example(
        amounts=amounts("revenue", ("财政拨款", "1", "33.33%"), ("单位资金", "2", "60.67%"), ("合计", "3", "100%")),
        finds=("3-budget-2025",),
    ),
)
def shares_add_up(documents: DocumentSet) -> pd.DataFrame:
    """Sum of the parts' shares; each may be one last digit off. Not where a part has no share."""
    rows = documents.funding
    parts = rows[~rows["is_total"] & (rows["stage"] == "budget") & ~is_inner(rows)]
    shares = parts.assign(
        points=points(parts),
        silent=parts["share"].isna(),
        off=10.0 ** -decimals(parts["share_printed"].fillna("")),
    )
    sums = shares.groupby(YEAR_OF_SIDE).agg(points=("points", "sum"), silent=("silent", "any"), off=("off", "sum"))
    totals = rows[rows["is_total"]].drop_duplicates(YEAR_OF_SIDE).merge(sums.reset_index(), on=YEAR_OF_SIDE)
    totals = totals[((totals["points"] - 100).abs() > totals["off"] + 1e-9) & ~totals["silent"]]
    return at_amount(
        totals,
        expected="100%",
        actual=totals["points"].map("{:.2f}%".format),
        difference=(totals["points"] - 100).map("{:.2f}".format),
    )


@rule(
    "M007",
    "warning",
    title=("有分项而无合计", "parts without their total"),
    message=("{year}年{side}有分项而无合计", "{year} {side}: parts are stated, their total is not"),
    about="批复表、申报表的某侧某年印有两个以上分项而没有合计，而同一表式的这一侧别处印有合计。",
    source=SOURCE,
    passes=Example(  # one total printed over both sides
        amounts=amounts("revenue", ("资金总额", "3", None), ("财政拨款", "1", None), ("单位资金", "2", None))
        + amounts("expenditure", ("基本支出", "1", None), ("项目支出", "2", None))
    ),
    fails=Example(
        amounts=amounts("revenue", ("财政拨款", "1", None), ("单位资金", "2", None))
        + amounts("revenue", ("财政拨款", "1", None), ("单位资金", "2", None), ("合计", "3", None), year=2024),
        finds=("1-budget-2025",),
    ),
)
def total_missing(documents: DocumentSet) -> pd.DataFrame:
    """A side and year of an approval or declaration with two parts or more and no total, where that side has one
    elsewhere in documents of the same form.
    """
    rows = documents.funding[documents.funding["form"].isin(("approval", "declaration"))]
    templates = documents.documents.set_index("document_id")["template"]
    form = rows["document_id"].map(templates).fillna("")
    asked = rows["is_total"].groupby([form, rows["side"]]).transform("any")
    groups = rows.groupby(YEAR_OF_SIDE)
    rows = rows[asked & ~groups["is_total"].transform("any") & (groups["is_total"].transform("size") > 1)]
    return at_amount(rows.drop_duplicates(YEAR_OF_SIDE))
