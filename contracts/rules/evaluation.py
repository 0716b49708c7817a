"""E: a self-evaluation's own arithmetic: rate of execution, weights, scores and their sums."""

import pandas as pd

from contracts.rules.breaches import at_amount, at_document, at_score, at_value, lines_of
from contracts.rules.documents import DocumentSet
from contracts.rules.example import YEAR, Example, Row, amount, narrative, score, value
from contracts.rules.money import amounts_in_fen, decimals
from contracts.rules.rule import rule
from contracts.rules.years import EXPLAINED_ABOVE

SOURCE = ("财预〔2020〕10号：自评得分的计算", "how a self-evaluation is scored")
FULL = 100.0
TOLERANCE = 0.1
_EXPLAINED_BELOW = 0.9
_NEAR = 1e-6
_FORM = {"form": "self_evaluation"}


def spent(
    adjusted: str, executed: str, initial: str | None = None, *, item: str = "合计", row: int = 1
) -> tuple[Row, ...]:
    """The three amounts of a line of money of a self-evaluation."""
    stated = {"initial": initial or adjusted, "adjusted": adjusted, "executed": executed}
    return tuple(
        amount("expenditure", item, printed, row=row, stage=stage, funding_id=f"expenditure-{row}-{stage}")
        for stage, printed in stated.items()
    )


def scored(name: str, weight: str, points: str) -> Row:
    """A target with its weight and score."""
    return value(name, "100%", weight=weight, score=points)


def _money_lines(documents: DocumentSet) -> pd.DataFrame:
    """Executed amounts with `fen`, and `fen_adjusted` and `fen_initial` of the same line; a total's line first."""
    rows = amounts_in_fen(documents)
    line = ["document_id", "side", "row_number", "fiscal_year"]
    executed = rows[rows["stage"] == "executed"].sort_values("is_total", ascending=False, kind="stable")
    for stage in ("adjusted", "initial"):
        stated = rows[rows["stage"] == stage][[*line, "fen", "amount_printed"]]
        executed = executed.merge(stated, on=line, how="left", suffixes=("", f"_{stage}"))
    return executed


def _computed_rates(documents: DocumentSet) -> pd.DataFrame:
    """Printed rates with what the amounts of their own line give (`computed`, per cent), else those of the whole."""
    lines = _money_lines(documents)
    lines = lines.assign(computed=lines["fen"] / lines["fen_adjusted"].where(lines["fen_adjusted"] > 0) * FULL)
    whole = lines.drop_duplicates("document_id")[["document_id", "computed"]]
    own = lines[["document_id", "item_printed", "computed"]].rename(columns={"item_printed": "subject_printed"})
    rows = documents.scores[documents.scores["rate"].notna()].merge(whole, on="document_id")
    rows = rows.merge(own, on=["document_id", "subject_printed"], how="left", suffixes=("", "_own"), indicator=True)
    return rows.assign(computed=rows["computed_own"].where(rows["_merge"] == "both", rows["computed"]))


@rule(
    "E001",
    "error",
    title=("执行率不等于执行数除以预算数", "a rate of execution that is not executed by budget"),
    message=(
        "“{subject}”执行率印为{actual}，按金额计算应为{expected}",
        "{subject}: the rate is printed as {actual}, the amounts give {expected}",
    ),
    about="自评表的执行率与“全年执行数÷全年预算数”比对，允许末位相差 1（四舍五入或截断）。",
    source=SOURCE,
    passes=Example(
        amounts=(*spent("21244.38", "20437.09"), *spent("65", "50", item="其他资金", row=2)),
        scores=(
            score("预算执行情况", "20", "19.24", "96.2%", row=1),
            score("其他资金", "0", "0", "76.92%", row=2),
        ),
    ),
    fails=Example(
        amounts=spent("21244.38", "20437.09"),
        scores=(score("预算执行情况", "20", "19.24", "98.2%", row=1),),
        finds=("1",),
    ),
)
def rate_is_executed_by_budget(documents: DocumentSet) -> pd.DataFrame:
    """Rates of execution that the amounts do not give; each may be one of its last digits off."""
    rows = _computed_rates(documents)
    apart = (rows["rate"].astype("float64") * FULL - rows["computed"]).abs()
    rows = rows.assign(is_wrong=apart > 10.0 ** -decimals(rows["rate_printed"]) + _NEAR)
    # An item printed twice is not known apart: its rate is wrong where no line of that name gives it.
    score = ["document_id", "row_number"]
    rows = rows[rows.groupby(score)["is_wrong"].transform("all")].drop_duplicates(score)
    return at_score(rows, expected=rows["computed"].map("{:.2f}%".format), actual=rows["rate_printed"])


@rule(
    "E002",
    "error",
    title=("得分大于分值", "a score above its weight"),
    message=("“{name}”得分{actual}大于分值{expected}", "{name}: the score {actual} is above its weight {expected}"),
    about="指标的得分不应大于分值。",
    source=SOURCE,
    passes=Example(values=(scored("执行率", "10", "10"),)),
    fails=Example(values=(scored("执行率", "10", "12"),), finds=(f"annual-1-{YEAR}-target",)),
)
def score_within_weight(documents: DocumentSet) -> pd.DataFrame:
    """Indicators that score more than their weight."""
    rows = lines_of(documents)
    rows = rows[rows["score"].astype("float64") > rows["weight"].astype("float64") + _NEAR]
    return at_value(rows, expected=rows["weight_printed"], actual=rows["score_printed"])


def _sums(documents: DocumentSet, column: str) -> pd.DataFrame:
    """`total` of a column over a self-evaluation's indicators and other scores; not where an indicator states none."""
    lines = lines_of(documents)
    lines = lines[lines["form"] == "self_evaluation"]
    others = documents.scores[~documents.scores["is_total"] & documents.scores[column].notna()]
    parts = pd.concat([lines[["document_id", column]], others[["document_id", column]]])
    numbers = parts[column].astype("float64").groupby(parts["document_id"]).agg(["sum", "count", "size"])
    return numbers[numbers["count"] == numbers["size"]].rename(columns={"sum": "total"}).reset_index()


@rule(
    "E003",
    "warning",
    title=("分值之和不等于100", "the weights do not add up to 100"),
    message=("各项分值之和为{actual}，应为100", "the weights add up to {actual}, not to 100"),
    about="自评表各指标与预算执行的分值之和应为 100。",
    source=("财预〔2020〕10号：预算执行率10、产出50、效益30、满意度10", "10 + 50 + 30 + 10"),
    passes=Example(
        values=(scored("办结率", "80", "80"),),
        scores=(score("预算执行情况", "20", "20", row=1), score("总分", "100", "100", row=2)),
        document=_FORM,
    ),
    fails=Example(
        values=(scored("办结率", "80", "80"),),
        scores=(score("预算执行情况", "10", "10", row=1), score("总分", "100", "90", row=2)),
        document=_FORM,
        finds=("weights",),
    ),
)
def weights_make_a_hundred(documents: DocumentSet) -> pd.DataFrame:
    """Sums of all weights that are not 100; placed at the row of the whole, where there is one."""
    rows = _sums(documents, "weight")
    rows = rows[(rows["total"] - FULL).abs() > _NEAR]
    whole = documents.scores[documents.scores["is_total"]].drop_duplicates("document_id")
    rows = rows.merge(whole.drop(columns=["weight"]), on="document_id", how="left")
    key = pd.Series("weights", index=rows.index, dtype="str")
    return at_document(rows, key, expected="100", actual=rows["total"].map("{:g}".format))


@rule(
    "E004",
    "error",
    title=("得分之和不等于总分", "the scores do not add up to the whole"),
    message=(
        "各项得分之和为{expected}，总分印为{actual}，相差{difference}",
        "the scores add up to {expected}, the whole is stated as {actual}, {difference} apart",
    ),
    about="各指标与预算执行的得分之和与总分比对，允许相差 0.01 乘以项数。",
    source=SOURCE,
    passes=Example(
        values=(scored("办结率", "80", "79.5"),),
        scores=(score("预算执行情况", "20", "19.24", row=1), score("总分", "100", "98.74", row=2)),
        document=_FORM,
    ),
    fails=Example(
        values=(scored("办结率", "80", "79.5"),),
        scores=(score("预算执行情况", "20", "19.24", row=1), score("总分", "100", "99.74", row=2)),
        document=_FORM,
        finds=("2",),
    ),
)
def scores_add_up(documents: DocumentSet) -> pd.DataFrame:
    """Sums of all scores that are not the stated whole; each printed score may be half of 0.01 off."""
    whole = documents.scores[documents.scores["is_total"] & documents.scores["score"].notna()]
    rows = whole.merge(_sums(documents, "score"), on="document_id")
    apart = rows["score"].astype("float64") - rows["total"]
    wrong = apart.abs() > 0.005 * (rows["size"] + 1) + _NEAR
    return at_score(
        rows[wrong],
        expected=rows["total"][wrong].map("{:.2f}".format),
        actual=rows["score_printed"][wrong],
        difference=apart[wrong].map("{:+.2f}".format),
    )


@rule(
    "E005",
    "warning",
    title=("预算执行得分与执行率不符", "the score for execution is not the rate's"),
    message=(
        "“{subject}”得分{actual}，按执行率应为{expected}",
        "{subject}: the score is {actual}, by its rate it should be {expected}",
    ),
    about="预算执行的得分应为分值乘以执行率（不超过满分），允许相差 0.1 分。",
    source=SOURCE,
    passes=Example(scores=(score("预算执行情况", "20", "16.7", "83.5%", row=1),)),
    fails=Example(scores=(score("预算执行情况", "20", "18", "83.5%", row=1),), finds=("1",)),
)
def execution_score(documents: DocumentSet) -> pd.DataFrame:
    """Scores of the budget's execution more than 0.1 points off rate times weight."""
    rows = documents.scores[~documents.scores["is_total"]]
    rate, weight, points = (rows[name].astype("float64") for name in ("rate", "weight", "score"))
    due = rate.clip(upper=1) * weight
    wrong = (points - due).abs() > TOLERANCE + _NEAR
    return at_score(rows[wrong], expected=due[wrong].map("{:.2f}".format), actual=rows["score_printed"][wrong])


@rule(
    "E006",
    "warning",
    title=("执行率低于90%而无说明", "less than 90 % executed without a word"),
    message=("预算执行率{actual}，低于90%，未说明原因", "the budget was executed by {actual} and nothing says why"),
    about="执行率低于 90% 的，偏差原因或改进措施不应为空。",
    source=("自评通知：执行率低于90%应说明原因", "a rate below 90 % is explained"),
    passes=Example(
        scores=(score("预算执行情况", "20", "16", "80%", row=1),),
        narratives=(narrative("deviation", "偏差原因分析", "项目延期"),),
    ),
    fails=Example(scores=(score("预算执行情况", "20", "16", "80%", row=1),), finds=("1",)),
)
def low_execution_unexplained(documents: DocumentSet) -> pd.DataFrame:
    """The whole's rate, which comes first, below 90 % where neither a deviation nor an improvement is stated."""
    texts = documents.narratives
    said = texts[texts["narrative"].isin(("deviation", "improvement")) & (texts["text_printed"].str.strip() != "")]
    lines = documents.indicators
    reasons = lines[lines["reason_printed"].fillna("").str.strip() != ""]
    explained = pd.concat([said["document_id"], reasons["document_id"]])
    rows = documents.scores[documents.scores["rate"].notna()].sort_values("row_number").drop_duplicates("document_id")
    rows = rows[rows["rate"].astype("float64") < _EXPLAINED_BELOW]
    rows = rows[~rows["document_id"].isin(explained)]
    return at_score(rows, actual=rows["rate_printed"])


@rule(
    "E007",
    "notice",
    title=("预算调整超过30%", "a budget adjusted by more than 30 %"),
    message=(
        "全年预算数{actual}与年初预算数{expected}相差{difference}，应有说明",
        "the adjusted budget {actual} is {difference} off the initial {expected}: it should be explained",
    ),
    about="自评表的全年预算数与年初预算数相差超过 30% 的，应有说明。",
    source=("预算调整超过30%应说明", "an adjustment above 30 % is explained"),
    passes=Example(amounts=spent("130", "120", "100")),
    fails=Example(amounts=spent("131", "120", "100"), finds=(f"12-executed-{YEAR}",)),
)
def adjusted_by_much(documents: DocumentSet) -> pd.DataFrame:
    """Adjusted budgets more than 30 % off the initial one."""
    rows = _money_lines(documents).drop_duplicates("document_id")
    rows = rows[rows["fen_initial"] > 0]
    change = rows["fen_adjusted"] / rows["fen_initial"] - 1
    wide = change.abs() > EXPLAINED_ABOVE + _NEAR
    return at_amount(
        rows[wide],
        expected=rows["amount_printed_initial"][wide],
        actual=rows["amount_printed_adjusted"][wide],
        difference=(change[wide] * FULL).map("{:+.1f}%".format),
    )
