"""What the cells beside a value change about it, and what they leave alone."""

from decimal import Decimal

import pytest

from assets.normalization.values import parse_value
from assets.normalization.values.neighbours import Cell, read_values


def cell(
    printed: str, *, row: int = 1, year: int = 2025, role: str = "target", name: str = "检查次数", **stated: str
) -> Cell:
    return Cell("d", "annual", row, year, role, name, printed, **stated)


def test_a_first_digit_is_a_misread_floor_only_where_the_other_years_say_so() -> None:
    before = [cell("275次", year=2023, role="baseline"), cell("278次", year=2024, role="baseline")]
    target = read_values([*before, cell("2280次")])[-1]
    assert (target.comparator, target.low, target.high, target.faults) == ("ge", 280, None, ("ocr_suspect",))
    for others in (["2100次", "2200次"], ["275人", "278人"], ["", ""], ["20次", "21次"]):
        beside = [cell(text, year=2023 + place, role="baseline") for place, text in enumerate(others)]
        assert read_values([*beside, cell("2280次")])[-1] == parse_value("2280次", name="检查次数")
    assert read_values([*before, cell("≥2280次")])[-1].low == 2280


def test_a_share_above_the_whole_is_a_misread_floor() -> None:
    (value,) = read_values([cell("292%", name="抽检合格率")])
    assert (value.comparator, value.low, value.faults) == ("ge", 92, ("ocr_suspect",))
    (value,) = read_values([cell("292%", name="旅游收入增长率")])
    assert (value.comparator, value.low) == ("eq", 292)


def test_a_column_that_lost_its_percent_format_lost_it_in_every_rate() -> None:
    rate = {"name": "预算执行率"}
    lost = [cell("0.0900000762939453", row=1, **rate), cell("1", row=2, **rate), cell("1", row=3, name="会议次数")]
    values = read_values([*lost, cell("1", row=2, year=2024, role="baseline", **rate), cell("95", row=4, **rate)])
    assert [value.low for value in values[1:]] == [100, 1, 1, 95]
    assert values[1].faults == ("percent_missing", "percent_as_fraction")


@pytest.mark.parametrize(
    ("kind", "printed", "unit", "comparator", "low", "high", "fault"),
    [
        ("≥", "95", "%", "ge", "95", None, None),
        ("≤", "95", "%", "le", None, "95", None),
        ("＝", "95", "%", "eq", "95", "95", None),
        ("≥", "≥95%", "%", "ge", "95", None, None),
        ("≥", "≤95%", "%", "le", None, "95", "comparator_conflict"),
        ("≥", "=95%", "%", "eq", "95", "95", "comparator_conflict"),
        ("不低于", "95", "%", "ge", "95", None, None),
        ("定性", "95", "%", "eq", "95", "95", None),
        ("≥", "下降5%", None, "le", None, "-5", None),
        ("≥", "2025年12月底前", None, "le", None, None, None),
        ("≥", "良好", None, None, None, None, None),
    ],
)
def test_the_column_of_kinds_gives_the_comparator_that_the_cell_leaves_out(
    kind: str, printed: str, unit: str | None, comparator: str, low: str | None, high: str | None, fault: str | None
) -> None:
    value = parse_value(printed, unit_printed=unit, kind_printed=kind)
    assert value.comparator == comparator
    assert value.low == (None if low is None else Decimal(low))
    assert value.high == (None if high is None else Decimal(high))
    assert [one for one in value.faults if one == "comparator_conflict"] == ([fault] if fault else [])


def test_the_column_of_kinds_does_not_speak_of_what_was_reached() -> None:
    target, actual = read_values(
        [
            cell(text, role=role, unit_printed="%", kind_printed="≥")
            for text, role in (("95", "target"), ("97", "actual"))
        ]
    )
    assert (target.comparator, actual.comparator) == ("ge", "eq")
