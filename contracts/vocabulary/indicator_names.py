"""Which reviewed indicator a printed name means. Nothing is ever matched by likeness: what is not reviewed waits.

The order: what a person decided, the indicator's name or a reviewed synonym folded alike, and the same in a structure
that says no more (全市…, 1.…, …的…, …满意率), which `name_variants.csv` lists. A name that two functions use for two
indicators means the one of the department's own function.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from contracts.vocabulary.decisions import decisions_on, depends_on_decisions
from contracts.vocabulary.folding import fold
from contracts.vocabulary.indicators import indicators
from contracts.vocabulary.tables import rows
from contracts.vocabulary.units import read_unit

# 指标1:, (2), 3、, *, 2025年: what numbers a row, marks it as required, or repeats the value's year.
_NUMBERING = re.compile(
    r"^(?:\*|指标\d*:|\(\d{1,2}\)|\d{1,2}(?:[、):]|\.(?!\d))|[一二三四五六七八九十]{1,3}、|20\d\d年度?(?![底末初前]))"
)
_BRACKET = re.compile(r"\(([^()]*)\)$")

Codes = dict[str, dict[str, str]]
"""Codes by name and, below it, by the function whose departments mean them; '' for all. A code '' means none."""


@depends_on_decisions
@lru_cache(maxsize=8192)
def match_indicator(name_printed: str, function: str | None = None) -> str | None:
    """The code of the indicator that a printed name means for a department of `function`, None where none is reviewed.

    A bracket left open counts as closed at the end, for prints often lose it. A unit in brackets at the end has to be
    the indicator's own.
    """
    key = closed(name_printed)
    decided = _decided().get(key, {})
    for whose in (function or "", ""):
        if whose in decided:
            return decided[whose] or None
    for codes, form in ((_reviewed(), key), (_structural(), structure(key))):
        if form in codes:
            return _of(codes[form], function or "")
    bracket = _BRACKET.search(key)
    unit = read_unit(bracket[1]) if bracket else None
    if bracket is None or unit is None:
        return None
    code = match_indicator(key[: bracket.start()], function)
    return code if code and indicators()[code].unit == unit.canonical else None


def closed(name: str) -> str:
    """A name folded, with every bracket closed."""
    folded = fold(name)
    return folded + ")" * max(0, folded.count("(") - folded.count(")"))


@lru_cache(maxsize=8192)
def structure(key: str) -> str:
    """A folded name without what says no more: numbering, the region or year before it, particles, kindred endings."""
    variants = _variants()
    before = ""
    while before != key:
        before = key
        key = _NUMBERING.sub("", key)
        bracket = _BRACKET.search(key)
        if bracket and bracket[1] in variants["bracket"]:
            key = key[: bracket.start()]
        key = next((key.removeprefix(one) for one in variants["prefix"] if key.startswith(one)), key)
        for surface, canonical in variants["ending"].items():
            if key.endswith(surface):
                key = key.removesuffix(surface) + canonical
                break
    for surface, canonical in variants["inside"].items():
        key = key.replace(surface, canonical)
    return key


def _of(codes: dict[str, str], function: str) -> str | None:
    """The function's own, else the one for all, else the only one there is."""
    for whose in (function, ""):
        if whose in codes:
            return codes[whose] or None
    return next(iter(codes.values())) or None if len(codes) == 1 else None


@depends_on_decisions
@lru_cache(maxsize=1)
def _decided() -> Codes:
    """What people decided: a name accepted or made new has that code, one rejected has none."""
    found: Codes = defaultdict(dict)
    for decision in decisions_on("indicator"):
        if decision.code in indicators() and decision.verdict != "reject":
            found[closed(decision.name)][decision.function] = decision.code
        elif decision.verdict == "reject" and not decision.code:
            found[closed(decision.name)][decision.function] = ""
    return dict(found)


@depends_on_decisions
@lru_cache(maxsize=1)
def _reviewed() -> Codes:
    found: Codes = defaultdict(dict)
    for name, function, code in _named():
        found[closed(name)].setdefault(function, code)
    return dict(found)


@depends_on_decisions
@lru_cache(maxsize=1)
def _structural() -> Codes:
    """Codes by structure. One that two indicators share, or that a name to be kept apart has, means none."""
    found: Codes = defaultdict(dict)
    for name, function, code in _named():
        form = structure(closed(name))
        found[form][function] = code if found[form].get(function, code) == code else ""
    for indicator in indicators().values():
        for name in indicator.never_merge:
            form = structure(closed(name))
            if form in found and closed(name) not in _reviewed():
                found[form] = {"": ""}
    return dict(found)


def _named() -> Iterator[tuple[str, str, str]]:
    """Every reviewed name with the function whose departments use it ('' for all) and its code; the table's first."""
    for indicator in indicators().values():
        for name in (indicator.name_zh, *indicator.synonyms):
            yield name, indicator.function, indicator.code
    for decision in decisions_on("indicator"):
        if decision.verdict == "accept" and decision.code in indicators():
            yield decision.name, decision.function, decision.code


@lru_cache(maxsize=1)
def _variants() -> dict[str, dict[str, str]]:
    """Surfaces and what stands for them, folded, by their place; of one place the longest first."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(rows("name_variants"), key=lambda row: -len(row["surface"])):
        found[row["place"]][fold(row["surface"])] = fold(row["canonical"])
    return dict(found)
