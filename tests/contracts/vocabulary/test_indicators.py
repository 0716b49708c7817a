import json
import re
from pathlib import Path

import pytest

from contracts.frames.normalized import DIRECTIONS, MEASURES, SCOPES
from contracts.vocabulary.functions import functions
from contracts.vocabulary.indicator_names import match_indicator
from contracts.vocabulary.indicators import indicators

TRUTH = Path(__file__).parents[2] / "fixtures" / "truth"
COMMON_DIMENSIONS = ("运行成本", "管理效率", "可持续发展能力", "满意度")

# Names that look alike and are not the same: none of them may share a code.
APART = [
    ("三公经费变动率", "三公经费控制率"),
    ("基本养老保险参保人数", "基本养老保险缴费人数"),
    ("全市基本养老保险参保人数（企保、机保", "全市基本养老保险缴费人数（企保、机保）"),
    ("培训人数", "培训人次"),
    ("受益人数", "受益户数"),
    ("预算调整率", "预算控制率"),
    ("结转结余率", "结转结余变动率"),
    ("预算执行率", "政府采购执行率"),
    ("预算执行率", "预算支出进度"),
    ("绩效评价覆盖率", "绩效自评覆盖率"),
    ("绩效评价覆盖率", "绩效目标覆盖率"),
    ("绩效评价覆盖率", "绩效监控开展率"),
    ("资产管理规范性", "资产管理安全性"),
    ("资产管理制度健全性", "财务管理制度健全性"),
    ("预算编制科学性", "预算编制合理性"),
    ("服务体制改革成效", "行政管理体制改革成效"),
    ("城镇调查失业率", "城镇登记失业率"),
    ("设备完好率", "系统运行正常率"),
    ("安全事故发生率", "安全责任事故起数"),
    ("服务对象满意度", "企业满意度"),
    ("服务对象满意度", "干部职工满意度"),
    ("在职人员控制率", "编外人员控制率"),
    ("政府采购执行率", "政府采购节约率"),
    ("非税收入预算完成率", "非税收入上缴及时率"),
    ("检查次数", "检查覆盖率"),
]

# Names that must wait for a person, for what they look like is something else.
WAITING = [
    "信息化",
    "人事代理档案管理服务量信息化建设",
    "食品安全群众满意度",
    "财政资金使用规范性",
    "立项依据充分性",
    "一次性验收合格率",
    "养老金社会化发放率",
    "人均培训成本",
    "救助资金发放及时率",
    "率",
    "",
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_look_alike_stay_apart(one: str, other: str) -> None:
    codes = match_indicator(one), match_indicator(other)
    assert None not in codes
    assert codes[0] != codes[1]


@pytest.mark.parametrize("name", WAITING)
def test_a_name_that_is_not_reviewed_waits(name: str) -> None:
    assert match_indicator(name) is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("“三公”经费变动率", "three_public_expense_change_rate"),
        ('"三公"经费变动率', "three_public_expense_change_rate"),
        ("「三公」经费变动率", "three_public_expense_change_rate"),
        ("三公经费变动率", "three_public_expense_change_rate"),
        ("事前 绩效评估完成率", "ex_ante_evaluation_completion_rate"),
        ("公众及服务对象满意度", "service_recipient_satisfaction"),
        ("社会公众满意度", "service_recipient_satisfaction"),
        ("全市基本养老保险参保人数（企保、\n机保", "pension_insured_persons"),
        ("因公出国（境）费控制率", "official_travel_abroad_expense_control_rate"),
        ("及时（按期）完工率", "project_timely_finish_rate"),
    ],
)
def test_spellings_and_reviewed_synonyms_meet(name: str, code: str) -> None:
    assert match_indicator(name) == code


def test_every_common_indicator_of_the_examples_is_known() -> None:
    unknown = set()
    for path in TRUTH.glob("*.truth.json"):
        printed = json.loads(path.read_text(encoding="utf-8"))
        for level1, _, name, *_ in printed["long_indicators"] + printed["annual_indicators"]:
            code = match_indicator(name)
            if level1 in COMMON_DIMENSIONS and (code is None or indicators()[code].scope != "common"):
                unknown.add(name)
    assert unknown == set()


def test_no_document_states_one_code_twice_in_a_section() -> None:
    """Two different names under one code in one section would be a wrong merge."""
    for path in TRUTH.glob("*.truth.json"):
        printed = json.loads(path.read_text(encoding="utf-8"))
        for section in (printed["long_indicators"], printed["annual_indicators"]):
            names = {re.sub(r"\W", "", row[2]) for row in section}
            codes = [code for code in map(match_indicator, names) if code]
            assert len(codes) == len(set(codes))


def test_the_table_is_sound() -> None:
    known = indicators()
    assert len(known) >= 130
    assert [code for code in known if not re.fullmatch("[a-z][a-z_]+", code)] == []
    assert len({indicator.name_en for indicator in known.values()}) == len(known)
    for indicator in known.values():
        assert indicator.scope in SCOPES
        assert indicator.direction in DIRECTIONS
        assert indicator.measure in MEASURES
        assert indicator.function in ("", *functions())
        assert (indicator.unit == "") == (indicator.measure == "qualitative")


def test_what_must_never_merge_does_not() -> None:
    for indicator in indicators().values():
        for other in indicator.never_merge:
            assert other != indicator.code
            if re.fullmatch("[a-z_]+", other):
                assert other in indicators()
            else:
                assert match_indicator(other) is None
