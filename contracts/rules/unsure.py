"""V, continued: what was read, but may not be what is printed."""

import pandas as pd

from contracts.rules.breaches import at_amount, at_value
from contracts.rules.documents import DocumentSet
from contracts.rules.example import Example, amount, value
from contracts.rules.rule import rule


@rule(
    "V024",
    "warning",
    title=("识别结果不可靠", "read, but not surely"),
    message=(
        "“{subject}”读作“{actual}”，请对照原件核对",
        "{subject}: read as “{actual}”, to be compared with the original",
    ),
    about="从扫描件或损坏的文字读出的指标值和金额，其单元格或所在行的识别置信度不足。",
    source=("本项目约定：不确定的单元格须标明，不得猜测", "a cell that is not sure is marked, never guessed"),
    passes=Example(values=(value("结转结余率", "≤20%"),), amounts=(amount("revenue", "财政拨款", "100.00", row=1),)),
    fails=Example(
        values=(value("结转结余率", "≤20%"),),
        amounts=(amount("revenue", "财政拨款", "100.00", row=1),),
        finds=("annual-1-2025-target", "2-budget-2025"),
        is_unsure=True,
    ),
)
def read_unsurely(documents: DocumentSet) -> pd.DataFrame:
    """Values and amounts of which a scan, or a font that says nothing, leaves doubt: the cell's, or its row's."""
    values = documents.indicators[documents.indicators["is_unsure"]]
    money = documents.funding[documents.funding["is_unsure"]]
    found = [
        at_value(values, actual=values["value_printed"], subject=values["name_printed"]),
        at_amount(money, actual=money["amount_printed"], subject=money["item_printed"]),
    ]
    return pd.concat([part for part in found if not part.empty] or found[:1])
