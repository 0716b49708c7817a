"""Each described form, and forms nobody described, cell by cell: what it states, and that nothing is passed over."""

import pytest

from assets.extraction.cells import Cell
from assets.forms.printed import FormRefusal, PrintedDocument
from assets.forms.reading import read_forms
from tests.drawing.grids import Spot, cell, line, page, reading

Rows = list[list[Spot]]
NAME = [cell(0, 2, "部门（单位）名称"), cell(2, 10, "鄂州市民政局")]


def read(*cells: list[Cell] | Cell) -> PrintedDocument:
    (document,) = read_forms(reading(*cells))
    assert isinstance(document, PrintedDocument), document
    return document


def row(*texts: str, at: int = 0, width: int = 1) -> list[Spot]:
    """Cells of the same width, one beside the other."""
    return [cell(at + width * n, at + width * (n + 1), text) for n, text in enumerate(texts)]


def values(document: PrintedDocument) -> list[tuple[str, str, str, str, str, str]]:
    return [
        (one.horizon, one.level1_printed, one.level2_printed, one.name_printed, one.value_role, one.value_printed)
        for one in document.indicators
    ]


INDICATORS: Rows = [
    [cell(0, 1, "年度绩效指标", 3), *row("一级指标", "二级指标", "三级指标", "指标值", at=1)],
    row("产出指标", "数量指标", "救助人次", "≥10人次", at=1),
    row("满意度指标", "服务对象满意度指标", "公众满意度", "≥95%", at=1),
]


def test_the_older_declaration_of_hubei() -> None:
    funding: Rows = [
        [cell(0, 1, "部门总体资金情况", 6), cell(1, 4, "总体资金情况", 2), cell(4, 5, "当年金额", 2),
         cell(5, 6, "占比", 2), cell(6, 10, "近两年收支金额")],
        [cell(6, 8, "2020年"), cell(8, 10, "2021年")],
        [cell(1, 2, "收入构成", 2), cell(2, 4, "财政拨款"), cell(4, 5, "366.80"), cell(5, 6, "98%"),
         cell(6, 8, "1"), cell(8, 10, "2")],
        [cell(2, 4, "其他资金"), cell(4, 5), cell(5, 6), cell(6, 8), cell(8, 10)],
        [cell(1, 2, "支出构成", 2), cell(2, 4, "基本支出"), cell(4, 5, "300.00"), cell(5, 6), cell(6, 8), cell(8, 10)],
        [cell(2, 4, "项目支出"), cell(4, 5, "66.80"), cell(5, 6), cell(6, 8), cell(8, 10)],
    ]  # fmt: skip
    head = [
        line(1, "附件2", 10),
        line(1, "2022年部门整体支出绩效目标申报表", 30),
        line(1, "填报日期：2021-12-18    单位：万元", 60),
    ]
    people = [cell(0, 2, "填报人"), cell(2, 5, "张三"), cell(5, 7, "联系电话"), cell(7, 10, "15900000000")]
    texts: Rows = [
        [cell(0, 1, "部门职能概述"), cell(1, 10, "职能。")],
        [cell(0, 1, "年度工作任务"), cell(1, 10, "任务。")],
    ]
    document = read(*head, page(1, NAME, people, *funding, *texts, *INDICATORS))
    assert (document.form, document.template, document.budget_year) == ("declaration", "hubei_declaration", 2022)
    assert [one[2:8] for one in document.funding] == [
        ("财政拨款", "budget", 2022, "366.80", "98%", "万元"),
        ("财政拨款", "prior", 2020, "1", None, "万元"),
        ("财政拨款", "prior", 2021, "2", None, "万元"),
        ("基本支出", "budget", 2022, "300.00", None, "万元"),
        ("项目支出", "budget", 2022, "66.80", None, "万元"),
    ]
    assert {one.narrative for one in document.narratives} == {"functions", "tasks"}
    assert len(document.indicators) == 2
    assert document.unread == ()


def test_tasks_with_their_money() -> None:
    tasks: Rows = [
        [
            cell(0, 1, "年度主要任务", 4),
            cell(1, 3, "任务名称", 2),
            cell(3, 6, "主要内容", 2),
            cell(6, 10, "预算金额（万元）"),
        ],
        [cell(6, 7, "总额"), cell(7, 8, "财政拨款"), cell(8, 10, "其他资金")],
        [cell(1, 3, "救助"), cell(3, 6, "救助困难群众"), cell(6, 7, "10.00"), cell(7, 8, "10.00"), cell(8, 10)],
        [cell(1, 6, "金额合计"), cell(6, 7, "10.00"), cell(7, 8, "10.00"), cell(8, 10, "0")],
    ]
    document = read(
        line(1, "部门整体支出绩效目标申报表"), line(1, "（2025年度）", 60), page(1, NAME, *tasks, *INDICATORS)
    )
    assert (document.form, document.template) == ("declaration", "ministry_declaration_2015")
    assert [one[:-1] for one in document.tasks] == [
        (1, "救助", "救助困难群众", "10.00", "10.00", "", "万元"),
        (2, "金额合计", None, "10.00", "10.00", "0", "万元"),
    ]
    assert document.unread == ()


@pytest.mark.parametrize("form", ["approval", "declaration", "goal_table"])
def test_operator_value_and_unit_in_columns_of_their_own(form: str) -> None:
    titles = {"approval": "批复", "declaration": "申报表", "goal_table": "表"}
    heads = row("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", at=1)
    rows = [[cell(0, 1, "绩效指标", 2), *heads], row("产出指标", "数量指标", "救助人次", "≥", "10", "人次", at=1)]
    document = read(line(1, f"2025年部门整体绩效目标{titles[form]}"), page(1, NAME, *rows))
    assert document.form == form
    (one,) = document.indicators
    assert (one.kind_printed, one.value_printed, one.unit_printed) == ("≥", "10", "人次")
    assert document.unread == ()


def test_long_term_and_annual_side_by_side() -> None:
    heads = [
        "一级指标",
        "二级（长期）",
        "三级（长期）",
        "指标值（长期）",
        "二级（年度）",
        "三级（年度）",
        "指标值（年度）",
    ]
    rows = [
        row(*heads),
        [cell(0, 1, "产出指标", 2), *row("数量指标", "养老床位", "≥900张", "数量指标", "新增床位", "≥100张", at=1)],
        row("", "", "", "质量指标", "入住率", "≥60%", at=1),
    ]
    document = read(line(1, "2025年整体支出绩效目标表"), line(1, "部门名称：鄂州市民政局", 60), page(1, *rows))
    assert (document.form, document.template) == ("goal_table", "two_axis_goal_table")
    assert values(document) == [
        ("long_term", "产出指标", "数量指标", "养老床位", "target", "≥900张"),
        ("annual", "产出指标", "数量指标", "新增床位", "target", "≥100张"),
        ("annual", "产出指标", "质量指标", "入住率", "target", "≥60%"),
    ]
    assert document.unread == ()


def test_long_term_and_annual_below_a_header_each() -> None:
    rows: Rows = [
        [cell(0, 1, "一级指标", 2), cell(1, 4, "长期绩效指标"), cell(4, 7, "年度绩效指标")],
        row("二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值", at=1),
        row("产出指标", "数量指标", "养老床位", "≥900张", "数量指标", "新增床位", "≥100张"),
    ]
    document = read(line(1, "鄂州市民政局2025年整体支出绩效目标表"), page(1, *rows))
    assert [one[0] for one in values(document)] == ["long_term", "annual"]
    assert [one[3] for one in values(document)] == ["养老床位", "新增床位"]


EVALUATED: Rows = [
    [cell(0, 1, "年度绩效指标", 3),
     *row("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因", at=1)],
    row("产出指标（50分）", "数量指标", "救助人次", "≥10人次", "9人次", "50", "45", "申请减少", at=1),
    row("效益指标（30分）", "社会效益指标", "覆盖率", "100%", "100%", "30", "30", "", at=1),
]  # fmt: skip
EVALUATION = line(1, "鄂州市民政局2024年度部门整体支出绩效自评表")


def test_a_self_evaluation_with_its_money_by_source() -> None:
    money: Rows = [
        [cell(0, 1, "部门资金（万元）", 3), cell(1, 3),
         *row("年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分", at=3)],
        [cell(1, 3, "年度资金总额"), *row("100", "120", "108", "10", "90%", "9", at=3)],
        [cell(1, 3, "其中：当年财政拨款"), *row("100", "100", "98", "—", "98%", "—", at=3)],
    ]  # fmt: skip
    goals: Rows = [
        [cell(0, 1, "年度总体目标", 2), cell(1, 5, "预期目标"), cell(5, 10, "实际完成情况")],
        [cell(1, 5, "应救尽救。"), cell(5, 10, "已完成。")],
    ]
    total = [[cell(0, 6, "总分"), cell(6, 7, "100"), cell(7, 8, "84"), cell(8, 9)]]
    document = read(EVALUATION, page(1, *money, *goals, *EVALUATED, *total))
    assert (document.form, document.department_printed, document.budget_year) == (
        "self_evaluation",
        "鄂州市民政局",
        2024,
    )
    assert [(one.item_printed, one.stage, one.amount_printed, one.unit_printed) for one in document.funding] == [
        ("年度资金总额", "initial", "100", "万元"),
        ("年度资金总额", "adjusted", "120", "万元"),
        ("年度资金总额", "executed", "108", "万元"),
        ("其中：当年财政拨款", "initial", "100", "万元"),
        ("其中：当年财政拨款", "adjusted", "100", "万元"),
        ("其中：当年财政拨款", "executed", "98", "万元"),
    ]
    assert [one[1:-1] for one in document.scores] == [
        ("年度资金总额", False, "90%", "10", "9"),
        ("其中：当年财政拨款", False, "98%", "—", "—"),
        ("总分", True, None, "100", "84"),
    ]
    assert [(one.narrative, one.text_printed) for one in document.narratives] == [
        ("annual_goal", "应救尽救。"),
        ("result", "已完成。"),
    ]
    assert [
        (one.value_role, one.value_printed, one.weight_printed, one.score_printed) for one in document.indicators
    ] == [
        ("target", "≥10人次", "50", "45"),
        ("actual", "9人次", "50", "45"),
        ("target", "100%", "30", "30"),
        ("actual", "100%", "30", "30"),
    ]
    assert document.indicators[0].reason_printed == "申请减少"
    assert document.unread == ()


def test_the_total_may_stand_among_the_indicators() -> None:
    rows = [[cell(0, 1, "年度绩效指标", 4), *EVALUATED[0][1:]], *EVALUATED[1:]]
    total = [cell(1, 6, "总分"), *row("100", "84", "", at=6)]
    document = read(EVALUATION, page(1, *rows, total))
    assert [one[1:-1] for one in document.scores] == [("总分", True, None, "100", "84")]
    assert len(document.indicators) == 4
    assert document.unread == ()


def test_names_without_levels() -> None:
    heads = ["指标名称", "计量单位", "指标性质", "年初指标值", "全年完成值", "指标权重（分）", "指标得分（分）"]
    rows = [row(*heads), row("救助人次", "人次", "≥", "10", "9", "50", "45")]
    document = read(EVALUATION, page(1, *rows))
    assert document.form == "self_evaluation"
    assert values(document) == [
        ("annual", "", "", "救助人次", "target", "10"),
        ("annual", "", "", "救助人次", "actual", "9"),
    ]
    assert document.unread == ()


@pytest.mark.parametrize(
    ("heads", "basis"),
    [
        (("一级指标", "二级指标", "绩效标准", "当年预期实现值"), None),
        (("一级指标", "绩效标准", "三级指标", "指标值"), "数量指标"),
    ],
)
def test_what_a_standard_is_depends_on_its_neighbours(heads: tuple[str, ...], basis: str | None) -> None:
    rows = [row(*heads), row("产出指标", "数量指标", "救助人次", "≥10人次")]
    document = read(line(1, "鄂州市民政局2025年部门整体绩效目标表"), page(1, *rows))
    (one,) = document.indicators
    assert (one.name_printed, one.value_printed, one.basis_printed) == ("救助人次", "≥10人次", basis)


HEADLESS = row("一级指标", "二级指标", "三级指标", "指标值", width=2)


def bare(*names: str) -> Rows:
    return [row("产出指标", "数量指标", name, "≥1次", width=2) for name in names]


@pytest.mark.parametrize("header", [[], [HEADLESS]], ids=["without a header", "with its header again"])
def test_a_table_without_a_left_label_goes_on_over_pages(header: Rows) -> None:
    title = line(1, "鄂州市民政局2025年部门整体绩效目标表")
    document = read(title, page(1, HEADLESS, *bare("甲", "乙")), page(2, *header, *bare("丙")))
    assert [one.name_printed for one in document.indicators] == ["甲", "乙", "丙"]
    assert document.unread == ()


def test_a_header_row_cut_by_a_page_break_is_one_row() -> None:
    name = [cell(0, 2, "部门名称"), cell(2, 7, "鄂州市民政局")]
    upper = [cell(0, 1, "绩效"), *row("一级指标", "三级指标", "指标值", "指标值", "计量单", "评", at=1)]
    lower = [cell(0, 1, "指标", 2), *row("", "", "类型", "", "位", "（扣）分标准", at=1)]
    below = row("产出指标", "救助人次", "定量", "≥10", "人次", "酌情扣分", at=1)
    document = read(line(1, "2025年部门整体绩效目标表"), page(1, name, upper), page(2, lower, below))
    (one,) = document.indicators
    assert (one.kind_printed, one.value_printed, one.unit_printed) == ("定量", "≥10", "人次")
    assert one.standard_printed == "酌情扣分"
    assert document.unread == ()


def test_lines_that_a_spreadsheet_repeats_on_each_page_are_read_once() -> None:
    heads = [line(n, text, top) for n in (1, 2) for text, top in (("部门整体绩效目标表", 40), ("（2025年度）", 60))]
    document = read(*heads, page(1, NAME, *INDICATORS), page(2, [cell(0, 1, "部门职能"), cell(1, 10, "职能。")]))
    assert document.unread == ()


def test_labels_in_rows_of_their_own() -> None:
    rows: Rows = [
        [cell(0, 8, "部门职能概述")], [cell(0, 8, "职能。")],
        [cell(0, 8, "长期绩效指标")], HEADLESS, *bare("甲"),
        [cell(0, 8, "年度绩效指标")], HEADLESS, *bare("乙"),
    ]  # fmt: skip
    document = read(line(1, "鄂州市民政局2025年部门整体绩效目标表"), page(1, *rows))
    assert [(one.horizon, one.name_printed) for one in document.indicators] == [("long_term", "甲"), ("annual", "乙")]
    assert [one.text_printed for one in document.narratives] == ["职能。"]
    assert document.unread == ()


def test_two_forms_in_one_file() -> None:
    goal = line(2, "鄂州市民政局2025年部门整体绩效目标表")
    one, two = read_forms(reading(EVALUATION, page(1, *EVALUATED), goal, page(2, *INDICATORS)))
    assert isinstance(one, PrintedDocument)
    assert isinstance(two, PrintedDocument)
    assert [(one.form, one.budget_year), (two.form, two.budget_year)] == [
        ("self_evaluation", 2024),
        ("goal_table", 2025),
    ]
    assert one.unread == two.unread == ()


def test_two_tables_without_labels_below_titles_of_their_own() -> None:
    titles = [line(n, f"鄂州市{name}2025年部门整体绩效目标表") for n, name in ((1, "民政局"), (2, "教育局"))]
    documents = read_forms(reading(*titles, page(1, HEADLESS, *bare("甲")), page(2, HEADLESS, *bare("乙"))))
    assert [one.department_printed for one in documents] == ["鄂州市民政局", "鄂州市教育局"]  # type: ignore[union-attr]


def test_a_column_that_nobody_knows_is_unread_and_not_dropped() -> None:
    rows = [row("一级指标", "三级指标", "指标值", "神秘栏", width=2), row("产出指标", "救助", "≥1次", "秘密", width=2)]
    document = read(line(1, "鄂州市民政局2025年部门整体绩效目标表"), page(1, *rows))
    assert [one.text_printed for one in document.unread] == ["神秘栏", "秘密"]


def test_a_level_without_an_indicator_is_unread_and_not_dropped() -> None:
    rows = [*INDICATORS, row("效益指标", "社会效益指标", "", "", at=1)]
    rows[0] = [cell(0, 1, "年度绩效指标", 4), *INDICATORS[0][1:]]
    document = read(line(1, "2025年部门整体绩效目标表"), page(1, NAME, *rows))
    assert len(document.indicators) == 2
    assert [one.text_printed for one in document.unread] == ["效益指标", "社会效益指标"]


def unknown(department: str, person: str, amounts: tuple[str, str]) -> FormRefusal:
    rows: Rows = [
        [cell(0, 2, "单位名称"), cell(2, 4, department), cell(4, 6, "联系人"), cell(6, 8, person)],
        [cell(0, 1, "资产情况", 3), *row("资产类别", "期初数", "期末数", at=1, width=2)],
        row("房屋", *amounts, at=1, width=2),
        row("车辆", *reversed(amounts), at=1, width=2),
    ]
    (refusal,) = read_forms(reading(line(1, "资产情况表"), page(1, *rows)))
    assert isinstance(refusal, FormRefusal)
    return refusal


def test_a_form_nobody_described_has_the_fingerprint_of_its_like() -> None:
    one, two = unknown("鄂州市民政局", "张三", ("1", "2")), unknown("鄂州市教育局", "李四", ("30.5", ""))
    assert (one.reason_code, one.detail) == ("form_unknown", "资产情况表 | 单位名称 | 资产情况")
    assert one.fingerprint == two.fingerprint != ""
    (other,) = read_forms(reading(page(1, row("序号", "岗位", "人数"), row("1", "科员", "3"))))
    assert isinstance(other, FormRefusal)
    assert other.fingerprint not in ("", one.fingerprint)


@pytest.mark.parametrize(
    ("heading", "is_read"),
    [
        (("部门整体支出及项目支出绩效目标表", "2025年部门整体支出绩效目标申报表"), True),
        (("2025年项目支出绩效目标申报表",), False),
        (("2025年专项资金绩效目标表",), False),
    ],
)
def test_a_form_about_a_project_is_not_read_for_its_department(heading: tuple[str, ...], is_read: bool) -> None:
    lines = [line(1, text, 20 + 20 * number) for number, text in enumerate(heading)]
    (found,) = read_forms(reading(*lines, page(1, NAME, *INDICATORS)))
    assert isinstance(found, PrintedDocument) is is_read
