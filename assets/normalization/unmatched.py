"""Names that no reviewed indicator has, for a person to decide on. A suggestion is never used by itself."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from contracts.vocabulary.decisions import decisions_on, depends_on_decisions
from contracts.vocabulary.folding import fold
from contracts.vocabulary.indicator_names import closed, match_indicator, structure
from contracts.vocabulary.indicators import Indicator, indicators
from contracts.vocabulary.units import read_unit

_SUGGESTIONS = 3
_LIKENESS = 60.0
# How far what stands around a name may lift or lower the likeness of the letters, in points of a hundred.
_SAME_PLACE, _SAME_UNIT, _OTHER_DIMENSION, _OTHER_DIRECTION, _OTHER_FUNCTION = 5, 5, -20, -15, -10
_BETTER = {"ge": "higher", "gt": "higher", "le": "lower", "lt": "lower"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A name as it is printed `count` times in one way: by departments of one function, at one place, with one unit."""

    name: str
    count: int = 1
    function: str | None = None
    level1: str = ""
    measure: str | None = None
    unit: str | None = None
    comparator: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An indicator whose name or synonym is like a printed one; `likeness` from 0 to 100 weighs in the context."""

    code: str
    name: str
    likeness: float


@dataclass(frozen=True, slots=True)
class UnmatchedName:
    """A printed name that means nothing yet, how often it is printed, how, and the indicators most like it.

    `usual` is the most frequent way of printing it; `directions` are those that its comparators state.
    """

    name: str
    count: int
    functions: tuple[str, ...]
    usual: Printed
    directions: tuple[str, ...]
    suggestions: tuple[Suggestion, ...] = field(default=())


def unmatched_names(printed: Iterable[Printed]) -> list[UnmatchedName]:
    """The names that match no indicator and that nobody rejected, the most frequent first.

    Spellings that a decision on one of them would cover are one name, called as it is printed most often.
    """
    decided = decisions_on("indicator")
    ignored = {structure(closed(one.name)) for one in decided if one.verdict == "reject" and not one.code}
    alike: dict[str, list[Printed]] = {}
    for one in sorted(printed, key=lambda one: (-one.count, len(one.name), one.name)):
        form = structure(closed(one.name))
        if form not in ignored and match_indicator(one.name, one.function) is None:
            alike.setdefault(form, []).append(one)
    found = [as_printed(ways) for ways in alike.values()]
    return sorted(found, key=lambda one: (-one.count, one.name))


def as_printed(ways: list[Printed]) -> UnmatchedName:
    """One name in all the ways in which it is printed, the most frequent of them first."""
    spellings: Counter[str] = Counter()
    for way in ways:
        spellings[way.name] += way.count
    usual = next((way for way in ways if way.measure != "missing"), ways[0])
    return UnmatchedName(
        name=max(spellings, key=lambda name: spellings[name]),
        count=spellings.total(),
        functions=tuple(sorted({way.function for way in ways if way.function})),
        usual=usual,
        directions=tuple(sorted({_BETTER[way.comparator] for way in ways if way.comparator in _BETTER})),
        suggestions=suggest(usual),
    )


def suggest(printed: Printed, among: Mapping[tuple[str, str], str] | None = None) -> tuple[Suggestion, ...]:
    """Up to three indicators, the most like first; none that was reviewed as different, in the table or by a person.

    `among` are the names to choose from, as `reviewed_names` gives them, which are taken if none are given.
    """
    key = fold(printed.name)
    rejected = {one.code for one in decisions_on("indicator") if one.verdict == "reject" and fold(one.name) == key}
    likely: dict[str, Suggestion] = {}
    for _, likeness, (code, _) in process.extract(
        key, among or reviewed_names(), scorer=fuzz.ratio, limit=None, score_cutoff=_LIKENESS
    ):
        one = indicators()[code]
        if code not in rejected and key not in map(fold, one.never_merge):
            weighed = Suggestion(code, one.name_zh, likeness + _context(printed, one))
            likely[code] = max(likely.get(code, weighed), weighed, key=lambda found: found.likeness)
    best = sorted(likely.values(), key=lambda found: (-found.likeness, found.code))
    return tuple(found for found in best if found.likeness >= _LIKENESS)[:_SUGGESTIONS]


def _context(printed: Printed, one: Indicator) -> float:
    points = 0.0
    if printed.level1 and fold(printed.level1).removesuffix("指标") in (one.level1, one.output_level1[:2]):
        points += _SAME_PLACE
    if printed.unit and one.unit:
        stated, usual = read_unit(printed.unit), read_unit(one.unit)
        if printed.unit == one.unit:
            points += _SAME_UNIT
        elif stated is None or usual is None or stated.dimension != usual.dimension:
            points += _OTHER_DIMENSION
    if one.direction in ("higher", "lower") and _BETTER.get(printed.comparator or "", one.direction) != one.direction:
        points += _OTHER_DIRECTION
    if one.function and printed.function and one.function != printed.function:
        points += _OTHER_FUNCTION
    return points


@depends_on_decisions
@lru_cache(maxsize=1)
def reviewed_names() -> dict[tuple[str, str], str]:
    """Each reviewed name's folded form, by its indicator's code and itself."""
    return {(one.code, name): fold(name) for one in indicators().values() for name in (one.name_zh, *one.synonyms)}
