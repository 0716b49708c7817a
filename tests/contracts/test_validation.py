"""Parse first, validate second: every broken row is named, every document is accepted or quarantined, none is lost."""

from decimal import Decimal
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.frames.findings import Findings
from contracts.frames.normalized import FundingAmounts
from contracts.validation import ContractViolation, describe, empty, split_documents, typed, validate

DOCUMENTS = tuple(f"{number:016x}" for number in range(4))


def funding(documents: tuple[str, ...] = DOCUMENTS, rows_each: int = 3) -> pd.DataFrame:
    """A frame of amounts that holds, three rows a document."""
    rows = [
        {
            "document_id": document, "page": 1, "x0": 10.0, "top": 20.0 * row, "x1": 60.0, "bottom": 20.0 * row + 12,
            "place": "", "confidence": 1.0, "is_unsure": False, "row_number": row, "side": "revenue",
            "item_printed": "财政拨款", "stage": "budget", "fiscal_year": 2025, "amount_printed": "12.50",
            "share_printed": None, "unit_printed": None,
            "funding_id": f"{document}-{row}", "region_code": "420700", "budget_year": 2025, "form": "approval",
            "item_code": None, "is_total": False, "amount_yuan": Decimal("125000.00"), "share": None, "faults": "",
        }
        for document in documents
        for row in range(1, rows_each + 1)
    ]  # fmt: skip
    return typed(FundingAmounts, pd.DataFrame(rows))


def corrupted(frame: pd.DataFrame, row: Any, column: str, value: Any) -> pd.DataFrame:
    changed = frame.astype({column: object})
    changed.at[row, column] = value
    return changed


def test_a_sound_frame_is_accepted_whole_and_unchanged() -> None:
    frame = funding()
    accepted, quarantined = split_documents(FundingAmounts, frame)
    pd.testing.assert_frame_equal(accepted, frame)
    assert quarantined == {}
    assert validate(FundingAmounts, frame).is_valid


def test_a_document_with_one_broken_row_goes_whole_and_says_which_column() -> None:
    frame = funding()
    frame.loc[4, "page"] = 0
    accepted, quarantined = split_documents(FundingAmounts, frame)
    assert quarantined == {DOCUMENTS[1]: "page: greater_than_or_equal_to(1) (1)"}
    assert set(accepted["document_id"]) == set(DOCUMENTS) - {DOCUMENTS[1]}


def test_a_cell_of_a_wrong_type_hides_no_other_row_of_its_column() -> None:
    """pandera alone reports a single TypeError without a row here."""
    frame = corrupted(funding(), 0, "page", "two")
    frame.at[4, "page"] = 0
    report = validate(FundingAmounts, frame)
    assert report.failures[["row", "column", "value"]].to_numpy().tolist() == [[0, "page", "two"], [4, "page", "0"]]
    assert set(split_documents(FundingAmounts, frame)[1]) == {DOCUMENTS[0], DOCUMENTS[1]}


def test_a_missing_number_blames_its_own_row_only() -> None:
    """pandas makes floats of the whole column when one int is missing."""
    frame = funding()
    frame["fiscal_year"] = [None, *[2025] * (len(frame) - 1)]
    assert frame["fiscal_year"].dtype == float
    accepted, quarantined = split_documents(FundingAmounts, frame)
    assert quarantined == {DOCUMENTS[0]: "fiscal_year: is not missing (1)"}
    assert accepted["fiscal_year"].dtype == "int64"


@pytest.mark.parametrize("value", [1.5, "1", True, 2**70, Decimal(1), float("inf"), [1]])
def test_what_is_no_whole_number_is_not_taken_for_one(value: Any) -> None:
    assert set(split_documents(FundingAmounts, corrupted(funding(), 0, "row_number", value))[1]) == {DOCUMENTS[0]}


def test_half_a_surrogate_pair_is_a_document_s_fault_and_no_traceback() -> None:
    frame = corrupted(funding(), 0, "item_printed", "\ud800")
    assert set(split_documents(FundingAmounts, frame)[1]) == {DOCUMENTS[0]}


def test_a_float_is_no_money() -> None:
    assert set(split_documents(FundingAmounts, corrupted(funding(), 0, "amount_yuan", 12.5))[1]) == {DOCUMENTS[0]}


def test_a_key_that_repeats_over_two_documents_quarantines_both() -> None:
    frame = funding()
    frame.loc[5, "funding_id"] = frame.loc[0, "funding_id"]
    assert set(split_documents(FundingAmounts, frame)[1]) == {DOCUMENTS[0], DOCUMENTS[1]}


def test_a_check_over_columns_is_one_failure_a_row() -> None:
    frame = funding()
    frame.loc[1, "row_number"] = 1
    failures = validate(FundingAmounts, frame).failures
    assert failures["row"].tolist() == [0, 1]
    assert failures["column"].unique().tolist() == ["document_id, row_number, stage, fiscal_year"]


def test_a_wholly_wrong_dtype_quarantines_everything_without_a_traceback() -> None:
    frame = funding().astype({"page": str})
    accepted, quarantined = split_documents(FundingAmounts, frame)
    assert accepted.empty
    assert set(quarantined) == set(DOCUMENTS)


def test_the_detail_names_the_most_frequent_first_and_counts_the_rest() -> None:
    frame = funding()
    frame.loc[[0, 1], "page"] = 0
    frame.loc[0, ["side", "stage", "form"]] = ["x", "y", "z"]
    frame.loc[0, "fiscal_year"] = 1
    detail = split_documents(FundingAmounts, frame)[1][DOCUMENTS[0]]
    assert detail.startswith("page: greater_than_or_equal_to(1) (2); ")
    assert detail.endswith("; and 1 more")
    assert "\n" not in detail


@pytest.mark.parametrize(
    "spoil",
    [
        lambda frame: frame.drop(columns="page"),
        lambda frame: frame.assign(extra=1),
        lambda frame: pd.concat([frame, frame["page"]], axis=1),
        lambda frame: pd.concat([frame, frame]),
        lambda frame: corrupted(frame, 0, "document_id", None),
        lambda frame: corrupted(frame, 0, "document_id", 7),
    ],
    ids=["missing column", "extra column", "column twice", "index repeats", "no document", "document is a number"],
)
def test_a_frame_no_document_can_be_blamed_for_is_our_fault(spoil: Any) -> None:
    with pytest.raises(ContractViolation):
        split_documents(FundingAmounts, spoil(funding()))


class Unrunnable(FundingAmounts):
    @pa.dataframe_check
    @classmethod
    def a_check_with_a_mistake_in_it(cls, frame: pd.DataFrame) -> bool:
        raise TypeError("our mistake")


def test_a_check_that_cannot_run_is_our_fault() -> None:
    with pytest.raises(ContractViolation, match="could not be run"):
        validate(Unrunnable, funding())


def test_an_empty_frame_holds_whatever_its_dtypes() -> None:
    frame = pd.DataFrame(columns=list(FundingAmounts.to_schema().columns))
    accepted, quarantined = split_documents(FundingAmounts, frame)
    assert (len(accepted), quarantined) == (0, {})
    pd.testing.assert_frame_equal(accepted, empty(FundingAmounts))
    assert empty(Findings)["page"].dtype == "Int64"


def test_typed_refuses_a_value_of_another_type() -> None:
    with pytest.raises(ContractViolation, match="page: is int64"):
        typed(FundingAmounts, corrupted(funding(), 0, "page", "two"))


def test_describe_says_nothing_of_nothing() -> None:
    assert describe(validate(FundingAmounts, funding()).failures) == ""


JUNK = st.one_of(
    st.none(), st.text(max_size=3), st.integers(), st.floats(), st.booleans(), st.decimals(allow_nan=False),
    st.just("\ud83d"), st.lists(st.integers(), max_size=2), st.binary(max_size=2),
    st.sampled_from([pd.NA, pd.NaT, pd.Timestamp(0)]),
)  # fmt: skip
COLUMNS = sorted(set(FundingAmounts.to_schema().columns) - {"document_id"})


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 11), st.sampled_from(COLUMNS), JUNK), max_size=5),
    st.lists(st.tuples(st.sampled_from(COLUMNS), st.sampled_from([str, object, "category", "string"])), max_size=2),
    st.permutations(range(12)),
)
def test_accepted_and_quarantined_are_all_that_was_given(
    spoiled: list[tuple[int, str, Any]], dtypes: list[tuple[str, Any]], order: list[int]
) -> None:
    """Whatever the cells hold: no traceback, whole documents, the accepted hold, untouched documents are accepted."""
    frame = funding().iloc[order]
    for row, column, value in spoiled:
        frame = corrupted(frame, row, column, value)
    for column, dtype in dtypes:
        if not any(column == other for _, other, _ in spoiled):
            frame = frame.astype({column: dtype})
    accepted, quarantined = split_documents(FundingAmounts, frame)
    kept = frame[~frame["document_id"].isin(list(quarantined))]
    assert accepted.index.tolist() == kept.index.tolist()
    FundingAmounts.validate(accepted, lazy=True)
    assert all(quarantined.values())
    if not dtypes:
        assert set(quarantined) <= {DOCUMENTS[row // 3] for row, _, _ in spoiled}
