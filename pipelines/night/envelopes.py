"""How many documents a feed is expected to give, so that a feed that broke silently stops the publication.

Departments publish within weeks of the people's congress in January or February, so a budget year is held against the
year before only from the feed's own day (`complete_by`) on: until then few documents are no fault.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assets.register.feeds.feed import Feed

TOO_FEW = 0.8
TOO_MANY = 2.0


@dataclass(frozen=True, slots=True)
class Envelope:
    """A feed outside its bounds. `stops`: nothing is published until a person has looked."""

    feed: str
    owner: str
    budget_year: int
    before: int
    present: int
    stops: bool


def envelopes(feeds: Iterable[Feed], counts: Mapping[str, tuple[int, int]], today: date) -> list[Envelope]:
    """Feeds with fewer than 80 % of last year's documents (they stop), or with more than twice as many (they warn).

    `counts`: documents of the year before and of this budget year, by feed.
    """
    found = []
    for feed in feeds:
        before, present = counts.get(feed.name, (0, 0))
        is_due = today.strftime("%m-%d") >= feed.complete_by
        too_few = is_due and present < TOO_FEW * before
        if too_few or present > TOO_MANY * before > 0:
            found.append(Envelope(feed.name, feed.owner, today.year, before, present, stops=too_few))
    return found
