"""Dates: 2025年12月底前, 12月31日前, 第四季度, 2023.07-2024.01, 每月10日前. Durations (15天内) are quantities."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assets.normalization.values.numerals import to_decimal
from assets.normalization.values.value import Value

_CHINESE_NUMBER = re.compile("二[〇零0][一二三四五六七八九〇零]{2}(?=年)|[一二三四五六七八九十]{1,3}(?=[月日号])")
_LEAD = "于|在|截至|截止到?|到|最迟|不晚于|不迟于|确保|力争|计划"
_TAIL = (
    "(?:全部|全面)?(?:完成|完工|竣工|结束|建成|投入使用|发放到位|到位|报送|上报|交付|验收)?"
    "(?:完成|完毕|到位|目标|任务)?"
)
_MARK = "以?之?前|之前|以前|内|以内|止"
_WRITTEN = re.compile(
    rf"(?:{_LEAD})?(?P<every>每年)?(?P<next>次年|下一?年度?)?(?P<this>当年|本年度?|年度|年(?=内))?(?:(?P<year>20[0-9]{{2}})年度?)?"
    r"(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|(?P<month>[0-9]{1,2})月份?(?:(?P<day>[0-9]{1,2})[日号])?)?"
    rf"(?P<end>年?底|年?末)?(?P<mark>{_MARK})?{_TAIL}[。.]?"
)
_POINTED = re.compile(
    rf"(?P<year>20[0-9]{{2}})[.\-/](?P<month>[0-9]{{1,2}})[.\-/](?P<day>[0-9]{{1,2}})(?P<mark>{_MARK})?{_TAIL}"
)
_POINTED_MONTH = re.compile(
    rf"(?P<year>20[0-9]{{2}})[.\-/](?P<month>0[1-9]|1[0-2])(?P<end>底|末)?(?P<mark>{_MARK})?{_TAIL}"
)
_SPAN = re.compile(r"(?P<first>[0-9].*?)(?:-|~|至|到)(?P<last>[0-9].*)")
_RECURRING = re.compile(
    r"每个?(?P<period>月|季度?|周)(?P<part>初|底|末)?(?:(?P<day>[0-9]{1,2})[日号])?(?P<mark>以?之?前|内)?" + _TAIL
)
_PERIOD_OF = {"月": "month", "季": "quarter", "季度": "quarter", "周": "week"}
_LAST_MONTH = {"上": 6, "下": 12}
_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class _Day:
    """A printed date: its first and last day, and whether it is a limit (前, 底) rather than a day."""

    first: date
    last: date
    is_limit: bool


def deadline(text: str, year: int | None, *, may_be_number: bool) -> Value | None:
    """The value of a text that is a date or a span of dates; `year` is that of a date printed without one.

    `may_be_number`: the unit or the name says that 2025.12 is a number. A date without any year at hand is marked
    number_unread, one that no calendar has is no date.
    """
    text = _CHINESE_NUMBER.sub(lambda found: str(to_decimal(found.group())), text)
    recurring = _RECURRING.fullmatch(text)
    if recurring and (recurring["mark"] or (recurring["day"] and recurring["period"] == "月")):
        return _recurring(recurring)
    span = _SPAN.fullmatch(text)
    if span and (value := _span(span["first"], span["last"], year)):
        return value
    day = _day(text, year, may_be_number=may_be_number)
    if day is None:
        return _without_year(text) if year is None else None
    period = "year" if text.startswith("每年") else None
    return Value("deadline", "le" if day.is_limit else "eq", period=period, deadline=day.last.isoformat())


def _without_year(text: str) -> Value | None:
    return Value("deadline", "le", faults=("number_unread",)) if _day(text, 2024, may_be_number=True) else None


def _day(text: str, year: int | None, *, may_be_number: bool) -> _Day | None:
    pointed = _POINTED.fullmatch(text) or (None if may_be_number else _POINTED_MONTH.fullmatch(text))
    found = pointed or _WRITTEN.fullmatch(text)
    parts = found.groupdict() if found else {}
    printed = {name for name, part in parts.items() if part}
    if not printed & {"year", "month", "quarter", "half", "this", "end"}:
        return None
    # 本年 and 末 alone say no day.
    if printed == {"this"} or (printed == {"end"} and not text.startswith("年")):
        return None
    own = int(parts["year"]) if parts.get("year") else year
    if own is None:
        return None
    own += "next" in printed
    months = _months(parts)
    try:
        last = date(own, months[1], int(parts.get("day") or calendar.monthrange(own, months[1])[1]))
        first = last if parts.get("day") else date(own, months[0], 1)
    except (ValueError, calendar.IllegalMonthError):
        return None
    return _Day(first, last, bool(printed & {"mark", "end", "quarter"}))


def _months(parts: dict[str, str | None]) -> tuple[int, int]:
    """The first and the last month of a printed date."""
    if month := parts.get("month"):
        return int(month), int(month)
    if quarter := parts.get("quarter"):
        number = int(quarter) if quarter.isdecimal() else _QUARTERS.index(quarter) + 1
        return 3 * number - 2, 3 * number
    if half := parts.get("half"):
        return _LAST_MONTH[half] - 5, _LAST_MONTH[half]
    return 1, 12


def _span(first: str, last: str, year: int | None) -> Value | None:
    """2023.07-2024.01, 2025年3月至10月, 1-12月: a period, of which the last day is the deadline."""
    if re.fullmatch("(20[0-9]{2}年)?[0-9]{1,2}", first) and re.fullmatch("[0-9]{1,2}月份?", last):
        first += "月"
    if re.fullmatch("20[0-9]{2}", first) and re.fullmatch("20[0-9]{2}年度?", last):
        first += "年"
    if re.fullmatch("[0-9]{1,2}月", first) and year:
        first = f"{year}年{first}"
    begin = _day(first, year, may_be_number=False)
    if begin is None:
        return None
    end = _day(
        last if not re.fullmatch("[0-9]{1,2}月份?", last) else f"{begin.first.year}年{last}",
        begin.first.year,
        may_be_number=False,
    )
    if end is None or end.last < begin.first:
        return None
    return Value(
        "deadline", "between", period=f"{begin.first.isoformat()}/{end.last.isoformat()}", deadline=end.last.isoformat()
    )


def _recurring(found: "re.Match[str]") -> Value:
    day = Decimal(found["day"]) if found["day"] else None
    comparator, low = ("le", None) if found["mark"] else ("eq", day)
    return Value("deadline", comparator, low, day, unit="日" if day else None, period=_PERIOD_OF[found["period"]])
