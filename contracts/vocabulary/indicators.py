"""The reviewed indicators: their codes, names, place, direction and unit, and which printed names mean them."""

from dataclasses import dataclass
from functools import lru_cache

from contracts.vocabulary.folding import fold
from contracts.vocabulary.tables import listed, rows


@dataclass(frozen=True, slots=True)
class Indicator:
    """A canonical indicator.

    `scope` is common (every department states it), function (peers state it; `function` names theirs, '' for several)
    or own. `level1`, `level2` are its place in the six dimensions, `output_level1`, `output_level2` in the forms that
    ask for outputs and benefits; '' where it has none. `never_merge` lists codes and names that only look alike.
    """

    code: str
    name_zh: str
    name_en: str
    scope: str
    function: str
    direction: str
    measure: str
    unit: str
    level1: str
    level2: str
    output_level1: str
    output_level2: str
    formula: str
    source: str
    synonyms: tuple[str, ...]
    never_merge: tuple[str, ...]


@lru_cache(maxsize=1)
def indicators() -> dict[str, Indicator]:
    """Every indicator by its code, in the order of the table."""
    found = {}
    for row in rows("indicators"):
        texts = {name: text for name, text in row.items() if name not in ("synonyms", "never_merge")}
        found[row["code"]] = Indicator(
            **texts, synonyms=listed(row["synonyms"]), never_merge=listed(row["never_merge"])
        )
    return found


@lru_cache(maxsize=65536)
def match_indicator(name_printed: str) -> str | None:
    """The code that a printed name means: its folded form is the indicator's name or a reviewed synonym, else None.

    A bracket left open counts as closed at the end, for prints often lose it. Nothing is ever matched by likeness.
    """
    return _names().get(_key(name_printed))


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for indicator in indicators().values():
        for name in (indicator.name_zh, *indicator.synonyms):
            if names.setdefault(_key(name), indicator.code) != indicator.code:
                raise ValueError(f"{name} is claimed by {names[_key(name)]} and {indicator.code}")
    return names


def _key(name: str) -> str:
    folded = fold(name)
    return folded + ")" * max(0, folded.count("(") - folded.count(")"))
