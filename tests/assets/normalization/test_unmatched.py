from collections.abc import Iterator

import pytest

from assets.normalization.unmatched import Printed, suggest, unmatched_names
from contracts.vocabulary.decisions import Decision, take_decisions
from contracts.vocabulary.indicators import indicators


@pytest.fixture(autouse=True)
def undecided() -> Iterator[None]:
    yield
    take_decisions(())


def names_of(printed: Printed) -> list[str]:
    return [one.name for one in suggest(printed)]


def test_names_without_a_code_are_listed_the_most_frequent_first() -> None:
    counts = {"预算执行率": 90, "绢纺织机台数": 6, "渡口码头 撤并数": 1, "渡口码头撤并数": 8}
    found = unmatched_names(Printed(name, count) for name, count in counts.items())
    assert [(name.name, name.count) for name in found] == [("渡口码头撤并数", 9), ("绢纺织机台数", 6)]
    assert unmatched_names([]) == []


def test_a_name_says_how_it_is_printed() -> None:
    ways = [
        Printed("渡口撤并数", 2, "transport", "履职效能", "quantity", "个", "ge"),
        Printed("渡口撤并数", 5, "transport", "履职效能", "quantity", "个"),
        Printed("渡口撤并数", 9, "water", "履职效能", "missing"),
    ]
    (found,) = unmatched_names(ways)
    assert (found.count, found.functions, found.directions) == (16, ("transport", "water"), ("higher",))
    assert (found.usual.measure, found.usual.unit) == ("quantity", "个")


def test_up_to_three_names_alike_are_suggested() -> None:
    suggestions = names_of(Printed("预算执行完成率"))
    assert "预算执行率" in suggestions
    assert 0 < len(suggestions) <= 3
    assert set(suggestions) <= {indicator.name_zh for indicator in indicators().values()}
    assert suggest(Printed("绢纺织机台数")) == ()


def test_what_was_reviewed_as_different_is_not_suggested() -> None:
    assert "工程验收合格率" not in names_of(Printed("一次性验收合格率"))
    assert "预算执行率" in names_of(Printed("预算的执行水平率"))
    take_decisions([Decision("indicator", "预算的执行水平率", "reject", "budget_execution_rate")])
    assert "预算执行率" not in names_of(Printed("预算的执行水平率"))


def test_a_name_that_a_person_rejected_waits_no_longer() -> None:
    take_decisions([Decision("indicator", "绢纺织机台数", "reject")])
    assert unmatched_names([Printed("绢纺织机台数")]) == []


def test_the_context_tells_alike_names_apart() -> None:
    bare = {one.name: one.likeness for one in suggest(Printed("监督检查总次数"))}
    counted = {one.name: one.likeness for one in suggest(Printed("监督检查总次数", unit="次", level1="履职效能"))}
    assert counted["检查次数"] == bare["检查次数"] + 10
    assert "检查次数" not in names_of(Printed("检查总次", unit="%"))
    assert "检查次数" in names_of(Printed("检查总次", unit="次"))
    floor, cap = (suggest(Printed("预算执行完成率", comparator=one))[0] for one in ("ge", "le"))
    assert floor.likeness == cap.likeness + 15 or floor.code != cap.code
    own = {one.name: one.likeness for one in suggest(Printed("粮食的总产", function="agriculture"))}
    other = {one.name: one.likeness for one in suggest(Printed("粮食的总产", function="education"))}
    assert own["粮食总产量"] == other["粮食总产量"] + 10
