"""A correction is read in a cell's place while the cell prints what it expects; the print itself stays as it is."""

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd
import pytest

from assets.normalization.frames import funding_amounts, indicator_values
from contracts.frames.documents import Documents
from contracts.frames.printed import PrintedFunding, PrintedIndicators
from contracts.rules.catalogue import run_rules
from contracts.rules.documents import DocumentSet
from contracts.rules.example import DOCUMENT, Example, amounts, value
from contracts.vocabulary.corrections import Correction, correction_of, take_corrections

NEWER = "fedcba9876543210"
CELL, MONEY = f"{DOCUMENT}-A001-T2025", f"{DOCUMENT}-F01-2025"


def corrected(cell_id: str, printed: str, meant: str) -> Correction:
    return Correction(DOCUMENT * 4, cell_id, printed, meant, "原件笔误", "李四", "2025-03-01")


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    take_corrections(())


def normalized(printed: str, amount: str = "100.00", newer: str | None = None) -> DocumentSet:
    """One document's value and amount, and the value of a newer version of it, made anew from what they print."""
    rows = Example(
        values=(value("结转结余率", printed),),
        amounts=amounts("revenue", ("合计", amount, None)),
        document={"department_id": "420700-财政局"},
    ).build()
    values, money, documents = rows.indicators, rows.funding, rows.documents
    if newer is not None:
        again = {"document_id": NEWER, "document_sha256": NEWER * 4}
        documents = pd.concat([documents, documents.assign(**again)], ignore_index=True)
        values = pd.concat([values, values.assign(document_id=NEWER, value_printed=newer)], ignore_index=True)
    printed_values, printed_money = (
        frame[list(model.to_schema().columns)]
        for frame, model in ((values, PrintedIndicators), (money, PrintedFunding))
    )
    assert list(documents.columns) == list(Documents.to_schema().columns)
    return DocumentSet(
        documents=documents,
        indicators=indicator_values(printed_values, documents),
        funding=funding_amounts(printed_money, documents),
        tasks=rows.tasks,
        scores=rows.scores,
        narratives=rows.narratives,
        unread=rows.unread,
    )


def said(documents: DocumentSet, place: int = 0) -> tuple[str, Decimal | None, str]:
    row = documents.indicators.iloc[place]
    return row["value_printed"], row["value_high"], row["faults"]


def test_a_cell_is_read_as_its_correction_says_and_printed_as_before() -> None:
    assert said(normalized("≤2O%"))[1] != 20
    take_corrections([corrected(CELL, "≤2O%", "≤20%"), corrected(MONEY, "100.00", "1000.00")])
    documents = normalized("≤2O%")
    assert said(documents) == ("≤2O%", Decimal(20), "corrected")
    money = documents.funding.iloc[0]
    assert (money["amount_printed"], money["amount_yuan"]) == ("100.00", Decimal("10000000.00"))
    assert money["faults"].split()[-1] == "corrected"
    codes = run_rules(documents)["rule_code"].tolist()
    assert codes.count("V022") == 2


def test_a_source_that_was_repaired_is_found_and_read_as_it_prints() -> None:
    take_corrections([corrected(CELL, "≤2O%", "≤20%")])
    documents = normalized("≤25%")
    assert said(documents) == ("≤25%", Decimal(25), "correction_outdated")
    found = run_rules(documents)
    assert found[found["rule_code"] == "V023"]["actual"].tolist() == ["≤25%"]


def test_another_version_of_the_document_is_held_to_the_same_correction() -> None:
    take_corrections([corrected(CELL, "≤2O%", "≤20%")])
    assert said(normalized("≤2O%", newer="≤2O%"), 1) == ("≤2O%", Decimal(20), "corrected")
    assert said(normalized("≤2O%", newer="≤20%"), 1) == ("≤20%", Decimal(20), "correction_outdated")
    one = correction_of(f"{NEWER}-A001-T2025", "≤2O%")
    assert one is not None
    assert (one.meant, one.reviewer) == ("≤20%", "李四")
    assert correction_of(f"{NEWER}-A002-T2025", "≤2O%") is None
