"""Two numbers that bound one value: 90%~95%, 3至5天, [90%,95%], 100±5%, 不低于90%且小于95%."""

import re
from dataclasses import replace
from decimal import Decimal

from assets.normalization.values.comparators import AT_LEAST, AT_MOST, split_after
from assets.normalization.values.names import Hint
from assets.normalization.values.numerals import SIGNED, times, to_decimal
from assets.normalization.values.quantities import Found, measure_of, unit_of
from assets.normalization.values.value import Value

# m2 and m3 are the only units that end in a digit.
_POWER = "(?:(?<=m)[23])?"
_UNIT = rf"[^0-9~±,\[\]()<>≤≥-]{{0,8}}?{_POWER}"
_ENDS = rf"(?P<first>{SIGNED})(?P<unit>{_UNIT})"
_SECOND = rf"(?P<second>{SIGNED})(?P<rest>[^0-9]*{_POWER}(?:/[0-9]+\D*)?)"
_SPAN = re.compile(rf"(?:控制在|保持在|在|为)?[\[(]?{_ENDS}(?:-|~|至|到|,)(?:{_SECOND})")
_BOUNDS = re.compile(rf"(?:{AT_LEAST}){_ENDS}(?:且|并且|,|、|;|和|并)?(?:{AT_MOST}){_SECOND}")
_ORDER = re.compile(rf"{_ENDS}[≤<][a-z]?[≤<]{_SECOND}")
_BRACKETED = re.compile(r"[\[(].*[\])].*")
_TOLERANCE = re.compile(rf"(?P<first>{SIGNED})?(?P<unit>{_UNIT})±(?P<second>{SIGNED})(?P<rest>\D*)")


def between(text: str, column: str | None, hint: Hint) -> Value | None:
    """The value of a text with two bounds, the lower first; a unit printed once is that of both."""
    span = _SPAN.fullmatch(text)
    if span and "," in text and not _BRACKETED.fullmatch(text):
        span = None  # A comma parts two bounds only inside brackets; elsewhere it is a list.
    if ends := span or _BOUNDS.fullmatch(text) or _ORDER.fullmatch(text):
        return _from_ends(ends, column, hint)
    tolerance = _TOLERANCE.fullmatch(text)
    return _tolerated(tolerance, column, hint) if tolerance else None


def _from_ends(ends: "re.Match[str]", column: str | None, hint: Hint) -> Value | None:
    rest, after, _ = split_after(ends["rest"].rstrip("。.;,"))
    upper = unit_of(rest.rstrip("])").removesuffix("之间"), column, hint)
    low, high = to_decimal(ends["first"]), to_decimal(ends["second"])
    if upper is None or low is None or high is None or after not in (None, "le"):
        return None
    lower = upper
    if ends["unit"]:
        printed = unit_of(ends["unit"], None, hint)
        if printed is None or (printed.dimension == "unknown" and not rest):
            return None
        # 90%-95 leaves the sign off at the end, 3万-5万人 the unit at the beginning.
        lower = replace(printed, unit=printed.unit or upper.unit)
        upper = lower if not rest and upper.is_inferred else upper
        if lower.unit != upper.unit:
            return None
    return _between(times(low, lower.factor), times(high, upper.factor), upper)


def _tolerated(found: "re.Match[str]", column: str | None, hint: Hint) -> Value | None:
    unit = unit_of(found["rest"].rstrip("。.;,)"), column, hint)
    middle, width = to_decimal(found["first"] or "0"), to_decimal(found["second"])
    if unit is None or middle is None or width is None or found["unit"] not in ("", found["rest"]):
        return None
    return _between(times(middle - width, unit.factor), times(middle + width, unit.factor), unit)


def _between(low: Decimal, high: Decimal, found: Found) -> Value | None:
    if low > high:
        return None
    return Value(
        measure_of(found),
        "between",
        low,
        high,
        unit=found.unit,
        is_unit_inferred=found.is_inferred,
        faults=found.faults,
    )
