"""The rules on the examples' real pages: each fault that was printed on purpose is found, and no error stands alone."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from assets.extraction.cells import Reading
from assets.extraction.pdf import read_pdf
from assets.forms.frames import printed_frames
from assets.forms.printed import PrintedDocument
from assets.forms.reading import read_forms
from assets.normalization.frames import funding_amounts, indicator_values, scores, task_amounts
from contracts.frames.documents import Documents
from contracts.rules.catalogue import run_rules
from contracts.rules.documents import DocumentSet
from contracts.validation import typed

ROOT = Path(__file__).parents[3]
RULE_OF_FAULT = {
    "parts_do_not_sum": {"M001"},
    "share_is_not_amount_over_total": {"M002"},
    "revenue_is_not_expenditure": {"M003", "M006"},
    "share_without_percent": {"M004"},
    "doubled_percent": {"V001"},
    "value_missing": {"V003"},
    "ascii_comparator": {"V004"},
    "full_width": {"V005"},
    "unbalanced_bracket": {"N001"},
    "indicator_twice": {"N002"},
    "spaces_in_name": {"N003"},
    "quote_variant": {"N004"},
}
# The real document's own faults, which nobody printed on purpose.
REAL = "2025年部门整体绩效目标批复"
REAL_ERRORS = {
    ("M004", "人员类项目支出", 2025), ("N001", "全市基本养老保险参保人数（企保、机保", 2025),
    ("N001", "全市基本养老保险参保人数（企保、机保", 2026), ("V001", "结转结余率", 2023),
}  # fmt: skip


@cache
def found() -> tuple[pd.DataFrame, dict[str, Any]]:
    """Findings with `stem`, the name and year at their place; and each example's truth by stem."""
    truths, printed, documents = {}, [], []
    for path in sorted((ROOT / "examples").rglob("*.pdf")):
        truth = ROOT / "tests/fixtures/truth" / f"{path.stem}.truth.json"
        digest = sha256(path.read_bytes()).hexdigest()
        reading = read_pdf(path.read_bytes())
        assert isinstance(reading, Reading), path.name
        document = read_forms(reading)[0]
        assert isinstance(document, PrintedDocument), path.name
        truths[path.stem] = json.loads(truth.read_text(encoding="utf-8"))
        printed.append((digest[:16], document))
        documents.append(
            dict.fromkeys(Documents.to_schema().columns)
            | {
                "document_id": digest[:16], "document_sha256": digest, "source_name": path.stem, "form": document.form,
                "department_printed": document.department_printed, "region_code": "420700", "reader": "test",
                "budget_year": document.budget_year, "long_until": document.long_until, "state": "registered",
            }
        )  # fmt: skip
    frames = printed_frames(printed)
    registered = typed(Documents, pd.DataFrame(documents, dtype=object))
    values = indicator_values(frames.printed_indicators, registered)
    money = funding_amounts(frames.printed_funding, registered)
    tasks, points = task_amounts(frames.printed_tasks, registered), scores(frames.printed_scores, registered)
    findings = run_rules(
        DocumentSet(registered, values, money, tasks, points, frames.printed_narratives, frames.unread_text)
    )
    named = pd.concat(
        [
            values[["value_id", "name_printed", "value_year"]].set_axis(["id", "name", "year"], axis=1),
            money[["funding_id", "item_printed", "fiscal_year"]].set_axis(["id", "name", "year"], axis=1),
        ]
    )
    findings = findings.assign(id=findings["value_id"].fillna(findings["funding_id"])).merge(named, on="id", how="left")
    stems = registered[["document_id", "source_name"]].rename(columns={"source_name": "stem"})
    return findings.merge(stems, on="document_id"), truths


def expected(truth: dict[str, Any]) -> list[tuple[set[str], str, int | None]]:
    """Rules, name and year of each fault that was printed on purpose."""
    faults = []
    for fault in truth["faults"]:
        where = fault["where"]
        year = where[-1] if isinstance(where[-1], int) else None
        names = [part for part in where if isinstance(part, str)]
        faults.append((RULE_OF_FAULT[fault["rule"]], names[-1], year))
    return faults


def test_every_fault_printed_on_purpose_is_found_at_its_place() -> None:
    findings, truths = found()
    assert sum(len(truth["faults"]) for truth in truths.values()) > 10
    for stem, truth in truths.items():
        of_document = findings[findings["stem"] == stem]
        for rules, name, year in expected(truth):
            hits = of_document[of_document["rule_code"].isin(rules) & (of_document["name"] == name)]
            assert not hits[(hits["year"] == year) | (year is None)].empty, (stem, rules, name, year)


def test_no_error_is_found_that_nobody_made() -> None:
    findings, truths = found()
    errors = findings[findings["severity"] == "error"]
    for stem, truth in truths.items():
        made = {(rule, name) for rules, name, _ in expected(truth) for rule in rules}
        said = {
            (row["rule_code"], row["name"], row["year"]) for row in errors[errors["stem"] == stem].to_dict("records")
        }
        if stem == REAL:
            assert said == REAL_ERRORS
        else:
            assert {(rule, name) for rule, name, _ in said} <= made, stem


def test_the_real_document_s_revenue_and_expenditure_of_2024_are_apart() -> None:
    findings, _ = found()
    apart = findings[(findings["stem"] == REAL) & (findings["rule_code"] == "M006")]
    assert apart[["year", "actual", "expected", "difference"]].to_numpy().tolist() == [
        [2024, "7431.06", "7123.64", "307.42"]
    ]
