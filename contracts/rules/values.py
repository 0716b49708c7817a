"""V: how values are printed. Each fault that the normalization marks has one rule, which makes a finding of it."""

import pandas as pd

from contracts.faults import FAULTS
from contracts.rules.breaches import at_amount, at_value
from contracts.rules.documents import DocumentSet, once_a_set
from contracts.rules.example import Example, value
from contracts.rules.rule import Check, Rule, rule

SOURCE = ("财预〔2015〕88号：目标应细化量化，书写规范", "targets are stated exactly")

# fault, code, severity, a value that has the fault
_PRINTED = (
    ("percent_doubled", "V001", "error", "≤20%%"),
    ("percent_missing", "V002", "warning", "≤20"),
    ("comparator_ascii", "V004", "notice", "<=20%"),
    ("full_width", "V005", "notice", "≤２０%"),
    ("template_leftover", "V006", "error", "XX"),
    ("number_unread", "V007", "warning", "≤20..5%"),
    ("unit_unknown", "V008", "notice", "≥20标箱"),
    ("unit_conflict", "V011", "warning", "28.8万元"),
    ("comparator_reversed", "V012", "notice", "=<20%"),
    ("inner_space", "V013", "notice", "≤2 0%"),
    ("ocr_suspect", "V014", "warning", "2280次"),
    ("words_around", "V016", "notice", "预算支出达到20%以上"),
    ("corrected", "V022", "notice", "≤20%%"),
    ("correction_outdated", "V023", "warning", "≤20%"),
    ("comparator_conflict", "V021", "warning", "≥20%"),
)
# Faults that are no finding of their own, and why.
NO_FINDING = {
    "unit_missing_inferred": "is_unit_inferred marks the row; a printed sign that is missing is percent_missing",
    "broken_line": "where a cell ends its lines is the paper's doing; the value was read whole",
    "percent_as_fraction": "it only says how the number was taken; percent_missing is found with it",
}


def has_fault(faults: "pd.Series[str]", fault: str) -> "pd.Series[bool]":
    """Where the blank-separated codes of `faults` hold `fault`."""
    return (" " + faults + " ").str.contains(f" {fault} ", regex=False)


@once_a_set
def _marked_rows(documents: DocumentSet) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The values and amounts that are marked with any fault."""
    values, money = documents.indicators, documents.funding
    return values[values["faults"] != ""], money[money["faults"] != ""]


def _marked(fault: str) -> Check:
    def check(documents: DocumentSet) -> pd.DataFrame:
        values, money = (rows[has_fault(rows["faults"], fault)] for rows in _marked_rows(documents))
        if fault == "percent_missing":  # nought is nought in every unit, and shares have a rule of their own, M004
            values = values[(values["value_low"] != 0) | (values["value_high"] != 0)]
            money = money.iloc[:0]
        printed = (money["amount_printed"] + " " + money["share_printed"].fillna("")).str.strip()
        found = [
            at_value(values, actual=values["value_printed"]),
            at_amount(money, actual=printed, name=money["item_printed"]),
        ]
        return pd.concat([part for part in found if not part.empty] or found[:1])

    check.__doc__ = f"Values, amounts and shares marked when they were read: {FAULTS[fault][1]}."
    return check


def _fault_rule(fault: str, code: str, severity: str, bad: str) -> Rule:
    chinese, english = FAULTS[fault]
    return rule(
        code,
        severity,
        title=(chinese, english),
        message=(f"“{{name}}”{{year}}年印为“{{actual}}”：{chinese}", f"{{name}}, {{year}}: “{{actual}}”: {english}"),
        about=f"读取指标值、金额和占比时标记的问题：{chinese}。",
        source=SOURCE,
        passes=Example(values=(value("结转结余率", "≤20%"),)),
        fails=Example(values=(value("结转结余率", bad, faults=fault),), finds=("annual-1-2025-target",)),
    )(_marked(fault))


FAULT_RULES: dict[str, Rule] = {row[0]: _fault_rule(*row) for row in _PRINTED}
