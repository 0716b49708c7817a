"""Printed frames to normalized ones. What is printed passes through untouched; its meaning stands beside it."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import pandera.pandas as pa

from assets.normalization.corrections import corrections_by_cell, read_as
from assets.normalization.identity import funding_id, score_id, task_id, value_id
from assets.normalization.money import amount_yuan, points, share
from assets.normalization.values.neighbours import Cell, read_values
from contracts.frames.normalized import FundingAmounts, IndicatorValues, Scores, TaskAmounts
from contracts.vocabulary.classifications import match_classification
from contracts.vocabulary.form_labels import page_marks
from contracts.vocabulary.functions import function_of
from contracts.vocabulary.funding_items import match_funding_item
from contracts.vocabulary.indicator_names import match_indicator
from contracts.vocabulary.indicators import indicators

Row = tuple[Any, ...]
_MEANING = (
    "value_id",
    "region_code",
    "budget_year",
    "form",
    "indicator_code",
    "measure",
    "comparator",
    "value_low",
    "value_high",
    "unit",
    "is_unit_inferred",
    "period",
    "deadline",
    "change_base",
    "quality_level",
    "direction",
    "basis",
    "classification",
    "weight",
    "score",
    "faults",
)
_AMOUNT = (
    "funding_id",
    "region_code",
    "budget_year",
    "form",
    "item_code",
    "is_total",
    "amount_yuan",
    "share",
    "faults",
)
_TASK = (
    "task_id",
    "region_code",
    "budget_year",
    "form",
    "is_total",
    "total_yuan",
    "fiscal_yuan",
    "other_yuan",
    "faults",
)
_SCORE = ("score_id", "region_code", "budget_year", "form", "rate", "weight", "score", "faults")


def indicator_values(printed: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """`PrintedIndicators` to `IndicatorValues`: each value with its meaning, an operator beside it counted in.

    `documents` has document_id, department_id, region_code, budget_year and form. A date printed without its year is
    of the year that the value speaks of. Raises KeyError for a row of a document that `documents` does not have.
    """
    return _beside(printed, _MEANING, _meanings(printed, documents), IndicatorValues)


def funding_amounts(printed: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """`PrintedFunding` to `FundingAmounts`: each amount in yuan, with its item's code; else as `indicator_values`."""
    return _beside(printed, _AMOUNT, _amounts(printed, documents), FundingAmounts)


def task_amounts(printed: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """`PrintedTasks` to `TaskAmounts`: each task's money in yuan; else as `indicator_values`."""
    return _beside(printed, _TASK, _tasks(printed, _said_by(documents)), TaskAmounts)


def scores(printed: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """`PrintedScores` to `Scores`: rates, weights and scores as numbers; else as `indicator_values`."""
    return _beside(printed, _SCORE, _scored(printed, _said_by(documents)), Scores)


def _meanings(printed: pd.DataFrame, documents: pd.DataFrame) -> Iterable[Row]:
    said = _said_by(documents)
    known = indicators()
    functions = _functions(documents)
    rows = list(
        _texts(
            printed,
            ["document_id", "horizon", "row_number", "value_year", "value_role", "name_printed", "value_printed"],
            [
                *("unit_printed", "kind_printed", "basis_printed", "classification_printed"),
                *("weight_printed", "score_printed"),
            ],
        )
    )
    cells = [Cell(*row[: len(Cell._fields)]) for row in rows]
    ids = [value_id(cell.document_id, cell.horizon, cell.row_number, cell.role, cell.year) for cell in cells]
    corrected = corrections_by_cell(documents)
    texts = [read_as(cell.printed, cell_id, corrected) for cell, cell_id in zip(cells, ids, strict=True)]
    read = read_values([cell._replace(printed=text) for cell, (text, _) in zip(cells, texts, strict=True)])
    for cell, cell_id, value, (_, marks), row in zip(cells, ids, read, texts, rows, strict=True):
        basis, classification, weight, score = row[len(Cell._fields) :]
        code = match_indicator(cell.name, functions[cell.document_id])
        weighed, scored = points(weight or ""), points(score or "")
        yield (
            cell_id,
            *said[cell.document_id],
            code,
            value.measure,
            value.comparator,
            value.low,
            value.high,
            value.unit,
            value.is_unit_inferred,
            value.period,
            value.deadline,
            value.change_base,
            value.quality_level,
            known[code].direction if code else None,
            match_classification("basis", basis) if basis else None,
            match_classification("classification", classification) if classification else None,
            weighed.number,
            scored.number,
            " ".join(dict.fromkeys((*value.faults, *weighed.faults, *scored.faults, *marks))),
        )


def _amounts(printed: pd.DataFrame, documents: pd.DataFrame) -> Iterable[Row]:
    said, corrected = _said_by(documents), corrections_by_cell(documents)
    for document, number, side, item_printed, stage, year, amount_printed, share_printed, unit in _texts(
        printed,
        ["document_id", "row_number", "side", "item_printed", "stage", "fiscal_year", "amount_printed"],
        ["share_printed", "unit_printed"],
    ):
        item = match_funding_item(side, item_printed)
        cell_id = funding_id(document, number, stage, year)
        text, marks = read_as(amount_printed, cell_id, corrected)
        amount = amount_yuan(text, unit)
        part = share(share_printed or "")
        yield (
            cell_id,
            *said[document],
            item.code if item else None,
            item is not None and item.is_total,
            amount.number,
            part.number,
            " ".join(dict.fromkeys((*amount.faults, *part.faults, *marks))),
        )


def _tasks(printed: pd.DataFrame, said: dict[str, Row]) -> Iterable[Row]:
    amounts = ["total_printed", "fiscal_printed", "other_printed"]
    for document, number, task, unit, *texts in _texts(
        printed, ["document_id", "row_number", "task_printed"], ["unit_printed", *amounts]
    ):
        read = [amount_yuan(text or "", unit) for text in texts]
        yield (
            task_id(document, number),
            *said[document],
            page_marks().is_sum(task),
            *(amount.number for amount in read),
            " ".join(dict.fromkeys(fault for amount in read for fault in amount.faults)),
        )


def _scored(printed: pd.DataFrame, said: dict[str, Row]) -> Iterable[Row]:
    for document, number, rate, weight, score in _texts(
        printed, ["document_id", "row_number"], ["rate_printed", "weight_printed", "score_printed"]
    ):
        read = share(rate or ""), points(weight or ""), points(score or "")
        yield (
            score_id(document, number),
            *said[document],
            *(one.number for one in read),
            " ".join(dict.fromkeys(fault for one in read for fault in one.faults)),
        )


def _texts(frame: pd.DataFrame, required: list[str], optional: list[str]) -> Iterable[Row]:
    """The rows as plain Python values, missing texts as None."""
    columns = [frame[name].tolist() for name in required]
    columns += [[text if isinstance(text, str) else None for text in frame[name].tolist()] for name in optional]
    return zip(*columns, strict=True)


def _said_by(documents: pd.DataFrame) -> dict[str, Row]:
    """What each document says of itself: region_code, budget_year, form."""
    return {
        document: (region, int(year), form)
        for document, region, year, form in zip(
            *(documents[name] for name in ("document_id", "region_code", "budget_year", "form")), strict=True
        )
        if pd.notna(year)
    }


def _functions(documents: pd.DataFrame) -> dict[str, str | None]:
    """The function of each document's department, for a name may mean another indicator in another function."""
    return {
        document: function_of(department) if isinstance(department, str) else None
        for document, department in zip(documents["document_id"], documents["department_id"], strict=True)
    }


def _beside(
    printed: pd.DataFrame, names: tuple[str, ...], rows: Iterable[Row], model: type[pa.DataFrameModel]
) -> pd.DataFrame:
    """The printed frame with the new columns, all in the model's order and types; an empty frame is typed too."""
    columns = dict(zip(names, zip(*rows, strict=True), strict=True)) if len(printed) else {}
    schema = _schema(model)
    series = {
        name: printed[name]
        if name in printed
        else pd.Series(list(columns.get(name, ())), index=printed.index, dtype=schema[name])
        for name in schema
    }
    return pd.DataFrame(series, index=printed.index)


def _schema(model: type[pa.DataFrameModel]) -> dict[str, Any]:
    return {name: column.dtype.type for name, column in model.to_schema().columns.items()}
