"""All rules in their order, and the one way they are run. A rule that is not in `RULES` is not in force."""

from collections.abc import Iterator, Sequence
from string import Formatter

import pandas as pd

from contracts.frames.findings import Findings
from contracts.rules import (
    achievement,
    evaluation,
    fitting,
    goals,
    horizons,
    misplaced,
    money,
    names,
    sections,
    shares,
    targets,
    tasks,
    texts,
    unsure,
    values,
    years,
    years_indicators,
)
from contracts.rules.documents import DocumentSet
from contracts.rules.rule import Rule
from contracts.validation import empty, typed

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            money.parts_add_up,
            money.share_is_part_of_total,
            money.budget_balances,
            money.prior_year_differs,
            shares.share_without_percent,
            shares.shares_add_up,
            shares.total_missing,
            *values.FAULT_RULES.values(),
            unsure.read_unsurely,
            targets.target_empty,
            targets.comparator_against_direction,
            targets.ratio_out_of_range,
            targets.rate_in_words,
            names.bracket_unbalanced,
            names.indicator_twice,
            names.blank_in_name,
            names.quotes_of_three_public,
            names.common_name_unknown,
            sections.text_unread,
            sections.hidden_unread,
            sections.said_otherwise,
            sections.long_goal_expired,
            sections.dimension_missing,
            sections.satisfaction_missing,
            sections.section_empty,
            sections.narrative_empty,
            goals.target_looser_than_results,
            goals.target_without_stretch,
            tasks.nested_exceeds,
            tasks.tasks_add_up,
            tasks.task_parts_add_up,
            tasks.tasks_exceed_budget,
            tasks.hundredfold,
            tasks.amount_negative,
            fitting.unit_does_not_fit,
            fitting.spending_may_grow,
            fitting.deadline_outside_year,
            fitting.hollow,
            misplaced.name_is_template,
            misplaced.value_in_name,
            misplaced.names_glued,
            texts.numbers_out_of_order,
            texts.hardly_quantified,
            texts.goals_alike,
            texts.text_copied,
            horizons.long_term_weaker,
            horizons.long_term_against_annual,
            horizons.long_term_level_below,
            horizons.number_against_words,
            horizons.in_one_section_only,
            horizons.long_term_below_results,
            goals.target_unchanged,
            goals.tenfold,
            evaluation.rate_is_executed_by_budget,
            evaluation.score_within_weight,
            evaluation.weights_make_a_hundred,
            evaluation.scores_add_up,
            evaluation.execution_score,
            evaluation.low_execution_unexplained,
            evaluation.adjusted_by_much,
            achievement.score_not_earned,
            achievement.missed_without_reason,
            achievement.achieved_too_much,
            achievement.actual_is_a_bound,
            achievement.actual_missing,
            achievement.target_not_approved,
            years.far_from_its_budget,
            years.amount_restated,
            years.long_goal_shortened,
            years_indicators.target_restated,
            years_indicators.result_restated,
            years_indicators.result_against_self_evaluation,
            years_indicators.indicator_dropped,
            years_indicators.indicator_added,
            years_indicators.indicator_renamed,
            years_indicators.target_loosened,
        ),
        key=lambda rule: rule.code,
    )
)

_WORDS = {
    "long_term": ("长期绩效指标", "long-term indicators"),
    "annual": ("年度绩效指标", "annual indicators"),
    "revenue": ("收入", "revenue"),
    "expenditure": ("支出", "expenditure"),
}
_WORDED = ("section", "side")
_PLACE_ORDER = ["document_id", "page", "top", "x0"]
_READING_ORDER = [*_PLACE_ORDER, "rule_code", "finding_id"]
_ROW_ORDER = ["document_id", "row_number"]
_LINE_ORDER = ["document_id", "horizon", "row_number", "value_year", "value_role"]


def _fields(template: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(template) if field}


def _messages(rule: Rule, breaches: pd.DataFrame) -> Iterator[list[str]]:
    """The messages of a rule's breaches in Chinese, then in English."""
    said = breaches[sorted(_fields(rule.message_zh) | _fields(rule.message_en))]
    records = said.astype(object).where(said.notna(), "").to_dict("records")
    for language, template in enumerate((rule.message_zh, rule.message_en)):
        # breaches of values and of amounts side by side leave each other's fields empty
        words = (
            {field: _WORDS[record[field]][language] for field in _WORDED if record.get(field)} for record in records
        )
        yield [template.format_map(record | in_words) for record, in_words in zip(records, words, strict=True)]


def _findings(rule: Rule, breaches: pd.DataFrame) -> pd.DataFrame:
    kept = [column for column in Findings.to_schema().columns if column in breaches]
    chinese, english = _messages(rule, breaches)
    return breaches[kept].assign(
        finding_id=breaches["document_id"] + "-" + rule.code + "-" + breaches["key"],
        rule_code=rule.code,
        severity=rule.severity,
        message_zh=chinese,
        message_en=english,
    )


def _in_order(documents: DocumentSet) -> DocumentSet:
    """The documents on their way, rows in natural order: which of two rows is found must not depend on the frame's."""
    known = documents.documents[documents.documents["state"] != "quarantined"]
    before = documents.year_before
    return DocumentSet(
        documents=known.sort_values("document_id", ignore_index=True),
        indicators=documents.indicators.sort_values(_LINE_ORDER, ignore_index=True),
        funding=documents.funding.sort_values(["document_id", "row_number", "fiscal_year"], ignore_index=True),
        tasks=documents.tasks.sort_values(_ROW_ORDER, ignore_index=True),
        scores=documents.scores.sort_values(_ROW_ORDER, ignore_index=True),
        narratives=documents.narratives.sort_values(["document_id", "narrative"], ignore_index=True),
        unread=documents.unread.sort_values([*_PLACE_ORDER, "text_printed"], ignore_index=True),
        year_before=before and _in_order(before),
    )


def run_rules(documents: DocumentSet, rules: Sequence[Rule] = RULES) -> pd.DataFrame:
    """`Findings` of the rules over the documents that are not in quarantine, in reading order within a document."""
    documents = _in_order(documents)
    found = [_findings(rule, breaches) for rule in rules if not (breaches := rule.check(documents)).empty]
    if not found:
        return empty(Findings)
    findings = typed(Findings, pd.concat([part.astype(object) for part in found], ignore_index=True))
    return findings.sort_values(_READING_ORDER, ignore_index=True)
