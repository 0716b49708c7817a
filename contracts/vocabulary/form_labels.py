"""Loads `form_labels.toml`: the forms that can be read, by their labels and header words, ready for comparison."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from contracts.vocabulary.folding import fold

_UNTIL = re.compile(r"[:(]*(?:截[止至]?到?|至)(\d{4})年?[底末]?\)?$|\([^()]*?(\d{4})年?[底末]?\)?$")
_MONEY = re.compile(r"\((?:单位:)?(元|千元|万元|亿元)\)")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form; `subject` is its horizon or narrative, '' where its kind has none."""

    key: str
    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `columns` gives for each kind of table the role of a header word; all words are label keys."""

    form: str
    template: str
    years_seen: str
    title: re.Pattern[str]
    not_titled: re.Pattern[str]
    sections: dict[str, Section]
    columns: dict[str, dict[str, str]]
    sides: dict[str, str]
    level_words: frozenset[str]
    basis_words: frozenset[str]
    item_words: frozenset[str]
    one_of: frozenset[str]
    at_least: int

    def section(self, text: str) -> Section | None:
        """The section that a printed left label names."""
        return self.sections.get(label_key(text))

    def fits(self, keys: set[str]) -> bool:
        """Whether sections of these keys make a document of this form."""
        return len(keys) >= self.at_least and not self.one_of.isdisjoint(keys)


@dataclass(frozen=True, slots=True)
class PageMarks:
    """What lines outside of tables may say, as patterns over the folded line."""

    ignored: re.Pattern[str]
    title: re.Pattern[str]
    unit: re.Pattern[str]
    year: re.Pattern[str]
    department: re.Pattern[str]


@lru_cache(maxsize=65536)
def label_key(text: str) -> str:
    """The key under which spellings of a label or header word meet; the year that closes a label is not part of it."""
    folded = _MONEY.sub("", fold(text)).strip("*:")
    until = _UNTIL.search(folded)
    if until and until.start() > 0:
        folded = folded[: until.start()]
    return folded.strip("*:")


def label_year(text: str) -> int | None:
    """The year that closes a label (（截止2026年） → 2026)."""
    until = _UNTIL.search(fold(text).strip(":"))
    return int(until[1] or until[2]) if until else None


def label_unit(text: str) -> str | None:
    """The unit of money in a header word's brackets (当年金额（万元） → 万元)."""
    money = _MONEY.search(fold(text))
    return money[1] if money else None


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """Every described form."""
    return tuple(_form(entry) for entry in _table()["forms"])


@lru_cache(maxsize=1)
def page_marks() -> PageMarks:
    """The patterns of lines outside of tables."""
    page = _table()["page"]
    return PageMarks(
        re.compile("|".join(f"(?:{pattern})" for pattern in page["ignored"])),
        *(re.compile(page[name]) for name in ("title", "unit", "year", "department")),
    )


def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("form_labels.toml").read_text(encoding="utf-8"))


def _form(entry: dict[str, Any]) -> Form:
    sections = {
        label_key(label): Section(key, section["kind"], section.get("horizon") or section.get("narrative", ""))
        for key, section in entry["sections"].items()
        for label in section["labels"]
    }
    return Form(
        form=entry["form"],
        template=entry["template"],
        years_seen=entry["years_seen"],
        title=re.compile(entry["title"]),
        not_titled=re.compile(entry["not_titled"]),
        sections=sections,
        columns={kind: _by_word(entry[kind]) for kind in ("indicators", "funding")},
        sides=_by_word(entry["sides"]),
        level_words=frozenset(map(fold, entry["level_words"])),
        basis_words=frozenset(map(fold, entry["basis_words"])),
        item_words=frozenset(map(fold, entry["item_words"])),
        one_of=frozenset(entry["one_of"]),
        at_least=entry["at_least"],
    )


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
    for entry in _table()["forms"]:
        if entry["template"] == template:
            sections = (
                (Section(key, said["kind"], said.get("horizon") or said.get("narrative", "")), said["labels"][0])
                for key, said in entry["sections"].items()
            )
            tables = [said for key, said in entry.items() if isinstance(said, dict) and key != "sections"]
            headers = {role: words[0] for said in tables for role, words in said.items() if isinstance(words, list)}
            return PrintedWords(tuple(sections), headers)
    return None
