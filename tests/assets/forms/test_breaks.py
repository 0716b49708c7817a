"""Each way in which a page break cuts a table, by hand."""

import pytest

from tests.assets.forms.small_form import LABEL, header, read_pages, row, rows_of
from tests.drawing.grids import Spot, cell, line

A = ("管理效率", "预算编制", "预算编制科学性", "科学")
B = ("管理效率", "预算编制", "预算调整率", "≤20%")


def foot(level1: str = "管理效率", level2: str = "预算编制", borders: str = "", label: str = LABEL) -> list[list[Spot]]:
    groups = (cell(1, 2, level1, 1, borders), cell(2, 3, level2, 1, borders))
    return [header(2, label, borders), row(A[2], A[3], *groups)]


def head(level1: str = "", level2: str = "", borders: str = "", label: str = "") -> list[list[Spot]]:
    groups = (cell(0, 1, label, 1, borders), cell(1, 2, level1, 1, borders), cell(2, 3, level2, 1, borders))
    return [row(B[2], B[3], *groups)]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param(foot(), head("管理效率", "预算编制", label=LABEL), id="labels printed again"),
        pytest.param(foot(), head(), id="labels left blank"),
        pytest.param(
            foot("", "", "v", ""), head("管理效率", "预算编制", "^", LABEL), id="labels on the later page only"
        ),
        pytest.param(foot("", ""), head("管理效率", "预算编制"), id="group labels on the later page, closed borders"),
        pytest.param(foot("管理", "预算", "v", "长期绩效"), head("效率", "编制", "^", "指标"), id="labels cut in two"),
        pytest.param(
            foot("管理", "预算", label="长期绩效"), head("效率", "编制", label="指标"), id="known words cut in two"
        ),
        pytest.param(foot(label="长期绩效"), head("管理效率", "预算编制", label=LABEL), id="label half, then whole"),
        pytest.param(foot(), head("效率", "编制", label="指标"), id="labels whole, then their second halves again"),
    ],
)
def test_a_group_goes_on_over_the_break(above: list[list[Spot]], below: list[list[Spot]]) -> None:
    document = read_pages(above, below)
    assert rows_of(document) == [A, B]
    assert document.unread == ()


@pytest.mark.parametrize("rest", [("指", "标"), ("", "指标")], ids=["in three", "below the row"])
def test_a_header_word_that_runs_over_into_the_first_row_is_taken_out_of_it(rest: tuple[str, str]) -> None:
    """A break cut the header row, and the last line of its words is printed at the head of the cells below."""
    cut = [cell(0, 1, LABEL, 1, "v"), *(cell(at, at + 1, word, 1, "v") for at, word in ((1, "一级"), (2, "二级")))]
    words = [cell(3, 4, "三级指标"), cell(4, 8, "指标值"), cell(8, 9, "指标值确定"), cell(9, 10, "指标分类")]
    middle = [cell(0, 1, "", 2), cell(1, 2, rest[0]), cell(2, 3, rest[0]), cell(3, 8), cell(8, 9, "依"), cell(9, 10)]
    run_over = row(A[2], A[3], cell(1, 2, f"{rest[1]}\n{A[0]}"), cell(2, 3, f"{rest[1]}\n{A[1]}"), basis="据\n计划标准")
    if not rest[0]:
        middle, run_over = [], [cell(0, 1, ""), *run_over]
        words[2] = cell(8, 9, "指标值确定依")
    document = read_pages([[*cut, *words]], [*([middle] if middle else []), run_over])
    assert rows_of(document) == [A]
    assert [one.basis_printed for one in document.indicators] == ["计划标准"]
    assert document.unread == ()


def test_the_middle_of_a_header_word_may_lie_in_the_margin() -> None:
    """And its beginning may be a header word of its own."""
    words = [*((cell(at, at + 1, f"{word}级指标")) for at, word in enumerate("一二三", 1)), cell(4, 8, "指标值")]
    first = [cell(0, 1, LABEL, 1, "v"), *words, cell(8, 9, "指标值"), cell(9, 10, "指标分类")]
    rest = [cell(0, 1, "", 2), *(cell(at, at + 1) for at in (1, 2, 3)), cell(4, 8), cell(8, 9, "据"), cell(9, 10)]
    below = row(A[2], A[3], cell(1, 2, A[0]), cell(2, 3, A[1]))
    document = read_pages([first], [rest, below], lines=(line(1, "确定依", 600, 441, 489),))
    assert (rows_of(document), document.unread) == ([A], ())
    assert [one.basis_printed for one in document.indicators] == ["计划标准"]


def test_groups_that_meet_at_the_break_stay_apart() -> None:
    document = read_pages(foot(), head("履职效能", "养老服务"))
    assert rows_of(document)[1][:2] == ("履职效能", "养老服务")


def test_an_inner_group_never_outlives_its_outer_one() -> None:
    document = read_pages(foot(), head("履职效能", ""))
    assert rows_of(document)[1][:2] == ("履职效能", "")


def test_open_borders_say_that_a_group_begins_at_the_page_head() -> None:
    """Its label stands on the page after: the closed border keeps it from the group before."""
    first = [header(2, borders="v"), row(A[2], A[3], cell(1, 2, "管理效率"), cell(2, 3, "预算编制"))]
    groups = (cell(0, 1, "", 1, "^v"), cell(1, 2, "", 1, "v"), cell(2, 3, "", 1, "v"))
    second = [row(B[2], B[3], *groups)]
    document = read_pages(first, second, head("履职效能", "养老服务", "^"))
    assert [one[:2] for one in rows_of(document)] == [A[:2], ("履职效能", "养老服务"), ("履职效能", "养老服务")]


def test_header_rows_come_again() -> None:
    document = read_pages(foot(), [header(1, ""), *head()])
    assert rows_of(document) == [A, B]
    assert document.unread == ()


def test_a_header_row_is_cut_and_its_rest_lies_in_the_margin() -> None:
    first = [header(1, "长期绩效", "v")]
    first[0][5] = cell(8, 9, "指标值确")
    groups = (cell(0, 1, ""), cell(1, 2, A[0]), cell(2, 3, A[1]))
    rest = line(1, "指标 定依据", top=202, left=45, right=480)
    document = read_pages(first, [row(A[2], A[3], *groups)], lines=(rest,))
    assert rows_of(document) == [A]
    assert document.indicators[0].basis_printed == "计划标准"
    assert document.unread == ()


def cut_row(*below: str, borders: tuple[str, str] = ("", "")) -> list[tuple[str, str, str, str]]:
    groups = (cell(1, 2, "管理效率", 3), cell(2, 3, "预算编制", 3))
    upper = [
        cell(3, 4, "全市基本养老保险参保"),
        cell(4, 8, "≥14.32万"),
        cell(8, 9, "计划标准"),
        cell(9, 10, "绩效基本"),
    ]
    first = [header(4), row(*A[2:], *groups), row(*B[2:]), upper]
    name, value, basis, kind = below
    lower = [cell(3, 4, name), cell(4, 8, value), cell(8, 9, basis), cell(9, 10, kind)]
    second = [[cell(0, 1, "", 2), cell(1, 2, "", 2), cell(2, 3, "", 2), *lower], row("绩效目标合理性", "合理")]
    document = read_pages(first, second)
    assert document.unread == ()
    return rows_of(document)[2:]


@pytest.mark.parametrize(
    ("below", "name", "value"),
    [
        (("人数", "人", "", "型"), "全市基本养老保险参保人数", "≥14.32万人"),
        (("", "", "", "型"), "全市基本养老保险参保", "≥14.32万"),
        (("人数", "", "", ""), "全市基本养老保险参保人数", "≥14.32万"),
    ],
)
def test_a_row_cut_in_the_middle_of_its_cells_is_one(below: tuple[str, ...], name: str, value: str) -> None:
    rows = cut_row(*below)
    assert rows == [("管理效率", "预算编制", name, value), ("管理效率", "预算编制", "绩效目标合理性", "合理")]


def test_a_whole_row_after_the_break_is_another_one() -> None:
    assert len(cut_row("缴费人数", "", "计划标准", "绩效基本型")) == 3


def test_a_sliver_of_the_row_before_does_not_lend_its_label_to_the_next_group() -> None:
    above = foot("运行成本", "项目支出成本\n控制")
    below = head("运行成本\n管理效率", "控制\n预算编制")
    rest = line(2, "项目支出成本", top=86, left=145, right=185)
    document = read_pages(above, below, lines=(rest,))
    assert [one[:2] for one in rows_of(document)] == [("运行成本", "项目支出成本控制"), ("管理效率", "预算编制")]
    assert document.unread == ()


def test_a_label_that_is_drawn_beyond_the_grid_alone_is_found_there() -> None:
    rest = line(1, "预算编制", top=225, left=142, right=188)
    document = read_pages(foot(level2="", borders="v"), head(borders="^"), lines=(rest,))
    assert rows_of(document) == [A, B]
    assert document.unread == ()


def test_a_basis_merged_over_the_break_speaks_for_both_rows() -> None:
    def merged(name: str, *begins: Spot) -> list[Spot]:
        return [*begins, cell(3, 4, name), cell(4, 8, "100%"), cell(9, 10, "绩效基本型")]

    groups = (cell(1, 2, "管理效率", 2), cell(2, 3, "预算编制", 2))
    first = [header(3), merged("一", *groups, cell(8, 9, "计划标准", 2)), merged("二")]
    blank = (cell(0, 1, "", 2), cell(1, 2, "", 2), cell(2, 3, "", 2), cell(8, 9, "", 2))
    document = read_pages(first, [merged("三", *blank), merged("四")])
    assert [(one.name_printed, one.basis_printed) for one in document.indicators] == [
        (name, "计划标准") for name in "一二三四"
    ]


def test_the_place_of_a_joined_cell_is_its_first_part_and_its_confidence_the_lowest() -> None:
    groups = (cell(1, 2, "管理效率"), cell(2, 3, "预算编制"))
    upper = [
        cell(3, 4, "参保"),
        cell(4, 8, "≥14.32万", confidence=0.99),
        cell(8, 9, "计划标准"),
        cell(9, 10, "绩效基本型"),
    ]
    lower = [cell(3, 4, "人数"), cell(4, 8, "人", confidence=0.5), cell(8, 9), cell(9, 10)]
    document = read_pages([header(2), [*groups, *upper]], [[cell(0, 1), cell(1, 2), cell(2, 3), *lower]])
    (value,) = document.indicators
    assert (value.name_printed, value.value_printed) == ("参保人数", "≥14.32万人")
    assert (value.place.page, value.place.top, value.place.confidence, value.place.is_unsure) == (1, 200.0, 0.5, True)


def test_a_closed_foot_ends_a_group_even_where_every_head_is_open() -> None:
    """Chromium opens all borders at a page's head, and at its foot only those of what goes on."""
    first = [header(2, borders="v"), row(A[2], A[3], cell(1, 2, "管理效率"), cell(2, 3, "预算编制"))]
    opened = [cell(3, 4, B[2], 1, "^"), cell(4, 8, B[3], 1, "^"), cell(8, 9, "", 1, "^"), cell(9, 10, "", 1, "^")]
    groups = [cell(0, 1, "", 1, "^v"), cell(1, 2, "", 1, "^v"), cell(2, 3, "", 1, "^v")]
    document = read_pages(first, [[*groups, *opened]], head("履职效能", "养老服务", "^"))
    assert [one[:2] for one in rows_of(document)][1:] == [("履职效能", "养老服务")] * 2


def test_a_row_between_closed_borders_is_whole_though_a_cell_is_empty() -> None:
    document = read_pages(foot(borders="v"), [row(B[2], B[3], cell(0, 1), cell(1, 2), cell(2, 3), basis="")])
    assert rows_of(document) == [A, B]


def test_an_unknown_label_beside_a_cut_row_is_cut_with_it() -> None:
    groups = (cell(1, 2, "满意度"), cell(2, 3, "养老机"))
    upper = [cell(3, 4, "老人满"), cell(4, 8, "≥95%"), cell(8, 9, "计划标准"), cell(9, 10, "绩效基本型")]
    lower = [cell(0, 1), cell(1, 2), cell(2, 3, "构"), cell(3, 4, "意度"), cell(4, 8), cell(8, 9), cell(9, 10)]
    document = read_pages([header(2), [*groups, *upper]], [lower])
    assert rows_of(document) == [("满意度", "养老机构", "老人满意度", "≥95%")]


def test_another_header_begins_another_section_though_its_label_comes_a_page_later() -> None:
    def valued(name: str, *begins: Spot) -> list[Spot]:
        three = [cell(4, 5, "1"), cell(5, 6, "2"), cell(6, 8, "3")]
        return [*begins, cell(3, 4, name), *three, cell(8, 9, "计划标准"), cell(9, 10, "绩效基本型")]

    annual = [
        header(4, ""),
        [cell(4, 6, "近两年指标值"), cell(6, 8, "预期当年实现值", 2)],
        [cell(4, 5, "2023年"), cell(5, 6, "2024年")],
        valued(A[2], cell(1, 2, A[0]), cell(2, 3, A[1])),
    ]
    later = valued(B[2], cell(0, 1, "年度绩效指标"), cell(1, 2), cell(2, 3))
    document = read_pages(foot(), annual, [later])
    assert [one.horizon for one in document.indicators] == ["long_term", *["annual"] * 6]
    assert document.unread == ()


def test_a_row_that_ends_with_its_page_is_whole_though_all_its_borders_are_open() -> None:
    """Its name's line has room for what begins on the next page, so that is another name."""
    groups = cell(1, 2, "管理效率", 1, "v"), cell(2, 3, "预算编制", 1, "v")
    ends = [
        *groups,
        cell(3, 4, A[2], 1, "v"),
        cell(4, 8, A[3], 1, "v"),
        cell(8, 9, "", 1, "v"),
        cell(9, 10, "", 1, "v"),
    ]
    blank = [cell(at, at + 1, "", 1, "^v") for at in range(3)]
    middle = row(B[2], B[3], *blank, basis="", kind="")
    last = row("预算编制的完整性和规范性", "好", *(cell(at, at + 1, "", 1, "^") for at in range(3)), basis="", kind="")
    document = read_pages([header(2, borders="v"), ends], [middle], [last])
    assert [one.name_printed for one in document.indicators] == [A[2], B[2], "预算编制的完整性和规范性"]
