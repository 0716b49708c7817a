"""Layouts of other provinces and departments: what a clerk would type off them, nothing read for another."""

import pytest

from assets.forms.printed import FormRefusal, PrintedDocument
from assets.forms.reading import read_forms
from tests.assets.forms.variants import TITLE, read, unread, values
from tests.drawing.grids import line, page, reading
from tests.drawing.sketch import sketch


def test_targets_of_later_years_are_long_term() -> None:
    document = read("""
        一级指标 | 三级指标 | 指标值 | <      | <
        ^        | ^        | 2025年 | 2026年 | 2027年
        产出指标 | 救助人次 | 100    | 110    | 120
        """)
    assert values(document) == [
        ("long_term", 1, "救助人次", "target", 2026, "110"),
        ("long_term", 1, "救助人次", "target", 2027, "120"),
        ("annual", 1, "救助人次", "target", 2025, "100"),
    ]
    assert unread(document) == []


def test_years_within_header_words() -> None:
    document = read("""
        一级指标 | 三级指标 | 2023年实际值 | 2024年预计完成值 | 2025年度目标值
        产出指标 | 救助人次 | 90           | 95               | 100
        """)
    assert (document.form, [one[3:] for one in values(document)]) == (
        "goal_table",
        [("baseline", 2023, "90"), ("baseline", 2024, "95"), ("target", 2025, "100")],
    )
    document = read("""
        一级指标 | 三级指标 | 指标值（2023年） | 指标值（2025年）
        产出指标 | 救助人次 | 90               | 100
        """)
    assert [one[3:] for one in values(document)] == [("baseline", 2023, "90"), ("target", 2025, "100")]


def test_a_unit_within_a_header_word_is_that_of_the_values() -> None:
    document = read("""
        一级指标 | 三级指标 | 上年完成值（人次） | 指标值（单位：%） | 权重（分） | 备注
        产出指标 | 完成率   | 90                 | 95               | 10         |
        """)
    assert [(one.value_printed, one.unit_printed) for one in document.indicators] == [("90", "人次"), ("95", "%")]


def test_a_column_of_long_term_values_beside_the_annual_one() -> None:
    document = read("""
        一级指标 | 三级指标 | 中期指标值 | 年度指标值
        产出指标 | 救助人次 | 300        | 100
        产出指标 | 床位     |            | 20
        产出指标 | 空行     |            |
        """)
    assert [(one[0], one[2], one[5]) for one in values(document)] == [
        ("long_term", "救助人次", "300"), ("annual", "救助人次", "100"), ("annual", "床位", "20"),
        ("annual", "空行", ""),
    ]  # fmt: skip


SETS = """
    绩效指标 | 一级指标 | 三级指标 | 指标值 | 三级指标 | 指标值
    ^        | 产出指标 | 床位     | 300    | 床位     | 100
    """
GOALS = """
    总体目标 | 中期目标（2025年—2027年） | < | < | 年度目标 | <
    ^        | 三年做好                  | < | < | 今年做好 | <
    """


def test_two_sets_of_columns_are_of_the_goals_over_them() -> None:
    document = read(GOALS.rstrip() + SETS)
    assert document.long_until == 2027
    assert [(one[0], one[4], one[5]) for one in values(document)] == [
        ("long_term", 2027, "300"),
        ("annual", 2025, "100"),
    ]
    assert [(one.narrative, one.text_printed) for one in document.narratives] == [
        ("long_goal", "三年做好"),
        ("annual_goal", "今年做好"),
    ]
    assert unread(document) == []


def test_two_sets_of_columns_that_nothing_tells_apart_are_not_read() -> None:
    (refusal,) = read_forms(reading(line(1, TITLE), page(1, *sketch(SETS))))
    assert isinstance(refusal, FormRefusal)
    assert refusal.reason_code == "rows_missing"


def test_numbered_goals_are_of_one_document() -> None:
    document = read(
        """
        单位名称               | 黄冈市民政局 | <         | <          | <    | <
        年度目标1：（40分）    | 做好救助     | <         | <          | <    | <
        年度绩效指标           | 一级指标     | 三级指标  | 年初目标值 | 实际完成值 | 得分
        ^                      | 产出指标     | 救助人次  | ≥100       | 120  | 40
        年度目标2：（40分）    | 做好养老     | <         | <          | <    | <
        年度绩效指标           | 一级指标     | 三级指标  | 年初目标值 | 实际完成值 | 得分
        ^                      | 产出指标     | 床位      | ≥900       | 950  | 40
        总分                   | 99.6         | <         | <          | <    | <
        """,
        "2024年度部门整体绩效自评表",
    )
    assert [one[1:4] + one[5:] for one in values(document)] == [
        (1, "救助人次", "target", "≥100"), (1, "救助人次", "actual", "120"),
        (2, "床位", "target", "≥900"), (2, "床位", "actual", "950"),
    ]  # fmt: skip
    assert [one.text_printed for one in document.narratives] == ["做好救助\n做好养老"]
    assert [(one.is_total, one.score_printed) for one in document.scores] == [(True, "99.6")]
    assert unread(document) == []


def test_a_target_changed_within_the_year_is_no_other_target() -> None:
    document = read(
        """
        指标名称 | 年初指标值 | 调整指标值 | 全年完成值 | 指标权重（分） | 指标得分（分）
        救助人次 | 100        | 120        | 130        | 50             | 50
        满意度   | 90         | 90         | 92         | 40             | 40
        合计     | <          | <          | <          | 90             | 90
        """,
        "鄂州市民政局2024年度部门整体绩效自评表",
    )
    assert [one[3:] for one in values(document)[:3]] == [
        ("target", 2024, "100"), ("adjusted_target", 2024, "120"), ("actual", 2024, "130"),
    ]  # fmt: skip
    assert [(one.is_total, one.weight_printed, one.score_printed) for one in document.scores] == [(True, "90", "90")]
    assert unread(document) == []


def test_points_of_a_level_are_not_those_of_its_indicators() -> None:
    document = read(
        """
        一级指标 | 分值 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 50   | 救助人次 | 100        | 120        | 30   | 28
        ^        | ^    | 床位     | 20         | 20         | 20   | 20
        效益指标 | 40   | 知晓率   | 90%        | 95%        | 40   | 39
        ^        | ^    | 满意度   | 90%        | 95%        | ^    | ^
        """,
        "鄂州市民政局2024年度部门整体绩效自评表",
    )
    actual = [one for one in document.indicators if one.value_role == "actual"]
    assert [(one.weight_printed, one.score_printed) for one in actual] == [
        ("30", "28"),
        ("20", "20"),
        ("40", "39"),
        ("", ""),
    ]
    assert unread(document) == ["50", "40"]


def test_a_table_beside_the_label_of_a_text_is_no_text() -> None:
    document = read("""
        年度工作任务 | 工作     | 科室     | 时限
        ^            | 救助     | 救助科   | 12月
        年度绩效指标 | 一级指标 | 三级指标 | 指标值
        ^            | 产出指标 | 救助人次 | ≥100
        """)
    assert document.narratives == ()
    assert unread(document) == ["工作", "科室", "时限", "救助", "救助科", "12月"]


def test_labels_beside_a_label_and_years_within_labels() -> None:
    document = read(
        """
        部门总体目标                 | 部门职责                   | 主管民政 | <      | <
        ^                            | 总体绩效目标（2025-2027年期间） | 改善 | <      | <
        部门年度目标                 | 预算年度（2025年）绩效目标 | 年度改善 | <      | <
        二、部门整体支出绩效指标     | <                          | <        | <      | <
        一级指标                     | 三级指标                   | 指标性质 | 指标值 | 度量单位
        产出指标                     | 救助人次                   | >=       | 1000   | 人次
        """,
        "部门整体支出绩效目标表",
        "单位名称：昆明市五华区民政局",
    )
    assert (document.budget_year, document.long_until) == (2025, 2027)
    assert [(one.narrative, one.text_printed) for one in document.narratives] == [
        ("functions", "主管民政"), ("long_goal", "改善"), ("annual_goal", "年度改善"),
    ]  # fmt: skip
    assert [one[5] for one in values(document)] == ["1000"]
    assert unread(document) == []


def test_a_year_that_a_field_says_needs_no_word_after_it() -> None:
    table = "一级指标 | 三级指标 | 指标值\n产出指标 | 学校数 | ≥10"
    document = read(table, "整体支出绩效目标表", "预算年度：2025", "预算单位：武汉市青山区教育局")
    assert document.budget_year == 2025


def test_title_year_fields_and_signatures_within_the_frame() -> None:
    document = read(
        """
        部门整体支出绩效自评表 | <            | <          | <          | <
        （2023年度）           | <            | <          | <          | <
        单位（盖章）：         | 鄂州市民政局 | <          | 填报时间： | 2024年3月1日
        一级指标               | 三级指标     | 年度指标值 | 实际完成值 | 得分
        产出指标               | 救助         | 100        | 120        | 50
        总分                   | <            | <          | <          | 50
        填报人：张三           | <            | 电话：123  | <          | 填报日期：2024年3月1日
        """,
        "附件2",
    )
    assert (document.title_printed, document.department_printed) == ("部门整体支出绩效自评表", "鄂州市民政局")
    assert (document.form, document.budget_year, len(document.indicators)) == ("self_evaluation", 2023, 2)
    assert unread(document) == []


def test_rows_that_sum_are_no_indicators() -> None:
    document = read(
        """
        一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 救助     | 100        | 120        | 50   | 48
        产出小计 | <        |            |            | 50   | 48
        效益指标 | 知晓率   | 90%        | 92%        | 40   | 40
        总计     | <        |            |            | 90   | 88
        """,
        "鄂州市民政局2024年度部门整体绩效自评表",
    )
    assert [one.name_printed for one in document.indicators] == ["救助", "救助", "知晓率", "知晓率"]
    assert [(one.is_total, one.score_printed) for one in document.scores] == [(True, "88")]
    assert unread(document) == ["产出小计", "50", "48"]


def test_groups_that_are_printed_once_and_never_merged_go_on() -> None:
    document = read("""
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 救助     | 1
                 |          | 养老     | 2
                 | 质量指标 | 合格率   | 3
        效益指标 |          | 知晓率   | 4
        """)
    assert [(one.level1_printed, one.level2_printed) for one in document.indicators] == [
        ("产出指标", "数量指标"), ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", ""),
    ]  # fmt: skip


def test_a_group_left_blank_beside_merged_ones_is_none() -> None:
    document = read("""
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 救助     | 1
        ^        |          | 养老     | 2
        """)
    assert [(one.level1_printed, one.level2_printed) for one in document.indicators] == [
        ("产出指标", "数量指标"), ("产出指标", ""),
    ]  # fmt: skip


def test_a_number_without_room_is_unsure() -> None:
    document = read("""
        一级指标 | 三级指标 | 指标值
        产出指标 | 救助     | ###
        产出指标 | 养老     | 12
        """)
    assert [(one.value_printed, one.place.is_unsure) for one in document.indicators] == [("###", True), ("12", False)]


def test_who_fills_it_in_does_not_say_which_form_it_is() -> None:
    document = read(
        "一级指标 | 三级指标 | 指标值 | 评分标准\n产出指标 | 救助 | 100 | 酌情扣分",
        "2025年部门整体支出绩效目标表",
        "填报单位：鄂州市民政局（盖章）    填报人：张三",
    )
    assert (document.form, document.template) == ("goal_table", "hunan_goal_table")


def test_values_of_a_part_of_the_year_are_not_the_year_s() -> None:
    beside = """
        一级指标 | 三级指标 | 半年（程）指标值 | 全年（程）指标值
        产出指标 | 救助人次 | 40               | 100
        """
    below = """
        一级指标 | 三级指标 | 指标值 | <
        ^        | ^        | 半年   | 全年
        产出指标 | 救助人次 | 40     | 100
        """
    for table, word in ((beside, "半年（程）指标值"), (below, "半年")):
        document = read(table)
        assert [one[2:] for one in values(document)] == [("救助人次", "target", 2025, "100")]
        assert unread(document) == [word, "40"]


def test_unknown_words_below_a_known_one_leave_its_columns_unread() -> None:
    document = read("""
        一级指标 | 三级指标 | 指标值 | <    | 实际完成值
        ^        | ^        | 甲方案 | 全年 | ^
        产出指标 | 救助人次 | 40     | 50   | 45
        """)
    assert [one[2:] for one in values(document)] == [
        ("救助人次", "target", 2025, "50"),
        ("救助人次", "actual", 2025, "45"),
    ]
    assert unread(document) == ["甲方案", "40"]


def test_a_value_in_parts_below_one_word() -> None:
    document = read("""
        一级指标 | 三级指标 | 年度指标值 | <    | <    | 全年完成值
        ^        | ^        | 符号       | 值   | 单位 | ^
        产出指标 | 检查次数 | ≥          | 12   | 次   | 13次
        """)
    assert [(one.value_role, one.kind_printed, one.value_printed, one.unit_printed) for one in document.indicators] == [
        ("target", "≥", "12", "次"), ("actual", "≥", "13次", "次"),
    ]  # fmt: skip
    assert unread(document) == []


def test_of_two_columns_of_one_meaning_nothing_is_sure() -> None:
    table = """
        一级指标 | 三级指标 | 目标值（下限） | 目标值（上限）
        产出指标 | 救助人次 | 90             | {}
        """
    assert [one.place.is_unsure for one in read(table.format("100")).indicators] == [True]
    assert [one.place.is_unsure for one in read(table.format("")).indicators] == [False]


def test_who_answers_for_an_indicator_is_known_and_no_part_of_it() -> None:
    document = read("""
        一级指标 | 三级指标 | 指标值 | 数据来源 | 责任科室 | 备注
        产出指标 | 救助人次 | 100    | 统计年报 | 救助科   | 按季
        """)
    assert [(one.value_printed, one.remark_printed) for one in document.indicators] == [("100", "按季")]
    assert unread(document) == []


def test_the_words_beside_a_label_say_what_it_stands_for() -> None:
    """Money that was spent beside a label that nobody described, indicators beside that of a goal."""
    document = read(
        """
        财政安排资金（万元） |          | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
        ^                    | 资金总额 | 100        | 120        | 118.5      | 10   | 98.75% | 9.88
        年度绩效目标1（40分） | 一级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 分值 | 得分 | <
        ^                     | 产出指标 | 水库     | 12座            | 11座            | 20   | 18   | <
        年度绩效目标2（40分） | 一级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 分值 | 得分 | <
        ^                     | 效益指标 | 受益人口 | 3万人           | 3.1万人         | 40   | 40   | <
        """,
        "黄冈市水利局2024年度部门整体绩效自评表",
    )
    assert [(one.item_printed, one.stage, one.amount_printed) for one in document.funding] == [
        ("资金总额", "initial", "100"), ("资金总额", "adjusted", "120"), ("资金总额", "executed", "118.5"),
    ]  # fmt: skip
    assert [one[1:4] + one[5:] for one in values(document)] == [
        (1, "水库", "target", "12座"), (1, "水库", "actual", "11座"),
        (2, "受益人口", "target", "3万人"), (2, "受益人口", "actual", "3.1万人"),
    ]  # fmt: skip
    assert unread(document) == []


def test_a_title_alone_in_its_row_need_not_be_as_wide_as_the_table() -> None:
    """As a page that a spreadsheet saved has it."""
    document = read(
        """
        鄂州市民政局2024年部门整体绩效目标表 |          |
        一级指标                             | 三级指标 | 指标值
        产出指标                             | 救助人次 | 100
        """,
        "附表",
    )
    assert (document.department_printed, document.budget_year, len(document.indicators)) == ("鄂州市民政局", 2024, 1)


def test_a_number_of_the_appendix_in_the_frame_hides_no_title_below_it() -> None:
    document = read(
        """
        附件2                                |           |
        鄂州市民政局部门整体绩效目标表       | <         | <
        （2024年度）                         | <         | <
        一级指标                             | 三级指标  | 指标值
        产出指标                             | 救助人次  | 100
        """,
        "附表",
    )
    assert (document.department_printed, document.budget_year, unread(document)) == ("鄂州市民政局", 2024, [])


def test_what_a_site_sets_around_a_page_is_known() -> None:
    lines = (
        "您当前的位置：首页 > 财政预决算",
        TITLE,
        "来源：鄂州市民政局 发布时间：2025-02-17 09:30 字体：[大 中 小]",
        "【打印】【关闭】",
        "浏览次数：12",
    )
    document = read("一级指标 | 三级指标 | 指标值\n产出指标 | 救助人次 | 100", *lines)
    assert (document.department_printed, unread(document)) == ("鄂州市民政局", [])


def test_a_title_over_another_grid_is_not_this_form_s() -> None:
    other, own = (
        sketch("项目 | 预算数\n基本支出 | 600"),
        sketch("一级指标 | 三级指标 | 指标值\n产出指标 | 检查 | 300家"),
    )
    titles = line(1, "收支总表", 10), line(1, "黄石市应急管理局2025年部门整体绩效目标表", 180)
    (document,) = read_forms(reading(*titles, page(1, *other, top=30), page(1, *own, table=2, top=210)))
    assert isinstance(document, PrintedDocument)
    assert (document.department_printed, unread(document)) == ("黄石市应急管理局", [])


@pytest.mark.parametrize("kinds", ["指标类型 | 指标性质", "指标性质 | 指标类型"])
def test_a_sign_goes_before_the_word_for_the_kind_of_value(kinds: str) -> None:
    first, second = ("定量", "≥") if kinds.startswith("指标类型") else ("≥", "定量")
    document = read(f"""
        一级指标 | 三级指标 | {kinds} | 指标值
        产出指标 | 救助人次 | {first} | {second} | 100
        """)
    assert [one.kind_printed for one in document.indicators] == ["≥"]
    assert unread(document) == []


def test_a_department_below_the_table_and_a_unit_in_brackets() -> None:
    heads = line(1, "2025年部门整体绩效目标表", 10), line(1, "（单位：元）", 25)
    table = "年度预算 | 资金总额 | 100 | <\n绩效指标 | 一级指标 | 三级指标 | 指标值\n^ | 产出指标 | 检查 | 300家"
    foot = line(1, "填报单位：潜江市民政局（盖章）  填报人：甲", 300)
    (document,) = read_forms(reading(*heads, page(1, *sketch(table)), foot))
    assert isinstance(document, PrintedDocument)
    assert (document.department_printed, document.funding[0].unit_printed) == ("潜江市民政局（盖章）", "元")
    assert unread(document) == []


@pytest.mark.parametrize(
    ("title", "form"),
    [("整体绩效目标表", "goal_table"), ("整体绩效目标申报表", "declaration"), ("整体绩效目标批复", "approval")],
)
def test_the_title_says_what_a_document_in_the_layout_of_another_form_is(title: str, form: str) -> None:
    table = """
        部门职责     | 主管公路 | <        | <
        长期目标     | 强市     | <        | <
        年度目标     | 一百公里 | <        | <
        年度绩效指标 | 一级指标 | 三级指标 | 指标值
        ^            | 产出指标 | 公路     | 100
        """
    assert read(table, f"荆门市交通运输局2025年部门{title}").form == form


def test_lines_over_bare_tables_say_of_which_horizon_they_are() -> None:
    table = "一级指标 | 三级指标 | 指标值\n产出指标 | 水库 | {}"
    heads = (
        line(1, "房县水利局2025年部门整体绩效目标表", 10),
        line(1, "一、长期绩效指标", 30),
        line(1, "二、年度绩效指标", 130),
    )
    long, annual = (page(1, *sketch(table.format(30 - 10 * n)), table=n + 1, top=50 + 100 * n) for n in (0, 1))
    (document,) = read_forms(reading(*heads, long, annual))
    assert isinstance(document, PrintedDocument)
    assert [(one[0], one[5]) for one in values(document)] == [("long_term", "30"), ("annual", "20")]
    assert unread(document) == []
