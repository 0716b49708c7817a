from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.normalization.money import Reading, amount_yuan, points, share


@pytest.mark.parametrize(
    ("printed", "unit", "yuan", "faults"),
    [
        ("7257.48", "万元", "72574800.00", ()),
        ("7257.48", "单位：万元", "72574800.00", ()),
        ("25,754,899.39", "元", "25754899.39", ()),
        ("25,754,899.39", "单位：元", "25754899.39", ()),
        ("1.23456789", "万元", "12345.6789", ()),
        ("0", "万元", "0.00", ()),
        ("-307.42", "万元", "-3074200.00", ()),
        ("7257.48", None, "72574800.00", ("unit_missing_inferred",)),
        ("７２５７．４８", "万元", "72574800.00", ("full_width",)),
        ("7 257.48", "万元", "72574800.00", ("inner_space",)),
        ("7257\n.48", "万元", "72574800.00", ("broken_line",)),
        ("3.2亿元", "亿元", "320000000.00", ()),
        ("3.2亿元", "万元", "320000000.00", ("unit_conflict",)),
        ("3.2亿元", None, "320000000.00", ()),
        ("", "万元", None, ()),
        ("—", "万元", None, ()),
        ("/", None, None, ()),
        ("7257..48", "万元", None, ("number_unread",)),
        ("约100", "万元", None, ("number_unread",)),
        ("100人", "万元", None, ("unit_unknown",)),
        ("100", "斗", None, ("unit_unknown",)),
    ],
)
def test_an_amount_is_exact_yuan(printed: str, unit: str | None, yuan: str | None, faults: tuple[str, ...]) -> None:
    reading = amount_yuan(printed, unit)
    assert (None if reading.number is None else str(reading.number)) == yuan
    assert reading.faults == faults


@pytest.mark.parametrize(
    ("printed", "fraction", "faults"),
    [
        ("57.16%", "0.5716", ()),
        ("100%", "1", ()),
        ("37.01", "0.3701", ("percent_missing",)),
        ("0.84", "0.0084", ("percent_missing",)),
        ("5.83%%", "0.0583", ("percent_doubled",)),
        ("5‰", "0.005", ()),
        ("0%", "0", ()),
        ("", None, ()),
        ("-", None, ()),
        ("全部", None, ("number_unread",)),
    ],
)
def test_a_share_is_a_fraction(printed: str, fraction: str | None, faults: tuple[str, ...]) -> None:
    assert share(printed) == Reading(None if fraction is None else Decimal(fraction), faults)


@pytest.mark.parametrize(
    ("printed", "number", "faults"),
    [
        ("10", "10", ()),
        ("2.5分", "2.5", ()),
        ("（10）", "10", ()),
        ("10%", "10", ()),
        ("", None, ()),
        ("十分", None, ("number_unread",)),
    ],
)
def test_points(printed: str, number: str | None, faults: tuple[str, ...]) -> None:
    assert points(printed) == Reading(None if number is None else Decimal(number), faults)


@given(st.decimals(-(10**12), 10**12, places=2, allow_nan=False, allow_infinity=False))
def test_a_rendered_amount_reads_back_to_the_cent(yuan: Decimal) -> None:
    assert amount_yuan(f"{yuan:,.2f}", "元").number == yuan
    assert amount_yuan(f"{yuan / 10000:f}", "万元").number == yuan


@given(st.text(), st.none() | st.text())
def test_no_text_makes_it_fail(printed: str, unit: str | None) -> None:
    for reading in (amount_yuan(printed, unit), share(printed), points(printed)):
        assert reading.number is None or reading.number.is_finite()
