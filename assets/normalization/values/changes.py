"""A change against an earlier value: 较上年下降5%, 增长5%以上, 零增长, 只减不增, 逐年提高."""

import re
from dataclasses import replace
from decimal import Decimal

from assets.normalization.values.comparators import BEFORE, flipped
from assets.normalization.values.names import Hint
from assets.normalization.values.quantities import quantity
from assets.normalization.values.ranges import between
from assets.normalization.values.value import Value

_BASES = {
    "last_year": "同比|(?:与|较|比|同)?(?:上年度?|去年)(?:同期)?(?:相比)?",
    "last_period": "环比|(?:较|比)上[期月](?:相比)?|(?:较|比)上季度?",
    "each_year": "逐年|每年|年均",
}
_YEAR = re.compile("(?:与|较|比)(?P<year>20[0-9]{2})年(?:度|同期)?(?:相比)?")
_BASE = re.compile("|".join(f"(?P<{code}>{words})" for code, words in _BASES.items()))
_ADVERBS = "力争|确保|实现|累计|平均|预计|均|再|持续|稳步"
_UP = "增速|递增|增长|增加|提高|上升|提升|扩大|增幅"
_DOWN = "递减|下降|降低|减少|压减|压缩|缩减|回落|降幅"
_CHANGE = re.compile(
    rf"(?:{_ADVERBS})*(?P<lead>{BEFORE})?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|幅度|率)?:?(?P<amount>.*)"
)
_NO_BASE = Hint()
_FIXED = {
    "零增长": ("eq", Decimal(0), Decimal(0)),
    "0增长": ("eq", Decimal(0), Decimal(0)),
    "负增长": ("lt", None, Decimal(0)),
    "持平": ("eq", Decimal(0), Decimal(0)),
    "保持持平": ("eq", Decimal(0), Decimal(0)),
    "基本持平": ("approx", Decimal(0), Decimal(0)),
    "只减不增": ("le", None, Decimal(0)),
    "只降不升": ("le", None, Decimal(0)),
    "不增长": ("le", None, Decimal(0)),
    "不增加": ("le", None, Decimal(0)),
    "只增不减": ("ge", Decimal(0), None),
    "只升不降": ("ge", Decimal(0), None),
    "不减少": ("ge", Decimal(0), None),
    "不下降": ("ge", Decimal(0), None),
}
_LEVEL_OF_LAST_YEAR = {
    "不高于": ("le", None, Decimal(0)),
    "不超过": ("le", None, Decimal(0)),
    "低于": ("lt", None, Decimal(0)),
    "不低于": ("ge", Decimal(0), None),
    "高于": ("gt", Decimal(0), None),
}
_AGAINST_LAST_YEAR = re.compile(f"(?P<how>{'|'.join(_LEVEL_OF_LAST_YEAR)})(?:上年|去年)(?:度|同期|水平|实际)*")
_TURNED_ROUND = re.compile(rf"(?P<amount>[^{{}}]*[0-9]%?)的?(?P<verb>{_UP}|{_DOWN})")


def change(text: str) -> Value | None:
    """The value of a text that states a change; its bounds are signed, a fall negative. Without an amount: above 0.

    Words of a trend without a base (提升, 持续下降) are no change: they state a level of quality.
    """
    if level := _AGAINST_LAST_YEAR.fullmatch(text):
        comparator, low, high = _LEVEL_OF_LAST_YEAR[level["how"]]
        return Value("change", comparator, low, high, change_base="last_year")
    base, rest = _split_base(text)
    if fixed := _FIXED.get(rest):
        return Value("change", *fixed, unit="%" if "增长" in rest else None, change_base=base)
    if turned := _TURNED_ROUND.fullmatch(rest):
        rest = turned["verb"] + turned["amount"]
    found = _CHANGE.fullmatch(rest)
    if found is None:
        return None
    sign = -1 if found["down"] else 1
    if not found["amount"]:
        if base is None or found["lead"]:
            return None
        rising = Value("change", "gt", low=Decimal(0), change_base=base)
        return rising if sign > 0 else _negated(rising)
    amount = (found["lead"] or "") + found["amount"]
    size = between(amount, None, _NO_BASE) or quantity(amount, None, _NO_BASE)
    if size is None or size.unit is None or (size.low or size.high or Decimal(0)) < 0:
        return None
    signed = size if sign > 0 else _negated(size)
    return replace(signed, measure="change", change_base=base)


def _split_base(text: str) -> tuple[str | None, str]:
    if year := _YEAR.match(text):
        return year["year"], text[year.end() :].lstrip(",")
    base = _BASE.match(text)
    return (base.lastgroup, text[base.end() :].lstrip(",")) if base else (None, text)


def _negated(size: Value) -> Value:
    low, high = size.high, size.low
    return replace(
        size,
        comparator=flipped(size.comparator or "eq"),
        low=None if low is None else -low,
        high=None if high is None else -high,
    )
