"""Header words to columns: what role a column has and which year it is for."""

import pytest

from assets.forms.printed import PrintedDocument
from assets.forms.reading import read_forms
from tests.assets.forms.small_form import TITLE, TOP
from tests.drawing.grids import Spot, cell, line, page, reading

NAMES = [cell(column, column + 1, word, 3) for column, word in ((1, "一级指标"), (2, "二级指标"), (3, "三级指标"))]
ENDS = [cell(7, 8, "指标值确定\n依据", 3), cell(8, 10, "指标分类", 3)]
BODY = [cell(1, 2, "满意度"), cell(2, 3, "服务对象满意度"), cell(3, 4, "公众满意度")]
BASIS = [cell(7, 8, "计划标准"), cell(8, 10, "绩效基本型")]


def read(*rows: list[Spot], title: str = TITLE) -> PrintedDocument:
    label = cell(0, 1, "年度绩效指标", len(rows))
    (document,) = read_forms(reading(line(1, title), page(1, *TOP, [label, *rows[0]], *rows[1:])))
    assert isinstance(document, PrintedDocument), document
    return document


def values(document: PrintedDocument) -> list[tuple[int, str, str]]:
    return [(one.value_year, one.value_role, one.value_printed) for one in document.indicators]


def with_values(*header: list[Spot]) -> PrintedDocument:
    body = [*BODY, cell(4, 5, "≥90%"), cell(5, 6, "≥92%"), cell(6, 7, "≥95%"), *BASIS]
    first, *rest = header
    return read([*NAMES, *first, *ENDS], *rest, body)


EXPECTED = [(2023, "baseline", "≥90%"), (2024, "baseline", "≥92%"), (2025, "target", "≥95%")]


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(
            (
                [cell(4, 7, "指标值")],
                [cell(4, 6, "近两年指标值"), cell(6, 7, "预期当年\n实现值", 2)],
                [cell(4, 5, "2023年"), cell(5, 6, "2024年")],
            ),
            id="years below the prior values",
        ),
        pytest.param(
            (
                [cell(4, 7, "指标值")],
                [cell(4, 5, "前年指标值", 2), cell(5, 6, "上年指标值", 2), cell(6, 7, "预期当年实现值", 2)],
                [],
            ),
            id="the years by their names",
        ),
        pytest.param(
            ([cell(4, 7, "指标值", 2)], [], [cell(4, 5, "2023年度"), cell(5, 6, "2024"), cell(6, 7, "２０２５年")]),
            id="three years below one word",
        ),
    ],
)
def test_the_value_columns_have_their_years(header: tuple[list[Spot], ...]) -> None:
    document = with_values(*header)
    assert values(document) == EXPECTED
    assert document.unread == ()


def test_columns_are_known_by_their_words_in_any_order() -> None:
    header = [cell(1, 2, "指标分类"), cell(2, 4, "*目标值"), cell(4, 5, "指标值确定依据"), cell(5, 6, "三级绩效指标")]
    header += [cell(6, 8, "二级绩效指标"), cell(8, 10, "一级绩效指标")]
    body = [cell(1, 2, "绩效基本型"), cell(2, 4, "≥95%"), cell(4, 5, "计划标准"), cell(5, 6, "公众满意度")]
    body += [cell(6, 8, "服务对象满意度"), cell(8, 10, "满意度")]
    (row,) = read(header, body).indicators
    assert row[2:8] == ("满意度", "服务对象满意度", "公众满意度", 2025, "target", "≥95%")
    assert (row.basis_printed, row.classification_printed) == ("计划标准", "绩效基本型")


def test_a_column_of_an_unknown_word_is_unread_and_not_guessed() -> None:
    header = [*NAMES, cell(4, 6, "指标值", 3), cell(6, 7, "奇怪的栏", 3), *ENDS]
    document = read(header, [], [], [*BODY, cell(4, 6, "≥95%"), cell(6, 7, "甲"), *BASIS])
    assert values(document) == [(2025, "target", "≥95%")]
    assert {one.text_printed for one in document.unread} == {"奇怪的栏", "甲"}


def test_a_cell_merged_over_both_prior_years_speaks_for_both() -> None:
    header = (
        [cell(4, 7, "指标值")],
        [cell(4, 6, "近两年指标值"), cell(6, 7, "预期当年实现值", 2)],
        [cell(4, 5, "2023年"), cell(5, 6, "2024年")],
    )
    body = [*BODY, cell(4, 6, "健全"), cell(6, 7, "≥95%"), *BASIS]
    document = read([*NAMES, *header[0], *ENDS], *header[1:], body)
    assert values(document) == [(2023, "baseline", "健全"), (2024, "baseline", "健全"), (2025, "target", "≥95%")]


def test_the_year_comes_from_the_prior_years_where_nothing_else_says_it() -> None:
    header = (
        [cell(4, 7, "指标值")],
        [cell(4, 6, "近两年指标值"), cell(6, 7, "预期当年实现值", 2)],
        [cell(4, 5, "2021年"), cell(5, 6, "2022年")],
    )
    body = [*BODY, cell(4, 5, "1"), cell(5, 6, "2"), cell(6, 7, "3"), *BASIS]
    document = read([*NAMES, *header[0], *ENDS], *header[1:], body, title="部门整体绩效目标批复表")
    assert document.budget_year == 2023
    assert document.title_printed == "部门整体绩效目标批复表"


def test_an_indicator_named_like_a_header_word_is_still_a_row() -> None:
    header = [*NAMES, cell(4, 7, "指标值", 3), *ENDS]
    body = [*BODY[:2], cell(3, 4, "目标值"), cell(4, 7, "≥95%"), *BASIS]
    assert values(read(header, [], [], body)) == [(2025, "target", "≥95%")]


def test_a_line_over_names_and_values_is_no_indicator() -> None:
    header = [*NAMES, cell(4, 7, "指标值", 3), *ENDS]
    document = read(header, [], [], [*BODY, cell(4, 7, "≥95%"), *BASIS], [cell(1, 7, "以下从略"), *BASIS])
    assert values(document)[0] == (2025, "target", "≥95%")
    assert "以下从略" in {one.text_printed for one in document.unread}


def test_a_cell_merged_over_the_columns_of_levels_is_the_outer_one() -> None:
    merged = [cell(1, 3, "满意度"), cell(3, 4, "公众满意度"), cell(4, 7, "≥95%"), *BASIS]
    both = [*BODY, cell(4, 7, "≥90%"), *BASIS]
    document = read([*NAMES, cell(4, 7, "指标值", 3), *ENDS], [], [], both, merged)
    assert [(one.level1_printed, one.level2_printed) for one in document.indicators] == [
        ("满意度", "服务对象满意度"),
        ("满意度", ""),
    ]


@pytest.mark.parametrize("is_merged", [True, False])
def test_a_group_that_is_blank_where_nobody_can_tell_which_it_is_makes_its_row_unsure(is_merged: bool) -> None:
    def row(level1: str, level2: str, name: str, rows: int = 1) -> list[Spot]:
        groups = [cell(1, 2, level1, rows), cell(2, 3, level2)] if rows else [cell(2, 3, level2)]
        return [*groups, cell(3, 4, name), cell(4, 7, "≥95%"), *BASIS]

    first = row("" if not is_merged else "产出", "数量" if is_merged else "", "甲", 2 if is_merged else 1)
    second = row("", "", "乙", 0) if is_merged else row("产出", "数量", "乙")
    document = read([*NAMES, cell(4, 7, "指标值", 3), *ENDS], [], [], first, second, row("满意度", "满意度", "丙"))
    found = [
        (one.name_printed, one.level1_printed, one.level2_printed, one.place.is_unsure) for one in document.indicators
    ]
    blank = (
        [("甲", "产出", "数量", False), ("乙", "产出", "", True)]
        if is_merged
        else [("甲", "", "", True), ("乙", "产出", "数量", False)]
    )
    assert found == [*blank, ("丙", "满意度", "满意度", False)]
