"""Numbers as a Chinese Excel shows them."""

import pytest

from assets.extraction.number_format import BUILT_IN, shown

ACCOUNTS = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (7257.48, "General", "7257.48"), (0.1 + 0.2, "General", "0.3"), (95, "General", "95"),
        (-0.5, "General", "-0.5"),
        (72574800.123456, "General", "72574800.12"), (123456789012, "General", "1.23457E+11"), (0, "General", "0"),
        (0.5716, "0.00%", "57.16%"), (0.95, "0%", "95%"), (1, "0.00%", "100.00%"), (0.285, "0%", "29%"),
        (-0.0012, "0.0%", "-0.1%"), (-0.0001, "0.0%", "0.0%"), (20, '"≤"0"%"', "≤20%"),
        (14.32, '"≥"0.00万"人"', "≥14.32万人"),
        (1234.5, "#,##0.00", "1,234.50"), (1234567, "#,##0", "1,234,567"), (2.675, "0.00", "2.68"),
        (0.5, "#.##", ".5"),
        (5, "0.0#", "5.0"), (5.125, "0.0#", "5.13"), (1234567, "0.0,", "1234.6"), (7, "000", "007"),
        (-3, "0;(0)", "(3)"), (0, '0;-0;"—"', "—"), (0, ACCOUNTS, "-"), (-1234.5, ACCOUNTS, "-1,234.50"),
        (120, '[>=100]"多";[<0]"负";0', "多"), (7, '[>=100]"多";[<0]"负";0', "7"), (5, "[Red]0", "5"), (5, "@", "5"),
        (12345, "0.00E+00", "1.23E+04"), (3, r"0\ \人", "3 人"), (3, '[$¥-804]0.00', "¥3.00"), (3, "G/通用格式", "3"),
        (3, '"第"0"名；共"', "第3名；共"),
        (45658, "yyyy/m/d", "2025/1/1"), (45658, 'yyyy"年"m"月"d"日"', "2025年1月1日"),
        (45658, "yyyy-mm-dd", "2025-01-01"),
        (45658.75, "yyyy/m/d h:mm", "2025/1/1 18:00"), (0.75, "h:mm AM/PM", "6:00 PM"),
        (0.25, "上午/下午h时mm分", "上午6时00分"),
        (1.5, "[h]:mm:ss", "36:00:00"), (0.0007, "mm:ss", "01:00"), (45658, "aaaa", "星期三"),
        (45658, "d-mmm-yy", "1-Jan-25"),
        (-5, "yyyy/m/d", "-5"), (45658, '[$-804]yyyy"年"m"月"', "2025年1月"),
    ],
)  # fmt: skip
def test_a_number_is_shown_as_its_format_says(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1e300, "0." + "0" * 40, "1E+300"), (float("inf"), "0.00", "inf"), (5, "[>1.2.3]0", "5"), (5, "", "5"),
        (5, '"', "5"), (5, "[", "5"), (5, "0\\", "5"), (5, ";;;", ""),
        (7, "[>9]0", "7"), (1e-300, "0%", "0%"), (-1e11, "General", "-1E+11"),
    ],
)  # fmt: skip
def test_a_format_that_is_none_stops_nothing(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_days_of_old_macintosh_workbooks_count_from_1904() -> None:
    assert shown(44196, "yyyy/m/d", since_1904=True) == "2025/1/1"


def test_every_built_in_format_shows_something() -> None:
    for code in BUILT_IN.values():
        assert shown(45658.5, code)
        assert shown(0, code)
