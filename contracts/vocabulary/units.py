"""The reviewed units: what a printed unit is called, what it measures, and its exact factor.

Units that only look alike stay apart: 人 and 人次, 天 and 工作日, % and 百分点. A factor leads from a surface form to
its own unit (千米 → 公里, ‰ → %), never to a neighbour's: 亩 stays 亩.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from contracts.vocabulary.decisions import decisions_on, depends_on_decisions
from contracts.vocabulary.folding import fold
from contracts.vocabulary.tables import rows

# The magnitudes that may stand between a number and its unit, the longer before those that they end or begin with.
SCALES = {
    scale: Decimal(factor)
    for scale, factor in (
        ("万亿", 10**12),
        ("千亿", 10**11),
        ("百亿", 10**10),
        ("十亿", 10**9),
        ("千万", 10**7),
        ("百万", 10**6),
        ("十万", 10**5),
        ("亿", 10**8),
        ("万", 10**4),
        ("千", 10**3),
        ("百", 10**2),
        ("十", 10),
    )
}
MONEY = ("money", "money_usd", "money_hkd")
RATIOS = ("ratio", "percentage_point")
_LONGEST = 32
_PER = re.compile(r"(?P<above>[^/]*)/(?P<below>[0-9]*[^/0-9]*(?:(?<=m)[23])?(?:/[^/0-9]+)?)")
# 元/人·月, 元/人/月 and 元/人.月 are one unit.
_BELOW = re.compile("[·/.]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed: times `factor` it is so many of `canonical`. `is_known` is False for one not in the table.

    A unit per something (元/人·年) has both parts in canonical form, a magnitude below as printed (批次/千人); its
    dimension is that of its upper part, followed by `_per`; an upper part left out (10.6/10万) makes it `ratio_per`.
    """

    canonical: str
    dimension: str
    factor: Decimal
    is_known: bool = True


@depends_on_decisions
@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """Every reviewed surface form, folded, and its unit; with those that people decided on."""
    known = {
        fold(row["surface"]): Unit(row["canonical"], row["dimension"], Decimal(row["factor"])) for row in rows("units")
    }
    for decision in decisions_on("unit"):
        name = fold(decision.name)
        if decision.verdict == "new":
            known.setdefault(name, Unit(name, decision.measure, Decimal(1)))
        elif decision.verdict == "accept" and fold(decision.code) in known:
            known.setdefault(name, known[fold(decision.code)])
    return known


@depends_on_decisions
@lru_cache(maxsize=8192)
def read_unit(printed: str) -> Unit | None:
    """The unit that a printed form means, with a magnitude before it counted in: 万人 is 10000 人, 万元/年 10000 元/年.

    None for what is no unit of the table. The lower part of a compound unit may be unknown: it is then not `is_known`.
    """
    text = fold(printed)
    return _read(text) if len(text) <= _LONGEST else None


def _read(text: str) -> Unit | None:
    if unit := units().get(text):
        return unit
    scale, rest = split_scale(text)
    scaled = units().get(rest)
    if scaled is None:
        per = _PER.fullmatch(text)
        if per or scale == 1:
            return _compound(per["above"], per["below"]) if per else None
        scaled = _read(rest)
    return scaled and Unit(scaled.canonical, scaled.dimension, scaled.factor * scale, scaled.is_known)


def _compound(above: str, below: str) -> Unit | None:
    upper = _read(above) if above else Unit("", "ratio", Decimal(1))
    if upper is None or not below or below.isdecimal():
        return None
    words = below.lstrip("0123456789")
    parts = _BELOW.split(words)
    lower = [_lower(part) for part in parts]
    named = "·".join(known or part for known, part in zip(lower, parts, strict=True))
    if words != below and named == upper.canonical:
        return None  # 4.8分/5分 holds two numbers of one unit
    canonical = below[: len(below) - len(words)] + named
    return Unit(f"{upper.canonical}/{canonical}", f"{upper.dimension}_per", upper.factor, upper.is_known and all(lower))


def _lower(part: str) -> str | None:
    """What a part below the line is called: m3 → 立方米, 千名 → 千人; None for what is no unit of the table."""
    scale = next((scale for scale in SCALES if part.startswith(scale) and part not in units()), "")
    unit = units().get(part[len(scale) :])
    if unit is None:
        return scale or None if part == scale else None
    return scale + (unit.canonical if unit.factor == 1 else part[len(scale) :])


def split_scale(text: str) -> tuple[Decimal, str]:
    """The magnitude that `text` begins with, as a factor, and the rest: 万幅 → 10000 and 幅."""
    for scale, factor in SCALES.items():
        if text.startswith(scale):
            return factor, text[len(scale) :]
    return Decimal(1), text
