"""The numbers that Word sets before paragraphs by itself: they stand in no text, but a person sees them.

Levels, starts, restarts and styles are those of ECMA-376, part 1, 17.9. A format or a numbering that is not known here
shows as one illegible sign, which makes its cell unsure.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Protocol

from lxml import etree

from assets.extraction.containers.package import attribute
from assets.extraction.lines import ILLEGIBLE

_LEVELS, _DEEPEST = 9, 20
_LARGEST = 9999
_CLOSED = tuple("、)）:：")
_ONES = "〇一二三四五六七八九"


class Counting(Protocol):
    """Gives the numbers of paragraphs in their order."""

    def before(self, paragraph: "etree._Element") -> str:
        """What is set before a paragraph, with the gap after it; '' for one without a number."""


class StatedNumbering:
    """The numbers that Word 2003 keeps beside its paragraphs as they were last shown."""

    def before(self, paragraph: "etree._Element") -> str:
        """The number; ILLEGIBLE where a paragraph has one that was not kept or is drawn by a font of pictures."""
        place = paragraph.find("{*}pPr/{*}listPr")
        if place is None:
            return ""
        text = _value_of(place, "t")
        return f"{text} " if text and not re.search("[\ue000-\uf8ff]", text) else ILLEGIBLE


class Numbering:
    """Counts the numbered paragraphs of one text, in their order."""

    def __init__(self, numbering: "etree._Element | None", styles: "etree._Element | None") -> None:
        """From the roots of the parts numbering.xml and styles.xml, None where there is none."""
        roots = [root for root in (numbering, styles) if root is not None]
        self._kinds = {
            attribute(one, "abstractNumId"): one for root in roots for one in root.iterfind("{*}abstractNum")
        }
        self._lists = {attribute(one, "numId"): one for root in roots for one in root.iterfind("{*}num")}
        paragraphs = [
            one for root in roots for one in root.iterfind("{*}style") if attribute(one, "type") == "paragraph"
        ]
        self._styles = {attribute(one, "styleId"): one for one in paragraphs}
        self._usual = next(
            (attribute(one, "styleId") for one in paragraphs if attribute(one, "default") in ("1", "true")), ""
        )
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._levels: dict[str, dict[int, etree._Element]] = {}
        self._begun: set[tuple[str, int]] = set()

    def before(self, paragraph: "etree._Element") -> str:
        """What is set before a paragraph, with the gap after it; '' for one without a number."""
        number, level = self._place(paragraph)
        if number in ("", "0"):
            return ""
        levels = self._levels_of(number)
        if level not in levels:
            return ILLEGIBLE
        counts = self._count(number, level, levels)
        text = _label(level, levels, counts)
        is_tight = not text or text.endswith(_CLOSED) or _value_of(levels[level], "suff") == "nothing"
        return text if is_tight else f"{text} "

    def _place(self, paragraph: "etree._Element") -> tuple[str, int]:
        """The list and the level of a paragraph, by itself or by its style and those that it is based on."""
        number, level = _value_of(paragraph, "pPr/{*}numPr/{*}numId"), _value_of(paragraph, "pPr/{*}numPr/{*}ilvl")
        name = _value_of(paragraph, "pPr/{*}pStyle") or self._usual
        for style in self._based_on(name):
            inherited = _value_of(style, "pPr/{*}numPr/{*}numId")
            if not number and inherited:
                own = (str(at) for at, one in self._levels_of(inherited).items() if _value_of(one, "pStyle") == name)
                level = level or _value_of(style, "pPr/{*}numPr/{*}ilvl") or next(own, "")
                number = inherited
        return number, _integer(level, 0)

    def _based_on(self, name: str) -> Iterator["etree._Element"]:
        seen: set[str] = set()
        while name in self._styles and name not in seen and len(seen) < _DEEPEST:
            seen.add(name)
            yield self._styles[name]
            name = _value_of(self._styles[name], "basedOn")

    def _levels_of(self, number: str) -> dict[int, "etree._Element"]:
        """Each level's description, the list's own before that of its kind; none for a list that is not there."""
        if number not in self._levels:
            own = self._lists.get(number)
            parts = [self._kinds.get(_value_of(own, "abstractNumId")), *_children(own, "lvlOverride")]
            every = [level for part in parts for level in _children(part, "lvl")] if own is not None else []
            placed = ((_integer(attribute(one, "ilvl"), -1), one) for one in every)
            self._levels[number] = {at: one for at, one in placed if 0 <= at < _LEVELS}
        return self._levels[number]

    def _count(self, number: str, level: int, levels: dict[int, "etree._Element"]) -> dict[int, int]:
        """The numbers of all levels after one more paragraph; lists of one kind are counted together."""
        counts = self._counts[_value_of(self._lists[number], "abstractNumId")]
        for above in range(level):
            counts.setdefault(above, _start(levels, above))
        overrides = [
            one for one in _children(self._lists[number], "lvlOverride") if attribute(one, "ilvl") == str(level)
        ]
        own = next((_integer(said, 1) for one in overrides if (said := _value_of(one, "startOverride"))), None)
        if own is not None and (number, level) not in self._begun:
            counts[level] = own
        else:
            counts[level] = counts[level] + 1 if level in counts else _start(levels, level)
        self._begun.add((number, level))
        for below in [one for one in counts if one > level]:
            restart = _value_of(levels.get(below), "lvlRestart")
            if level < _integer(restart, below):
                del counts[below]
        return counts


def _label(level: int, levels: dict[int, "etree._Element"], counts: dict[int, int]) -> str:
    """The text of a level with the numbers of the levels that it names in place (%1.%2)."""
    legal = next(iter(_children(levels[level], "isLgl")), None)
    is_legal = legal is not None and attribute(legal) not in ("0", "false", "off")

    def shown(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        kind = "decimal" if is_legal else _value_of(levels.get(at), "numFmt") or "decimal"
        return _numeral(kind, counts.get(at, _start(levels, at)))

    kind = _value_of(levels[level], "numFmt")
    if kind == "none":
        return ""
    text = re.sub("%([1-9])", shown, _value_of(levels[level], "lvlText"))
    is_picture = re.search("[\ue000-\uf8ff]" + ("|[A-Za-z0-9]" if kind == "bullet" else ""), text)  # Wingdings' l is ●
    return ILLEGIBLE if ILLEGIBLE in text or is_picture else text


def _numeral(kind: str, number: int) -> str:
    """A number in one of Word's formats."""
    if not 0 <= number <= _LARGEST:
        return ILLEGIBLE
    if kind == "decimal":
        return str(number)
    if kind == "decimalZero":
        return f"{number:02}"
    if kind == "decimalFullWidth":
        return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if kind in ("chineseCounting", "chineseCountingThousand", "japaneseCounting") and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return (_ONES[tens] if tens > 1 else "") + ("十" if tens else "") + (_ONES[ones] if ones else "")
    if kind in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if kind in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr(ord("A" if kind == "upperLetter" else "a") + number - 1)
    return ILLEGIBLE


def _start(levels: dict[int, "etree._Element"], level: int) -> int:
    return _integer(_value_of(levels.get(level), "start"), 0)


def _children(parent: "etree._Element | None", name: str) -> list["etree._Element"]:
    return [] if parent is None else parent.findall(f"{{*}}{name}")


def _value_of(parent: "etree._Element | None", path: str) -> str:
    found = None if parent is None else parent.find(f"{{*}}{path}")
    return "" if found is None else attribute(found, "val")


def _integer(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text, re.ASCII) else default
