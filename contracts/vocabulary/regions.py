"""Provinces, prefectures and counties by their official code, and the region that a department's name begins with.

Belongs here: what regions are called. The table's origin is in the README beside it.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from contracts.vocabulary.folding import fold
from contracts.vocabulary.tables import listed, rows

# What may stand before the region's name in a body's own name.
_LEAD_IN = re.compile(
    "中国人民政治协商会议|政协|中国共产主义青年团|共青团|中国共产党|中共|国家税务总局|中国国民党革命委员会|民革"
    "|中国民主同盟|民盟|中国民主建国会|民建|中国民主促进会|民进|中国农工民主党|农工党|中国致公党|致公党|九三学社"
    "|台湾民主自治同盟|台盟"
)
# The peoples that an autonomous area is named for, longer names before those that they begin with.
_PEOPLES = (
    "土家族|苗族|回族|彝族|藏族|羌族|壮族|傣族|白族|侗族|瑶族|黎族|满族|畲族|水族|土族|佤族|怒族|京族|布依族"
    "|哈尼族|朝鲜族|景颇族|傈僳族|拉祜族|纳西族|仫佬族|毛南族|仡佬族|普米族|独龙族|布朗族|撒拉族|东乡族|保安族"
    "|裕固族|蒙古族|达斡尔族|鄂温克族|锡伯族|塔吉克族|各族|柯尔克孜|哈萨克族|哈萨克|维吾尔|蒙古|壮|回"
)
_ENDING = re.compile("(特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|省|市|县|区|盟|旗)$")
_PEOPLE = re.compile(f"(.{{2,}}?)(?:{_PEOPLES})+")
# Short forms that are ordinary words: 公安局 is no office of 公安县, 台湾工作办公室 none of 台湾省.
_WORDS = frozenset({"公安", "台湾"})


@dataclass(frozen=True, slots=True)
class Region:
    """A province, prefecture or county.

    `since` and `until` are the years in which its code was given out and given up: None for before 2010, and for one
    in force. `former` are names that it bore under the same code.
    """

    code: str
    name: str
    level: str
    parent: str | None
    since: int | None = None
    until: int | None = None
    former: tuple[str, ...] = ()

    def is_valid(self, year: int | None) -> bool:
        """Whether the code was in force at any time of `year`; None asks for today."""
        return self.until is None if year is None else (self.since or year) <= year <= (self.until or year)


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """What a name begins with: the region, the lead-in before it and the rest after it, or why there is no region.

    `reason` is '' for a region found, else `unknown` (no region's name stands there) or `ambiguous` (several share it).
    """

    region: Region | None
    reason: str
    lead_in: str
    rest: str


@lru_cache(maxsize=1)
def regions() -> dict[str, Region]:
    """Every region by its code."""
    return {
        row["code"]: Region(
            row["code"],
            row["name"],
            row["level"],
            row["parent"] or None,
            int(row["since"]) if row["since"] else None,
            int(row["until"]) if row["until"] else None,
            listed(row["former"]),
        )
        for row in rows("regions")
    }


def region(code: str) -> Region | None:
    """The region of this six-digit code, None where the table does not have it."""
    return regions().get(code)


def find_region(department_name: str, year: int | None = None) -> Region | None:
    """The region that a department's printed name begins with, None where it names none or a shared name alone."""
    return locate(department_name, year).region


@lru_cache(maxsize=4096)
def locate(department_name: str, year: int | None = None, within: str | None = None) -> RegionMatch:
    """Walks down the regions that follow each other at the beginning of a name: 湖北省 → 鄂州市 → 鄂城区.

    Full names and short ones (鄂州, 恩施州) count, the longest first; below a region found, only its own. Of several of
    one name those count whose code was in force in `year` (None: today). A name that several regions share is
    ambiguous, unless the office is a 厅, which only a province has, or one alone lies `within` the region of that code.
    """
    text = fold(department_name)
    before = _LEAD_IN.match(text)
    lead_in = before.group() if before else ""
    rest = text[len(lead_in) :]
    found: Region | None = None
    around = regions().get(within or "")
    while True:
        name, named = _named(rest, found, year)
        if not named:
            return RegionMatch(found, "" if found else "unknown", lead_in, rest)
        if len(named) > 1 and around is not None:
            named = [one for one in named if one == around or _is_below(one, around)] or named
        if len(named) > 1:
            named = [one for one in named if one.level == "province" and text.endswith("厅")]
            if len(named) != 1:
                return RegionMatch(None, "ambiguous", lead_in, rest)
        found, rest = named[0], rest[len(name) :]


def _named(text: str, above: Region | None, year: int | None) -> tuple[str, list[Region]]:
    """The longest name that `text` begins with, and the regions below `above` that bear it."""
    names = _names()
    for length in range(min(len(text), _longest_name()), 1, -1):
        named = [one for one in names.get(text[:length], ()) if above is None or _is_below(one, above)]
        if named:
            in_force = [one for one in named if one.is_valid(year)] or [one for one in named if one.is_valid(None)]
            return text[:length], in_force or named
    return "", []


def _is_below(one: Region, above: Region) -> bool:
    parent = one.parent
    while parent is not None:
        if parent == above.code:
            return True
        parent = regions()[parent].parent
    return False


@lru_cache(maxsize=1)
def _names() -> dict[str, list[Region]]:
    names: dict[str, list[Region]] = defaultdict(list)
    for one in regions().values():
        for name in {one.name, *one.former, *short_names(one)}:
            names[name].append(one)
    return dict(names)


@lru_cache(maxsize=1)
def _longest_name() -> int:
    return max(map(len, _names()))


def short_names(one: Region) -> set[str]:
    """What else a region is called: 鄂州 for 鄂州市, 恩施州 for 恩施土家族苗族自治州; never a district's bare stem."""
    return {short for name in (one.name, *one.former) for short in _short(name)}


def _short(name: str) -> set[str]:
    ending = _ENDING.search(name)
    if ending is None:
        return set()
    stem = name[: ending.start()]
    short = set()
    if "自治" in ending.group():
        people = _PEOPLE.fullmatch(stem)
        stem = people.group(1) if people else stem
        short = {stem + ending.group()[-1], stem + ending.group()} - {stem + "区"}
    if ending.group() != "区" and len(stem) > 1 and stem not in _WORDS:
        short.add(stem)
    return short
