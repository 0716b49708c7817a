"""Loads `forms/`: the forms that can be read, by their labels and header words, ready for comparison.

Forms lend each other their words: one that prints a label that only another is described with is read all the same. A
form's own words go first, so that a word may mean one thing here and another there.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeVar

from contracts.vocabulary.folding import fold

_T = TypeVar("_T")
_UNTIL = re.compile(r"[:(]*(?:截[止至]?到?|至)(\d{4})年?[底末]?\)?$|\([^()]*?(\d{4})年?[底末]?\)?$")
_MONEY = re.compile(r"\((?:单位:)?(元|千元|万元|亿元)\)")
_POINTS = re.compile(r"\(\d+(?:\.\d+)?分?\)$")
_NOTE = re.compile(r"\([^()]*\)$")
_ORDINAL = re.compile(r"(?<=.)\(?(\d{1,2}|[一二三四五六七八九十]{1,2})\)?$")
_COUNTED = re.compile(r"^(?:\([一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九十\d]{1,2}[、.:])")
_DATED = re.compile(r"\(?(20\d\d)年度?\)?")
_TABLES = ("indicators", "funding", "tasks", "execution", "narrative")
_FILES = (
    "hubei_approval",
    "hubei_declaration",
    "ministry_declaration",
    "hunan_goal_table",
    "self_evaluation",
    "two_axis_goal_table",
    "general",
)
"""In the order in which a word is taken where no form is known yet."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form; `subject` is its horizon or narrative, '' where its kind has none."""

    key: str
    kind: str
    subject: str


class HeaderWords(dict[str, str]):
    """The header words of one kind of table, each with the role of its column; never changed once they are made.

    They hash by identity, so that what a text means by them can be kept.
    """

    __hash__ = object.__hash__  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `columns` gives for each kind of table the role of a header word; all words are label keys.

    `asks` are the sections that no document of it goes without; `roles`: columns one of which it has, if it names any;
    `sums` are rows that add up all points above them. `words` are its own, without those
    that other forms lend it, and `keys` those of the sections that they name.
    """

    form: str
    template: str
    years_seen: str
    titled: re.Pattern[str] | None
    not_titled: re.Pattern[str]
    sections: dict[str, Section]
    columns: dict[str, HeaderWords]
    sides: dict[str, str]
    level_words: frozenset[str]
    basis_words: frozenset[str]
    item_words: frozenset[str]
    sums: frozenset[str]
    one_of: frozenset[str]
    at_least: int
    asks: tuple[Section, ...]
    roles: frozenset[str]
    never: frozenset[str]
    form_by_title: dict[str, re.Pattern[str]]
    form_by_role: dict[str, str]
    words: frozenset[str]
    keys: frozenset[str]

    def section(self, text: str) -> Section | None:
        """The section that a printed left label names, be it numbered (目标1, 二、职能) or of a year (2025年度目标)."""
        return next((self.sections[key] for key in _spellings(text) if key in self.sections), None)

    def fits(self, keys: set[str]) -> bool:
        """Whether sections of these keys make a document of this form."""
        return (
            len(keys & self.keys) >= self.at_least and not self.one_of.isdisjoint(keys) and self.never.isdisjoint(keys)
        )

    def kind(self, title: str, roles: set[str]) -> str:
        """Which of `contracts.frames.documents.FORMS` a document of it is, by its columns and its folded title."""
        by_role = next((form for role, form in self.form_by_role.items() if role in roles), None)
        by_title = next((form for form, said in self.form_by_title.items() if said.search(title)), None)
        return by_role or by_title or self.form


@dataclass(frozen=True, slots=True)
class PageMarks:
    """What lines outside of tables may say, as patterns over the folded line.

    `fields` are by label key; `subtotal`, `sum` and `bare_kind` are patterns over it, of what stands in tables.
    """

    ignored: re.Pattern[str]
    title: re.Pattern[str]
    table_title: re.Pattern[str]
    foreign: re.Pattern[str]
    given: re.Pattern[str]
    nobody: re.Pattern[str]
    year: re.Pattern[str]
    subtotal: re.Pattern[str]
    sum: re.Pattern[str]
    bare_kind: re.Pattern[str]
    fields: dict[str, str]

    def field(self, label: str) -> str | None:
        """What a field of this label says: department, year, unit, or ignored."""
        return meaning_of(self.fields, label)

    def is_bare_kind(self, text: str) -> bool:
        """Whether a column of kinds says only what the values are (定量), and no sign of theirs."""
        return bool(self.bare_kind.fullmatch(label_key(text)))

    def is_sum(self, name: str) -> bool:
        """Whether a row of this name sums up others."""
        return self.is_subtotal(name) or bool(self.sum.fullmatch(label_key(name)))

    def is_subtotal(self, name: str) -> bool:
        """Whether a row of this name sums up some of the others."""
        return bool(self.subtotal.fullmatch(label_key(name)))


@lru_cache(maxsize=8192)
def label_key(text: str) -> str:
    """The key under which spellings of a label or header word meet; its closing year or points are not part of it."""
    folded = _POINTS.sub("", _MONEY.sub("", fold(text)).strip("*:"))
    until = _UNTIL.search(folded)
    if until and until.start() > 0:
        folded = folded[: until.start()]
    return folded.strip("*:")


def meaning_of(words: dict[str, _T], text: str) -> _T | None:
    """What a text means by its key, else by its key without a note in brackets at its end (得分（B/A×10））."""
    key = label_key(text).removeprefix("其中:")
    return words[key] if key in words else words.get(_NOTE.sub("", key))


@lru_cache(maxsize=8192)
def _spellings(label: str) -> tuple[str, ...]:
    """The keys under which a section's label may be known, the plainest last."""
    key = label_key(label)
    keys = (key, _NOTE.sub("", key), _ORDINAL.sub("", key), _NOTE.sub("", _COUNTED.sub("", key)))
    return tuple(dict.fromkeys((*keys, *(bare for one in keys for bare in undated(one)))))


def undated(text: str) -> tuple[str, ...]:
    """A label or header word without the year in it: 2025年度指标值 → 年度指标值, 指标值; none where there is none."""
    folded = fold(text)
    return tuple(_DATED.sub(year, folded) for year in ("年度", "")) if _DATED.search(folded) else ()


def label_number(text: str) -> str:
    """The number that closes a label (年度目标2：（40分） → 2), '' for none."""
    number = _ORDINAL.search(label_key(text))
    return number[1] if number else ""


def year_within(text: str) -> int | None:
    """The year that a label or header word is of (2025年度绩效指标, 指标值（2025年）), the last of several."""
    years = _DATED.findall(fold(text))
    return int(years[-1]) if years else None


def label_year(text: str) -> int | None:
    """The year that closes a label (（截止2026年） → 2026), else the last in it (（2025-2027年期间） → 2027)."""
    until = _UNTIL.search(fold(text).strip(":"))
    return int(until[1] or until[2]) if until else year_within(text)


def label_unit(text: str) -> str | None:
    """The unit of money in a header word's brackets (当年金额（万元） → 万元)."""
    money = _MONEY.search(fold(text))
    return money[1] if money else None


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """Every described form."""
    return tuple(map(_with_lent_words, _described()))


def _with_lent_words(form: Form) -> Form:
    shared = every_form()
    sections = shared.sections | form.sections
    return replace(
        form,
        sections=sections,
        columns={kind: HeaderWords(shared.columns[kind] | form.columns[kind]) for kind in _TABLES},
        sides=shared.sides | form.sides,
        level_words=shared.level_words,
        basis_words=shared.basis_words,
        item_words=shared.item_words,
        sums=shared.sums,
        keys=frozenset(section.key for label, section in sections.items() if label in form.words) | {"department"},
    )


@lru_cache(maxsize=1)
def every_form() -> Form:
    """The words of all forms as those of one, for a document whose form is not known yet."""
    described = _described()
    first = described[0]
    return replace(
        first,
        template="",
        sections=_first_of([form.sections for form in described]) | _field_sections(),
        columns={kind: HeaderWords(_first_of([form.columns[kind] for form in described])) for kind in _TABLES},
        sides=_first_of([form.sides for form in described]),
        level_words=frozenset().union(*(form.level_words for form in described)),
        basis_words=frozenset().union(*(form.basis_words for form in described)),
        item_words=frozenset().union(*(form.item_words for form in described)),
        sums=frozenset().union(*(form.sums for form in described)),
        words=frozenset(),
    )


@lru_cache(maxsize=64)
def asked_by(template: str | None) -> tuple[Section, ...]:
    """The sections that no document of this template goes without; the first form's for one that names none."""
    form = next((form for form in _described() if form.template == template), None)
    return form.asks if form else () if template else _described()[0].asks


@lru_cache(maxsize=1)
def page_marks() -> PageMarks:
    """The patterns of lines outside of tables."""
    page = _table("page")
    return PageMarks(
        ignored=re.compile("|".join(f"(?:{pattern})" for pattern in page["ignored"])),
        title=re.compile(page["title"]),
        table_title=re.compile(page["table_title"]),
        foreign=re.compile(page["foreign"]),
        given=re.compile(page["given"]),
        nobody=re.compile(page["nobody"]),
        year=re.compile(page["year"]),
        subtotal=re.compile(page["subtotal"]),
        sum=re.compile(page["sum"]),
        bare_kind=re.compile(page["bare_kind"]),
        fields=_by_word(page["fields"]),
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"forms/{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _described() -> tuple[Form, ...]:
    return tuple(_form(_table(name)) for name in _FILES)


def _form(entry: dict[str, Any]) -> Form:
    sections = {
        label_key(label): Section(key, section["kind"], section.get("horizon") or section.get("narrative", ""))
        for key, section in entry.get("sections", {}).items()
        for label in section["labels"]
    }
    columns = {kind: HeaderWords(_by_word(entry.get(kind, {}))) for kind in _TABLES}
    items = frozenset(map(fold, entry.get("item_words", ())))
    levels = frozenset(map(fold, entry.get("level_words", ())))
    return Form(
        form=entry["form"],
        template=entry["template"],
        years_seen=entry["years_seen"],
        titled=re.compile(entry["titled"]) if entry["titled"] else None,
        not_titled=re.compile(entry["not_titled"]),
        sections=sections,
        columns=columns,
        sides=_by_word(entry.get("sides", {})),
        level_words=levels,
        basis_words=frozenset(map(fold, entry.get("basis_words", ()))),
        item_words=items,
        sums=frozenset(map(fold, entry.get("sums", ()))),
        one_of=frozenset(entry["one_of"]),
        at_least=entry["at_least"],
        asks=tuple(section for key in entry.get("asks", ()) for section in {*sections.values()} if section.key == key),
        roles=frozenset(entry.get("roles", ())),
        never=frozenset(entry.get("never", ())),
        form_by_title={form: re.compile(said) for form, said in entry.get("form_by_title", {}).items()},
        form_by_role=entry.get("form_by_role", {}),
        words=frozenset().union(sections, *columns.values(), items, levels),
        keys=frozenset(),
    )


def _field_sections() -> dict[str, Section]:
    """The fields that may stand in a form's grid, as sections of one row."""
    return {label: Section(kind, "field", "") for label, kind in page_marks().fields.items() if kind != "unit"}


def _first_of(tables: Sequence[Mapping[str, _T]]) -> dict[str, _T]:
    found: dict[str, _T] = {}
    for table in tables:
        found = {**table, **found}
    return found


def _by_word(words_by_role: dict[str, list[str]]) -> dict[str, str]:
    return {label_key(word): role for role, words in words_by_role.items() for word in words}


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """The words that a form is printed with, the first spelling of each: sections in their order, headers by role."""

    sections: tuple[tuple[Section, str], ...]
    headers: dict[str, str]


@lru_cache(maxsize=64)
def printed_words(template: str | None) -> PrintedWords | None:
    """The words of the form with this template, None if it is not described."""
    for entry in map(_table, _FILES):
        if entry["template"] == template:
            department = _table("page")["fields"]["department"][0]
            sections = [(Section("department", "department", ""), department)] + [
                (Section(key, said["kind"], said.get("horizon") or said.get("narrative", "")), said["labels"][0])
                for key, said in entry["sections"].items()
                if said["kind"] != "foreign"
            ]
            tables = [said for key, said in entry.items() if isinstance(said, dict) and key != "sections"]
            headers = {role: words[0] for said in tables for role, words in said.items() if isinstance(words, list)}
            return PrintedWords(tuple(sections), headers)
    return None
