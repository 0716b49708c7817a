"""Every check that a frame declares has a row that only it rejects: without the check, the test is red."""

from decimal import Decimal
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pytest

from contracts.frames.documents import Documents
from contracts.frames.findings import Findings
from contracts.frames.normalized import FundingAmounts, IndicatorValues, Scores, TaskAmounts
from contracts.frames.printed import (
    PrintedFunding,
    PrintedIndicators,
    PrintedNarratives,
    PrintedScores,
    PrintedTasks,
    UnreadText,
)
from contracts.frames.refusals import Refusals
from contracts.rules.catalogue import run_rules
from contracts.rules.example import Example, amounts, narrative, score, task, unread, value
from contracts.validation import typed, validate

Model = type[pa.DataFrameModel]
ID = "0123456789abcdef"
UNIQUE, DECIMALS = "unique", "numbers_are_decimals"
AT_LEAST, AT_MOST, MATCHES, IS_IN = "greater_than_or_equal_to", "less_than_or_equal_to", "str_matches", "isin"

_DOCUMENTS = Example(
    values=(value("预算执行率", "≥95%", low=95, comparator="ge"), value("调整率", "", row=2)),
    amounts=amounts("revenue", ("财政拨款", "1", "50%"), ("合计", "2", None)),
    tasks=(task("污染防治", "1.00", "1.00", "", row=1), task("金额合计", "1.00", "1.00", "", row=2)),
    scores=(score("预算执行情况", "20", "19.24", "96.2%", row=1), score("总分", "100", "66.74", row=2)),
    narratives=(narrative("tasks", "年度工作任务", "有"), narrative("functions", "职能", "有")),
    unread=(unread("甲"), unread("乙")),
).build()
_REFUSAL = {"document_id": ID, "reason_code": "no_text", "reason_detail": ""}


def _only(model: Model, frame: pd.DataFrame) -> pd.DataFrame:
    return typed(model, frame[list(model.to_schema().columns)])


SOUND: dict[Model, pd.DataFrame] = {
    Documents: typed(
        Documents,
        pd.concat([_DOCUMENTS.documents, _DOCUMENTS.documents.assign(document_id="f" * 16)], ignore_index=True),
    ),
    PrintedIndicators: _only(PrintedIndicators, _DOCUMENTS.indicators),
    PrintedFunding: _only(PrintedFunding, _DOCUMENTS.funding),
    PrintedTasks: _only(PrintedTasks, _DOCUMENTS.tasks),
    PrintedScores: _only(PrintedScores, _DOCUMENTS.scores),
    PrintedNarratives: _DOCUMENTS.narratives,
    UnreadText: _DOCUMENTS.unread,
    IndicatorValues: _DOCUMENTS.indicators,
    FundingAmounts: _DOCUMENTS.funding,
    TaskAmounts: _DOCUMENTS.tasks,
    Scores: _DOCUMENTS.scores,
    Findings: run_rules(_DOCUMENTS),
    Refusals: typed(Refusals, pd.DataFrame([_REFUSAL, {**_REFUSAL, "document_id": "f" * 16}])),
}

_PLACE = [
    ("document_id", "0123", MATCHES),
    ("page", 0, AT_LEAST),
    ("confidence", -0.1, AT_LEAST),
    ("confidence", 1.1, AT_MOST),
]
_ROWS = [*_PLACE, ("row_number", 0, AT_LEAST)]
_INDICATORS = [
    *_PLACE, ("horizon", "monthly", IS_IN), ("row_number", 0, AT_LEAST), ("value_year", 1999, AT_LEAST),
    ("value_year", 2101, AT_MOST), ("value_role", "wish", IS_IN), ("name_page", 0, AT_LEAST),
]  # fmt: skip
_FUNDING = [
    *_PLACE, ("row_number", 0, AT_LEAST), ("side", "debt", IS_IN), ("stage", "plan", IS_IN),
    ("fiscal_year", 1999, AT_LEAST), ("fiscal_year", 2101, AT_MOST),
]  # fmt: skip
SPOILED: dict[Model, list[tuple[str, Any, str]]] = {
    Documents: [
        ("document_id", "0123", MATCHES), ("document_id", "f" * 16, UNIQUE), ("document_sha256", ID, MATCHES),
        ("published_at", "last May", MATCHES), ("made_at", "2025-02-07", MATCHES),
        ("form", "letter", IS_IN), ("region_code", "42", MATCHES), ("budget_year", 1999, AT_LEAST),
        ("budget_year", 2101, AT_MOST), ("long_until", 1999, AT_LEAST), ("long_until", 2101, AT_MOST),
        ("pages", -1, AT_LEAST), ("state", "lost", IS_IN),
        ("reason_code", "bad luck", IS_IN),
    ],
    PrintedIndicators: _INDICATORS,
    PrintedFunding: _FUNDING,
    PrintedTasks: _ROWS,
    PrintedScores: _ROWS,
    PrintedNarratives: [*_PLACE, ("narrative", "poem", IS_IN)],
    UnreadText: [*_PLACE, ("cause", "forgotten", IS_IN)],
    IndicatorValues: [
        *_INDICATORS, ("value_id", "annual-2-2025-target", UNIQUE), ("region_code", "42", MATCHES),
        ("measure", "length", IS_IN), ("comparator", "≥", IS_IN), ("value_low", 95.0, DECIMALS),
        ("value_high", 95.0, DECIMALS), ("weight", 5.0, DECIMALS), ("score", 5.0, DECIMALS),
        ("deadline", "soon", MATCHES), ("direction", "up", IS_IN),
    ],
    FundingAmounts: [
        *_FUNDING, ("funding_id", "revenue-1-2025", UNIQUE), ("region_code", "42", MATCHES),
        ("amount_yuan", 1.5, "money_is_decimal"), ("share", 0.5, "money_is_decimal"),
    ],
    TaskAmounts: [
        *_ROWS, ("task_id", "task-2", UNIQUE), ("region_code", "42", MATCHES),
        *((f"{part}_yuan", 1.5, "money_is_decimal") for part in ("total", "fiscal", "other")),
    ],
    Scores: [
        *_ROWS, ("score_id", "score-2", UNIQUE), ("region_code", "42", MATCHES),
        *((number, 1.5, DECIMALS) for number in ("rate", "weight", "score")),
    ],
    Findings: [("document_id", "0123", MATCHES), ("finding_id", SOUND[Findings]["finding_id"].iloc[1], UNIQUE),
               ("severity", "grave", IS_IN), ("page", 0, AT_LEAST)],
    Refusals: [("document_id", "0123", MATCHES), ("document_id", "f" * 16, UNIQUE), ("reason_code", "bad luck", IS_IN)],
}  # fmt: skip
# What else must change in the row for the bad cell to break nothing but its own check.
BESIDES: dict[tuple[Model, str], dict[str, Any]] = {
    (Documents, "reason_code"): {"state": "quarantined"},
    (IndicatorValues, "value_high"): {"comparator": None},
}
# What a whole row must keep: the columns to change, and the check that notices.
WHOLE_ROW: list[tuple[Model, dict[str, Any], str]] = [
    (Documents, {"state": "quarantined"}, "a_quarantined_document_has_a_reason"),
    (Documents, {"reason_code": "no_text"}, "a_quarantined_document_has_a_reason"),
    *(
        (Documents, {column: None}, "a_document_on_its_way_says_who_when_and_which_form")
        for column in ("form", "department_printed", "region_code", "budget_year")
    ),
    (IndicatorValues, {"measure": "missing"}, "a_missing_value_has_no_bounds"),
    *(
        (IndicatorValues, {"comparator": code, "value_low": low, "value_high": high}, "a_comparator_has_its_bound")
        for code, low, high in (
            ("ge", None, Decimal(1)), ("gt", Decimal(1), Decimal(1)), ("le", Decimal(1), None),
            ("lt", Decimal(1), Decimal(1)), ("eq", Decimal(1), None),
        )
    ),
]  # fmt: skip


def broken(model: Model, changes: dict[str, Any]) -> list[tuple[int, str, str]]:
    frame = SOUND[model].copy()
    for column, bad in changes.items():
        frame[column] = frame[column].astype(object)
        frame.at[0, column] = bad
    failures = validate(model, frame).failures
    return [(row["row"], row["column"], str(row["check"]).split("(")[0]) for row in failures.to_dict("records")]


@pytest.mark.parametrize("model", SOUND, ids=lambda model: model.__name__)
def test_a_sound_frame_breaks_nothing(model: Model) -> None:
    assert len(SOUND[model]) > 1
    assert validate(model, SOUND[model]).is_valid


@pytest.mark.parametrize(
    ("model", "column", "bad", "check"),
    [(model, *spoiled) for model, rows in SPOILED.items() for spoiled in rows],
    ids=lambda part: part.__name__ if isinstance(part, type) else str(part),
)
def test_a_bad_cell_breaks_its_check_and_no_other(model: Model, column: str, bad: Any, check: str) -> None:
    if check == UNIQUE:
        frame = SOUND[model].copy()
        frame.loc[0, column] = bad
        assert set(validate(model, frame).failures["check"]) == {"field_uniqueness"}
    else:
        assert broken(model, {column: bad, **BESIDES.get((model, column), {})}) == [(0, column, check)]


@pytest.mark.parametrize(("model", "changes", "check"), WHOLE_ROW, ids=str)
def test_a_bad_row_breaks_its_check_and_no_other(model: Model, changes: dict[str, Any], check: str) -> None:
    assert broken(model, changes) == [(0, "", check)]


@pytest.mark.parametrize(
    "model", [model for model in SOUND if model.to_schema().unique], ids=lambda model: model.__name__
)
def test_a_row_twice_breaks_its_key(model: Model) -> None:
    key = list(model.to_schema().unique)
    frame = SOUND[model].copy()
    frame.loc[1, key] = frame.loc[0, key].to_numpy()
    failures = validate(model, typed(model, frame)).failures
    assert failures["column"].tolist() == [", ".join(key)] * 2


@pytest.mark.parametrize("model", SOUND, ids=lambda model: model.__name__)
def test_every_column_that_must_be_stated_breaks_when_it_is_not(model: Model) -> None:
    needed = [name for name, column in model.to_schema().columns.items() if not column.nullable]
    assert broken(model, dict.fromkeys(needed)) == [(0, name, "is not missing") for name in needed]


@pytest.mark.parametrize("model", SOUND, ids=lambda model: model.__name__)
def test_no_declared_check_is_without_its_bad_row(model: Model) -> None:
    schema = model.to_schema()
    declared = {(name, str(check.name)) for name, column in schema.columns.items() for check in column.checks}
    declared |= {(name, UNIQUE) for name, column in schema.columns.items() if column.unique}
    assert {(column, check) for column, _, check in SPOILED[model]} == declared
    assert {check for other, _, check in WHOLE_ROW if other is model} == {str(check.name) for check in schema.checks}
