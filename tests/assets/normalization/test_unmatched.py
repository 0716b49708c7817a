from assets.normalization.unmatched import UnmatchedName, suggest, unmatched_names
from contracts.vocabulary.indicators import indicators


def test_names_without_a_code_are_listed_the_most_frequent_first() -> None:
    counts = {"预算执行率": 90, "绢纺织机台数": 6, "渡口码头 撤并数": 1, "渡口码头撤并数": 8}
    found = unmatched_names(counts)
    assert [(name.name, name.count) for name in found] == [("渡口码头撤并数", 9), ("绢纺织机台数", 6)]
    assert all(isinstance(name, UnmatchedName) for name in found)


def test_up_to_three_names_alike_are_suggested() -> None:
    suggestions = suggest("预算执行完成率")
    assert "预算执行率" in suggestions
    assert 0 < len(suggestions) <= 3
    assert set(suggestions) <= {indicator.name_zh for indicator in indicators().values()}
    assert suggest("绢纺织机台数") == ()


def test_what_was_reviewed_as_different_is_not_suggested() -> None:
    assert "服务对象满意度" not in suggest("食品安全群众满意度")
    assert "工程验收合格率" not in suggest("一次性验收合格率")


def test_nothing_is_listed_for_nothing() -> None:
    assert unmatched_names({}) == []
