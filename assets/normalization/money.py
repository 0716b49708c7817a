"""Amounts, shares and points as they stand in tables: exact Decimals, and marks for what had to be inferred."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from assets.normalization.values.numerals import SIGNED, times, to_decimal
from assets.normalization.values.text import ready
from contracts.vocabulary.folding import fold
from contracts.vocabulary.units import Unit, read_unit

DEFAULT_UNIT = "万元"
_CENT = Decimal("0.01")
_NOTHING = re.compile(r"[-/*_]*|无")
_AMOUNT = re.compile(rf"[¥￥]?(?P<number>{SIGNED})(?P<unit>[^0-9.,]*)")
_SHARE = re.compile(rf"(?P<number>{SIGNED})(?P<sign>[%‰]?)")
_POINTS = re.compile(rf"\(?(?P<number>{SIGNED})(?:分|%)?\)?")
_UNIT = re.compile("(?:[百千万亿]|十万|百万|千万)?元")


class Reading(NamedTuple):
    """A number that a cell prints, None where it prints none, and the faults of reading it."""

    number: Decimal | None
    faults: tuple[str, ...] = ()


@lru_cache(maxsize=8192)
def amount_yuan(printed: str, unit: str | None) -> Reading:
    """The yuan of a printed amount, to the cent at least: 7257.48 in 万元 → 72574800.00.

    A unit in the cell goes before that of the form (`unit`: 万元, 单位：元); 万元 is inferred where neither has one.
    """
    text = ready(printed)
    if _NOTHING.fullmatch(text.body):
        return Reading(None, text.faults)
    found = _AMOUNT.fullmatch(text.body)
    number = to_decimal(found["number"]) if found else None
    if found is None or number is None:
        return Reading(None, (*text.faults, "number_unread"))
    own = read_unit(found["unit"]) if found["unit"] else None
    if found["unit"] and (own is None or own.canonical != "元"):
        return Reading(None, (*text.faults, "unit_unknown"))
    of_form = _unit_of(unit)
    faults = list(text.faults)
    if unit and of_form is None:
        faults.append("unit_unknown")
    elif own and of_form and own != of_form:
        faults.append("unit_conflict")
    chosen = own or of_form
    if chosen is None:
        if unit:
            return Reading(None, tuple(faults))
        faults.append("unit_missing_inferred")
    factor = chosen.factor if chosen else _default().factor
    yuan = times(number, factor)
    exponent = yuan.as_tuple().exponent
    short = isinstance(exponent, int) and exponent > -2
    return Reading(yuan + Decimal("0.00") if short else yuan, tuple(faults))


@lru_cache(maxsize=8192)
def share(printed: str) -> Reading:
    """The share that a cell prints, as a fraction: 57.16% → 0.5716.

    A number without its sign is taken as per cent and marked, a small one too: 0.84 beside 99.16% is no fraction.
    """
    text = ready(printed)
    if _NOTHING.fullmatch(text.body):
        return Reading(None, text.faults)
    found = _SHARE.fullmatch(text.body)
    number = to_decimal(found["number"]) if found else None
    if found is None or number is None:
        return Reading(None, (*text.faults, "number_unread"))
    if found["sign"] == "‰":
        return Reading(times(number, Decimal("0.001")), text.faults)
    faults = text.faults if found["sign"] else (*text.faults, "percent_missing")
    return Reading(times(number, _CENT), faults)


@lru_cache(maxsize=8192)
def points(printed: str) -> Reading:
    """A weight or score: 10, 10分, (10), 10%."""
    text = ready(printed)
    if _NOTHING.fullmatch(text.body):
        return Reading(None, text.faults)
    found = _POINTS.fullmatch(text.body)
    number = to_decimal(found["number"]) if found else None
    return Reading(number, text.faults if number is not None else (*text.faults, "number_unread"))


def _unit_of(printed: str | None) -> Unit | None:
    found = _UNIT.search(fold(printed)) if printed else None
    return read_unit(found.group()) if found else None


@lru_cache(maxsize=1)
def _default() -> Unit:
    unit = read_unit(DEFAULT_UNIT)
    if unit is None:
        raise LookupError(f"{DEFAULT_UNIT} is not in the table of units")
    return unit
