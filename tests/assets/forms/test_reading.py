"""Who, when and what a document is, from its content; several in one file; what is refused; nothing passed over."""

import pytest

from assets.extraction.cells import Cell, Reading
from assets.forms.printed import FormRefusal, PrintedDocument
from assets.forms.reading import read_forms
from tests.assets.forms.small_form import TITLE, TOP, header, row
from tests.drawing.grids import HEIGHT, Spot, cell, line, page, reading

GROUPS = (cell(1, 2, "满意度"), cell(2, 3, "服务对象满意度"))
LONG = [header(2), row("公众满意度", "≥95%", *GROUPS)]


def read(*cells: list[Cell] | Cell) -> PrintedDocument:
    (document,) = read_forms(reading(*cells))
    assert isinstance(document, PrintedDocument), document
    return document


def refused(source: Reading) -> str:
    (document,) = read_forms(source)
    assert isinstance(document, FormRefusal)
    return document.reason_code


def with_department(name: str) -> list[list[Spot]]:
    return [[cell(0, 3, "部门（单位）名称"), cell(3, 10, name)], *TOP[1:], *LONG]


def test_a_form_says_who_when_and_what() -> None:
    document = read(line(1, TITLE), page(1, *TOP, *LONG))
    assert (document.form, document.template) == ("approval", "hubei_approval")
    assert (document.department_printed, document.budget_year, document.long_until) == ("鄂州市民政局", 2025, 2027)
    assert document.pages == (1, 1)
    assert [one.narrative for one in document.narratives] == ["functions", "tasks", "long_goal"]
    assert document.narratives[2].label_printed == "长期目标：（截止2027年）"
    assert document.unread == ()


@pytest.mark.parametrize(
    ("lines", "year", "department"),
    [
        (("鄂州市民政局2024年部门整体绩效目标批复",), 2024, "鄂州市民政局"),
        (("鄂州市民政局2024年部门整体绩效目标批复（调整）",), 2024, "鄂州市民政局"),
        (("部门整体绩效目标批复", "（2023年度）", "部门名称：鄂州市 民政局"), 2023, "鄂州市 民政局"),
        (("2022年度部门（单位）", "整体绩效目标批复表", "部门（单位）名称:鄂州市民政局"), 2022, "鄂州市民政局"),
    ],
)
def test_the_lines_above_say_what_the_table_does_not(lines: tuple[str, ...], year: int, department: str) -> None:
    above = [line(1, text, top=20 + 15 * number) for number, text in enumerate(lines)]
    document = read(*above, page(1, *TOP[1:], *LONG))
    assert (document.budget_year, document.department_printed) == (year, department)
    assert document.unread == ()


@pytest.mark.parametrize(
    ("label", "until"),
    [
        ("长期目标（截止2026年）", 2026),
        ("长期目标:\n(截止2026\n年)", 2026),
        ("中长期目标（2024-2028年）：", 2028),
        ("长期目标", None),
    ],
)
def test_the_year_of_the_long_term_targets(label: str, until: int | None) -> None:
    top = [*TOP[:3], [cell(0, 1, label), cell(1, 10, "目标。")]]
    document = read(line(1, TITLE), page(1, *top, *LONG))
    assert document.long_until == until
    assert document.indicators[0].value_year == (until or 2025)


@pytest.mark.parametrize("is_framed", [False, True], ids=["over the form", "in its frame"])
def test_money_is_read_by_side_and_year(is_framed: bool) -> None:
    funding = [
        [cell(0, 1, "部门总体\n资金情况", 5), cell(1, 4, "总体资金情况", 2), cell(4, 5, "当年金额（万元）", 2),
         cell(5, 6, "占比", 2), cell(6, 10, "近两年收支金额")],
        [cell(6, 8, "2023年"), cell(8, 10, "2024年")],
        [cell(1, 2, "收入构成"), cell(2, 4, "财政拨款"), cell(4, 5, "1,257.48"), cell(5, 6, "100%"),
         cell(6, 8, "8.9"), cell(8, 10, "")],
        [cell(1, 2, "支出构成"), cell(2, 4, "合计"), cell(4, 5, ""), cell(5, 6, "37.01"), cell(6, 8), cell(8, 10)],
        [cell(1, 2, "其他构成"), cell(2, 4, "不明"), cell(4, 5, "5"), cell(5, 6), cell(6, 8), cell(8, 10)],
    ]  # fmt: skip
    dated = [cell(0, 2, "填报日期"), cell(2, 6, "2025年1月3日"), cell(6, 10, "单位：元")] if is_framed else []
    over = [] if is_framed else line(1, "单位：元", top=80)
    document = read(line(1, TITLE), over, page(1, *filter(None, [dated]), TOP[0], *funding, *TOP[1:], *LONG))
    assert [one[:8] for one in document.funding] == [
        (1, "revenue", "财政拨款", "budget", 2025, "1,257.48", "100%", "万元"),
        (1, "revenue", "财政拨款", "prior", 2023, "8.9", None, "元"),
        (2, "expenditure", "合计", "budget", 2025, "", "37.01", "万元"),
    ]
    assert {one.text_printed for one in document.unread} == {"其他构成", "不明", "5"}


def test_everything_that_is_not_used_is_unread() -> None:
    odd = [cell(0, 1, "奇怪的标签"), cell(1, 10, "奇怪的内容")]
    cells = page(1, TOP[0], odd, *TOP[1:], *LONG)
    site = line(1, "附件：2025年绩效目标批复.docx", top=720), line(1, "分享到：微信", top=740)
    document = read(line(1, TITLE), cells, line(1, "注：某说明", top=700), *site, line(1, "第 1 页 共 1 页", top=780))
    assert [one.text_printed for one in document.unread] == ["奇怪的标签", "奇怪的内容", "注：某说明"]


def test_two_documents_of_one_file() -> None:
    first = [line(1, TITLE), page(1, *with_department("鄂州市民政局"))]
    second = [line(2, "2024年部门整体绩效目标批复"), page(2, *with_department("鄂州市教育局"))]
    documents = read_forms(reading(*first, *second))
    assert [(one.department_printed, one.budget_year, one.pages) for one in documents] == [  # type: ignore[union-attr]
        ("鄂州市民政局", 2025, (1, 1)),
        ("鄂州市教育局", 2024, (2, 2)),
    ]


def test_two_documents_whose_departments_stand_in_their_titles() -> None:
    titles = [
        line(number, f"鄂州市{name}2025年部门整体绩效目标批复") for number, name in ((1, "民政局"), (2, "教育局"))
    ]
    documents = read_forms(reading(*titles, page(1, *TOP[1:], *LONG), page(2, *TOP[1:], *LONG)))
    assert [one.department_printed for one in documents] == ["鄂州市民政局", "鄂州市教育局"]  # type: ignore[union-attr]


def test_text_beyond_the_paper_is_not_printed() -> None:
    document = read(line(1, TITLE), page(1, *TOP, *LONG), line(1, "年度绩效指标", top=HEIGHT), line(1, "又", top=-90))
    assert document.unread == ()


def test_a_form_is_found_among_the_tables_of_a_budget_book() -> None:
    other = [
        [cell(0, 2), cell(2, 5, "项目"), cell(5, 10, "金额")],
        [cell(0, 2, "一"), cell(2, 5, "甲"), cell(5, 10, "1")],
    ]
    book = [page(1, *other), line(1, "部门收支总表"), line(2, TITLE), page(2, *TOP, *LONG)]
    similar = [[cell(0, 1), cell(1, 5, "项目"), cell(5, 10, "金额")], [cell(0, 1), cell(1, 5, "甲"), cell(5, 10, "1")]]
    document = read(*book, page(3, *similar), line(3, "项目支出表"), page(4, *other))
    assert document.pages == (2, 2)
    assert len(document.indicators) == 1
    assert document.unread == ()


def test_what_goes_on_without_a_title_on_the_next_page_is_not_lost() -> None:
    rest = [[cell(0, 2, "质量指标"), cell(2, 5, "完成率"), cell(5, 10, "100%")]]
    above = [line(number, "2025年部门预算", top=20) for number in (1, 2)]
    document = read(*above, line(1, TITLE), page(1, *TOP, *LONG), page(2, *rest), page(4, *rest))
    assert document.pages == (1, 1)
    assert [(one.text_printed, one.place.page) for one in document.unread] == [
        ("质量指标", 2), ("完成率", 2), ("100%", 2), ("2025年部门预算", 1),
    ]  # fmt: skip


def test_a_project_form_behind_it_lends_it_no_section() -> None:
    project = [[cell(0, 1, "项目名称"), cell(1, 10, "甲")], [cell(0, 1, "年度目标"), cell(1, 10, "项目的目标。")]]
    cells = [line(1, TITLE), page(1, *TOP, *LONG), line(2, "2025年项目支出绩效目标表"), page(2, *project)]
    document, refusal = read_forms(reading(*cells))
    assert isinstance(document, PrintedDocument)
    assert [one.narrative for one in document.narratives] == ["functions", "tasks", "long_goal"]
    assert isinstance(refusal, FormRefusal)
    assert (refusal.reason_code, refusal.detail) == ("form_unknown", "2025年项目支出绩效目标表 | 项目名称 | 年度目标")


def test_a_title_is_not_joined_to_the_line_above_it_when_it_is_whole() -> None:
    menu, title = "首页 > 政务公开", "2025年部门整体绩效目标批复"
    (document,) = read_forms(reading(line(1, menu, top=20), line(1, title), page(1, *TOP, *LONG)))
    assert isinstance(document, PrintedDocument)
    assert document.title_printed == title
    assert menu in {unread.text_printed for unread in document.unread}


def test_a_spreadsheet_repeats_title_and_department_on_each_page() -> None:
    again = [TOP[0], [cell(0, 1, "年度目标"), cell(1, 10, "年目标。")]]
    document = read(line(1, TITLE), page(1, *TOP, *LONG), line(2, TITLE), page(2, *again))
    assert document.narratives[-1].text_printed == "年目标。"
    assert document.unread == ()


def test_what_is_no_known_form_is_refused_with_its_labels() -> None:
    rows = [[cell(0, 2, label), cell(2, 10, "甲")] for label in ("单位名称", "年度主要任务", "年度总体目标", "总分")]
    (refusal,) = read_forms(reading(line(1, "部门整体支出绩效自评表"), page(1, *rows)))
    assert isinstance(refusal, FormRefusal)
    assert (refusal.reason_code, refusal.detail) == (
        "form_unknown",
        "部门整体支出绩效自评表 | 单位名称 | 年度主要任务 | 年度总体目标 | 总分",
    )


def test_a_declaration_with_the_same_sections_is_another_form() -> None:
    document = read(line(1, "2025年部门整体支出绩效目标申报表"), page(1, *TOP, *LONG))
    assert (document.form, document.template) == ("declaration", "hubei_declaration")


def test_a_document_that_lacks_something_is_refused_for_it() -> None:
    assert refused(reading(line(1, TITLE), page(1, *with_department("")))) == "department_missing"
    assert refused(reading(page(1, *TOP, *LONG))) == "year_missing"
    assert (
        refused(reading(line(1, TITLE), page(1, *TOP, [cell(0, 1, "长期绩效指标"), cell(1, 10, "无")])))
        == "rows_missing"
    )
