"""Properties: what a value renders to reads back as itself, and no text whatever makes the reading fail."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assets.normalization.values import Value, parse_value
from assets.normalization.values.numerals import to_decimal
from benchmarks import values as benchmark
from contracts.faults import FAULTS
from contracts.frames.normalized import COMPARATORS, MEASURES
from contracts.vocabulary.units import SCALES, Unit, units

# One way to write each comparator per entry: what stands before the number and what stands behind its unit.
WRITINGS = {
    "ge": [
        ("≥", ""),
        ("≧", ""),
        ("不低于", ""),
        ("至少", ""),
        ("达到", ""),
        ("", "以上"),
        ("", "及以上"),
        ("达", "以上"),
    ],
    "le": [("≤", ""), ("⩽", ""), ("不超过", ""), ("控制在", "以内"), ("", "以下"), ("", "之内"), ("", "以内（含）")],
    "gt": [(">", ""), ("超过", ""), ("大于", "")],
    "lt": [("<", ""), ("低于", ""), ("不足", "")],
    "eq": [("", ""), ("=", "")],
    "approx": [("约", ""), ("≈", ""), ("", "左右")],
}
_WHOLE = st.integers(0, 10**12).map(Decimal)
_FRACTIONS = st.decimals(0, 10**9, places=4, allow_nan=False, allow_infinity=False)
NUMBERS = _WHOLE | _FRACTIONS
# A magnitude glued to 分 of 百分点 or to the like would be another unit's name.
UNITS = sorted(surface for surface in units() if not surface.startswith(("千", "百")))


def plain(number: Decimal) -> Decimal:
    return number.normalize() + 0


def grouped(number: Decimal) -> str:
    return f"{number:,f}"


def digits(number: Decimal) -> str:
    return f"{number:f}"


@st.composite
def quantities(draw: st.DrawFn) -> tuple[str, Value]:
    """A printed quantity and what it means, built without the code under test."""
    comparator = draw(st.sampled_from(sorted(WRITINGS)))
    before, after = draw(st.sampled_from(WRITINGS[comparator]))
    number = draw(NUMBERS)
    surface = draw(st.sampled_from(UNITS))
    unit: Unit = units()[surface]
    is_scaled = unit.dimension not in ("ratio", "percentage_point") and not surface.startswith(tuple(SCALES))
    scale = draw(st.sampled_from(["", "万", "亿"])) if is_scaled else ""
    written = draw(st.sampled_from([digits, grouped]))(number)
    bound = plain(number * unit.factor * (SCALES[scale] if scale else 1))
    measure = (
        "money"
        if unit.dimension.startswith("money")
        else "ratio"
        if unit.dimension in ("ratio", "percentage_point")
        else "quantity"
    )
    value = Value(
        measure,
        comparator,
        low=None if comparator in ("le", "lt") else bound,
        high=None if comparator in ("ge", "gt") else bound,
        unit=unit.canonical,
    )
    return f"{before}{written}{scale}{surface}{after}", value


@settings(max_examples=400, deadline=None)
@given(quantities())
@example(("≥34.4万人", Value("quantity", "ge", low=Decimal(344000), unit="人")))
def test_a_rendered_quantity_reads_back(pair: tuple[str, Value]) -> None:
    printed, value = pair
    assert parse_value(printed) == value


def test_made_values_of_every_kind_read_back_and_random_texts_do_not_fail() -> None:
    """A sample of what `make bench` does a million times."""
    assert benchmark.round_trips(3000, seed=7) == []
    assert benchmark.failures(3000, seed=7) == []


def test_the_round_trip_notices_a_reading_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "parse_value", lambda *_, **__: Value("missing"))
    assert len(benchmark.round_trips(50, seed=7)) == 50


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=2, unique=True), st.sampled_from("-~至"))
def test_a_rendered_range_reads_back(ends: list[int], sign: str) -> None:
    low, high = sorted(ends)
    expected = Value("quantity", "between", Decimal(low), Decimal(high), "个")
    assert parse_value(f"{low}{sign}{high}个") == expected
    assert parse_value(f"{low}个{sign}{high}个") == expected


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_rendered_date_reads_back(day: date) -> None:
    expected = Value("deadline", "le", deadline=day.isoformat())
    assert parse_value(f"{day.year}年{day.month}月{day.day}日前") == expected
    assert parse_value(f"{day.month}月{day.day}日前", budget_year=day.year) == expected


@settings(deadline=None)
@given(NUMBERS, st.sampled_from([("增长", 1), ("下降", -1)]), st.sampled_from(["≥", "≤", ""]))
def test_a_rendered_change_is_signed(number: Decimal, verb: tuple[str, int], sign: str) -> None:
    word, factor = verb
    bound = plain(number * factor)
    comparator = {"": "eq", "≥": "ge" if factor > 0 else "le", "≤": "le" if factor > 0 else "ge"}[sign]
    value = parse_value(f"较上年{word}{sign}{digits(number)}%")
    assert (value.measure, value.comparator, value.change_base, value.faults) == ("change", comparator, "last_year", ())
    assert value.low == (None if comparator == "le" else bound)
    assert value.high == (None if comparator == "ge" else bound)


@settings(deadline=None)
@given(st.integers(1, 99999))
def test_chinese_numerals_are_their_number(number: int) -> None:
    assert to_decimal(in_chinese(number)) == number


@pytest.mark.parametrize("words", ["万千", "百", "一百零十", "十百", "三三百", "万亿", "一亿一亿"])
def test_numerals_in_no_order_are_no_number(words: str) -> None:
    assert to_decimal(words) is None


def in_chinese(number: int) -> str:
    """123 → 一百二十三, with 零 for what is skipped."""
    if number >= 10000:
        high, low = divmod(number, 10000)
        gap = "零" if 0 < low < 1000 else ""
        return in_chinese(high) + "万" + gap + (in_chinese(low) if low else "")
    for size, name in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return "一二三四五六七八九"[high - 1] + name + gap + (in_chinese(low) if low else "")
    return "一二三四五六七八九"[number - 1]


PIECES = [
    *(
        "≥",
        "≤",
        ">",
        "<",
        "=",
        "》",
        "约",
        "不低于",
        "以上",
        "以内",
        "以下",
        "左右",
        "余",
        "(含)",
        "控制在",
        "达到",
        "不",
    ),
    *(
        "0",
        "5",
        "12",
        "95",
        "1,500",
        "2025",
        ".",
        ",",
        "-",
        "~",
        "±",
        "/",
        "·",
        "%",
        "‰",
        " ",
        "\n",
        "e",
        "１",
        "二",
        "十",
    ),
    *(
        "百分之",
        "成",
        "万",
        "亿",
        "千",
        "百",
        "人",
        "人次",
        "元",
        "次",
        "天",
        "工作日",
        "年",
        "月",
        "日",
        "前",
        "底",
        "季度",
    ),
    *(
        "较上年",
        "同比",
        "增长",
        "下降",
        "每月",
        "全年",
        "提升",
        "完成",
        "率",
        "[",
        "]",
        "（",
        "）",
        "无",
        "XX",
        "…",
        "指标1:",
    ),
]


def check(value: Value) -> None:
    assert value.measure in MEASURES
    assert value.comparator in (None, *COMPARATORS)
    assert set(value.faults) <= set(FAULTS)
    assert len(set(value.faults)) == len(value.faults)
    for bound in (value.low, value.high):
        assert bound is None or bound.is_finite()
    if value.measure != "deadline":
        low, high = value.low is not None, value.high is not None
        shape = {"ge": (1, 0), "gt": (1, 0), "le": (0, 1), "lt": (0, 1), None: (0, 0)}.get(value.comparator, (1, 1))
        assert (low, high) == shape
    if value.comparator == "eq" and value.low is not None:
        assert value.low == value.high
    if value.low is not None and value.high is not None:
        assert value.low <= value.high
    assert value.is_unit_inferred == bool({"percent_missing", "unit_missing_inferred"} & set(value.faults))


@settings(max_examples=1000, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=7).map("".join), st.sampled_from(["", "预算执行率", "总成本", "人数"])
)
def test_pieces_of_values_in_any_order_never_fail(printed: str, name: str) -> None:
    check(parse_value(printed, name=name, budget_year=2025))


@settings(max_examples=300, deadline=None)
@given(st.text(), st.none() | st.text(max_size=5), st.text(max_size=10))
@example("万" * 100000, None, "")
@example("9" * 100000, None, "")
@example("(" * 100000, None, "")
@example("1e999999999%", "%", "率")
@example("千" * 150 + "人", "万" * 10000, "")
@example("二〇" * 40 + "次", None, "")
def test_no_text_whatever_makes_it_fail(printed: str, column: str | None, name: str) -> None:
    check(parse_value(printed, unit_printed=column, name=name))


def test_a_text_too_long_to_be_a_value_is_words() -> None:
    assert parse_value("说明" * 20 + "达到90%").low == 90
    assert parse_value("说明" * 150 + "达到90%") == Value("qualitative", faults=("number_unread",))


def test_a_date_without_any_year_is_marked() -> None:
    assert parse_value("12月31日前") == Value("deadline", "le", faults=("number_unread",))


def test_a_long_text_is_read_in_no_time_worth_telling() -> None:
    """Each pattern stays linear enough on the longest text that is read at all."""
    for piece in ("1", "1,", "一", "≥1%", "每月", "1-", "(", "不低于", "2025年", "增长", "5.", "人"):
        check(parse_value((piece * 200)[:200], budget_year=2025))


@settings(deadline=None)
@given(st.text(alphabet="0123456789", min_size=1, max_size=12), st.text(alphabet="0123456789", max_size=6))
def test_a_number_that_was_read_is_the_number_printed(whole: str, fraction: str) -> None:
    printed = whole + ("." + fraction if fraction else "")
    value = parse_value(printed + "次")
    assert value.low == value.high == Decimal(printed)
