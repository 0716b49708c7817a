"""What only the cells beside a value can say of it: a lost per-cent format, a comparator recognised as a digit.

A value is read anew with them and marked; nothing is taken otherwise than printed without a mark.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from assets.normalization.values.names import hint_of
from assets.normalization.values.numerals import times
from assets.normalization.values.parsing import parse_value
from assets.normalization.values.text import ready
from assets.normalization.values.value import Value

# ≥ is recognised as 2 or 7, so that ≥280 is printed 2280.
_TWO_FOR_FLOOR = re.compile("[27](?P<rest>[1-9][0-9].*)")
_FAR, _NEAR = Decimal(4), Decimal(2)
_TARGETS = ("target", "adjusted_target")
_NOUGHT, _HUNDRED = Decimal(0), Decimal(100)


class Cell(NamedTuple):
    """One printed value and where it stands: its line, and its column by year and role."""

    document_id: str
    horizon: str
    row_number: int
    year: int
    role: str
    name: str
    printed: str
    unit_printed: str | None = None
    kind_printed: str | None = None


def read_values(cells: Sequence[Cell]) -> list[Value]:
    """What each cell means, itself and beside the others. The column of kinds speaks of the targets only."""
    values = [
        parse_value(
            cell.printed,
            unit_printed=cell.unit_printed,
            kind_printed=cell.kind_printed if cell.role in _TARGETS else None,
            name=cell.name,
            budget_year=cell.year,
        )
        for cell in cells
    ]
    lost = {_column(cell) for cell, value in zip(cells, values, strict=True) if "percent_as_fraction" in value.faults}
    if lost:
        values = [
            as_percent(value) if _column(cell) in lost else value for cell, value in zip(cells, values, strict=True)
        ]
    if any(_TWO_FOR_FLOOR.fullmatch(ready(cell.printed).body) for cell in cells):
        lines: dict[tuple[object, ...], list[tuple[int, Value]]] = defaultdict(list)
        for place, (cell, value) in enumerate(zip(cells, values, strict=True)):
            lines[cell[:3]].append((place, value))
        values = [
            without_misread(cell, value, [other for at, other in lines[cell[:3]] if at != place])
            for place, (cell, value) in enumerate(zip(cells, values, strict=True))
        ]
    return values


def _column(cell: Cell) -> tuple[object, ...]:
    return cell.document_id, cell.horizon, cell.year, cell.role


def as_percent(value: Value) -> Value:
    """A value of a column that lost its per-cent format: 1 on a rate stands for 100 %."""
    bounds = [bound for bound in (value.low, value.high) if bound is not None]
    is_fraction = "percent_missing" in value.faults and "percent_as_fraction" not in value.faults
    if not is_fraction or any(abs(bound) > 1 for bound in bounds):
        return value
    low, high = (None if bound is None else times(bound, _HUNDRED) for bound in (value.low, value.high))
    return replace(value, low=low, high=high, faults=(*value.faults, "percent_as_fraction"))


def without_misread(cell: Cell, value: Value, beside: Sequence[Value]) -> Value:
    """The value with ≥ for its first digit, where nothing else can be meant; else the value as it is.

    That is so where a share of a whole is above 100 %, or where the other values of the line (`beside`), in the same
    unit, are all near the number without its first digit and far from the number with it.
    """
    found = _TWO_FOR_FLOOR.fullmatch(ready(cell.printed).body)
    if found is None or value.comparator != "eq" or value.low is None:
        return value
    other = parse_value(f"≥{found['rest']}", unit_printed=cell.unit_printed, name=cell.name)
    if other.comparator != "ge" or other.low is None or other.unit != value.unit:
        return value
    near = [bound for one in beside if one.unit == value.unit and (bound := one.low or one.high)]
    fits = (
        bool(near) and value.low > _FAR * max(near) and other.low / _NEAR <= min(near) <= max(near) <= other.low * _NEAR
    )
    is_share = hint_of(cell.name).is_part_of_whole and value.unit == "%" and value.low > _HUNDRED >= other.low
    return replace(other, faults=(*other.faults, "ocr_suspect")) if fits or is_share else value
