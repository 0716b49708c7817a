"""A number as a spreadsheet shows it: the language of number formats (ECMA-376 part 1, 18.8.31) as forms use it.

Colours and the widths of blanks are left out, as are Chinese numerals ([DBNum1]) and fractions, which show as they are.
"""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import takewhile
from math import isfinite

_TOKEN = re.compile(
    r'"([^"]*)"|[\\!](.)|_(.)|\*(.)|\[([^\]]*)\]|(General|G/通用格式)|(上午/下午|AM/PM|A/P)|(E[+-])'
    r"|(yyyy|yy|y|e|mmmmm|mmmm|mmm|mm|m|dddd|ddd|dd|d|aaaa|aaa|hh|h|ss|s)|([#0?.,]+)|(.)",
    re.IGNORECASE | re.DOTALL,
)
_LITERAL, _ESCAPED, _GAP, _FILL, _BRACKET, _GENERAL, _HALF, _POWER, _DATE, _DIGITS, _OTHER = range(11)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[\d.]+)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_SECTION = re.compile(r'(?:"[^"]*"|[\\!].|\[[^\]]*\]|[^;"\\!\[])*', re.DOTALL)
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_LARGEST_DATE = 2_958_465
Token = tuple[int, str]

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '"¥"#,##0;"¥"-#,##0;"¥""-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '"¥"#,##0.00;"¥"-#,##0.00;"¥""-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that a workbook names by number only, as a Chinese Excel shows them."""


def shown(value: float, code: str, since_1904: bool = False) -> str:
    """The text that a cell of this number format shows for a number, blanks at its ends left out.

    A format that is none, or that has no room for the number, shows it as without a format.
    """
    if not isfinite(value):
        return str(value)
    try:
        return _shown(value, code, since_1904)
    except (ValueError, ArithmeticError):
        return general(value)


def shown_text(text: str, code: str) -> str:
    """The text that a cell of this number format shows for a text: what the section for texts sets around it."""
    if "@" not in code or code == "@":
        return text
    try:
        section = _sections(code)[-1]
    except ValueError:
        return text
    if (_OTHER, "@") not in section:
        return text
    signs = (kind_and_sign for kind_and_sign in section if kind_and_sign[0] in (_LITERAL, _ESCAPED, _OTHER))
    return "".join(text if sign == (_OTHER, "@") else sign[1] for sign in signs).strip()


def _shown(value: float, code: str, since_1904: bool) -> str:
    tokens, is_signed = _section_for(value, _sections(code))
    if any(kind == _DATE for kind, _ in tokens):
        day = value + (1462 if since_1904 else 0)
        return _date(day, tokens) if 0 <= day <= _LARGEST_DATE else general(value)
    if (_OTHER, "/") in tokens:
        return general(value)
    text = _number(Decimal(f"{abs(value):.15g}"), tokens)
    return ("-" + text if value < 0 and is_signed and re.search("[1-9]", text) else text).strip()


def general(value: float) -> str:
    """A number without a format: eleven places at most, the point among them."""
    size = abs(value)
    if size >= 1e11 or (0 < size < 1e-9):
        mantissa, _, power = f"{value:.5E}".partition("E")
        return f"{_trimmed(mantissa)}E{power}"
    places = max(0, 10 - len(str(int(size))))
    number = Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return _trimmed(f"{number:f}")


def _trimmed(number: str) -> str:
    text = number.rstrip("0").rstrip(".") if "." in number else number
    return "0" if text == "-0" else text


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[tuple[Token, ...], ...]:
    parts, start = [], 0
    while start <= len(code):
        match = _SECTION.match(code, start)
        end = match.end() if match else start
        if not code or code[end : end + 1] not in ("", ";"):
            raise ValueError(f"{code!r} is no number format")
        parts.append(code[start:end])
        start = end + 1
    return tuple(tuple(_tokens(part)) for part in parts)


def _tokens(section: str) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(section):
        kind = (match.lastindex or 1) - 1
        text = match[kind + 1]
        if kind == _BRACKET and text.startswith("$"):
            kind, text = _LITERAL, text[1:].partition("-")[0]
        elif kind == _BRACKET and _ELAPSED.fullmatch(text):
            kind, text = _DATE, f"[{text.lower()}]"
        elif kind == _DATE:
            text = text.lower()
        found.append((kind, text))
    return found


def _section_for(value: float, sections: tuple[tuple[Token, ...], ...]) -> tuple[tuple[Token, ...], bool]:
    """The section that a number falls in, and whether it still needs its sign."""
    conditions = [_condition(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(value, *condition):
                return section, True
        return sections[-1], True
    numbers = sections[:3]
    if value < 0 and len(numbers) > 1:
        return numbers[1], False
    if value == 0 and len(numbers) > 2:
        return numbers[2], False
    return numbers[0], True


def _condition(section: tuple[Token, ...]) -> tuple[str, float] | None:
    for kind, text in section:
        if kind == _BRACKET and (match := _CONDITION.fullmatch(text)):
            return match[1], float(match[2])
    return None


def _holds(value: float, comparison: str, bound: float) -> bool:
    return {
        "<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound, "=": value == bound,
        "<>": value != bound,
    }[comparison]  # fmt: skip


def _number(size: Decimal, tokens: tuple[Token, ...]) -> str:
    is_power = any(kind == _POWER for kind, _ in tokens)
    mantissa = takewhile(lambda token: token[0] != _POWER, tokens)
    digits = "".join(text for kind, text in mantissa if kind == _DIGITS)
    percents = sum(text == "%" for kind, text in tokens if kind == _OTHER)
    size = size.scaleb(2 * percents)
    whole, _, part = digits.partition(".")
    while digits.endswith(","):
        digits, size = digits[:-1], size.scaleb(-3)
        whole, _, part = digits.partition(".")
    places = [text.replace(",", "") for kind, text in tokens if kind == _DIGITS]
    parts = iter([] if is_power else _parted(_fixed(size, whole, part.replace(",", "")), places))
    pieces: list[str] = []
    for kind, text in tokens:
        if kind in (_LITERAL, _ESCAPED, _OTHER):
            pieces.append(general(float(size)) if (kind, text) == (_OTHER, "@") else text)
        elif kind == _GENERAL or (kind == _DIGITS and is_power and not any(pieces)):
            pieces.append(_power(size, part) if is_power else general(float(size)))
        elif kind == _DIGITS and not is_power:
            pieces.append(next(parts))
    return "".join(pieces)


def _parted(number: str, places: list[str]) -> list[str]:
    """The number for groups of places with literals between them (0!.0,): all but the first are filled from behind."""
    parts: list[str] = []
    for group in reversed(places[1:]):
        cut = max(0, len(number) - len(group))
        parts.insert(0, number[cut:])
        number = number[:cut]
    return [number, *parts]


def _fixed(size: Decimal, whole: str, part: str) -> str:
    number = size.quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    before, _, after = f"{number:f}".partition(".")
    before = before.lstrip("0").rjust(whole.replace(",", "").count("0"), "0")
    if "," in whole:
        before = re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", before)
    while part and part[-1] in "#?" and after.endswith("0"):
        part, after = part[:-1], after[:-1]
    return before + ("." if part or "." in whole else "") + after


def _power(size: Decimal, part: str) -> str:
    mantissa, _, power = f"{size:.{part.count('0') + part.count('#')}E}".partition("E")
    return f"{mantissa}E{int(power):+03d}"


def _date(day: float, tokens: tuple[Token, ...]) -> str:
    # A day 0 of 1900 and a 29 February 1900 are counted, though neither was.
    seconds = round(day * 86400)
    moment = datetime(1899, 12, 30) + timedelta(seconds=seconds)  # noqa: DTZ001 - a day on paper has no zone
    is_half = any(kind == _HALF for kind, _ in tokens)
    pieces = []
    for index, (kind, text) in enumerate(tokens):
        if kind in (_LITERAL, _ESCAPED, _OTHER):
            pieces.append(text)
        elif kind == _HALF:
            morning, _, evening = text.partition("/")
            pieces.append(morning if moment.hour < 12 else evening)
        elif kind == _DATE:
            pieces.append(_date_part(moment, seconds, text, is_half, _is_minute(tokens, index)))
    return "".join(pieces).strip()


def _is_minute(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether an m stands for minutes: next to hours before it, or to seconds after it."""
    dates = [(at, text) for at, (kind, text) in enumerate(tokens) if kind == _DATE]
    place = next(place for place, (at, _) in enumerate(dates) if at == index)
    before = dates[place - 1][1] if place else ""
    after = dates[place + 1][1] if place + 1 < len(dates) else ""
    return "h" in before or "s" in after


def _date_part(moment: datetime, seconds: int, text: str, is_half: bool, is_minute: bool) -> str:
    if text.startswith("["):
        return str(seconds // {"h": 3600, "m": 60, "s": 1}[text[1]])
    hour = (moment.hour % 12 or 12) if is_half else moment.hour
    numbers = {"d": moment.day, "h": hour, "s": moment.second, "m": moment.minute if is_minute else moment.month}
    if text in ("yyyy", "e"):
        return str(moment.year)
    if text in ("yy", "y"):
        return f"{moment.year % 100:02d}"
    if text in ("mmm", "mmmm", "mmmmm"):
        return _MONTHS[moment.month - 1][: {3: 3, 4: 9, 5: 1}[len(text)]]
    if text in ("ddd", "dddd"):
        return moment.strftime("%A")[: 3 if text == "ddd" else 9]
    if text in ("aaa", "aaaa"):
        return ("星期" if text == "aaaa" else "") + _WEEKDAYS[moment.weekday()]
    return f"{numbers[text[0]]:0{len(text)}d}"
