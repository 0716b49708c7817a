"""Which department a printed name is: its region, its short forms and former names, and what it was made from.

A department that was renamed stays the same department; one that was merged or split off is another, and says from
which. `departments.csv` holds what the reforms did to the departments that every region has; what a region did
otherwise is a decision (`jixiao review`). Which function of government a department serves is in `functions`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from contracts.vocabulary.decisions import decisions_on, depends_on_decisions
from contracts.vocabulary.folding import fold
from contracts.vocabulary.functions import find_function
from contracts.vocabulary.regions import RegionMatch, locate, region
from contracts.vocabulary.tables import listed, rows

CHANGES = ("renamed", "merged", "split", "absorbed")
_PARTY = ("中国共产党", "中共")
# What a form or a seal adds to a name without naming another department.
_ADDED = re.compile(r"\((?:本级|机关|机关本级|汇总|部门|盖章|公章|章)\)$")
# A budget's code before a name, and the place for a seal behind it: what is left is the name.
_AROUND = re.compile(r"^[\[【(（]?\d{3,12}(?!年)[\]】)）]?[-—_]?(?=\D)|[(（](?:盖章|公章|章)[)）]$")
_SEAT = re.compile("^[省市州县区旗盟](?=委|纪|直)")
# What a title has before and after the name of a region: 关于2025年鄂州市…, 鄂州市2025年….
_BEFORE_REGION = re.compile(r"^(?:关于(?:批复|下达|印发|公布)?)?(?:[\d〇○零o一二三四五六七八九]{4}年度?)?")


@dataclass(frozen=True, slots=True)
class Line:
    """A department that every region has, through its renames.

    `former` are names that it bore, each with the last year. `predecessors` are the lines that were `change`d (merged,
    split, absorbed) into it, in the year `changed`. `until` is its own last year.
    """

    name: str
    short: tuple[str, ...]
    former: tuple[tuple[str, int], ...]
    change: str
    predecessors: tuple[str, ...]
    changed: int | None
    until: int | None


@dataclass(frozen=True, slots=True)
class Past:
    """What a department was before: renamed, merged from, split off from, or absorbed, in `changed_in`."""

    change: str
    predecessor_name: str
    predecessor_id: str
    changed_in: int | None


@dataclass(frozen=True, slots=True)
class Department:
    """A department. `department_id` is its region's code and its line's name without the region: 420700-民政局.

    `name` is the name as printed without blanks, its budget's code or the place for a seal.
    `function_code` is None where no function's words are in the name.
    """

    department_id: str
    name: str
    region_code: str
    function_code: str | None


@lru_cache(maxsize=1)
def lines() -> dict[str, Line]:
    """Every line by its name."""
    found = {}
    for row in rows("departments"):
        former = tuple((name, int(year)) for name, _, year in (one.partition(":") for one in listed(row["former"])))
        found[row["name"]] = Line(
            row["name"],
            listed(row["short"]),
            former,
            row["change"],
            listed(row["predecessors"]),
            int(row["changed"]) if row["changed"] else None,
            int(row["until"]) if row["until"] else None,
        )
    return found


@lru_cache(maxsize=1)
def _line_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for line in lines().values():
        for name in (line.name, *line.short, *(former for former, _ in line.former)):
            if names.setdefault(fold(name), line.name) != line.name:
                raise ValueError(f"{name} is claimed by {names[fold(name)]} and {line.name}")
    return names


def line_of(local: str) -> str:
    """The name of the line that a department's name without its region belongs to; itself where it has none.

    The party's offices are listed as a city's, other offices as bureaus; a county's and a province's keep their own
    seat (县委) and rank (厅).
    """
    seat = _SEAT.match(local)
    listed_as = "市" + local[1:] if seat else local
    if local.endswith("厅"):
        listed_as = listed_as.removesuffix("厅") + "局"
    found = _line_names().get(fold(listed_as))
    if found is None:
        return local
    if local.endswith("厅"):
        return found.removesuffix("局") + "厅"
    return seat.group() + found[1:] if seat and _SEAT.match(found) else found


def identify_department(
    name_printed: str, year: int | None = None, said: Iterable[str] = ()
) -> tuple[Department | None, str]:
    """The department of a printed name, or None and why: `unknown` or `ambiguous` is the region.

    A name that names no region is of the region that a text of `said` begins with (the document's title, the manifest's
    region), and one that several regions share of the one that lies within it.
    """
    decided = _decided().get(fold(name_printed))
    if decided:
        code, _, own = decided.partition("-")
        return Department(decided, _plain(name_printed), code, find_function(own)), ""
    name_printed = _plain(name_printed)
    match = locate(name_printed, year)
    if match.region:
        return _department(match.region.code, match, name_printed), ""
    for text in said:
        around = region(text) if text.isdigit() else locate(_BEFORE_REGION.sub("", fold(text)), year).region
        if around is None:
            continue
        within = locate(name_printed, year, around.code)
        if within.region or match.reason == "unknown":
            code = within.region.code if within.region else around.code
            return _department(code, within, name_printed), ""
    return None, match.reason


def _department(code: str, match: RegionMatch, name_printed: str) -> Department:
    own = line_of(_local_name(match))
    return Department(f"{code}-{own}", _plain(name_printed), code, find_function(own))


def _plain(name: str) -> str:
    return _AROUND.sub("", re.sub(r"\s+", "", name))


@depends_on_decisions
@lru_cache(maxsize=1)
def _decided() -> dict[str, str]:
    """The ids of departments that people named for printed names."""
    return {fold(one.name): one.code for one in decisions_on("department") if one.verdict == "accept"}


def _local_name(match: RegionMatch) -> str:
    """A department's name without its region: 民政局, 市委组织部 (中共鄂州市委组织部), 共青团委员会."""
    rest = match.rest
    while (shorter := _ADDED.sub("", rest)) != rest:
        rest = shorter
    seat = match.region.name[-1] if match.region else ""
    if match.lead_in in _PARTY:
        return seat + re.sub("^委员会", "委", rest)
    is_party_office = not match.lead_in and rest.startswith("委") and not rest.startswith("委员会")
    return match.lead_in + (seat if is_party_office else "") + rest


def past_of(department_id: str) -> list[Past]:
    """What became this department, by the reforms that every region went through."""
    code, _, own = department_id.partition("-")
    line = lines().get(own)
    if line is None:
        return []
    renames = [Past("renamed", name, department_id, until + 1) for name, until in line.former]
    others = [Past(line.change, name, f"{code}-{line_of(name)}", line.changed) for name in line.predecessors]
    return renames + others


def years_of(department_id: str) -> tuple[int | None, int | None]:
    """The first and last year of a department, None where it has no end or its beginning is not known."""
    line = lines().get(department_id.partition("-")[2])
    if line is None:
        return None, None
    return line.changed if line.change in ("merged", "split") else None, line.until
