"""One form for characters that mean the same: for matching and reading only, never for what is stored as printed.

Belongs here: what two spellings of the same text have in common. What words mean the same is in the tables beside it.
"""

import re
import unicodedata
from functools import lru_cache

# NFKC glues a unit's power or a list's number to the digits beside it: 50㎡ → 50m2, ①5次 → 15次.
_UNITS = {"㎡": "平方米", "㎥": "立方米", "㎞": "公里", "㎝": "厘米", "㎜": "毫米", "㎏": "公斤", "㏊": "公顷"}
_LIST_NUMBERS = {chr(0x2460 + number): f"({number + 1})" for number in range(20)}
# NFKC turns the Kangxi radical of 户 into the traditional 戶, and leaves most radicals of the supplement as they are.
_RADICALS = {"⼾": "户"} | dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
_COMPARATORS = {"≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "≒": "≈"}
_FIRST = str.maketrans(
    _UNITS | _LIST_NUMBERS | _RADICALS | _COMPARATORS | dict(zip("〈〉︿﹀\u2329\u232a", "《》《》《》", strict=True))
)

_BRACKETS = dict.fromkeys("[{【〔〖〘", "(") | dict.fromkeys("]}】〕〗〙", ")")
_DASHES = dict.fromkeys("‐‑‒–—―−─", "-") | dict.fromkeys("∼〜", "~")
_DOTS = dict.fromkeys("•・∙⋅‧", "·")
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
"""Characters that print nothing, for `str.translate`: soft hyphens, and blanks and joiners without a width."""
_SECOND = str.maketrans(_DASHES | _DOTS | {"｡": "。"}) | UNSEEN
_BRACKET_TABLE = str.maketrans(_BRACKETS)
_QUOTES = str.maketrans(dict.fromkeys("\"'`“”„‟‘’‚‛「」『』〝〞〟《》"))
_SPACE = re.compile(r"\s+")


def unify(text: str) -> str:
    """`text` with each character in its plain form; white space, quotes and the kind of bracket stay as they are.

    Comparators keep their meaning (≧ and ⩾ become ≥), square metres become 平方米, ① becomes (1), soft hyphens and
    zero-width characters go, and the rest is NFKC.
    """
    return unicodedata.normalize("NFKC", text.translate(_FIRST)).translate(_SECOND)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The key under which spellings of one name meet: unified, brackets alike, without quotes, blanks or case."""
    bare = _SPACE.sub("", unify(text).translate(_BRACKET_TABLE).translate(_QUOTES)).casefold()
    # What was dropped may have stood between a letter and its accent.
    return unicodedata.normalize("NFKC", bare)
