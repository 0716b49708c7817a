"""E, continued: what was reached against what was promised, a line of a self-evaluation at a time."""

from typing import Any

import pandas as pd

from contracts.rules.bounds import CAPS, FLOORS, comparable, disagree, is_weaker, numbers
from contracts.rules.breaches import LINE, at_value
from contracts.rules.documents import DocumentSet, once_a_set
from contracts.rules.evaluation import SOURCE, TOLERANCE
from contracts.rules.example import YEAR, Example, Row, value
from contracts.rules.rule import rule
from contracts.rules.years import owner

_TOO_MUCH = 1.3
_GOALS = ("approval", "declaration", "goal_table")
_MEASURED = (f"annual-1-{YEAR}-actual",)
_FORM = {"form": "self_evaluation"}


def _line(target: str, bound: int, actual: str, reached: float, **stated: Any) -> tuple[Row, ...]:
    """A target (at least `bound` 人) and what was reached."""
    of: dict[str, Any] = {"unit": "人", "measure": "quantity", "direction": "higher", **stated}
    return (
        value("培训人数", target, comparator="ge", low=bound, **of),
        value("培训人数", actual, role="actual", comparator="eq", low=reached, high=reached, **of),
    )


@once_a_set
def _lines(documents: DocumentSet) -> pd.DataFrame:
    """Actual values beside their line's target: `bound` and `bound_target` in one unit, and the target's `sense`.

    A target that was changed within the year counts as changed. Where nobody knows whether more is better, nothing is
    held against anything.
    """
    targets = comparable(documents)
    targets = targets[targets["value_role"].isin(("target", "adjusted_target")) & (targets["bound"] > 0)]
    targets = targets.sort_values("value_role").drop_duplicates([*LINE, "unit"])  # adjusted_target before target
    targets = targets[targets["sense"].notna()][[*LINE, "unit", "bound", "sense", "value_printed", "value_id"]]
    actual = numbers(documents)
    return actual[actual["value_role"] == "actual"].merge(targets, on=[*LINE, "unit"], suffixes=("", "_target"))


def _achieved(rows: pd.DataFrame) -> "pd.Series[float]":
    """Reached by promised, as a fraction; of what is better low, promised by reached."""
    higher = rows["bound"] / rows["bound_target"]
    return higher.where(rows["sense"] == "higher", (1 / higher).where(rows["bound"] > 0, float("inf")))


@rule(
    "E008",
    "warning",
    title=("得分与完成情况不符", "a score that the result does not earn"),
    message=(
        "“{name}”完成{actual}，得分{score}，按完成比例应为{expected}",
        "{name}: {actual} was reached and scored {score}; in proportion it earns {expected}",
    ),
    about="完成的得满分，未完成的按完成比例计分；与所印得分相差超过 0.1 分。",
    source=SOURCE,
    passes=Example(values=_line("≥100人", 100, "90人", 90, weight="10", score="9")),
    fails=Example(values=_line("≥100人", 100, "90人", 90, weight="10", score="10"), finds=_MEASURED),
)
def score_not_earned(documents: DocumentSet) -> pd.DataFrame:
    """Scores more than 0.1 points off: full for what was reached, else the weight in proportion."""
    rows = _lines(documents)
    due = rows["weight"].astype("float64") * _achieved(rows).clip(lower=0, upper=1)
    wrong = (rows["score"].astype("float64") - due).abs() > TOLERANCE + 1e-6
    return at_value(
        rows[wrong],
        expected=due[wrong].map("{:.2f}".format),
        actual=rows["value_printed"][wrong],
        score=rows["score_printed"][wrong],
    )


@rule(
    "E009",
    "warning",
    title=("未完成而无原因", "a target missed without a reason"),
    message=(
        "“{name}”目标{expected}，完成{actual}，未说明原因",
        "{name}: {actual} of {expected}, and no reason is given",
    ),
    about="表中设有偏差原因栏，未完成目标的指标该栏为空。",
    source=SOURCE,
    passes=Example(values=_line("≥100人", 100, "90人", 90, reason_printed="受疫情影响")),
    fails=Example(
        values=(*_line("≥100人", 100, "90人", 90), value("其他", "1", row=2, reason_printed="延期")), finds=_MEASURED
    ),
)
def missed_without_reason(documents: DocumentSet) -> pd.DataFrame:
    """Targets not reached whose reason is empty, in documents that give a reason anywhere."""
    reasons = documents.indicators["reason_printed"].fillna("").str.strip() != ""
    rows = _lines(documents)
    rows = rows[is_weaker(rows["bound"], rows["bound_target"], rows["sense"])]
    rows = rows[rows["reason_printed"].fillna("").str.strip() == ""]
    rows = rows[rows["document_id"].isin(documents.indicators["document_id"][reasons])]
    return at_value(rows, expected=rows["value_printed_target"], actual=rows["value_printed"])


@rule(
    "E010",
    "notice",
    title=("完成率超过130%", "more than 130 % achieved"),
    message=(
        "“{name}”目标{expected}，完成{actual}，完成率{difference}，目标可能偏低",
        "{name}: {actual} of {expected}, {difference} achieved: the target may be too low",
    ),
    about="实际完成值超过目标的 130%（越低越好的指标按倒数计）。",
    source=("财预〔2020〕10号：偏离较大的应分析原因", "a wide deviation is explained"),
    passes=Example(values=_line("≥100人", 100, "130人", 130)),
    fails=Example(values=_line("≥100人", 100, "131人", 131), finds=_MEASURED),
)
def achieved_too_much(documents: DocumentSet) -> pd.DataFrame:
    """Results of more than 130 % of their target; of what is better low, by its inverse, not from nought."""
    rows = _lines(documents)
    achieved = _achieved(rows)
    wide = (achieved > _TOO_MUCH + 1e-9) & (achieved < float("inf"))
    return at_value(
        rows[wide],
        expected=rows["value_printed_target"][wide],
        actual=rows["value_printed"][wide],
        difference=(achieved[wide] * 100).map("{:.0f}%".format),
    )


@rule(
    "E011",
    "warning",
    title=("实际完成值照抄目标", "an actual value copied from the target"),
    message=(
        "“{name}”的实际完成值印为“{actual}”，带有比较符",
        "{name}: what was reached is printed as {actual}, a bound",
    ),
    about="实际完成值带有界限比较符（≥、≤、以上等），是目标而不是实际结果。",
    source=("实际完成值应为实测结果", "an actual value is a measurement"),
    passes=Example(values=_line("≥266人", 266, "266人", 266)),
    fails=Example(
        values=(value("培训人数", "≥266人", role="actual", comparator="ge", low=266, unit="人"),), finds=_MEASURED
    ),
)
def actual_is_a_bound(documents: DocumentSet) -> pd.DataFrame:
    """Actual values with a comparator that bounds."""
    rows = documents.indicators
    rows = rows[(rows["value_role"] == "actual") & (rows["measure"] != "qualitative")]
    rows = rows[rows["comparator"].isin((*FLOORS, *CAPS))]
    return at_value(rows, actual=rows["value_printed"])


@rule(
    "E012",
    "warning",
    title=("有目标而无实际完成值", "a target without an actual value"),
    message=(
        "“{name}”有目标而没有实际完成值（印为“{actual}”）",
        "{name}: a target, but nothing reached (printed: “{actual}”)",
    ),
    about="自评表的实际完成值为空或只印占位。",
    source=SOURCE,
    passes=Example(values=_line("≥266人", 266, "266人", 266)),
    fails=Example(values=(value("培训人数", "", role="actual"),), finds=_MEASURED),
)
def actual_missing(documents: DocumentSet) -> pd.DataFrame:
    """Actual values whose cell is empty or holds a placeholder."""
    rows = documents.indicators
    rows = rows[(rows["value_role"] == "actual") & (rows["measure"] == "missing")]
    return at_value(rows, actual=rows["value_printed"])


def _annual_targets(documents: DocumentSet, forms: tuple[str, ...]) -> pd.DataFrame:
    """Annual targets of the documents of these forms that are numbers, with `owner`."""
    chosen = documents.documents[documents.documents["form"].isin(forms)]
    owners = dict(zip(chosen["document_id"], owner(chosen), strict=True))
    rows = numbers(documents)
    rows = rows[rows["document_id"].isin(owners) & (rows["horizon"] == "annual") & (rows["value_role"] == "target")]
    return rows.assign(owner=rows["document_id"].map(owners))


_APPROVED_TARGET = Example(
    values=(value("培训人数", "≥120人", low=120, comparator="ge", unit="人", value_id="approved"),)
)


@rule(
    "E013",
    "warning",
    title=("自评目标与批复目标不一致", "a self-evaluation's target is not the approved one"),
    message=(
        "“{name}”自评表的目标为{actual}，批复（申报）的目标为{expected}",
        "{name}: the self-evaluation states the target {actual}, the year's goals state {expected}",
    ),
    about="自评表的年度指标值与同年批复、申报表、目标表的指标值比对；与每一份都不一致的即为擅自调整。",
    source=("自评应以批复的绩效目标为准", "a self-evaluation keeps the approved targets"),
    passes=Example(
        values=(value("培训人数", "≥120人", comparator="ge", low=120, unit="人"),),
        document=_FORM,
        beside=_APPROVED_TARGET,
    ),
    fails=Example(
        values=(value("培训人数", "≥100人", comparator="ge", low=100, unit="人"),),
        document=_FORM,
        beside=_APPROVED_TARGET,
        finds=(f"annual-1-{YEAR}-target",),
    ),
)
def target_not_approved(documents: DocumentSet) -> pd.DataFrame:
    """Targets of self-evaluations that none of the same department's goals of the year states so."""
    stated = _annual_targets(documents, ("self_evaluation",))
    goals = _annual_targets(documents, _GOALS)[["owner", "indicator", "unit", "bound", "value_printed", "value_id"]]
    rows = stated.merge(goals, on=["owner", "indicator", "unit"], suffixes=("", "_goal"))
    rows = rows[disagree(rows, "_goal").groupby(rows["value_id"]).transform("all").astype(bool)]
    rows = rows.drop_duplicates("value_id")
    return at_value(
        rows,
        expected=rows["value_printed_goal"],
        actual=rows["value_printed"],
        counterpart_id=rows["value_id_goal"],
    )
