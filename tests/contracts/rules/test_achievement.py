"""Results are measured by the target as it was changed within the year, where one was."""

import pytest

from contracts.rules.achievement import score_not_earned
from contracts.rules.example import Example, value


@pytest.mark.parametrize(("score", "is_found"), [("10", True), ("9", False)])
def test_a_score_is_judged_by_the_changed_target(score: str, is_found: bool) -> None:
    of = {"unit": "人", "measure": "quantity", "direction": "higher", "weight": "10", "score": score}
    values = (
        value("培训人数", "≥100人", comparator="ge", low=100, **of),
        value("培训人数", "≥80人", role="adjusted_target", comparator="ge", low=80, **of),
        value("培训人数", "72人", role="actual", comparator="eq", low=72, high=72, **of),
    )
    assert (len(score_not_earned.check(Example(values=values).build())) == 1) is is_found


@pytest.mark.parametrize(("direction", "is_found"), [("higher", True), (None, False)])
def test_nothing_is_held_against_a_target_of_which_nobody_knows_whether_more_is_better(
    direction: str | None, is_found: bool
) -> None:
    of = {
        "unit": "场",
        "measure": "quantity",
        "comparator": "eq",
        "direction": direction,
        "weight": "10",
        "score": "10",
    }
    values = (
        value("演出场次", "100场", low=100, high=100, **of),
        value("演出场次", "90场", role="actual", low=90, high=90, **of),
    )
    assert (len(score_not_earned.check(Example(values=values).build())) == 1) is is_found
