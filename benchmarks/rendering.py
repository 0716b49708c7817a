"""Printed values made from what they mean, in the spellings there are, without the code that reads them.

`rendered(random)` gives a printed value, the text of its unit column or None, and what it means.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from assets.normalization.values import Value
from contracts.vocabulary.units import MONEY, RATIOS, SCALES, units

# What stands before the number and what behind its unit.
_SPELLINGS = {
    "ge": (("≥", ""), ("≧", ""), ("⩾", ""), ("不低于", ""), ("不少于", ""), ("至少", ""), ("达到", ""), ("", "以上"),
           ("", "及以上"), ("达", "以上"), ("", "以上（含）")),
    "le": (("≤", ""), ("≦", ""), ("⩽", ""), ("不超过", ""), ("不高于", ""), ("控制在", "以内"), ("", "以下"),
           ("", "之内"), ("", "以内（含）"), ("最多", "")),
    "gt": ((">", ""), ("超过", ""), ("大于", ""), ("高于", ""), ("", "以上（不含）")),
    "lt": (("<", ""), ("低于", ""), ("少于", ""), ("不足", ""), ("", "以下（不含）")),
    "eq": (("", ""), ("=", ""), ("等于", "")),
    "approx": (("约", ""), ("≈", ""), ("", "左右"), ("近", "")),
}  # fmt: skip
_NEGATED = {"ge": "le", "le": "ge", "gt": "lt", "lt": "gt", "eq": "eq", "approx": "approx"}
_BASES = {
    "last_year": ("较上年", "同比", "比上年", "较去年"),
    "last_period": ("环比",),
    "2020": ("较2020年",),
    None: ("",),
}
_PERIODS = {"year": ("全年", "每年"), "month": ("每月",), "quarter": ("每季度",), "week": ("每周",), None: ("",) * 6}
# A magnitude glued to one of these would be another unit's name.
# 8月, 2025年 and 3季度 are dates as much as durations.
_DATES = ("月", "年", "季度")
_UNITS = sorted(one for one in units() if not one.startswith(tuple(SCALES)) and one not in _DATES)
_SCALED = ("", "", "", "万", "亿", "千万")
_FIRST_DAY = date(2000, 1, 1)
_DAYS = 36500


def rendered(random: Random) -> tuple[str, str | None, Value]:
    """One value, its print and the text of its unit column."""
    kind = random.random()
    if kind < 0.55:
        return _quantity(random)
    if kind < 0.7:
        return _range(random)
    if kind < 0.85:
        return _change(random)
    return _deadline(random)


def _number(random: Random) -> Decimal:
    digits = random.choice((1, 2, 2, 3, 3, 4, 5, 9))
    return Decimal(random.randrange(10**digits)).scaleb(-random.choice((0, 0, 0, 1, 2)))


def _written(random: Random, number: Decimal) -> str:
    return f"{number:,f}" if random.random() < 0.2 else f"{number:f}"


def _plain(number: Decimal) -> Decimal:
    return number.normalize() + 0


def _bounds(comparator: str, bound: Decimal) -> dict[str, Decimal | None]:
    low = None if comparator in ("le", "lt") else bound
    return {"low": low, "high": None if comparator in ("ge", "gt") else bound}


def _measure(dimension: str) -> str:
    return "money" if dimension in MONEY else "ratio" if dimension in RATIOS else "quantity"


def _unit(random: Random) -> tuple[str, str, Decimal, str]:
    """A surface form with a magnitude, its canonical unit, its factor and what it measures."""
    surface = random.choice(_UNITS)
    unit = units()[surface]
    scale = random.choice(_SCALED) if unit.dimension not in RATIOS else ""
    factor = unit.factor * (SCALES[scale] if scale else 1)
    return f"{scale}{surface}", unit.canonical, factor, _measure(unit.dimension)


def _quantity(random: Random) -> tuple[str, str | None, Value]:
    comparator = random.choice(list(_SPELLINGS))
    before, after = random.choice(_SPELLINGS[comparator])
    number, (surface, canonical, factor, measure) = _number(random), _unit(random)
    period = random.choice(list(_PERIODS))
    value = Value(measure, comparator, **_bounds(comparator, _plain(number * factor)), unit=canonical, period=period)
    printed = f"{random.choice(_PERIODS[period])}{before}{_written(random, number)}"
    if not after and random.random() < 0.2:
        return printed, surface, value
    return f"{printed}{surface}{after}", None, value


def _range(random: Random) -> tuple[str, str | None, Value]:
    low, high = sorted((_number(random), _number(random)))
    surface, canonical, factor, measure = _unit(random)
    value = Value(measure, "between", _plain(low * factor), _plain(high * factor), canonical)
    sign = random.choice("-~～至—")
    first = f"{low:f}{surface if random.random() < 0.5 else ''}"
    return f"{first}{sign}{high:f}{surface}", None, value


def _change(random: Random) -> tuple[str, str | None, Value]:
    base = random.choice(list(_BASES))
    word, sign = random.choice((("增长", 1), ("提高", 1), ("下降", -1), ("降低", -1), ("减少", -1)))
    comparator = random.choice(list(_SPELLINGS))
    before, after = random.choice(_SPELLINGS[comparator])
    number, unit = _number(random), random.choice(("%", "个百分点"))
    meant = comparator if sign > 0 else _NEGATED[comparator]
    value = Value("change", meant, **_bounds(meant, _plain(sign * number)), unit=units()[unit].canonical)
    printed = f"{random.choice(_BASES[base])}{word}{before}{number:f}{unit}{after}"
    return printed, None, replace(value, change_base=base)


def _deadline(random: Random) -> tuple[str, str | None, Value]:
    day = _FIRST_DAY + timedelta(random.randrange(_DAYS))
    if random.random() < 0.5:
        printed = random.choice(
            (
                f"{day.year}年{day.month}月{day.day}日前",
                f"{day.year}年{day.month}月{day.day}日之前完成",
                f"{day:%Y.%m.%d}前",
            )
        )
        return printed, None, Value("deadline", "le", deadline=day.isoformat())
    last = (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
    return f"{day.year}年{day.month}月底前", None, Value("deadline", "le", deadline=last.isoformat())
