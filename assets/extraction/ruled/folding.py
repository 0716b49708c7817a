"""Characters that a font's tables name otherwise than a reader would type them, though they look alike in print.

Fonts give one glyph to a radical and to the ideograph of the same shape, and some producers then write the radical's
code: 门 is stored as ⻔, 金 as ⾦. What is printed is the ideograph. Nothing else is folded here.
"""

import re
from itertools import chain
from unicodedata import normalize

_RADICALS = "⺁⺟⺠⺩⺫⺮⺼⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
_IDEOGRAPHS = "厂母民王目竹肉虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
_MAINLAND = {0x2F3E: "户", 0x2FAD: "青"}  # NFKC gives the forms that Taiwan and Korea print: 戶, 靑
_KANGXI = range(0x2F00, 0x2FD6)
_COMPATIBLE = range(0xF900, 0xFADA)
_TABLE = {
    **{code: normalize("NFKC", chr(code)) for code in chain(_KANGXI, _COMPATIBLE)},
    **_MAINLAND,
    **dict(zip(map(ord, _RADICALS), _IDEOGRAPHS, strict=True)),
}
_ANY = re.compile("[\u2e80-\u2fd5\uf900-\ufad9]")


def folded(text: str) -> str:
    """The text with each radical and compatibility ideograph as the ideograph that it prints; as long as before."""
    return text.translate(_TABLE) if _ANY.search(text) else text
