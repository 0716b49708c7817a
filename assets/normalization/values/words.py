"""Values without a number: nothing stated, a template's leftovers, and words of quality."""

import re

from assets.normalization.values.value import Value
from contracts.vocabulary.qualities import quality_level

_NOTHING = re.compile(r"|[/\\*×]+|-+|_+|无|空|暂无|没有|不适用|不涉及|未填|n/?a|none|null")
_LEFTOVER = re.compile(
    r"[≥≤<>=]?x{2,}.*|x|\.{3,}|指标[0-9一二三四五六七八九十]*:?|目标[0-9]*:?|\([0-9]+字以?内\)|待定|待填|□[^√☑■]*"
)
_BY_PERIOD = re.compile("按(?P<period>月|季度?|周|日|年度?|半年).{0,6}")
_PERIODS = {"月": "month", "季": "quarter", "季度": "quarter", "周": "week", "日": "day", "半年": "half_year"}
_WITHIN_BUDGET = "reference_within_budget"
_HAS_NUMBER = re.compile("[0-9]|分之")


def nothing(text: str) -> Value | None:
    """The value of an empty cell or of a sign that stands for nothing; 0 is a value and 无 is not turned into it."""
    if _NOTHING.fullmatch(text):
        return Value("missing")
    return Value("missing", faults=("template_leftover",)) if _LEFTOVER.fullmatch(text) else None


def quality(text: str) -> Value:
    """The value of words: the level that they state, None for words not in the table; a number inside is marked.

    不超预算 refers to a number of another table: an upper bound that is not known here.
    """
    faults = ("number_unread",) if _HAS_NUMBER.search(text) else ()
    level = quality_level(text)
    by_period = _BY_PERIOD.fullmatch(text)
    period = _PERIODS.get(by_period["period"], "year") if by_period else None
    comparator = "le" if level == _WITHIN_BUDGET else None
    return Value("qualitative", comparator, quality_level=level, period=period, faults=faults)
