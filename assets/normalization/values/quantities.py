"""A number with its comparators, its magnitude and its unit: ≥34.4万人, 95%以上(含95%), 全年3次, 九成以上."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from assets.normalization.values.comparators import BEFORE, combine, split_after, split_inside
from assets.normalization.values.names import Hint, hint_of
from assets.normalization.values.numerals import NUMBER, times, to_decimal
from assets.normalization.values.value import Value
from contracts.vocabulary.units import MONEY, RATIOS, Unit, read_unit, split_scale, units

_PERIODS = {
    "year": "全年|每年度?|年均|年度|本年|当年",
    "half_year": "每半年",
    "quarter": "每季度?|季均",
    "month": "每个?月|月均",
    "week": "每周",
    "day": "每[天日]|日均",
}
_PERIOD = "|".join(f"(?P<{code}>{words})" for code, words in _PERIODS.items())
_VERB = "完成|实现|保持在?|维持在?|稳定在|确保|力争|争取|预计|计划|为|:"
_HEAD = re.compile(rf"(?:{_PERIOD})?(?P<verb>{_VERB})?(?P<before>{BEFORE})?(?P<number>{NUMBER})(?P<rest>.*)")
# A sign that nobody can read may be a comparator.
_UNREADABLE = "\ufffd\ue000-\uf8ff"
_WORDS = rf"[^0-9<>=≥≤≈%‰.,+*/:¥{_UNREADABLE}-]+?"
_SENTENCE = re.compile(rf"(?!\()(?:{_PERIOD})?(?P<words>{_WORDS})(?P<quantity>(?:{BEFORE})?[+-]?[0-9].*)")
_OTHER_NUMBER = re.compile("[0-9]|百分之")
# Words before a number that change what it means; a number behind them is not read as a plain one.
_TURNS = re.compile("[不未无没≥≤<>=]|每|比|较|同|(?<!新)增|降|减|提高|上升|提升|压缩|[年月日]|第|前|后")
_LETTER, _FIRST_LETTER = re.compile("[a-z]$"), re.compile("[a-z]")
_ENDS_AS_NAME = re.compile("(率|度|数|数量|额|比例|比重|占比|量)$")
_ENCLOSED = re.compile(r"(?!\([0-9])[(\[【“\"'‘](?P<inside>[^,~()\[\]]*)[)\]】”\"'’]")
_ALL = re.compile("百分之?百")
_FRACTION = re.compile(rf"(?P<of>[百千万])分之(?P<number>{NUMBER})")
_FRACTION_SIGNS = {"百": "%", "千": "‰", "万": "‱"}
_TENTHS = re.compile("(?P<tens>[一二三四五六七八九1-9])成(?P<ones>[一二三四五六七八九半])")
_OCR_COMPARATOR = re.compile("^(?P<words>.*?)[qw](?=[0-9]+(?:\\.[0-9]+)?%$)")
_UNKNOWN_UNIT = re.compile(r"(?!.*[前后初底末第])[\u4e00-\u9fffa-z]{1,2}")
_REMARK = re.compile(r"(?P<rest>.*)\([^()0-9]+\)")
_UNKNOWN_COLUMN = re.compile("[^0-9≥≤<>=%]{1,8}")
_MONEY_FIRST = re.compile(
    rf"(?P<before>{BEFORE})?(?:¥|人民币)(?P<amount>{NUMBER}(?:[百千万亿]|十万|百万|千万)?)元?(?P<rest>\D*)"
)
_EACH = re.compile("(?P<above>[^每/]+)每(?P<below>[^每/0-9]+)")
_NO_EVENT = re.compile("零(?:事故|投诉|差错|失误|违规|上访|发生|伤亡|死亡)(?:发生)?")
_NOISE = 10
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Found:
    """A unit read behind a number: its factor with the magnitude, and the faults of reading it so."""

    unit: str | None
    factor: Decimal
    dimension: str = ""
    is_inferred: bool = False
    faults: tuple[str, ...] = ()


def quantity(text: str, column: str | None, hint: Hint) -> Value | None:
    """The value of a text that is one number and what belongs to it; `column` is the unit column's text."""
    if _NO_EVENT.fullmatch(text):
        return bounded(Decimal(0), "eq", Found(None, Decimal(1), faults=("words_around",)))
    head = _HEAD.fullmatch(_MONEY_FIRST.sub(r"\g<before>\g<amount>元\g<rest>", _in_digits(_bare(text)), count=1))
    if head is None:
        return None
    number = to_decimal(head["number"])
    rest, after, including = split_after(head["rest"].rstrip("。.;,、!"))
    rest, is_more = _without_more(rest)
    inside = split_inside(rest) if after is None else None
    found = unit_of(inside[0] if inside else rest, column, hint)
    if inside and found:
        after, found = inside[1], replace(found, faults=(*found.faults, "words_around"))
    comparator = combine(head["before"], after, including, is_more=is_more)
    if number is None or found is None or comparator is None:
        return None
    is_numeral = not head["number"].lstrip("+-")[0].isdecimal()
    if is_numeral and rest and (found.dimension == "" or found.faults):
        return None
    value = bounded(number, comparator, found)
    if _is_lost_percentage(number, found):
        value = bounded(times(number, _HUNDRED), comparator, found)
        value = replace(value, faults=(*value.faults, "percent_as_fraction"))
    if hint.is_part_of_whole and found.unit == "%" and (value.low or Decimal(0)) > _HUNDRED:
        value = replace(value, faults=(*value.faults, "ocr_suspect"))
    return replace(value, period=_period_of(head))


def sentence(text: str, column: str | None, hint: Hint) -> Value | None:
    """The value of a text with words before its one number: 预算支出进度达到90%以上, “三公经费”变动率≦0."""
    if misread := _OCR_COMPARATOR.match(text):
        value = quantity(f"≤{text[misread.end() :]}", column, hint)
        return value and replace(value, faults=(*value.faults, "ocr_suspect"))
    parts = _SENTENCE.fullmatch(text)
    if parts is None:
        return None
    words = parts["words"]
    if _TURNS.search(words) and not _ENDS_AS_NAME.search(words):
        return None
    if _LETTER.search(words) and parts["quantity"][0].isdecimal():
        return None  # A name's own digits: pm2.5
    said = hint_of(words)
    value = quantity(parts["quantity"], column, said if said.unit else hint)
    if value is None or (value.unit is None and parts["quantity"][0].isdecimal()):
        return None
    return replace(value, period=_period_of(parts) or value.period, faults=(*value.faults, "words_around"))


def unit_of(rest: str, column: str | None, hint: Hint) -> Found | None:
    """The unit that stands behind a number, or in the unit column, or in the name; None where `rest` is no unit."""
    columns = read_unit(column) if column else None
    remark = _REMARK.fullmatch(rest)
    if remark:
        found = unit_of(remark["rest"], column, hint)
        return found and replace(found, faults=(*found.faults, "words_around"))
    if each := _EACH.fullmatch(rest):
        rest = f"{each['above']}/{each['below']}"
    if not rest:
        return _unprinted(column, columns, hint)
    printed = read_unit(rest)
    if printed is None and not split_scale(rest)[1]:
        return _bare_scale(split_scale(rest)[0], columns, hint)
    faults: tuple[str, ...] = ()
    if printed is None:
        printed, faults = _with_words(rest) or (None, ())
    if printed is None:
        factor, word = split_scale(rest)
        return Found(word, factor, "unknown", faults=("unit_unknown",)) if _UNKNOWN_UNIT.fullmatch(word) else None
    if not printed.is_known:
        faults = (*faults, "unit_unknown")
    if columns and columns.canonical != printed.canonical:
        faults = (*faults, "unit_conflict")
    return Found(printed.canonical, printed.factor, printed.dimension, faults=faults)


def _period_of(found: "re.Match[str]") -> str | None:
    return next((code for code in _PERIODS if found[code]), None)


def _bare(text: str) -> str:
    """The text without quotes or brackets around the whole of it; round ones may be a bookkeeper's minus."""
    enclosed = _ENCLOSED.fullmatch(text)
    return enclosed["inside"] if enclosed else text


def _in_digits(text: str) -> str:
    """百分之九十五 as 九十五%, 千分之三 as 三‰, 九成五 as 九五%, 百分之百 as 100%."""
    text = _TENTHS.sub(lambda found: f"{found['tens']}{found['ones'].replace('半', '五')}%", _ALL.sub("100%", text))
    return _FRACTION.sub(lambda found: found["number"] + _FRACTION_SIGNS[found["of"]], text)


def bounded(number: Decimal, comparator: str, found: Found) -> Value:
    """A value whose one number is a lower bound, an upper one, or both."""
    bound = times(number, found.factor)
    return Value(
        measure_of(found),
        comparator,
        low=bound if comparator in ("ge", "gt", "eq", "approx") else None,
        high=bound if comparator in ("le", "lt", "eq", "approx") else None,
        unit=found.unit,
        is_unit_inferred=found.is_inferred,
        faults=found.faults,
    )


def measure_of(found: Found) -> str:
    """money, ratio or quantity, by what the unit measures; money per person is money as well."""
    dimension = found.dimension.removesuffix("_per")
    return "money" if dimension in MONEY else "ratio" if dimension in RATIOS else "quantity"


def _unprinted(column: str | None, columns: Unit | None, hint: Hint) -> Found:
    if columns:
        faults = () if columns.is_known else ("unit_unknown",)
        return Found(columns.canonical, columns.factor, columns.dimension, faults=faults)
    if column and _UNKNOWN_COLUMN.fullmatch(column):
        return Found(column, Decimal(1), "unknown", faults=("unit_unknown",))
    if hint.unit is None:
        return Found(None, Decimal(1))
    fault = "percent_missing" if hint.unit == "%" else "unit_missing_inferred"
    return Found(hint.unit, Decimal(1), units()[hint.unit].dimension, is_inferred=True, faults=(fault,))


def _bare_scale(scale: Decimal, columns: Unit | None, hint: Hint) -> Found:
    """250万: of money where the name speaks of money, else of what the column or the name counts."""
    if columns:
        faults = ("unit_conflict",) if columns.factor != 1 else ()
        return Found(columns.canonical, scale, columns.dimension, faults=faults)
    unit = "元" if hint.is_money else hint.unit if hint.unit != "%" else None
    if unit is None:
        return Found(None, scale)
    return Found(unit, scale, units()[unit].dimension, is_inferred=True, faults=("unit_missing_inferred",))


def _with_words(rest: str) -> tuple[Unit, tuple[str, ...]] | None:
    """A unit with words behind it that hold no number: 个项目. Not where the words turn its meaning: 日前, 年后."""
    for length in range(min(len(rest) - 1, 8), 0, -1):
        unit, words = read_unit(rest[:length]), rest[length:]
        is_within_word = _LETTER.search(rest[:length]) and _FIRST_LETTER.match(words)
        if unit and not is_within_word and not _OTHER_NUMBER.search(words) and not _TURNS.search(words):
            return unit, ("words_around",)
    return None


def _without_more(rest: str) -> tuple[str, bool]:
    """余 and 多 between number and unit, before or behind the magnitude: 500余人, 3万多人次."""
    if rest[:1] in ("余", "多") and len(rest) > 1:
        return rest[1:], True
    scale, unit = split_scale(rest)
    if scale != 1 and unit[:1] in ("余", "多"):
        return rest[: -len(unit)] + unit[1:], True
    return rest, False


def _is_lost_percentage(number: Decimal, found: Found) -> bool:
    """A spreadsheet's cell that lost its % prints the fraction with a float's noise: 0.0900000762939453."""
    exponent = number.as_tuple().exponent
    return "percent_missing" in found.faults and isinstance(exponent, int) and exponent <= -_NOISE and abs(number) < 10
