"""The rules on the examples' real pages: each fault that was printed on purpose is found, and no error stands alone."""

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.precision import faults_of, findings_of, hits, measured, read_documents, truths_of

ROOT = Path(__file__).parents[3]
# The real document's own faults, which nobody printed on purpose.
REAL = "2025年部门整体绩效目标批复"
REAL_ERRORS = {
    ("M004", "人员类项目支出", 2025), ("N001", "全市基本养老保险参保人数（企保、机保", 2025),
    ("N001", "全市基本养老保险参保人数（企保、机保", 2026), ("V001", "结转结余率", 2023),
}  # fmt: skip


@cache
def found() -> tuple[pd.DataFrame, dict[str, Any]]:
    """Findings of the examples, and each one's truth by stem."""
    truths = truths_of(ROOT / "tests/fixtures/truth")
    documents = read_documents(ROOT / "examples", set(truths))
    assert len(documents.documents) == len(truths)
    return findings_of(documents), truths


def test_every_fault_printed_on_purpose_is_found_at_its_place() -> None:
    findings, truths = found()
    assert sum(len(truth["faults"]) for truth in truths.values()) > 10
    for stem, truth in truths.items():
        for fault in faults_of(truth):
            assert hits(findings[findings["stem"] == stem], *fault).any(), (stem, *fault)


def test_no_error_is_found_that_nobody_made() -> None:
    findings, truths = found()
    errors = findings[findings["severity"] == "error"]
    for stem, truth in truths.items():
        made = {(rule, name) for rules, name, _ in faults_of(truth) for rule in rules}
        said = {
            (row["rule_code"], row["name"], row["year"]) for row in errors[errors["stem"] == stem].to_dict("records")
        }
        if stem == REAL:
            assert said == REAL_ERRORS
        else:
            assert {(rule, name) for rule, name, _ in said} <= made, stem


def test_the_measure_counts_what_is_missed_and_what_nobody_made() -> None:
    findings, truths = found()
    whole, blind = measured(findings, truths), measured(findings[findings["rule_code"] != "V001"], truths)
    of_rule = whole.set_index("rule").loc["V001"]
    assert (of_rule["made"], of_rule["found"], of_rule["missed"]) == (of_rule["made"], of_rule["made"], 0)
    assert of_rule["made"] > 0
    assert blind.set_index("rule").loc["V001", ["found", "missed"]].tolist() == [0, of_rule["made"]]
    assert whole["missed"].sum() == 0
    assert whole["unexplained"].sum() == len(findings) - sum(
        hits(findings[findings["stem"] == stem], *fault).sum() for stem, t in truths.items() for fault in faults_of(t)
    )


def test_the_real_document_s_revenue_and_expenditure_of_2024_are_apart() -> None:
    findings, _ = found()
    apart = findings[(findings["stem"] == REAL) & (findings["rule_code"] == "M006")]
    assert apart[["year", "actual", "expected", "difference"]].to_numpy().tolist() == [
        [2024, "7431.06", "7123.64", "307.42"]
    ]
