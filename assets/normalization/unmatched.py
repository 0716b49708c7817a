"""Names that no reviewed indicator has, for a person to decide on. A suggestion is never used by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from contracts.vocabulary.folding import fold
from contracts.vocabulary.indicator_names import match_indicator
from contracts.vocabulary.indicators import indicators

_SUGGESTIONS = 3
_LIKENESS = 60.0


@dataclass(frozen=True, slots=True)
class UnmatchedName:
    """A printed name that matches nothing, how often it is printed, and the names of the indicators most like it."""

    name: str
    count: int
    suggestions: tuple[str, ...]


def unmatched_names(counts: Mapping[str, int]) -> list[UnmatchedName]:
    """The names of `counts` (name as printed, how often) that match no indicator, the most frequent first.

    Spellings that fold alike are one name, called as it is printed most often.
    """
    spellings: dict[str, list[str]] = {}
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        if match_indicator(name) is None:
            spellings.setdefault(fold(name), []).append(name)
    found = [
        UnmatchedName(names[0], sum(counts[name] for name in names), suggest(names[0])) for names in spellings.values()
    ]
    return sorted(found, key=lambda one: (-one.count, one.name))


def suggest(name: str) -> tuple[str, ...]:
    """Up to three indicators whose name or synonym is like `name`, the most like first; none reviewed as different."""
    key = fold(name)
    likely: dict[str, None] = {}
    for _, _, known in process.extract(key, _choices(), scorer=fuzz.ratio, limit=None, score_cutoff=_LIKENESS):
        code = match_indicator(known)
        if code is not None and key not in map(fold, indicators()[code].never_merge):
            likely[indicators()[code].name_zh] = None
    return tuple(likely)[:_SUGGESTIONS]


@lru_cache(maxsize=1)
def _choices() -> dict[str, str]:
    """Each reviewed name and its folded form."""
    return {name: fold(name) for one in indicators().values() for name in (one.name_zh, *one.synonyms)}
