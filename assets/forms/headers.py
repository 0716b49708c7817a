"""Header rows to columns: which role a column has, and the year it is printed for, known by header words and place."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from assets.forms.likeness import like
from assets.forms.margins import Margins, Word
from assets.forms.printed import UNSURE_BELOW
from assets.forms.strips import Part, Strip
from assets.forms.wrapping import joined, unwrap
from contracts.frames.printed import HORIZONS
from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import HeaderWords, label_unit, meaning_of, undated, year_within
from contracts.vocabulary.units import read_unit

YEAR, THEMSELVES = "year", "values"
"""Roles of words that only say which of the values under the word above them a column has."""
GROUP, TOTAL = "_group", "total"
"""What ends the role of a word over several columns; of money it is the whole where nothing stands below it."""
_NUMBER = re.compile(r"[-\d.,%]*\d[-\d.,%]*")
_YEAR = re.compile(r"(20\d\d)年?度?")
_UNIT = re.compile(r"\((?:单位:)?([^()]+)\)$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its role and, where one is printed over it, its year; its edges are shares of the grid's width.

    `confidence` is that of the words over it, of what they mean.
    """

    role: str
    year: int | None
    left: float
    right: float
    unit: str | None = None
    confidence: float = 1.0

    @property
    def key(self) -> tuple[str, int | None]:
        """What tells it from the other columns of its table."""
        return self.role, self.year


class _Title(NamedTuple):
    part: Part
    strip: Strip
    level: int


class _Begun(NamedTuple):
    """A header word over a page break: the part where it begins, and what else stands in the cell that it runs over."""

    above: Part
    word: str
    below: Part | None = None
    rest: str = ""
    margin: Word | None = None

    def take_rest(self) -> None:
        """Take the end of the word out of the cell below, and its middle as read that lies in the margin."""
        if self.below is not None:
            self.below.text = self.rest
        if self.margin is not None:
            self.margin.use()


@lru_cache(maxsize=4096)
def year_of(text: str) -> int | None:
    """The year that a header cell names and nothing else."""
    year = _YEAR.fullmatch(fold(text))
    return int(year[1]) if year else None


@lru_cache(maxsize=8192)
def role_of(text: str, words: HeaderWords) -> str | None:
    """The role that a header word gives its column, be it of a year (2025年目标值); `YEAR` for a year alone."""
    if year_of(text):
        return YEAR
    return next((role for said in (text, *undated(text)) if (role := meaning_of(words, said))), None)


def header_parts(row: list[Part], words: HeaderWords) -> list[Part]:
    """The printed parts of a row when at least half of them are header words, and none a number; else none.

    A row that sums others (合计 | 12.5) begins with a word that may stand over a column.
    """
    printed = [part for part in row if part.text]
    others = [part for part in printed if role_of(part.text, words) is None]
    is_mostly_words = 2 * len(others) <= len(printed)
    return printed if is_mostly_words and not any(_NUMBER.fullmatch(fold(part.text)) for part in others) else []


@dataclass(slots=True)
class Header:
    """Header rows, collected until the first row below them; they may stand on two pages."""

    words: HeaderWords
    margins: Margins
    _titles: list[_Title] = field(default_factory=list)
    _level: int = 0

    def add(self, printed: list[Part], strip: Strip, below: list[Part]) -> None:
        """Take in the printed parts of one more header row; a word broken over two pages becomes one.

        `below` are the parts of the row below one at a page's head, into which its words may run over.
        """
        self._level += 1
        for part in printed:
            if any(part is title.part for title in self._titles):
                continue
            # The end of a word (预期当年实现|值) may be a word itself.
            is_open = role_of(part.text, self.words) in (None, THEMSELVES)
            begun = self._begun_by(part, below) if is_open else None
            if begun is None:
                self._titles.append(_Title(part, strip, self._level))
            else:
                begun.above.absorb(part, begun.word)
                begun.take_rest()

    def takes_rest(self, parts: list[Part], strip: Strip, below: list[Part]) -> bool:
        """Take in the rest of a header row that a page break cut: each of its texts is a word, or completes one."""
        printed = [part for part in parts if part.text]
        if all(role_of(part.text, self.words) or self._begun_by(part, below) for part in printed):
            self.add(printed, strip, below)
            return bool(printed)
        for title in self._titles:
            begun = self._run_over(title.part, title.part.text, printed)
            if begun and self._role(title) in (None, role_of(begun.word, self.words)):
                begun.above.text = begun.word
                begun.take_rest()
        return False

    def _begun_by(self, part: Part, below: list[Part]) -> _Begun | None:
        """The word that was begun above and that this part completes, if need be with the first lines below it."""
        for title in (one for one in self._titles if _is_under(part, one.part)):
            whole = joined(title.part.text, part.text)
            if role_of(whole, self.words) is not None:
                return _Begun(title.part, whole)
            if begun := self._run_over(title.part, whole, below):
                return begun
            for word in self.margins.beyond(title.part, title.strip):
                whole = joined(joined(title.part.text, word.text), part.text)
                if role_of(whole, self.words) is not None:
                    return _Begun(title.part, whole, margin=word)
        return None

    def _run_over(self, above: Part, text: str, below: list[Part]) -> _Begun | None:
        """The word that the first lines of the part below complete."""
        for part in below:
            lines = part.cell.text.split("\n") if _is_under(part, above) else []
            for count in range(1, len(lines)):
                whole = joined(text, "\n".join(lines[:count]))
                if role_of(whole, self.words) is not None:
                    return _Begun(above, whole, part, unwrap("\n".join(lines[count:])))
        return None

    def columns(self) -> list[Column]:
        """The columns, from left to right. Words that give no role make none, and stay unread.

        No column is surer than such a word, which may be that of a part of its rows.
        """
        found = []
        roles = [(title, self._role(title)) for title in self._titles]
        known = [(title, role) for title, role in roles if role is not None]
        unknown = min((title.part.confidence for title, role in roles if role is None), default=1.0)
        present = {role for _, role in known}
        for title, role in known:
            above = [one for one in known if one[0].level < title.level and _is_under(title.part, one[0].part)]
            over = [other for _, other in above]
            below = [one for one in self._titles if one.level > title.level and _is_under(one.part, title.part)]
            has_columns_below = len(below) > 1 or any(one.part is below[0].part for one, _ in known if below)
            if role in (YEAR, THEMSELVES) and not over:
                continue
            title.part.use()
            horizon = next((one.removesuffix(GROUP) for one in over if one.removesuffix(GROUP) in HORIZONS), None)
            if role in (YEAR, THEMSELVES):
                role = over[-1].removesuffix(GROUP)
            elif horizon and not role.endswith(GROUP):
                role = f"{horizon}:{role}"
            if not has_columns_below and role == f"{TOTAL}{GROUP}":
                role = TOTAL
            if not has_columns_below and not role.endswith(GROUP):
                part = title.part
                units = [_unit_in(text) for text in (part.text, *(one.part.text for one, _ in reversed(above)))]
                year = year_of(part.text) or year_within(part.text)
                unit = next(filter(None, units), None)
                confidences = [self._confidence(one, present) for one in (title, *(one for one, _ in above))]
                found.append(Column(role, year, part.left, part.right, unit, min(unknown, *confidences)))
        return sorted(found, key=lambda column: column.left)

    def _confidence(self, title: _Title, present: set[str]) -> float:
        """How sure it is what a word means: a misread one may be that of a role that the table does not have yet."""
        part = title.part
        if part.confidence >= UNSURE_BELOW:
            return 1.0
        may_be_another = any(self.words[word] not in present for word in like(part.text, self.words))
        return part.confidence if may_be_another or year_of(part.text) or year_within(part.text) else 1.0

    def _role(self, title: _Title) -> str | None:
        part, strip, _ = title
        role = role_of(part.text, self.words)
        if role is None:
            for word in self.margins.beyond(part, strip):
                whole = joined(part.text, word.text)
                if (role := role_of(whole, self.words)) is not None:
                    part.text = whole
                    word.use()
                    break
        return role


def _unit_in(text: str) -> str | None:
    """The unit in a header word's brackets: of money, or of all values below it (指标值（%））."""
    note = _UNIT.search(fold(text))
    return label_unit(text) or (note[1] if note and read_unit(note[1]) else None)


def _is_under(part: Part, above: Part) -> bool:
    overlap = min(part.right, above.right) - max(part.left, above.left)
    return 2 * overlap > part.right - part.left
