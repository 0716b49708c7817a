"""Which function of government a department's name speaks of, so that peers meet across regions."""

import re
from dataclasses import dataclass
from functools import lru_cache

from contracts.vocabulary.decisions import decisions_on, depends_on_decisions
from contracts.vocabulary.folding import fold
from contracts.vocabulary.tables import listed, rows

# Where a bureau's branch sits says nothing of what it does: 公安局经济开发区分局.
_BRANCH = re.compile("(?<=局).+(?=分局$)")


@dataclass(frozen=True, slots=True)
class Function:
    """A function of government that a department of any region serves, with the words its name is known by."""

    code: str
    name_zh: str
    name_en: str
    patterns: tuple[str, ...]


@lru_cache(maxsize=1)
def functions() -> dict[str, Function]:
    """Every function by its code."""
    return {
        row["code"]: Function(row["code"], row["name_zh"], row["name_en"], listed(row["patterns"]))
        for row in rows("functions")
    }


@depends_on_decisions
@lru_cache(maxsize=4096)
def find_function(name: str) -> str | None:
    """The code of the function that a department's name without its region speaks of, None where it has no known words.

    A person's decision first; else the longest words known, and of equally long ones the last: the hospital of a
    university is a hospital. What stands in brackets behind a name counts only where the name alone says nothing.
    """
    text = fold(name)
    decided = {fold(one.name): one.code for one in decisions_on("function") if one.verdict == "accept"}
    if text in decided:
        return decided[text]
    alone = _BRANCH.sub("", text.partition("(")[0])
    found = [(len(words), where, code) for words, code in _patterns() if (where := alone.rfind(words)) >= 0]
    if not found and alone != text:
        found = [(len(words), where, code) for words, code in _patterns() if (where := text.rfind(words)) >= 0]
    return max(found)[2] if found else None


def function_of(department_id: str) -> str | None:
    """The code of the function of a department, by its id."""
    return find_function(department_id.partition("-")[2])


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, str]]:
    return [(fold(words), function.code) for function in functions().values() for words in function.patterns]
