"""Running all rules over a set of documents: which documents, in what order, from frames of any size."""

from dataclasses import replace

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from contracts.frames.findings import Findings
from contracts.rules.catalogue import RULES, run_rules
from contracts.rules.documents import DocumentSet
from contracts.rules.example import DOCUMENT, Example, amounts, narrative, value
from contracts.rules.goals import target_without_stretch
from contracts.rules.horizons import long_term_weaker
from contracts.rules.names import blank_in_name, bracket_unbalanced, indicator_twice, quotes_of_three_public
from contracts.rules.rule import Rule
from contracts.rules.sections import dimension_missing, long_goal_expired
from contracts.rules.values import FAULT_RULES
from contracts.validation import validate

OTHER = "fedcba9876543210"


def two_documents(example: Example) -> DocumentSet:
    one = example.build()
    frames = {
        name: pd.concat([frame, frame.assign(document_id=OTHER)], ignore_index=True)
        for name in DocumentSet.__match_args__
        if (frame := getattr(one, name)) is not None
    }
    return DocumentSet(**frames)


def test_nothing_is_found_in_no_document() -> None:
    nothing = Example().build()
    findings = run_rules(replace(nothing, documents=nothing.documents.iloc[:0]))
    assert findings.empty
    assert validate(Findings, findings).is_valid


def test_documents_are_not_mixed_up() -> None:
    """Each of two documents alike breaks and keeps the same rules as alone."""
    example = Example(
        values=(value("预算执行率", "100%"), value("预算 执行率", "", row=2)),
        amounts=amounts("revenue", ("财政拨款", "10", "90%"), ("合计", "20", "100%")),
        narratives=(narrative("tasks", "年度工作任务", "有"),),
        document={"long_until": 2020},
    )
    alone, both = run_rules(example.build()), run_rules(two_documents(example))
    assert {"M001", "M002", "N002", "N003", "S002", "S004", "S006", "V003"} <= set(alone["rule_code"])
    for document, findings in both.groupby("document_id"):
        assert findings["rule_code"].tolist() == alone["rule_code"].tolist(), document
    assert len(both) == 2 * len(alone)


def test_rules_do_not_disturb_each_other() -> None:
    """What several rules share is as the first of them found it, whichever that is."""
    documents = Example(
        values=(
            value("预算执行率", "≥90%", low=90),
            value("预算执行率", "80%", role="baseline", value_year=2024, low=80),
        ),
        amounts=amounts("revenue", ("财政拨款", "10", "90%"), ("合计", "20", "100%")),
        before=Example(values=(value("预算执行率", "≥95%", low=95, value_year=2024),)),
    ).build()
    together = run_rules(documents)
    assert_frame_equal(together, run_rules(documents, RULES[::-1]))
    alone = [found for rule in RULES if not (found := run_rules(documents, (rule,))).empty]
    assert sorted(together["finding_id"]) == sorted(pd.concat(alone)["finding_id"])


def test_a_document_in_quarantine_is_left_alone() -> None:
    held = Example(document={"state": "quarantined", "reason_code": "rows_missing", "long_until": 2020})
    assert run_rules(held.build()).empty


def test_findings_stand_in_reading_order() -> None:
    example = Example(values=(value("（甲", "", row=2), value("（乙", "", row=10)), unread=())
    findings = run_rules(example.build(), (bracket_unbalanced,))
    assert findings["finding_id"].tolist() == [f"{DOCUMENT}-N001-annual-2", f"{DOCUMENT}-N001-annual-10"]


def test_a_line_is_named_once_whatever_its_columns() -> None:
    line = [value("（甲", "1", role="baseline", value_year=year) for year in (2023, 2024)] + [value("（甲", "1")]
    findings = run_rules(Example(values=tuple(line)).build(), (bracket_unbalanced,))
    assert findings["value_id"].tolist() == ["annual-1-2025-target"]
    assert findings["x0"].tolist() == [100.0]


@pytest.mark.parametrize(
    ("rule", "name", "is_found"),
    [
        (bracket_unbalanced, "参保人数（企保、机保", True),
        (bracket_unbalanced, "参保人数企保、机保）", True),
        (bracket_unbalanced, "）参保（", True),
        (bracket_unbalanced, "（参保]人数", True),
        (bracket_unbalanced, "（参保)人数", False),
        (bracket_unbalanced, "《条例》（试行【2】）", False),
        (bracket_unbalanced, "一）参保人数", False),
        (blank_in_name, "立项 规范性", True),
        (blank_in_name, "立项\u3000规范性", True),
        (blank_in_name, "立项\u00a0规范性", True),
        (blank_in_name, "A 级景区数量", False),
        (blank_in_name, "Windows Server 在线率", False),
        (quotes_of_three_public, "〝三公〞经费变动率", True),
        (quotes_of_three_public, "三公经费控制率", True),
        (quotes_of_three_public, "“三公”经费控制率", False),
        (quotes_of_three_public, "“三公经费”控制率", False),
        (quotes_of_three_public, "新建十三公里道路", False),
    ],
)
def test_names(rule: Rule, name: str, is_found: bool) -> None:
    findings = run_rules(Example(values=(value(name, "1"),)).build(), (rule,))
    assert findings["actual"].tolist() == ([name] if is_found else [])


def test_a_fault_is_found_in_a_value_and_in_a_share_alike() -> None:
    share = {**amounts("revenue", ("财政拨款", "1", "100%"))[0], "share_printed": "100%%", "faults": "percent_doubled"}
    example = Example(values=(value("结转结余率", "≤20%%", faults="full_width percent_doubled"),), amounts=(share,))
    findings = run_rules(example.build(), (FAULT_RULES["percent_doubled"],))
    assert findings["actual"].tolist() == ["1 100%%", "≤20%%"]
    assert findings["value_id"].notna().tolist() == [False, True]
    assert findings["funding_id"].notna().tolist() == [True, False]


def test_nought_needs_no_sign_and_a_share_has_its_own_rule() -> None:
    share = {**amounts("revenue", ("财政拨款", "1", "100"))[0], "faults": "percent_missing"}
    nought = value("“三公”经费变动率", "0", low=0, high=0, faults="percent_missing unit_missing_inferred")
    rules = (FAULT_RULES["percent_missing"],)
    assert run_rules(Example(values=(nought,), amounts=(share,)).build(), rules).empty


def test_an_empty_name_is_not_the_same_indicator_twice() -> None:
    assert run_rules(Example(values=(value("", "1"), value("", "2", row=2))).build(), (indicator_twice,)).empty


def test_a_form_without_the_six_dimensions_lacks_none_of_them() -> None:
    rows = tuple(
        value("数量", "1", row=row, level=(level, "")) for row, level in enumerate(("产出指标", "效益指标"), 1)
    )
    assert run_rules(Example(values=rows).build(), (dimension_missing,)).empty


def test_an_expired_goal_is_found_where_its_text_stands_or_without_a_place() -> None:
    placeless = run_rules(Example(document={"long_until": 2024}).build(), (long_goal_expired,))
    assert placeless["page"].isna().tolist() == [True]
    unknown = Example(document={"long_until": None})
    assert run_rules(unknown.build(), (long_goal_expired,)).empty


def bound(printed: str, comparator: str, number: str, **stated: object) -> dict[str, object]:
    side = {"low": number} if comparator == "ge" else {"high": number}
    return dict(value("参保人数", printed, comparator=comparator, measure="quantity", unit="人", **side, **stated))


@pytest.mark.parametrize(
    ("long_term", "annual", "is_found"),
    [
        (("≥9人", "ge", "9"), ("≥10人", "ge", "10"), True),
        (("≥10人", "ge", "10"), ("≥10人", "ge", "10"), False),
        (("≤11人", "le", "11"), ("≤10人", "le", "10"), True),
        (("≤9人", "le", "9"), ("≥10人", "ge", "10"), False),
    ],
)
def test_long_term_targets_are_held_against_annual_ones_in_one_sense(
    long_term: tuple[str, str, str], annual: tuple[str, str, str], is_found: bool
) -> None:
    example = Example(values=(bound(*long_term, horizon="long_term"), bound(*annual)))
    assert run_rules(example.build(), (long_term_weaker,)).empty is not is_found


def test_a_comparator_against_its_direction_a_span_or_a_line_twice_is_held_against_nothing() -> None:
    cap = bound("≤9人", "le", "9", horizon="long_term", direction="higher")
    assert run_rules(Example(values=(cap, bound("≥10人", "ge", "10"))).build(), (long_term_weaker,)).empty
    lines = (
        bound("≥9人", "ge", "9", horizon="long_term"),
        bound("≥10人", "ge", "10"),
        bound("≥11人", "ge", "11", row=2),
    )
    assert run_rules(Example(values=lines).build(), (long_term_weaker,)).empty


def test_different_units_are_not_compared() -> None:
    example = Example(
        values=(bound("≥9万元", "ge", "9", horizon="long_term") | {"unit": "元"}, bound("≥10人", "ge", "10"))
    )
    assert run_rules(example.build(), (long_term_weaker,)).empty


def test_the_best_there_is_needs_no_stretch() -> None:
    prior = value("覆盖率", "100%", role="baseline", value_year=2024, low=100, high=100, unit="%")
    target = value("覆盖率", "≥100%", comparator="ge", low=100, unit="%")
    assert run_rules(Example(values=(prior, target)).build(), (target_without_stretch,)).empty


def test_a_form_is_asked_only_for_what_it_has() -> None:
    declared = Example(
        values=(value("公众满意度", "≥95%"),),
        narratives=(narrative("annual_goal", "年度总体目标", "有"),),
        document={"form": "declaration", "template": "ministry_declaration_2015"},
    ).build()
    assert not {"S005", "S006"} & set(run_rules(declared)["rule_code"])
    approval = replace(declared, documents=declared.documents.assign(template="hubei_approval"))
    assert {"S005", "S006"} <= set(run_rules(approval)["rule_code"])
