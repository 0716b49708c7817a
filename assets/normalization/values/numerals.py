"""Numbers as they are printed: digits, thousands separators, Chinese numerals, 百分之, 成. No comparators, no units."""

import re
from decimal import Context, Decimal

# A number longer than this is no value of these forms; the limit also keeps every product below exact.
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})(?:\.[0-9]{1,20})?(?:e[+-]?0?[0-9](?![0-9]))?"
_CHINESE = "[〇零一二两三四五六七八九十百千万亿]{1,12}(?:点[〇零一二三四五六七八九]{1,12})?"
SIGNED = rf"[+-]?{_DIGITS}"
NUMBER = rf"(?:{SIGNED}|{_CHINESE})"
_CONTEXT = Context(prec=80)
_CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_IS_CHINESE = re.compile(_CHINESE)


def times(number: Decimal, factor: Decimal) -> Decimal:
    """The exact product, without an exponent: 34.4 times 10000 is 344000."""
    product = _CONTEXT.multiply(number, factor)
    return plain(product)


def plain(number: Decimal) -> Decimal:
    """The same number without an exponent and without zeros at the end of its fraction."""
    short = number.normalize(_CONTEXT)
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1), context=_CONTEXT) if isinstance(exponent, int) and exponent > 0 else short + 0


def to_decimal(text: str) -> Decimal | None:
    """The number that a match of `NUMBER` prints, None where Chinese numerals make no number (万千)."""
    if not _IS_CHINESE.fullmatch(text):
        return Decimal(text.replace(",", ""))
    whole, _, fraction = text.partition("点")
    number = _chinese_whole(whole)
    if number is None or not fraction:
        return number
    return number + Decimal("0." + "".join(str(_CHINESE_DIGITS[digit]) for digit in fraction))


def _chinese_whole(text: str) -> Decimal | None:
    """一百二十三 → 123, 十五 → 15, 一万五千 → 15000, 二〇二五 → 2025."""
    if all(character in _CHINESE_DIGITS for character in text):
        return Decimal("".join(str(_CHINESE_DIGITS[digit]) for digit in text))
    if text[0] in _GROUPS or text[0] in "百千":
        return None
    total, group, digit, last = 0, 0, None, 10**9
    for character in text:
        if character in _CHINESE_DIGITS:
            if digit:
                return None
            digit = _CHINESE_DIGITS[character]
        elif character in _TENS:
            if _TENS[character] >= last or digit == 0:
                return None
            group, digit, last = group + (1 if digit is None else digit) * _TENS[character], None, _TENS[character]
        else:
            group += digit or 0
            if not group or total >= _GROUPS[character]:
                return None
            total, group, digit, last = (total + group) * _GROUPS[character], 0, None, 10**9
    return Decimal(total + group + (digit or 0))
