"""One printed value to its meaning: the order in which the topics are asked."""

import re
from dataclasses import replace
from functools import lru_cache

from assets.normalization.values.changes import change
from assets.normalization.values.comparators import comparator_of, flipped, split_after
from assets.normalization.values.deadlines import deadline
from assets.normalization.values.names import Hint, hint_of, unit_in
from assets.normalization.values.quantities import quantity, sentence
from assets.normalization.values.ranges import between
from assets.normalization.values.text import ready
from assets.normalization.values.value import Value
from assets.normalization.values.words import nothing, quality
from contracts.vocabulary.decisions import depends_on_decisions
from contracts.vocabulary.units import read_unit

# A cell with more text than this states no single value.
_LONGEST = 200
# What every text of a topic has: without it the topic's patterns need not be tried.
_DATED = re.compile("[年月季日号周]|20[0-9]{2}[./-]")
_CHANGED = re.compile("[增降减提升压缩扩落平递]|[上去]年")
_SPANNED = re.compile("[-~至到,±≤<不超于控最]")
_REMARK = re.compile(r"(?P<unit>[^()]+)\([^()]*\)")
_NUMBERS = ("quantity", "ratio", "money", "change")
_NO_UNIT = ("", "/", "-", "*", "无", "—", "定性", "定量")


def parse_value(
    printed: str,
    *,
    unit_printed: str | None = None,
    kind_printed: str | None = None,
    name: str = "",
    budget_year: int | None = None,
) -> Value:
    """What a printed value means. Reads any text, never raises, and marks what it had to infer or could not read.

    `unit_printed` is the unit column's text, `kind_printed` that of the column that may hold the comparator (指标性质),
    `name` the indicator's, which may hold the unit in brackets; they complete what the cell leaves out. `budget_year`
    is the year of a date printed without one. What the other columns and rows say of a cell is `neighbours`' part.
    """
    text = ready(printed)
    year = budget_year if any(sign in text.body for sign in "年月季日号") else None
    stated_unit = ready(unit_printed).body if unit_printed else ""
    body, column = _with_column(text.body, unit_in(name) or "" if stated_unit in _NO_UNIT else stated_unit)
    value = _read(body, column, hint_of(name), year)
    stated = comparator_of(ready(kind_printed).body) if kind_printed else None
    if stated is not None and value.measure in _NUMBERS:
        value = _with_kind(value, stated, is_printed=text.body.startswith("="))
    faults = tuple(dict.fromkeys((*text.faults, *value.faults)))
    return value if faults == value.faults else replace(value, faults=faults)


def _with_kind(value: Value, stated: str, *, is_printed: bool) -> Value:
    """A plain number takes its comparator from the column of kinds; one that the cell prints itself goes before."""
    meant = flipped(stated) if value.measure == "change" and (value.low or value.high or 0) < 0 else stated
    if value.comparator == meant:
        return value
    if value.comparator == "eq" and not is_printed:
        low = value.low if meant in ("ge", "gt", "approx") else None
        return replace(value, comparator=meant, low=low, high=value.high if meant in ("le", "lt", "approx") else None)
    return replace(value, faults=(*value.faults, "comparator_conflict"))


def _with_column(body: str, column: str) -> tuple[str, str | None]:
    """The cell and its unit column, which may have kept the comparator behind the unit: 86 beside 家以上."""
    if column in _NO_UNIT:
        return body, None
    if remark := _REMARK.fullmatch(column):
        column = remark["unit"]
    unit, after, _ = split_after(column)
    if after and body[-1:].isdecimal() and read_unit(unit):
        return body + column[len(unit) :], unit
    return body, column


@depends_on_decisions
@lru_cache(maxsize=8192)
def _read(text: str, column: str | None, hint: Hint, year: int | None) -> Value:
    if len(text) > _LONGEST:
        return quality(text)
    has_unit = column is not None or hint.unit is not None or hint.is_money
    return (
        nothing(text)
        or (_DATED.search(text) and deadline(text, year, may_be_number=has_unit))
        or (_CHANGED.search(text) and change(text))
        or (_SPANNED.search(text) and between(text, column, hint))
        or quantity(text, column, hint)
        or sentence(text, column, hint)
        or _words(text, column)
    )


def _words(text: str, column: str | None) -> Value:
    value = quality(text)
    if column and read_unit(column):
        return replace(value, faults=(*value.faults, "unit_conflict"))
    return value
