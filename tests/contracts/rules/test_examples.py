"""Every rule finds its own bad example, at its place and in words, passes its good one; else the test is red."""

import dataclasses
from functools import cache
from typing import Any

import pandas as pd
import pytest

from contracts.faults import FAULTS
from contracts.frames.documents import Documents
from contracts.frames.findings import Findings
from contracts.frames.normalized import FundingAmounts, IndicatorValues
from contracts.frames.printed import PrintedNarratives, UnreadText
from contracts.rules.breaches import PLACE
from contracts.rules.catalogue import RULES, run_rules
from contracts.rules.documents import DocumentSet
from contracts.rules.example import DOCUMENT
from contracts.rules.rule import Rule
from contracts.rules.values import FAULT_RULES, NO_FINDING
from contracts.validation import validate

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@cache
def built(code: str, example: str) -> DocumentSet:
    """A rule's example as frames, built once: no rule changes what it is given."""
    rule = next(rule for rule in RULES if rule.code == code)
    return getattr(rule, example).build()


def places(documents: DocumentSet) -> set[tuple[Any, ...]]:
    """Every place that a frame of the set names."""
    found: set[tuple[Any, ...]] = {(None,) * len(PLACE)}
    for frame in (documents.indicators, documents.funding, documents.narratives, documents.unread):
        found |= set(frame[list(PLACE)].itertuples(index=False, name=None))
    names = [f"name_{column}" for column in PLACE]
    return found | set(documents.indicators[names].itertuples(index=False, name=None))


def assert_finds(rule: Rule) -> None:
    documents = built(rule.code, "fails")
    findings = run_rules(documents, (rule,))
    assert sorted(findings["finding_id"]) == sorted(f"{DOCUMENT}-{rule.code}-{key}" for key in rule.fails.finds)
    assert len(findings) > 0
    assert validate(Findings, findings).is_valid
    placed = findings[list(PLACE)].astype(object)
    assert set(placed.where(placed.notna(), None).itertuples(index=False, name=None)) <= places(documents)
    assert (findings["severity"] == rule.severity).all()
    for message in [*findings["message_zh"], *findings["message_en"]]:
        assert not {"{", "}", "nan", "None"} & set(message.replace("}", " } ").split()), message
        assert "{" not in message


def assert_passes(rule: Rule) -> None:
    assert run_rules(built(rule.code, "passes"), (rule,)).empty


@each_rule
def test_the_bad_example_is_found(rule: Rule) -> None:
    assert_finds(rule)


@each_rule
def test_the_good_example_is_not(rule: Rule) -> None:
    assert_passes(rule)


@each_rule
def test_a_rule_that_finds_nothing_is_noticed(rule: Rule) -> None:
    blind = dataclasses.replace(rule, check=lambda _: rule.check(built(rule.code, "passes")))
    with pytest.raises(AssertionError):
        assert_finds(blind)


@each_rule
def test_a_rule_that_always_finds_is_noticed(rule: Rule) -> None:
    eager = dataclasses.replace(rule, check=lambda _: rule.check(built(rule.code, "fails")))
    with pytest.raises(AssertionError):
        assert_passes(eager)


@each_rule
def test_the_examples_keep_their_frames_contracts(rule: Rule) -> None:
    for example in ("passes", "fails"):
        documents = built(rule.code, example)
        for model, frame in (
            (Documents, documents.documents),
            (IndicatorValues, documents.indicators),
            (FundingAmounts, documents.funding),
            (PrintedNarratives, documents.narratives),
            (UnreadText, documents.unread),
        ):
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
    turned = dataclasses.replace(
        documents,
        **{
            field.name: frame.iloc[::-1].reset_index(drop=True)
            for field in dataclasses.fields(documents)
            if isinstance(frame := getattr(documents, field.name), pd.DataFrame)
        },
    )
    pd.testing.assert_frame_equal(run_rules(turned, (rule,)), run_rules(documents, (rule,)))
