"""The reviewed indicators: their codes, names, place, direction and unit."""

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from contracts.vocabulary.decisions import Decision, decisions_on, depends_on_decisions
from contracts.vocabulary.folding import fold
from contracts.vocabulary.tables import listed, rows

CODE = re.compile("[a-z][a-z0-9_]*")


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


@depends_on_decisions
@lru_cache(maxsize=1)
def indicators() -> dict[str, Indicator]:
    """Every indicator by its code: those of the table in its order, then those that people decided to be new."""
    found = {}
    for row in rows("indicators"):
        texts = {name: text for name, text in row.items() if name not in ("synonyms", "never_merge")}
        found[row["code"]] = Indicator(
            **texts, synonyms=listed(row["synonyms"]), never_merge=listed(row["never_merge"])
        )
    for decision in decisions_on("indicator"):
        if decision.verdict == "new" and decision.code not in found:
            found[decision.code] = _decided(decision)
    return found


def code_of_new(name: str, function: str) -> str:
    """The code of an indicator that nobody gave one: of its function and name alone, so that two cities' meet.

    human_resources_5f2c81d0 is what any installation calls this name of this function.
    """
    return f"{function or 'any'}_{sha256(fold(name).encode()).hexdigest()[:8]}"


def _decided(decision: Decision) -> Indicator:
    described = dict.fromkeys(
        ("level1", "level2", "output_level1", "output_level2", "formula"), ""
    )  # a name of its own has no place in the common framework
    return Indicator(
        code=decision.code,
        name_zh=decision.name,
        name_en=decision.name_en,
        scope=decision.scope,
        function=decision.function,
        direction=decision.direction,
        measure=decision.measure,
        unit=decision.unit,
        source=decision.reason,
        synonyms=(),
        never_merge=(),
        **described,
    )
