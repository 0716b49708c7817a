"""Random forms of every kind, drawn to PDF in random manners of page break and read back: how many differ."""

import argparse
import sys
from collections import Counter

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.assets.forms.test_round_trip import check, check_other, read
from tests.drawing.content import Approval
from tests.drawing.other_forms import Declaration, Evaluation, GoalTable
from tests.drawing.pages import Manner
from tests.drawing.pdf import drawn
from tests.drawing.strategies import cases, other_cases

Case = tuple[Approval | Declaration | GoalTable | Evaluation, Manner]


def counted(number: int, start: int) -> Counter[tuple[str, str]]:
    """Documents by kind, and whether they read back as they were, on one page or more."""
    found: Counter[tuple[str, str]] = Counter()

    @seed(start)
    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(cases(), other_cases()))
    def run(case: Case) -> None:
        form, manner = case
        pages = "differs"
        try:
            (document,) = read(drawn([form], manner))
            if isinstance(form, Approval):
                check(document, form)
            else:
                check_other(document, form)
            if document.unread == ():
                pages = "one page" if document.pages[1] == 1 else "several pages"
        except (AssertionError, ValueError):
            pass
        found[type(form).__name__, pages] += 1

    run()
    return found


def main() -> None:
    """Print the table; exit 1 if any document differs."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--cases", type=int, default=500)
    arguments.add_argument("--seed", type=int, default=1)
    said, _ = arguments.parse_known_args()
    found = counted(said.cases, said.seed)
    for (kind, what), count in sorted(found.items()):
        sys.stdout.write(f"{kind:<12} {what:<14} {count}\n")
    if any(what == "differs" for _, what in found):
        sys.exit(1)


if __name__ == "__main__":
    main()
