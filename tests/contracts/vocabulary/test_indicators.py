import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.frames.normalized import DIRECTIONS, MEASURES, SCOPES
from contracts.vocabulary import indicator_names
from contracts.vocabulary.decisions import Decision, take_decisions
from contracts.vocabulary.functions import functions
from contracts.vocabulary.indicator_names import closed, match_indicator, structure
from contracts.vocabulary.indicators import CODE, code_of_new, indicators
from contracts.vocabulary.units import read_unit

TRUTH = Path(__file__).parents[2] / "fixtures" / "truth"
REVIEWED = {closed(name) for one in indicators().values() for name in (one.name_zh, *one.synonyms)}
COMMON_DIMENSIONS = ("运行成本", "管理效率", "可持续发展能力", "满意度")

# Names that look alike and are not the same: none of them may share a code.
APART = [
    ("三公经费变动率", "三公经费控制率"),
    ("基本养老保险参保人数", "基本养老保险缴费人数"),
    ("全市基本养老保险参保人数（企保、机保", "全市基本养老保险缴费人数（企保、机保）"),
    ("基本养老保险参保人数", "城乡居民基本养老保险参保人数"),
    ("失业保险参保人数", "工伤保险参保人数"),
    ("基本医疗保险参保人数", "医保参保率"),
    ("培训人数", "培训人次"),
    ("培训次数", "培训人次"),
    ("职业技能培训人次", "职业技能培训人数"),
    ("职业技能培训人次", "残疾人职业技能培训人次"),
    ("资助学生人数", "学生资助发放人次"),
    ("受益人数", "受益户数"),
    ("预算调整率", "预算控制率"),
    ("预算调整率", "科目调整次数"),
    ("结转结余率", "结转结余变动率"),
    ("预算执行率", "政府采购执行率"),
    ("预算执行率", "预算支出进度"),
    ("预算执行率", "执行案件执结率"),
    ("政府采购执行率", "政府采购节约率"),
    ("绩效评价覆盖率", "绩效自评覆盖率"),
    ("绩效评价覆盖率", "绩效目标覆盖率"),
    ("绩效评价覆盖率", "绩效监控开展率"),
    ("评价结果应用率", "评价问题整改率"),
    ("审计查出问题整改率", "评价问题整改率"),
    ("审计查出问题整改率", "问题整改率"),
    ("隐患整改率", "重大隐患整改率"),
    ("资产管理规范性", "资产管理安全性"),
    ("资产管理制度健全性", "财务管理制度健全性"),
    ("财务管理制度健全性", "业务管理制度健全性"),
    ("预算编制科学性", "预算编制合理性"),
    ("预算编制完整性", "预算编制准确率"),
    ("资金到位率", "资金拨付率"),
    ("资金使用合规性", "专款专用率"),
    ("资金使用合规性", "财政资金使用规范性"),
    ("工资（补助）按时发放率", "资金发放及时率"),
    ("服务体制改革成效", "行政管理体制改革成效"),
    ("城镇调查失业率", "城镇登记失业率"),
    ("设备完好率", "系统运行正常率"),
    ("安全事故发生率", "安全责任事故起数"),
    ("生产安全事故死亡人数", "生产安全事故起数"),
    ("生产安全事故死亡人数", "建筑施工安全事故死亡人数"),
    ("生产安全事故死亡人数", "亿元GDP生产安全事故死亡率"),
    ("道路交通事故死亡人数", "道路交通事故死亡人数下降率"),
    ("服务对象满意度", "企业满意度"),
    ("服务对象满意度", "干部职工满意度"),
    ("服务对象满意度", "食品安全群众满意度"),
    ("服务对象满意度", "信访事项群众满意度"),
    ("服务对象满意度", "群众安全感"),
    ("受训人员满意度", "培训满意度"),
    ("社会知晓率", "政策知晓率"),
    ("在职人员控制率", "编外人员控制率"),
    ("会议费控制率", "会议费变动率"),
    ("会议费控制率", "培训费控制率"),
    ("培训费控制率", "人均培训成本控制率"),
    ("公务接待费变动率", "公务接待费控制率"),
    ("公务用车购置及运行费变动率", "公务用车购置及运行费控制率"),
    ("因公出国（境）费控制率", "因公出国（境）费变动率"),
    ("公用经费控制率", "人均公用经费变动率"),
    ("项目总成本", "单位成本"),
    ("项目支出成本控制率", "预算成本控制数"),
    ("非税收入预算完成率", "非税收入上缴及时率"),
    ("检查次数", "检查覆盖率"),
    ("检查次数", "环境执法检查次数"),
    ("实际完成率", "完成及时率"),
    ("项目开工及时率", "项目完工及时率"),
    ("项目完工及时率", "项目完工时间"),
    ("工程验收合格率", "项目验收合格率"),
    ("重点工作办结率", "案件办结率"),
    ("消费投诉办结率", "群众环境投诉办结率"),
    ("消费投诉办结率", "投诉办结率"),
    ("粮食播种面积", "粮食总产量"),
    ("耕地保有量", "永久基本农田保护面积"),
    ("城市低保标准", "农村低保标准"),
    ("城市低保对象保障人数", "农村低保对象保障人数"),
    ("婴儿死亡率", "孕产妇死亡率"),
    ("家庭医生签约率", "重点人群家庭医生签约率"),
    ("食品抽检合格率", "药品抽检合格率"),
    ("食品抽检合格率", "食品安全抽检批次"),
    ("新登记市场主体数", "市场主体总量"),
    ("普通国省道优良路率", "农村公路优良中等路率"),
    ("老旧小区改造户数", "老旧小区改造个数"),
    ("生活污水集中收集率", "城市污水处理率"),
    ("用水总量", "万元GDP用水量下降率"),
    ("单位GDP二氧化碳排放降低", "单位GDP能耗降低率"),
    ("PM2.5年均浓度", "PM10年均浓度"),
    ("国控断面水质优良比例", "湖泊水质达标率"),
    ("进出口总额", "进出口总额增长率"),
    ("高新技术产业增加值增长率", "高新技术产业增加值占GDP比重"),
    ("义务教育巩固率", "义务教育入学率"),
    ("高中阶段毛入学率", "学前教育毛入园率"),
    ("学生体质健康达标优良率", "学生体质健康合格率"),
    ("门诊人次", "出院人次"),
    ("批而未供土地处置率", "闲置土地处置率"),
    ("矛盾纠纷调解成功率", "劳动人事争议调解成功率"),
    ("政务服务事项办结率", "政务服务事项网办率"),
]

# Names that must wait for a person, for what they look like is something else.
WAITING = [
    "信息化",
    "人事代理档案管理服务量信息化建设",
    "立项依据充分性",
    "一次性验收合格率",
    "养老金社会化发放率",
    "人均培训成本",
    "重点改革完成情况",
    "三公经费",
    "全市",
    "培训人数（人次）",
    "投诉情况",
    "预算",
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
        ("预算编制的科学性", "budget_preparation_scientific"),
        ("本部门预算执行率（%）", "budget_execution_rate"),
        ("1.预算执行情况", "budget_execution_rate"),
        ("指标1：2025年度预算执行率指标", "budget_execution_rate"),
        ("*（3）群众满意率", "service_recipient_satisfaction"),
        ("业务学习和培训完成率", "professional_training_completion_rate"),
        ("高学历与高层次人才储备率", "high_level_talent_reserve_rate"),
        ("培训人数（人）", "training_persons"),
        ("全县培训人次（含所属单位", "training_person_times"),
        ("水电气消耗降低率", "utilities_consumption_decrease_rate"),
        ("空气质量优良天数占比", "good_air_days_share"),
        ("资产管理制度健全", "asset_management_system_soundness"),
    ],
)
def test_spellings_and_reviewed_synonyms_meet(name: str, code: str) -> None:
    assert match_indicator(name) == code


def test_every_common_indicator_of_the_examples_is_known() -> None:
    unknown, own = set(), set()
    for path in TRUTH.glob("*.truth.json"):
        printed = json.loads(path.read_text(encoding="utf-8"))
        for level1, _, name, *_ in printed["long_indicators"] + printed["annual_indicators"]:
            code = match_indicator(name)
            if code is None and level1 not in COMMON_DIMENSIONS:
                own.add(name)
            if level1 in COMMON_DIMENSIONS and (code is None or indicators()[code].scope != "common"):
                unknown.add(name)
    assert unknown == set()
    assert own == {"人事代理档案管理服务量信息化建设"}


def test_no_document_states_one_code_twice_in_a_section() -> None:
    """Two different names under one code in one section would be a wrong merge."""
    for path in TRUTH.glob("*.truth.json"):
        printed = json.loads(path.read_text(encoding="utf-8"))
        for section in (printed["long_indicators"], printed["annual_indicators"]):
            names = {re.sub(r"\W", "", row[2]) for row in section}
            codes = [code for code in map(match_indicator, names) if code]
            assert len(codes) == len(set(codes))


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(APART),
    st.booleans(),
    st.text("全市本县的率情况指标数量性0123456789.、（）：年度及和与“”* 　", max_size=6),
    st.text("率情况指标数量性的（）含所属单位%人次户、“” 　", max_size=6),
)
def test_what_is_written_around_a_name_never_makes_it_another(
    pair: tuple[str, str], turned: bool, before: str, after: str
) -> None:
    one, other = reversed(pair) if turned else pair
    around = before + one + after
    assert match_indicator(around) in (None, match_indicator(one)) or closed(around) in REVIEWED
    assert match_indicator(around) != match_indicator(other) or closed(around) in REVIEWED


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=40))
def test_any_text_at_all_is_a_name_or_none(text: str) -> None:
    assert match_indicator(text) in (None, *indicators())


def test_a_name_means_the_indicator_of_the_departments_own_function() -> None:
    names = [
        Decision("indicator", "某某办理率", "new", code, function, scope="function", measure="ratio", unit="%")
        for code, function in (("justice_1", "justice"), ("health_1", "health"))
    ]
    try:
        take_decisions(names)
        assert match_indicator("某某办理率", "justice") == "justice_1"
        assert match_indicator("全市某某办理率", "health") == "health_1"
        assert match_indicator("某某办理率", "education") is None
        take_decisions(names[:1])
        assert match_indicator("某某办理率", "education") == "justice_1"
    finally:
        take_decisions(())


def test_a_persons_decision_counts_before_the_table_and_the_last_one_before_others() -> None:
    accepted = Decision("indicator", "部门资金执行水平", "accept", "budget_execution_rate")
    try:
        take_decisions([accepted])
        assert match_indicator("部门资金执行 水平") == "budget_execution_rate"
        assert match_indicator("本年度部门资金执行水平") == "budget_execution_rate"
        take_decisions([accepted, Decision("indicator", "部门资金执行水平", "reject")])
        assert match_indicator("部门资金执行水平") is None
        take_decisions([Decision("indicator", "预算执行率", "reject")])
        assert match_indicator("预算执行率", "education") is None
        take_decisions([accepted, Decision("indicator", "部门资金执行水平", "reject", "budget_adjustment_rate")])
        assert match_indicator("部门资金执行水平") == "budget_execution_rate"
        take_decisions([Decision("indicator", "部门资金执行水平", "accept", "no_such_code")])
        assert match_indicator("部门资金执行水平") is None
    finally:
        take_decisions(())


def test_a_structure_that_two_indicators_share_means_neither() -> None:
    alike = [Decision("indicator", name, "new", code) for name, code in (("某某站数", "a"), ("某某站数量", "b"))]
    try:
        take_decisions(alike)
        assert (match_indicator("某某站数"), match_indicator("某某站数量")) == ("a", "b")
        assert match_indicator("全市某某站数") is None
        take_decisions(alike[:1])
        assert match_indicator("全市某某站数量") == "a"
    finally:
        take_decisions(())


def test_a_structure_of_a_name_to_be_kept_apart_means_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rate = indicators()["budget_execution_rate"]
    assert match_indicator("预算执行情况") == rate.code
    apart = replace(rate, never_merge=("全年预算执行情况",))
    monkeypatch.setattr(indicator_names, "indicators", lambda: {rate.code: apart})
    try:
        take_decisions([Decision("indicator", "某某", "reject")])
        assert match_indicator("预算执行情况") is None
        assert match_indicator("预算执行率") == rate.code
    finally:
        take_decisions(())


def test_a_new_indicator_has_the_same_code_wherever_it_is_decided() -> None:
    assert code_of_new("某某 办理率", "justice") == code_of_new("某某办理率", "justice")
    assert code_of_new("某某办理率", "justice") != code_of_new("某某办理率", "health")
    assert CODE.fullmatch(code_of_new("某某办理率", ""))


def test_the_table_is_sound() -> None:
    known = indicators()
    assert len(known) >= 130
    assert [code for code in known if not CODE.fullmatch(code)] == []
    names = [(one.code, one.function, name) for one in known.values() for name in (one.name_zh, *one.synonyms)]
    assert [name for code, function, name in names if match_indicator(name, function) != code] == []
    by_structure: dict[tuple[str, str], str] = {}
    for code, function, name in names:
        assert by_structure.setdefault((structure(closed(name)), function), code) == code, name
    assert len({indicator.name_en for indicator in known.values()}) == len(known)
    for indicator in known.values():
        assert indicator.scope in SCOPES
        assert indicator.direction in DIRECTIONS
        assert indicator.measure in MEASURES
        assert indicator.function in ("", *functions())
        assert indicator.unit == "" or indicator.measure not in ("qualitative", "deadline")
        assert indicator.unit == "" or read_unit(indicator.unit) is not None


def test_what_must_never_merge_does_not() -> None:
    for indicator in indicators().values():
        for other in indicator.never_merge:
            assert other != indicator.code
            if CODE.fullmatch(other):
                assert other in indicators()
            else:
                assert match_indicator(other) != indicator.code
