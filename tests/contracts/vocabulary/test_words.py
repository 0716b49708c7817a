"""Qualities, funding items, bases and classifications: the small tables of reviewed words."""

import json
from pathlib import Path

import pytest

from contracts.vocabulary.classifications import match_classification
from contracts.vocabulary.funding_items import match_funding_item
from contracts.vocabulary.qualities import qualities, quality_level

TRUTH = Path(__file__).parents[2] / "fixtures" / "truth"


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("完全相符", "相符"),
        ("相符", "基本相符"),
        ("显著提升", "提升"),
        ("提升", "保持稳定"),
        ("保持稳定", "下降"),
        ("优", "良"),
        ("良", "中"),
        ("中", "差"),
        ("完成", "基本完成"),
        ("基本完成", "未完成"),
        ("效果明显", "有效"),
        ("及时", "不及时"),
        ("健全", "较健全"),
    ],
)
def test_levels_of_one_scale_are_in_order(more: str, less: str) -> None:
    codes = quality_level(more), quality_level(less)
    assert None not in codes
    first, second = (qualities()[code] for code in codes if code)
    assert first.scale == second.scale
    assert first.rank > second.rank


def test_no_word_states_two_levels() -> None:
    words = [word for quality in qualities().values() for word in quality.words]
    assert len(words) == len(set(words))
    ranks = [(quality.scale, quality.rank) for quality in qualities().values() if quality.scale != "reference"]
    assert len(ranks) == len(set(ranks))


def test_words_are_matched_whole_and_never_by_likeness() -> None:
    assert quality_level("合 理。") == quality_level("合理")
    assert quality_level("不合理") != quality_level("合理")
    assert quality_level("合理安排") is None
    assert quality_level("") is None


def test_a_total_is_one_on_its_own_side() -> None:
    for side in ("revenue", "expenditure"):
        item = match_funding_item(side, "合 计（万元）：")
        assert item is not None
        assert (item.code, item.is_total) == (f"{side}_total", True)
    appropriation = match_funding_item("revenue", "财政拨款")
    assert appropriation is not None
    assert (appropriation.code, appropriation.is_total) == ("fiscal_appropriation", False)
    assert match_funding_item("expenditure", "财政拨款") is None
    assert match_funding_item("revenue", "彩票公益金") is None


def test_every_line_basis_and_class_of_the_examples_is_known() -> None:
    unknown = set()
    for path in TRUTH.glob("*.truth.json"):
        printed = json.loads(path.read_text(encoding="utf-8"))
        for side, item, *_ in printed["funding"]:
            if match_funding_item("revenue" if side.startswith("收") else "expenditure", item) is None:
                unknown.add(item)
        for *_, basis, classification in printed["long_indicators"] + printed["annual_indicators"]:
            if match_classification("basis", basis) is None:
                unknown.add(basis)
            if match_classification("classification", classification) is None:
                unknown.add(classification)
    assert unknown == set()
    assert match_classification("basis", "绩效基本型") is None
