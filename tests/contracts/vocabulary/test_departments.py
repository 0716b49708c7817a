import pytest

from contracts.vocabulary.departments import find_function, functions, identify_department


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
        ("鄂州市公共检验检测中心", "420700-公共检验检测中心", None),
    ],
)
def test_a_printed_name_is_its_department(name: str, department_id: str, function: str | None) -> None:
    found = identify_department(name)
    assert found is not None
    assert (found.department_id, found.function_code) == (department_id, function)


def test_the_given_region_places_a_bare_name() -> None:
    assert identify_department("民政局") is None
    assert identify_department("民政局", "420704").department_id == "420704-民政局"


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
    ],
)
def test_a_name_speaks_of_its_function(name: str, function: str) -> None:
    assert find_function(name) == function


def test_no_two_functions_claim_the_same_words() -> None:
    words = [pattern for function in functions().values() for pattern in function.patterns]
    assert len(functions()) >= 45
    assert sorted(words) == sorted(set(words))
