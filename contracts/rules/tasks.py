"""M, continued: amounts below amounts, the declared tasks, and amounts that cannot be meant."""

import pandas as pd

from contracts.rules.breaches import at_amount, at_task
from contracts.rules.documents import DocumentSet
from contracts.rules.example import Example, amount, amounts, task
from contracts.rules.money import SOURCE, YEAR_OF_SIDE, amounts_in_fen, decimals, fen_text, is_nested, unit_in_fen
from contracts.rules.rule import rule

_PARTS = ("total", "fiscal", "other")
_SLIP = 100


@rule(
    "M008",
    "error",
    title=("其中项大于所属项", "a part of a part greater than that part"),
    message=("{year}年{side}“{item}”{actual}大于所属项{expected}", "{year} {side}, {item}: {actual} of {expected}"),
    about="“其中”项不应大于它上面的所属项，允许相差一个末位。",
    source=SOURCE,
    passes=Example(amounts=amounts("revenue", ("财政拨款", "90", None), ("其中：专项", "90", None))),
    fails=Example(
        amounts=amounts("revenue", ("财政拨款", "90", None), ("其中：专项", "92", None)), finds=("2-budget-2025",)
    ),
)
def nested_exceeds(documents: DocumentSet) -> pd.DataFrame:
    """Parts of parts (其中) that are greater than the item above them, beyond one last digit."""
    rows = amounts_in_fen(documents).sort_values([*YEAR_OF_SIDE, "row_number"], kind="stable")
    nested = is_nested(rows)
    groups = [rows[column] for column in YEAR_OF_SIDE]
    rows["whole"] = rows["fen"].where(~nested).groupby(groups).ffill()
    rows["whole_printed"] = rows["amount_printed"].where(~nested).groupby(groups).ffill()
    rows = rows[nested & (rows["fen"] - rows["whole"] > rows["digit"])]
    return at_amount(rows, expected=rows["whole_printed"], actual=rows["amount_printed"])


def _in_fen(tasks: pd.DataFrame) -> pd.DataFrame:
    """Tasks with `total`, `fiscal` and `other` in fen, and the fen of the last printed digit (`digit`)."""
    rows = tasks.assign(unit=unit_in_fen(tasks["unit_printed"]))
    for part in _PARTS:
        rows[part] = rows[f"{part}_yuan"].astype("float64") * 100
    finest = pd.concat([decimals(rows[f"{part}_printed"].fillna("")) for part in _PARTS], axis=1).max(axis=1)
    return rows.assign(digit=rows["unit"] // 10 ** finest.groupby(rows["document_id"]).transform("max"))


@rule(
    "M009",
    "error",
    title=("任务金额之和不等于金额合计", "the tasks' amounts do not add up to their sum"),
    message=(
        "年度主要任务金额之和为{expected}，合计为{actual}，相差{difference}",
        "the tasks add up to {expected}, their sum is stated as {actual}, {difference} apart",
    ),
    about="年度主要任务预算总额之和与金额合计比对，小计与其上各任务比对；有 n 项任务时，允许相差 (n+1)/2 个末位。",
    source=SOURCE,
    passes=Example(
        tasks=(
            task("甲", "1.01", "", "", row=1),
            task("小计", "1.01", "", "", row=2),
            task("乙", "2.01", "", "", row=3),
            task("小计", "2.02", "", "", row=4),
            task("金额合计", "3.02", "", "", row=5),
        )
    ),
    fails=Example(tasks=(task("甲", "1.01", "", "", row=1), task("金额合计", "1.03", "", "", row=2)), finds=("2",)),
)
def tasks_add_up(documents: DocumentSet) -> pd.DataFrame:
    """Sums against all tasks, or those since the sum above; n tasks may be (n + 1) / 2 last digits off."""
    rows = _in_fen(documents.tasks).sort_values(["document_id", "row_number"])
    rows = rows[~rows["total"].isna().groupby(rows["document_id"]).transform("any").astype(bool)]
    is_part, document = ~rows["is_total"], rows["document_id"]
    added = pd.DataFrame({"parts": rows["total"].where(is_part, 0), "count": is_part.astype(int)})
    sums_above = rows["is_total"].groupby(document).cumsum() - rows["is_total"]
    whole, since = (added.groupby(by).transform("sum") for by in ([document], [document, sums_above]))
    is_of_some = (rows["total"] - since["parts"]).abs() < (rows["total"] - whole["parts"]).abs()
    sums = rows.join(since.where(is_of_some, whole))[rows["is_total"]]
    sums = sums.assign(apart=sums["total"] - sums["parts"])
    sums = sums[sums["apart"].abs() * 2 > sums["digit"] * (sums["count"] + 1) + 1]
    return at_task(
        sums,
        expected=fen_text(sums["parts"], sums["unit"]),
        actual=sums["total_printed"],
        difference=fen_text(sums["apart"], sums["unit"]),
    )


@rule(
    "M010",
    "error",
    title=("任务金额不等于财政拨款加其他资金", "a task's amount is not its appropriation and its other funds"),
    message=(
        "任务“{task}”总额{actual}，财政拨款与其他资金之和为{expected}",
        "task {task}: {actual} in all, appropriation and other funds make {expected}",
    ),
    about="任务的总额与财政拨款、其他资金之和比对，允许相差 1.5 个末位。",
    source=SOURCE,
    passes=Example(tasks=(task("甲", "3.01", "1.00", "2.00", row=1),)),
    fails=Example(tasks=(task("甲", "3.02", "1.00", "2.00", row=1),), finds=("1",)),
)
def task_parts_add_up(documents: DocumentSet) -> pd.DataFrame:
    """Tasks whose whole is not their appropriation and other funds, where all three could be read."""
    rows = _in_fen(documents.tasks)
    parts = rows["fiscal"] + rows["other"]
    wrong = (rows["total"] - parts).abs() * 2 > rows["digit"] * 3 + 1
    return at_task(
        rows[wrong], expected=fen_text(parts[wrong], rows["unit"][wrong]), actual=rows["total_printed"][wrong]
    )


@rule(
    "M011",
    "warning",
    title=("任务金额合计大于资金总额", "the tasks cost more than the budget has"),
    message=(
        "年度主要任务金额合计{actual}大于支出合计{expected}",
        "the tasks come to {actual}, more than the expenditure of {expected}",
    ),
    about="年度主要任务的金额合计不应大于本年度支出合计，允许相差一个末位。",
    source=SOURCE,
    passes=Example(
        tasks=(task("金额合计", "5.00", "", "", row=1),), amounts=amounts("expenditure", ("合计", "5", None))
    ),
    fails=Example(
        tasks=(task("金额合计", "5.02", "", "", row=1),),
        amounts=amounts("expenditure", ("合计", "5", None)),
        finds=("1",),
    ),
)
def tasks_exceed_budget(documents: DocumentSet) -> pd.DataFrame:
    """Sums of tasks above the document's own expenditure total of the budget year."""
    spent = amounts_in_fen(documents)
    spent = spent[spent["is_total"] & (spent["side"] == "expenditure") & (spent["stage"] == "budget")]
    spent = spent.drop_duplicates("document_id")[["document_id", "fen", "amount_printed", "funding_id"]]
    rows = _in_fen(documents.tasks)
    rows = rows[rows["is_total"]].merge(spent, on="document_id")
    rows = rows[rows["total"] - rows["fen"] > rows["digit"]]
    return at_task(
        rows, expected=rows["amount_printed"], actual=rows["total_printed"], counterpart_id=rows["funding_id"]
    )


@rule(
    "M012",
    "warning",
    title=("相邻年度金额相差百倍", "totals of neighbouring years a hundred times apart"),
    message=(
        "{year}年{side}合计{actual}与{expected}相差百倍以上，疑为单位或小数点错误",
        "{year} {side}: {actual} beside {expected}, a hundred times apart: a slip of unit or decimal point",
    ),
    about="同一文件中，预算年度合计与往年合计相差 100 倍以上，多为元与万元混用或小数点错误。",
    source=SOURCE,
    passes=Example(
        amounts=amounts("revenue", ("合计", "99", None)) + amounts("revenue", ("合计", "1", None), year=2024)
    ),
    fails=Example(
        amounts=amounts("revenue", ("合计", "100", None)) + amounts("revenue", ("合计", "1", None), year=2024),
        finds=("1-prior-2024",),
    ),
)
def hundredfold(documents: DocumentSet) -> pd.DataFrame:
    """Prior totals that are a hundred times the budget year's of the same side, or a hundredth of it."""
    rows = amounts_in_fen(documents)
    rows = rows[rows["is_total"] & (rows["fen"] > 0)].drop_duplicates(YEAR_OF_SIDE)
    now = rows[rows["stage"] == "budget"][["document_id", "side", "fen", "amount_printed", "funding_id"]]
    rows = rows[rows["stage"] == "prior"].merge(now, on=["document_id", "side"], suffixes=("", "_now"))
    ratio = rows["fen"] / rows["fen_now"]
    rows = rows[(ratio >= _SLIP) | (ratio <= 1 / _SLIP)]
    return at_amount(
        rows,
        expected=rows["amount_printed_now"],
        actual=rows["amount_printed"],
        counterpart_id=rows["funding_id_now"],
    )


@rule(
    "M013",
    "warning",
    title=("金额为负", "an amount below nought"),
    message=("{year}年{side}“{item}”金额为{actual}", "{year} {side}, {item}: {actual} is below nought"),
    about="资金栏的金额不应为负数。",
    source=SOURCE,
    passes=Example(amounts=(amount("revenue", "合计", "0", row=1),)),
    fails=Example(amounts=(amount("revenue", "合计", "-1", row=1),), finds=("2-budget-2025",)),
)
def amount_negative(documents: DocumentSet) -> pd.DataFrame:
    """Amounts below nought."""
    rows = documents.funding[documents.funding["amount_yuan"].astype("float64") < 0]
    return at_amount(rows, actual=rows["amount_printed"])
