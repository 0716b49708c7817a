from decimal import Decimal

import pytest

from contracts.vocabulary.units import read_unit, units


@pytest.mark.parametrize(
    ("printed", "canonical", "factor"),
    [
        ("人", "人", 1),
        ("万人", "人", 10_000),
        ("亿元", "元", 100_000_000),
        ("万美元", "美元", 10_000),
        ("‰", "%", "0.1"),
        ("成", "%", 10),
        ("％", "%", 1),
        ("㎡", "平方米", 1),
        ("千米", "公里", 1),
        ("千瓦时", "千瓦时", 1),
        ("场次", "场", 1),
        ("个工作日", "工作日", 1),
        ("元/人·年", "元/人·年", 1),
        ("万元/年", "元/年", 10_000),
        ("批次/千人", "批次/千人", 1),
        ("/10万", "/10万", 1),
    ],
)
def test_a_printed_unit_is_so_many_of_its_canonical_one(printed: str, canonical: str, factor: int | str) -> None:
    unit = read_unit(printed)
    assert unit is not None
    assert (unit.canonical, unit.factor, unit.is_known) == (canonical, Decimal(factor), True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("人", "人次"),
        ("人次", "人天"),
        ("天", "工作日"),
        ("%", "百分点"),
        ("元", "美元"),
        ("户", "户次"),
        ("家", "家次"),
        ("次", "场"),
        ("次", "批次"),
        ("起", "次"),
        ("亩", "公顷"),
        ("平方米", "平方公里"),
        ("米", "公里"),
        ("分", "分钟"),
        ("吨", "吨标准煤"),
    ],
)
def test_units_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    first, second = read_unit(one), read_unit(other)
    assert first is not None
    assert second is not None
    assert first.canonical != second.canonical


@pytest.mark.parametrize("printed", ["", "爿", "万", "率", "以上", "/", "元/", "/3", "万" * 100_000, "/" * 50])
def test_what_is_no_unit_is_none(printed: str) -> None:
    assert read_unit(printed) is None


def test_an_unknown_lower_part_is_marked() -> None:
    unit = read_unit("元/爿")
    assert unit is not None
    assert (unit.canonical, unit.dimension, unit.is_known) == ("元/爿", "money_per", False)


def test_every_canonical_unit_is_its_own_surface() -> None:
    for unit in units().values():
        own = read_unit(unit.canonical)
        assert own is not None
        assert (own.canonical, own.dimension, own.factor) == (unit.canonical, unit.dimension, 1)
