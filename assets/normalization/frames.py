"""Printed frames to normalized ones. What is printed passes through untouched; its meaning stands beside it."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import pandera.pandas as pa

from assets.normalization.identity import funding_id, value_id
from assets.normalization.money import amount_yuan, points, share
from assets.normalization.values import parse_value
from contracts.frames.normalized import FundingAmounts, IndicatorValues
from contracts.vocabulary.classifications import match_classification
from contracts.vocabulary.funding_items import match_funding_item
from contracts.vocabulary.indicators import indicators, match_indicator

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


def indicator_values(printed: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """`PrintedIndicators` to `IndicatorValues`: each value with its meaning.

    `documents` has document_id, region_code, budget_year and form. A date printed without its year is of the year
    that the value speaks of. Raises KeyError for a row of a document that `documents` does not have.
    """
    return _beside(printed, _MEANING, _meanings(printed, _said_by(documents)), IndicatorValues)


def funding_amounts(printed: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """`PrintedFunding` to `FundingAmounts`: each amount in yuan, with its item's code; else as `indicator_values`."""
    return _beside(printed, _AMOUNT, _amounts(printed, _said_by(documents)), FundingAmounts)


def _meanings(printed: pd.DataFrame, said: dict[str, Row]) -> Iterable[Row]:
    known = indicators()
    for (
        document,
        horizon,
        number,
        year,
        role,
        name,
        value_printed,
        unit,
        basis,
        classification,
        weight,
        score,
    ) in _texts(
        printed,
        ["document_id", "horizon", "row_number", "value_year", "value_role", "name_printed", "value_printed"],
        ["unit_printed", "basis_printed", "classification_printed", "weight_printed", "score_printed"],
    ):
        value = parse_value(value_printed, unit_printed=unit, name=name, budget_year=year)
        code = match_indicator(name)
        weighed, scored = points(weight or ""), points(score or "")
        yield (
            value_id(document, horizon, number, role, year),
            *said[document],
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
            " ".join(dict.fromkeys((*value.faults, *weighed.faults, *scored.faults))),
        )


def _amounts(printed: pd.DataFrame, said: dict[str, Row]) -> Iterable[Row]:
    for document, number, side, item_printed, year, amount_printed, share_printed, unit in _texts(
        printed,
        ["document_id", "row_number", "side", "item_printed", "fiscal_year", "amount_printed"],
        ["share_printed", "unit_printed"],
    ):
        item = match_funding_item(side, item_printed)
        amount = amount_yuan(amount_printed, unit)
        part = share(share_printed or "")
        yield (
            funding_id(document, number, year),
            *said[document],
            item.code if item else None,
            item is not None and item.is_total,
            amount.number,
            part.number,
            " ".join(dict.fromkeys((*amount.faults, *part.faults))),
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
