import pytest

from contracts.vocabulary.decisions import Decision, take_decisions
from contracts.vocabulary.departments import CHANGES, identify_department, line_of, lines, past_of, years_of
from contracts.vocabulary.functions import find_function, functions


@pytest.mark.parametrize(
    ("name", "department_id", "function"),
    [
        ("鄂州市民政局", "420700-民政局", "civil_affairs"),
        ("鄂州市民政局（本级）", "420700-民政局", "civil_affairs"),
        ("鄂州市 人力资源和社会\n保障局", "420700-人力资源和社会保障局", "human_resources"),
        ("鄂州市鄂城区教育局", "420704-教育局", "education"),
        ("中共鄂州市委组织部", "420700-市委组织部", "organisation"),
        ("鄂州市委组织部", "420700-市委组织部", "organisation"),
        ("中国共产党鄂州市委员会宣传部", "420700-市委宣传部", "publicity"),
        ("鄂州市委党校", "420700-市委党校", "party_school"),
        ("鄂城区委办公室", "420704-区委办公室", "party_office"),
        ("共青团鄂州市委员会", "420700-共青团委员会", "youth_league"),
        ("政协鄂州市委员会", "420700-政协委员会", "cppcc"),
        ("鄂州市国有资产监督管理委员会", "420700-国有资产监督管理委员会", "state_assets"),
        ("鄂州市某某服务中心", "420700-某某服务中心", None),
        ("鄂州市人社局", "420700-人力资源和社会保障局", "human_resources"),
        ("鄂州市人力资源和社会保障局（章）", "420700-人力资源和社会保障局", "human_resources"),
        ("鄂州市卫健委", "420700-卫生健康委员会", "health"),
        ("鄂城区卫生健康局", "420704-卫生健康委员会", "health"),
        ("湖北省人力资源社会保障厅", "420000-人力资源和社会保障厅", "human_resources"),
        ("中共鄂城区委统战部", "420704-区委统一战线工作部", "united_front"),
        ("恩施州委宣传部", "422800-州委宣传部", "publicity"),
        ("共青团鄂州市委", "420700-共青团委员会", "youth_league"),
        ("鄂州团市委", "420700-共青团委员会", "youth_league"),
    ],
)
def test_a_printed_name_is_its_department(name: str, department_id: str, function: str | None) -> None:
    found, _ = identify_department(name)
    assert found is not None
    assert (found.department_id, found.function_code) == (department_id, function)


def id_of(name: str, year: int | None = None, *said: str) -> str | None:
    found, _ = identify_department(name, year, said)
    return found and found.department_id


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("鄂州市卫生和计划生育委员会", "鄂州市卫生健康委员会"),
        ("鄂州市国土资源局", "鄂州市自然资源和规划局"),
        ("鄂州市环境保护局", "鄂州市生态环境局"),
        ("鄂州市农业局", "鄂州市农业农村局"),
        ("鄂州市安全生产监督管理局", "鄂州市应急管理局"),
        ("鄂州市扶贫开发办公室", "鄂州市乡村振兴局"),
        ("鄂州市水务局", "鄂州市水利和湖泊局"),
        ("鄂州市大数据局", "鄂州市数据局"),
        ("湖北省国土资源厅", "湖北省自然资源厅"),
    ],
)
def test_a_renamed_department_is_the_same(older: str, newer: str) -> None:
    assert id_of(older, 2018) == id_of(newer, 2025)


@pytest.mark.parametrize(
    ("name", "change", "year", "predecessors"),
    [
        ("市场监督管理局", "merged", 2019, {"工商行政管理局", "质量技术监督局", "食品药品监督管理局"}),
        ("文化和旅游局", "merged", 2019, {"文化局", "旅游局"}),
        ("退役军人事务局", "split", 2019, {"民政局"}),
        ("农业农村局", "absorbed", 2019, {"乡村振兴局"}),
        ("市委社会工作部", "split", 2024, {"民政局"}),
    ],
)
def test_a_merged_or_split_department_is_another_and_says_from_which(
    name: str, change: str, year: int, predecessors: set[str]
) -> None:
    found = {(past.change, past.changed_in, past.predecessor_name) for past in past_of(f"420700-{name}")}
    assert {(change, year, predecessor) for predecessor in predecessors} <= found
    for predecessor in predecessors:
        assert id_of(f"鄂州市{predecessor}", 2018) == f"420700-{predecessor}" != f"420700-{name}"


def test_a_rename_is_in_the_past_of_its_department() -> None:
    (renamed,) = [past for past in past_of("420700-生态环境局") if past.predecessor_name == "环境保护局"]
    assert (renamed.change, renamed.predecessor_id, renamed.changed_in) == ("renamed", "420700-生态环境局", 2019)
    assert past_of("420700-某某站") == []


def test_a_department_is_valid_by_year() -> None:
    assert years_of("420700-市场监督管理局") == (2019, None)
    assert years_of("420700-工商行政管理局") == (None, 2018)
    assert years_of("420700-自然资源局") == (None, None)
    assert years_of("420700-某某站") == (None, None)


def test_a_name_without_its_region_is_placed_by_what_else_is_said() -> None:
    assert identify_department("民政局") == (None, "unknown")
    assert id_of("民政局", 2025, "2025年部门整体绩效目标批复", "鄂州市鄂城区") == "420704-民政局"
    assert id_of("民政局", 2025, "关于2025年鄂州市部门整体绩效目标的批复") == "420700-民政局"
    assert id_of("民政局", 2025, "420704") == "420704-民政局"
    assert id_of("鄂州市民政局", 2025, "武汉市2025年部门整体绩效目标批复") == "420700-民政局"


def test_a_shared_name_is_placed_within_the_region_that_is_said() -> None:
    assert identify_department("鼓楼区民政局") == (None, "ambiguous")
    assert id_of("鼓楼区民政局", 2025, "南京市2025年部门整体绩效目标批复") == "320106-民政局"
    assert identify_department("鼓楼区民政局", 2025, ["鄂州市2025年"]) == (None, "ambiguous")


def test_a_persons_word_places_a_name_before_all_else() -> None:
    decision = Decision("department", "鄂州市 水上局", "accept", "420700-水利局")
    assert id_of("鄂州市水上局") == "420700-水上局"
    try:
        take_decisions([decision, Decision("function", "某某站", "accept", "water")])
        assert id_of("鄂州市水上局") == "420700-水利局"
        assert find_function("某某站") == "water"
    finally:
        take_decisions([])
    assert id_of("鄂州市水上局") == "420700-水上局"
    assert find_function("某某站") is None


def test_every_line_and_every_predecessor_has_a_function_and_a_known_change() -> None:
    for line in lines().values():
        assert find_function(line.name) is not None, line.name
        assert (line.change == "") == (line.predecessors == ())
        assert line.change in ("", *CHANGES)
        assert [line_of(name) for name in line.predecessors] == list(line.predecessors)


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("科学技术局", "science"),
        ("科学技术协会", "science_association"),
        ("市场监督管理局", "market_regulation"),
        ("医疗保障局", "medical_insurance"),
        ("住房保障服务中心", "housing"),
        ("住房公积金中心", "housing_fund"),
        ("卫生和计划生育委员会", "health"),
        ("文化和旅游局", "culture_tourism"),
        ("水利和湖泊局", "water"),
        ("自然资源和规划局", "natural_resources"),
        ("国土资源局", "natural_resources"),
        ("市直机关工作委员会", "organs_party"),
        ("机关事务服务中心", "organ_affairs"),
        ("机构编制委员会办公室", "establishment"),
        ("纪律检查委员会", "discipline"),
        ("人民检察院", "procuratorate"),
        ("残疾人联合会", "disabled"),
        ("工商业联合会", "industry_commerce"),
        ("经济技术开发区管理委员会", "development_zone"),
        ("城市管理委员会", "urban_management"),
        ("第一中学", "school"),
        ("大学附属医院", "hospital"),
        ("教育局机关幼儿园", "school"),
        ("文化旅游体育局", "culture_tourism"),
        ("数据局", "government_services"),
        ("市委社会工作部", "social_work"),
        ("人民武装部", "armed_forces"),
        ("教育局(体育局)", "education"),
        ("公安局经济开发区分局", "public_security"),
        ("环境卫生服务中心", "urban_management"),
        ("土地储备中心", "natural_resources"),
        ("防震减灾中心", "earthquake"),
        ("关工委办公室", "organisation"),
        ("预算评审中心", "finance"),
        ("街道办事处", "local_government"),
        ("农业科学院", "agriculture"),
        ("发展和改革委员会(粮食局)", "development_reform"),
        ("住房和城乡建设委员会", "housing"),
        ("城市建设投资集团有限公司", "enterprise"),
    ],
)
def test_a_name_speaks_of_its_function(name: str, function: str) -> None:
    assert find_function(name) == function


def test_no_two_functions_claim_the_same_words() -> None:
    words = [pattern for function in functions().values() for pattern in function.patterns]
    assert len(functions()) >= 60
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    "printed", ["鄂州市民政局（盖章）", "[015001]鄂州市民政局", "015001-鄂州市 民政局", "鄂州市民政局"]
)
def test_a_budget_code_and_a_place_for_a_seal_are_no_part_of_a_name(printed: str) -> None:
    department, _ = identify_department(printed, 2025)
    assert department is not None
    assert (department.department_id, department.name) == ("420700-民政局", "鄂州市民政局")
