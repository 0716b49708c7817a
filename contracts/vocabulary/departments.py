"""Which department a printed name is, and which function of government it serves, so that peers meet across regions."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import overload

from contracts.vocabulary.folding import fold
from contracts.vocabulary.regions import locate
from contracts.vocabulary.tables import listed, rows

_PARTY = ("中国共产党", "中共")
# What a form or a seal adds to a name without naming another department.
_ADDED = re.compile(r"\((?:本级|机关|机关本级|汇总|部门|盖章|公章|章)\)$")


@dataclass(frozen=True, slots=True)
class Function:
    """A function of government that a department of any region serves, with the words its name is known by."""

    code: str
    name_zh: str
    name_en: str
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Department:
    """A department. `department_id` is its region's code and its name without the region: 420700-民政局.

    `name` is the name as printed without blanks. `function_code` is None where no function's words are in the name.
    """

    department_id: str
    name: str
    region_code: str
    function_code: str | None


@lru_cache(maxsize=1)
def functions() -> dict[str, Function]:
    """Every function by its code."""
    return {
        row["code"]: Function(row["code"], row["name_zh"], row["name_en"], listed(row["patterns"]))
        for row in rows("functions")
    }


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, str]]:
    """Words of a name and the function they mean, the longest first: 科学技术协会 before 科学技术."""
    found = [(words, function.code) for function in functions().values() for words in function.patterns]
    return sorted(found, key=lambda pair: -len(pair[0]))


@lru_cache(maxsize=4096)
def find_function(name: str) -> str | None:
    """The code of the function that a department's name speaks of, by the longest words known of it."""
    text = fold(name)
    return next((code for words, code in _patterns() if words in text), None)


@overload
def identify_department(name_printed: str, region_code: str) -> Department: ...
@overload
def identify_department(name_printed: str, region_code: str | None = None) -> Department | None: ...
def identify_department(name_printed: str, region_code: str | None = None) -> Department | None:
    """The department of a printed name, None where neither the name nor `region_code` says which region it is of.

    `region_code` speaks where it is given, for a name such as 民政局 that only a manifest or the publisher places.
    """
    match = locate(name_printed)
    code = region_code or (match.region.code if match.region else None)
    if code is None:
        return None
    own = local_name(name_printed)
    return Department(f"{code}-{own}", re.sub(r"\s+", "", name_printed), code, find_function(own))


def local_name(name_printed: str) -> str:
    """A department's name without its region: 民政局, 市委组织部 (中共鄂州市委组织部), 共青团委员会."""
    match = locate(name_printed)
    rest = match.rest
    while (shorter := _ADDED.sub("", rest)) != rest:
        rest = shorter
    seat = match.region.name[-1] if match.region else ""
    if match.lead_in in _PARTY:
        return seat + re.sub("^委员会", "委", rest)
    is_party_office = not match.lead_in and rest.startswith("委") and not rest.startswith("委员会")
    return match.lead_in + (seat if is_party_office else "") + rest
