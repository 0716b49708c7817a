"""Every rule finds its own bad example, at its place and in words, passes its good one; else the test is red."""

import dataclasses
from functools import cache
from typing import Any

import pandas as pd
import pytest

from contracts.faults import FAULTS
from contracts.frames.documents import Documents
from contracts.frames.findings import Findings
from contracts.frames.normalized import FundingAmounts, IndicatorValues, Scores, TaskAmounts
from contracts.frames.printed import PrintedNarratives, UnreadText
from contracts.rules.breaches import PLACE
from contracts.rules.catalogue import RULES, run_rules
from contracts.rules.documents import DocumentSet
from contracts.rules.example import DOCUMENT
from contracts.rules.rule import Rule
from contracts.rules.values import FAULT_RULES, NO_FINDING
from contracts.validation import validate

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
MODELS = {
    "documents": Documents, "indicators": IndicatorValues, "funding": FundingAmounts, "tasks": TaskAmounts,
    "scores": Scores, "narratives": PrintedNarratives, "unread": UnreadText,
}  # fmt: skip
PLACED = ("indicators", "funding", "tasks", "scores", "narratives", "unread")


@cache
def built(code: str, example: str) -> DocumentSet:
    """A rule's example as frames, built once: no rule changes what it is given."""
    rule = next(rule for rule in RULES if rule.code == code)
    return getattr(rule, example).build()


@cache
def found(code: str, example: str) -> pd.DataFrame:
    """What a rule finds in one of its examples."""
    return run_rules(built(code, example), [rule for rule in RULES if rule.code == code])


def places(documents: DocumentSet) -> set[tuple[Any, ...]]:
    """Every place that a frame of the set names."""
    known: set[tuple[Any, ...]] = {(None,) * len(PLACE)}
    for name in PLACED:
        known |= set(getattr(documents, name)[list(PLACE)].itertuples(index=False, name=None))
    names = [f"name_{column}" for column in PLACE]
    return known | set(documents.indicators[names].itertuples(index=False, name=None))


def complaints(rule: Rule, findings: pd.DataFrame) -> list[str]:
    """What is wrong with a rule's findings in its bad example; nothing, where it does what it says."""
    wrong = []
    mine = findings[findings["document_id"] == DOCUMENT]
    if sorted(mine["finding_id"]) != sorted(f"{DOCUMENT}-{rule.code}-{key}" for key in rule.fails.finds) or mine.empty:
        wrong.append(f"finds {sorted(mine['finding_id'])}, not {rule.fails.finds}")
    if not validate(Findings, findings).is_valid:
        wrong.append("its findings break their contract")
    placed = findings[list(PLACE)].astype(object)
    if not set(placed.where(placed.notna(), None).itertuples(index=False, name=None)) <= places(
        built(rule.code, "fails")
    ):
        wrong.append("a finding stands where nothing is printed")
    if not (findings["severity"] == rule.severity).all():
        wrong.append("another severity than declared")
    messages = [*findings["message_zh"], *findings["message_en"]]
    wrong += [message for message in messages if {"nan", "None"} & set(message.split()) or "{" in message]
    said = [side for side in ("expected", "actual", "difference") if f"{{{side}}}" in rule.message_zh + rule.message_en]
    wrong += [f"its message names {side}, which is missing" for side in said if findings[side].isna().any()]
    return wrong


@each_rule
def test_a_rule_finds_its_bad_example_and_not_its_good_one(rule: Rule) -> None:
    assert complaints(rule, found(rule.code, "fails")) == []
    assert found(rule.code, "passes").empty


@each_rule
def test_a_check_that_is_blind_or_always_finds_is_noticed(rule: Rule) -> None:
    """A blind check finds in the bad example what it finds in the good one, an eager one the other way round."""
    blind, eager = found(rule.code, "passes"), found(rule.code, "fails")
    assert complaints(rule, blind)
    assert not eager.empty


@each_rule
def test_the_examples_keep_their_frames_contracts(rule: Rule) -> None:
    for example in ("passes", "fails"):
        for name, model in MODELS.items():
            frame = getattr(built(rule.code, example), name)
            if len(frame) and (name != "documents" or rule.fails.document):
                report = validate(model, frame)
                assert report.is_valid, report.failures.to_string()


@each_rule
def test_a_rule_says_its_name_in_two_languages_and_why(rule: Rule) -> None:
    assert all(
        (rule.title_zh, rule.title_en, rule.message_zh, rule.message_en, *rule.source, rule.about_zh, rule.about_en)
    )
    assert rule.title_en.isascii() or "“" in rule.title_en
    assert any("\u4e00" <= character <= "\u9fff" for character in rule.title_zh)


def test_codes_are_unique_and_in_their_families() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert codes == sorted(codes)
    assert all(code[0] in "MVNSLTYE" and code[1:].isdigit() and len(code) == 4 for code in codes)


def test_every_fault_is_a_rule_s_or_no_finding_on_purpose() -> None:
    assert set(FAULT_RULES) | set(NO_FINDING) == set(FAULTS)
    assert not set(FAULT_RULES) & set(NO_FINDING)
    assert all(rule in RULES for rule in FAULT_RULES.values())


def test_an_unknown_severity_is_refused() -> None:
    with pytest.raises(ValueError, match="severity"):
        dataclasses.replace(RULES[0], severity="grave")


@each_rule
def test_findings_are_the_same_whatever_the_order_of_the_rows(rule: Rule) -> None:
    documents = built(rule.code, "fails")
    turned = {name: frame.iloc[::-1] for name in MODELS if len(frame := getattr(documents, name)) > 1}
    if turned:
        again = run_rules(dataclasses.replace(documents, **turned), (rule,))
        pd.testing.assert_frame_equal(again, found(rule.code, "fails"))
