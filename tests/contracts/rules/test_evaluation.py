"""Where a self-evaluation states the rate of each source of its money, each is its own line's."""

import pytest

from contracts.rules.evaluation import low_execution_unexplained, rate_is_executed_by_budget, spent
from contracts.rules.example import Example, score

OTHERS = "其他资金"


@pytest.mark.parametrize(("rate", "is_found"), [("76.92%", False), ("96.20%", True)])
def test_the_rate_of_a_part_is_that_of_its_own_amounts(rate: str, is_found: bool) -> None:
    document = Example(
        amounts=(*spent("21244.38", "20437.09"), *spent("65", "50", item=OTHERS, row=2)),
        scores=(score("合计", "20", "19.24", "96.20%", row=1), score(OTHERS, "0", "0", rate, row=2)),
    ).build()
    assert (len(rate_is_executed_by_budget.check(document)) == 1) is is_found


def test_the_rate_of_an_item_printed_twice_is_wrong_where_neither_gives_it() -> None:
    amounts = (*spent("100", "50", item=OTHERS), *spent("65", "50", item=OTHERS, row=2))
    scores = (score(OTHERS, "0", "0", "50%", row=1), score(OTHERS, "0", "0", "76.92%", row=2))
    assert rate_is_executed_by_budget.check(Example(amounts=amounts, scores=scores).build()).empty


def test_a_part_little_of_which_was_spent_needs_no_word() -> None:
    scores = (score("合计", "20", "19.6", "98%", row=1), score(OTHERS, "0", "0", "80%", row=2))
    assert low_execution_unexplained.check(Example(scores=scores).build()).empty
