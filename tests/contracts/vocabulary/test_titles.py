"""Titles of forms: department and year wherever they stand, and lines that are no title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.vocabulary.titles import Title, title_of, year_in

OFFICE = "鄂州市民政局"


@pytest.mark.parametrize(
    ("text", "department", "year"),
    [
        ("2025年部门整体绩效目标批复", None, 2025),
        ("关于鄂州市2025年部门整体绩效目标的批复", None, 2025),
        ("关于鄂州市2025年市级部门整体绩效目标的批复", None, 2025),
        ("2025年鄂州市民政局部门整体绩效目标批复", OFFICE, 2025),
        ("鄂州市民政局2025年度部门整体绩效目标批复表", OFFICE, 2025),
        ("鄂州市民政局部门整体绩效目标2025年批复表", OFFICE, 2025),
        ("鄂州市民政局（2025年度）部门整体绩效目标批复", OFFICE, 2025),
        ("鄂州市民政局部门整体支出绩效目标申报表（2025）", OFFICE, 2025),
        ("关于批复鄂州市民政局二○二五年部门整体绩效目标的通知", OFFICE, 2025),
        ("鄂州市财政局关于批复鄂州市民政局2025年部门整体绩效目标的通知", OFFICE, 2025),
        ("鄂州市财政局关于2025年部门整体绩效目标的批复", None, 2025),
        ("鄂州市民政局关于2025年部门整体支出绩效自评的报告", OFFICE, 2025),
        ("表14 2024年整体支出绩效目标表", None, 2024),
        ("一、2025年部门整体支出绩效目标表", None, 2025),
        ("（二）鄂州市民政局2025年部门整体绩效目标表", OFFICE, 2025),
        ("2025年市直部门整体支出绩效目标批复表", None, 2025),
        ("咸宁市本级各部门整体绩效目标表", None, None),
        ("2025年自治区部门整体绩效目标表", None, 2025),
        ("鄂州市直机关工委整体绩效目标表", "鄂州市直机关工委", None),
        ("附件2-1：鄂州市民政局2025年部门整体绩效目标表", OFFICE, 2025),
        ("部门整体支出绩效目标申报表（2024年12月30日）", None, None),
        ("部门整体支出绩效目标申报表（2023年至2025年）", None, None),
    ],
)
def test_a_title_names_department_and_year(text: str, department: str | None, year: int | None) -> None:
    assert title_of(text) == Title(department, year)


@pytest.mark.parametrize(
    "text",
    [
        "2025年项目绩效目标表",
        "2023-2025年部门整体绩效目标",
        "部门整体绩效目标，见附件",
        "部门整体支出情况",
        "",
        "字" * 90 + "部门整体绩效目标",
    ],
)
def test_other_lines_are_no_title(text: str) -> None:
    assert title_of(text) is None


DIGITS = ("0123456789", "〇一二三四五六七八九", "○一二三四五六七八九", "零一二三四五六七八九", "０１２３４５６７８９")
SHAPES = (
    "{year}{office}部门整体绩效目标批复",
    "{office}{year}部门整体支出绩效目标申报表",
    "关于{office}{year}部门整体绩效目标的批复",
    "{office}部门整体绩效自评表{year}",
    "关于下达{year}{office}整体绩效目标的通知",
)
AROUND = ("{}年", "{}年度", "（{}年度）", "({} 年)", "【{}年】")
OFFICES = (OFFICE, "湖北省鄂州市鄂城区教育局", "中共鄂州市委组织部")


@given(
    st.sampled_from(SHAPES),
    st.integers(2000, 2099),
    st.sampled_from(DIGITS),
    st.sampled_from(AROUND),
    st.sampled_from(OFFICES),
)
def test_wherever_and_however_the_year_is_printed(shape: str, year: int, digits: str, around: str, office: str) -> None:
    printed = around.format("".join(digits[int(digit)] for digit in str(year)))
    assert title_of(shape.format(year=printed, office=office)) == Title(office, year)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025年", 2025),
        ("（2025年度）", 2025),
        ("二〇二五年", 2025),
        ("2025年3月", None),
        ("2025年底", None),
        ("第2025页", None),
    ],
)
def test_a_year_on_its_own(text: str, year: int | None) -> None:
    assert year_in(text) == year
