import pytest

from contracts.vocabulary.functions import functions
from contracts.vocabulary.regions import find_region, locate, region, regions, short_names


@pytest.mark.parametrize(
    ("code", "name", "level", "parent"),
    [
        ("420000", "湖北省", "province", None),
        ("420700", "鄂州市", "prefecture", "420000"),
        ("420704", "鄂城区", "county", "420700"),
        ("422800", "恩施土家族苗族自治州", "prefecture", "420000"),
        ("429004", "仙桃市", "county", "420000"),
        ("110105", "朝阳区", "county", "110000"),
        ("441900", "东莞市", "prefecture", "440000"),
        ("710000", "台湾省", "province", None),
    ],
)
def test_a_code_is_its_region(code: str, name: str, level: str, parent: str | None) -> None:
    found = region(code)
    assert found is not None
    assert (found.name, found.level, found.parent, found.until) == (name, level, parent, None)


def test_the_table_is_whole() -> None:
    known = regions()
    levels = [one.level for one in known.values() if one.until is None]
    assert (levels.count("province"), levels.count("prefecture")) == (34, 333)
    assert levels.count("county") > 2840
    for one in known.values():
        assert (one.parent is None) == (one.level == "province")
        assert one.parent is None or known[one.parent].level != "county"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("鄂州市人力资源和社会保障局", "420700"),
        ("鄂州人社局", "420700"),
        ("湖北省鄂州市鄂城区教育局", "420704"),
        ("鄂州市鄂城区教育局", "420704"),
        ("湖北省鄂城区教育局", "420704"),
        ("南京市鼓楼区民政局", "320106"),
        ("北京市朝阳区民政局", "110105"),
        ("朝阳市财政局", "211300"),
        ("湖北省财政厅", "420000"),
        ("恩施土家族苗族自治州林业局", "422800"),
        ("恩施州林业局", "422800"),
        ("恩施州恩施市教育局", "422801"),
        ("恩施市教育局", "422801"),
        ("长阳县民政局", "420528"),
        ("乐山市市中区教育局", "511102"),
        ("鄂州市市场监督管理局", "420700"),
        ("荆州市公安局", "421000"),
        ("公安县公安局", "421022"),
        ("吉林市财政局", "220200"),
        ("吉林财政厅", "220000"),
        ("海南省教育厅", "460000"),
        ("内蒙古自治区财政厅", "150000"),
        ("神农架林区财政局", "429021"),
        ("中共鄂州市委组织部", "420700"),
        ("国家税务总局鄂州市税务局", "420700"),
        ("沙县财政局", "350427"),
        ("三元区财政局", "350404"),
        ("鄂州市\n人力资源和社会 保障局", "420700"),
    ],
)
def test_a_name_begins_with_its_region(name: str, code: str) -> None:
    found = find_region(name)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("鼓楼区民政局", "ambiguous"),
        ("市中区教育局", "ambiguous"),
        ("朝阳区财政局", "ambiguous"),
        ("吉林财政局", "ambiguous"),
        ("公安局", "unknown"),
        ("市场监督管理局", "unknown"),
        ("葛店开发区管委会", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_name_that_places_nothing_says_why(name: str, reason: str) -> None:
    match = locate(name)
    assert match.region is None
    assert match.reason == reason


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("三元区财政局", 2020, "350403"),
        ("三元区财政局", 2023, "350404"),
        ("绍兴县财政局", 2012, "330621"),
        ("密云县教育局", 2014, "110228"),
        ("密云区教育局", 2020, "110118"),
        ("莱芜市财政局", 2018, "371200"),
        ("襄樊市财政局", 2010, "420600"),
        ("朗县民政局", 2014, "542627"),
        ("朗县民政局", 2016, "540426"),
        ("淮安市楚州区教育局", 2011, "320803"),
    ],
)
def test_a_name_means_the_region_of_its_year(name: str, year: int, code: str) -> None:
    found = find_region(name, year)
    assert found is not None
    assert found.code == code


def test_every_region_lies_within_one_of_its_time() -> None:
    for one in regions().values():
        above = regions().get(one.parent or "")
        assert one.since is None or one.until is None or one.since <= one.until
        assert above is None or above.until is None or (one.until is not None and one.until <= above.until)


def test_no_short_name_begins_a_function() -> None:
    words = {pattern for function in functions().values() for pattern in (*function.patterns, function.name_zh)}
    short = {name for one in regions().values() for name in short_names(one)}
    assert {(name, word) for name in short for word in words if word.startswith(name)} == set()
