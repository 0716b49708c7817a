"""A feed that gives too few documents stops the publication from its own day on; one that gives too many is told."""

from datetime import date

import pytest

from assets.register.feeds.feed import Feed
from pipelines.night.envelopes import envelopes

FEED = Feed(name="f", owner="me", urls=("/x",), complete_by="04-30")


@pytest.mark.parametrize(
    ("before", "present", "today", "stops"),
    [
        (10, 7, date(2025, 4, 30), [True]),
        (10, 8, date(2025, 4, 30), []),
        (10, 0, date(2025, 4, 29), []),
        (10, 20, date(2025, 1, 1), []),
        (10, 21, date(2025, 1, 1), [False]),
        (0, 50, date(2025, 12, 31), []),
        (0, 0, date(2025, 12, 31), []),
    ],
)
def test_bounds(before: int, present: int, today: date, stops: list[bool]) -> None:
    assert [bound.stops for bound in envelopes([FEED], {"f": (before, present)}, today)] == stops


def test_a_feed_of_which_nothing_is_known_is_within_its_bounds() -> None:
    assert envelopes([FEED], {}, date(2025, 12, 31)) == []
