"""Money and tasks in layouts of other provinces and departments: each amount of its item, side and stage."""

import pytest

from tests.assets.forms.variants import read, unread


def test_tasks_with_money_below_a_label_that_may_stand_beside_a_text() -> None:
    document = read("""
        年度重点工作任务 | 名称     | 主要实施内容 | 拟投入的资金（万元）
        ^                | 救助     | 困难群众     | 100.00
        ^                | 养老     | 床位         | 50.00
        年度绩效指标     | 一级指标 | 三级指标     | 指标值
        ^                | 产出指标 | 救助人次     | ≥100
        """)
    assert [(*one[1:4], one.unit_printed) for one in document.tasks] == [
        ("救助", "困难群众", "100.00", "万元"),
        ("养老", "床位", "50.00", "万元"),
    ]
    assert document.narratives == ()


@pytest.mark.parametrize(
    "table",
    [
        "年度部门整体支出预算（万元） | 资金总额 | 财政拨款 | 基本支出\n^ | 238.93 | 200 | 38.93",
        "年度预算申请（万元） | 资金总额 | 238.93 | <\n^ | 财政拨款 | 200 | <\n^ | 其中：基本支出 | 38.93 | <",
        "资金情况（万元） | 资金总额 | 238.93 | <\n^ | 财政拨款 | 200 | <\n^ | 其中：基本支出 | 38.93 | <",
    ],
    ids=["items in a row", "items in rows", "where a table with header words is known"],
)
def test_money_as_items_and_amounts_is_of_the_side_of_its_items(table: str) -> None:
    document = read(f"{table}\n年度绩效指标 | 一级指标 | 三级指标 | 指标值\n^ | 产出指标 | 救助人次 | ≥100")
    assert [(one.row_number, one.side, one.amount_printed, one.unit_printed) for one in document.funding] == [
        (1, "revenue", "238.93", "万元"), (2, "revenue", "200", "万元"), (3, "expenditure", "38.93", "万元"),
    ]  # fmt: skip
    assert unread(document) == []


def test_a_sum_of_tasks_is_no_header_row() -> None:
    document = read(
        """
        年度主要任务 | 序号 | 任务名称 | 预算金额（万元） | 其中：财政拨款
        ^            | 1    | 救助     | 12.5             | 10
        ^            | 小计 | <        | 12.5             | 10
        ^            | 合计 | <        | 12.5             |
        年度绩效目标 | 做好 | <        | <                | <
        绩效指标     | 一级指标 | 三级指标 | 指标值       | <
        ^            | 产出     | 人次     | 100          | <
        """,
        "鄂州市民政局2025年部门整体支出绩效目标申报表",
    )
    assert [(one.task_printed, one.total_printed, one.fiscal_printed, one.unit_printed) for one in document.tasks] == [
        ("救助", "12.5", "10", "万元"), ("小计", "12.5", "10", "万元"), ("合计", "12.5", "", "万元"),
    ]  # fmt: skip
    assert unread(document) == []


def test_no_item_of_money_is_a_number() -> None:
    document = read(
        """
        年度预算     | 部门整体支出 | 其中：基本 | 项目
        ^            | 1000         | 600        | 400
        年度绩效目标 | 做好         | <          | <
        绩效指标     | 一级指标     | 三级指标   | 指标值
        ^            | 产出指标     | 救助       | 1
        """
    )
    assert document.funding == ()
    assert unread(document) == ["部门整体支出", "其中：基本", "项目", "1000", "600", "400"]


def test_an_amount_beside_merged_cells_is_counted_once() -> None:
    document = read("""
        年度预算申请（万元） | 资金总额 | 1234.5 | 按收入性质分   | <    | 按支出性质分   | <
        ^                    | ^        | ^      | 一般公共预算   | 1200 | 其中：基本支出 | 800
        ^                    | ^        | ^      | 政府性基金拨款 | 34.5 | 项目支出       | 434.5
        绩效指标 | 一级指标 | 三级指标 | 指标值 | < | < | <
        ^        | 产出指标 | 救助人次 | 100    | < | < | <
        """)
    assert [(one.side, one.item_printed, one.amount_printed) for one in document.funding] == [
        ("revenue", "资金总额", "1234.5"), ("revenue", "一般公共预算", "1200"),
        ("expenditure", "其中：基本支出", "800"), ("revenue", "政府性基金拨款", "34.5"),
        ("expenditure", "项目支出", "434.5"),
    ]  # fmt: skip


def test_an_amount_below_the_one_item_beside_the_words_of_both_sides() -> None:
    document = read("""
        年度预算申请（万元） | 资金总额 | 按收入性质分   | <    | 按支出性质分   | <
        ^                    | 1234.5   | 一般公共预算   | 1200 | 其中：基本支出 | 800
        ^                    | ^        | 政府性基金拨款 | 34.5 | 项目支出       | 434.5
        绩效指标 | 一级指标 | 三级指标 | 指标值 | < | <
        ^        | 产出指标 | 救助人次 | 100    | < | <
        """)
    assert [(one.side, one.item_printed, one.amount_printed) for one in document.funding] == [
        ("revenue", "资金总额", "1234.5"), ("revenue", "一般公共预算", "1200"),
        ("expenditure", "其中：基本支出", "800"), ("revenue", "政府性基金拨款", "34.5"),
        ("expenditure", "项目支出", "434.5"),
    ]  # fmt: skip
    assert unread(document) == []


def test_what_was_spent_is_no_revenue_where_its_stages_stand_in_one_row() -> None:
    document = read("""
        部门预算执行情况 | 预算数 | 1500 | 执行数 | 1450 | 执行率 | 96.67%
        绩效指标 | 一级指标 | 三级指标 | 年度指标值 | < | 实际完成值 | <
        ^        | 产出指标 | 救助人次 | 100        | < | 98         | <
        """)
    assert [(one.side, one.stage, one.amount_printed) for one in document.funding] == [
        ("expenditure", "adjusted", "1500"), ("expenditure", "executed", "1450"),
    ]  # fmt: skip


def test_a_budget_s_label_beside_the_words_of_money_that_was_spent() -> None:
    """As Hunan prints it: below the whole its parts by source and use, each over several columns."""
    document = read(
        """
        年度预算申请（万元） |              | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
        ^                    | 年度资金总额 | 1856.32    | 2034.56    | 2034.56    | 10   | 100%   | 10
        ^                    | 按收入性质分： | < | < | 按支出性质分： | < | < | <
        绩效指标 | 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | <
        ^        | 产出指标 | 抽检     | 1200       | 1260       | 90   | 90   | <
        """,
        "衡阳市市场监督管理局2024年度部门整体支出绩效自评表",
    )
    assert [(one.item_printed, one.stage, one.amount_printed) for one in document.funding] == [
        ("年度资金总额", "initial", "1856.32"), ("年度资金总额", "adjusted", "2034.56"),
        ("年度资金总额", "executed", "2034.56"),
    ]  # fmt: skip
    assert [(one.subject_printed, one.rate_printed) for one in document.scores] == [("年度资金总额", "100%")]
    assert unread(document) == ["按收入性质分：", "按支出性质分："]


def test_an_item_and_its_amount_in_one_cell_and_no_rate_as_an_item() -> None:
    document = read("""
        年度预算申请 | 资金总额：856.32万元         | <                      | <       | <
        ^            | 按收入性质分：               | <                      | 按支出性质分： | <
        ^            | 其中：一般公共预算：856.32万元 | <                    | 项目支出：600万元 | <
        ^            | 上级资金                     | 98.5%                  | 12      | <
        绩效指标     | 一级指标                     | 三级指标               | 指标值  | <
        ^            | 产出指标                     | 慰问                   | 100     | <
        """)
    assert [(one.side, one.item_printed, one.amount_printed) for one in document.funding] == [
        ("revenue", "资金总额", "856.32万元"), ("revenue", "其中：一般公共预算", "856.32万元"),
        ("expenditure", "项目支出", "600万元"),
    ]  # fmt: skip
    assert unread(document) == ["上级资金", "98.5%", "12"]
