"""The funding table of the real document, and where rounding ends and a fault begins."""

from decimal import Decimal

import pytest

from contracts.rules.catalogue import run_rules
from contracts.rules.example import Example, Row, amount, amounts
from contracts.rules.money import budget_balances, parts_add_up, share_is_part_of_total
from contracts.rules.rule import Rule
from contracts.rules.shares import shares_add_up


def real_document() -> Example:
    parts = ("人员类项目支出", "运转类项目支出", "特定目标类项目支出", "合计")
    years = {
        2025: ("2685.64", "423.4", "4148.44", "7257.48"),
        2023: ("3074.46", "520.43", "4274.05", "7868.94"),
        2024: ("2535.33", "401.56", "4186.75", "7123.64"),
    }
    shares = ("37.01", "5.83%", "57.16%", "100%")
    rows: tuple[Row, ...] = ()
    for year, stated in years.items():
        printed = tuple(zip(parts, stated, shares if year == 2025 else (None,) * 4, strict=True))
        rows += amounts("expenditure", *printed, year=year)
    rows += amounts("revenue", ("财政拨款", "7257.48", "100%"), ("合计", "7257.48", "100%"))
    rows += amounts("revenue", ("财政拨款", "7868.94", None), ("合计", "7868.94", None), year=2023)
    rows += amounts(
        "revenue", ("财政拨款", "7412.15", None), ("单位资金", "18.91", None), ("合计", "7431.06", None), year=2024
    )
    return Example(amounts=rows)


def test_the_real_document_has_these_two_and_no_other() -> None:
    findings = run_rules(real_document().build())
    findings = findings[findings["rule_code"].str.startswith("M")].set_index("rule_code")
    assert sorted(findings.index) == ["M004", "M006"]
    assert findings.loc["M004", "actual"] == "37.01"
    assert findings.loc["M006", ["actual", "expected", "difference"]].tolist() == ["7431.06", "7123.64", "307.42"]
    assert findings.loc["M006", "funding_id"] == "revenue-2-2024"
    assert findings.loc["M006", "severity"] == "warning"
    assert "307.42" in findings.loc["M006", "message_zh"]


@pytest.mark.parametrize(
    ("stated", "is_found"),
    [
        (("33.33", "33.33", "33.33", "100"), False),  # three parts and a total: 4 × 0.005 may hide in the rounding
        (("33.33", "33.33", "33.32", "100"), False),
        (("33.33", "33.33", "33.31", "100"), True),
        (("33", "33", "33", "101"), False),  # printed without decimals: 4 × 0.5
        (("33", "33", "33", "102"), True),
        (("33.0", "33", "33", "99.3"), True),
        (("90", "0", "0", "0"), True),
    ],
)
def test_parts_may_miss_the_total_by_their_rounding_only(stated: tuple[str, ...], is_found: bool) -> None:
    rows = amounts("revenue", *(("合计" if row == 3 else f"分项{row}", text, None) for row, text in enumerate(stated)))
    assert run_rules(Example(amounts=rows).build(), (parts_add_up,)).empty is not is_found


def test_a_part_of_a_part_is_no_part() -> None:
    rows = amounts(
        "revenue", ("财政拨款", "90", None), ("其中：专项", "50", None), ("单位资金", "10", None), ("合计", "100", None)
    )
    assert run_rules(Example(amounts=rows).build(), (parts_add_up,)).empty


def test_a_side_with_an_amount_that_could_not_be_read_is_not_added_up() -> None:
    rows = list(amounts("revenue", ("财政拨款", "90", None), ("单位资金", "10", None), ("合计", "200", None)))
    rows[1] = {**rows[1], "amount_yuan": None, "amount_printed": "1O"}
    assert run_rules(Example(amounts=tuple(rows)).build(), (parts_add_up,)).empty


def test_a_document_in_yuan_is_held_to_its_fen() -> None:
    stated = {"unit_printed": "元"}
    rows = tuple(
        amount("revenue", item, printed, row=row, amount_yuan=None, **stated)
        for row, (item, printed) in enumerate((("财政拨款", "100.00"), ("合计", "100.05")))
    )
    rows = tuple({**row, "amount_yuan": Decimal(str(row["amount_printed"]))} for row in rows)
    findings = run_rules(Example(amounts=rows).build(), (parts_add_up,))
    assert findings["difference"].tolist() == ["0.05"]


@pytest.mark.parametrize(
    ("share", "is_found"),
    [
        ("5.83%", False),
        ("5.84%", False),
        ("5.82%", True),
        ("5.85%", True),
        ("8.88%", True),
        ("5.8%", False),
        ("5.7%", True),
        ("6%", False),
        ("7%", True),
    ],
)
def test_a_share_may_be_one_of_its_last_digits_off(share: str, is_found: bool) -> None:
    """423.4 of 7257.48 are 5.834 %."""
    rows = amounts(
        "expenditure", ("运转类", "423.4", share), ("人员类", "6834.08", "94.17%"), ("合计", "7257.48", "100%")
    )
    findings = run_rules(Example(amounts=rows).build(), (share_is_part_of_total,))
    assert (findings["actual"].tolist() == [share]) is is_found


@pytest.mark.parametrize("rule", [share_is_part_of_total, shares_add_up, parts_add_up], ids=lambda rule: rule.code)
def test_nothing_is_computed_from_a_total_of_nought(rule: Rule) -> None:
    rows = amounts("revenue", ("财政拨款", "0", None), ("合计", "0", None))
    assert run_rules(Example(amounts=rows).build(), (rule,)).empty


def test_a_share_without_its_sign_is_in_points_like_the_others() -> None:
    """Read alone, 0.46 is a fraction of one; beside 99.54% it is 0.46 %, and only its sign is missing."""
    rows = list(amounts("revenue", ("财政拨款", "99.54", "99.54%"), ("专户", "0.46", "0.46%"), ("合计", "100", "100%")))
    rows[1] = {**rows[1], "share_printed": "0.46", "share": Decimal("0.46")}
    findings = run_rules(Example(amounts=tuple(rows)).build())
    assert [code for code in findings["rule_code"] if code[0] == "M"] == ["M004"]


@pytest.mark.parametrize(
    ("spent", "is_found"), [("100.00", False), ("100.01", False), ("99.98", True), ("100.02", True)]
)
def test_two_totals_may_be_one_last_digit_apart(spent: str, is_found: bool) -> None:
    rows = amounts("revenue", ("合计", "100.00", None)) + amounts("expenditure", ("合计", spent, None))
    assert run_rules(Example(amounts=rows).build(), (budget_balances,)).empty is not is_found


@pytest.mark.parametrize(
    ("printed", "is_found"),
    [
        ((("合计", "10"), ("其中：基本支出", "6"), ("项目支出", "4")), False),
        ((("合计", "10"), ("其中：财政拨款", "9"), ("基本支出", "6"), ("项目支出", "4")), False),
        ((("合计", "10"), ("其中：基本支出", "6"), ("项目支出", "2")), True),
        ((("合计", "10"), ("其中：基本支出", "6")), True),
        ((("基本支出", "6"), ("其中：人员", "5"), ("项目支出", "4"), ("合计", "10")), False),
        ((("合计", "10"),), False),
    ],
)
def test_of_which_below_a_total_begins_its_parts_or_names_one_amount_of_it(
    printed: tuple[tuple[str, str], ...], is_found: bool
) -> None:
    rows = amounts("expenditure", *((item, stated, None) for item, stated in printed))
    assert run_rules(Example(amounts=rows).build(), (parts_add_up,)).empty is not is_found


def test_shares_below_a_total_are_added_up_with_the_first_of_them() -> None:
    rows = amounts("revenue", ("合计", "10", "100%"), ("其中：财政拨款", "6", "60%"), ("其他资金", "4", "40%"))
    assert run_rules(Example(amounts=rows).build(), (shares_add_up,)).empty
