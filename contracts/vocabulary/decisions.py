"""What people decided about names that no reviewed table has: read from a file that git can review, never guessed.

Belongs here: the file's form and who may rely on it. Each row says who decided, when and why; the last row about a name
counts, so a change of mind is another row. What a decision means, the vocabulary that it is about says.
"""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, fields
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any, TypeVar

from contracts.vocabulary.folding import fold

SUBJECTS = ("indicator", "department", "function", "unit")
VERDICTS = ("accept", "reject", "new")


class DecisionError(ValueError):
    """The file of decisions cannot be relied on; the message says which line, and what to do."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about one printed name.

    `accept`: the name means `code` (an indicator's code, a department's id or region, a function's code, a unit).
    `reject`: it does not mean `code`; without a code it means nothing that should be listed. `new`: it is an indicator
    or unit of its own, described by the columns from `name_en` on (`measure` holds a unit's dimension). `function`
    limits an indicator's name to the departments of one function. `decided_at` is a date and time as ISO 8601.
    """

    subject: str
    name: str
    verdict: str
    code: str = ""
    function: str = ""
    name_en: str = ""
    scope: str = ""
    direction: str = ""
    measure: str = ""
    unit: str = ""
    decided_by: str = ""
    decided_at: str = ""
    reason: str = ""


COLUMNS = tuple(field.name for field in fields(Decision))
_taken: tuple[Decision, ...] = ()
_caches: list[Callable[[], None]] = []
Cached = TypeVar("Cached", bound="_lru_cache_wrapper[Any]")


def depends_on_decisions(cached: Cached) -> Cached:
    """Marks a cache that holds what decisions say: it is emptied when others are taken."""
    _caches.append(cached.cache_clear)
    return cached


def take_decisions(decisions: Iterable[Decision]) -> None:
    """Lets the vocabularies of this process rely on these decisions, and on no others, from now on."""
    global _taken
    taken = tuple(decisions)
    if taken != _taken:
        _taken = taken
        forget_vocabularies()


def forget_vocabularies() -> None:
    """Empties every cache that holds what people's files say."""
    for forget in _caches:
        forget()


def decisions_on(subject: str) -> list[Decision]:
    """The newest decision on each name of `subject` (and function, where one is named).

    That a name does not mean a certain code stands beside what else is decided on it.
    """
    newest: dict[tuple[str, ...], Decision] = {}
    for one in _taken:
        if one.subject == subject:
            key = (fold(one.name), one.function, one.code if one.verdict == "reject" else "")
            newest[key] = one
    return list(newest.values())


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file, in its order; none where there is no file. Raises DecisionError."""
    if not path.exists():
        return ()
    try:
        rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True)
        missing = {"subject", "name", "verdict"} - set(rows.fieldnames or ())
        if missing:
            raise DecisionError(f"{path}: no column {', '.join(sorted(missing))}; its first line must name the columns")
        return tuple(_decision(path, rows.line_num, row) for row in rows)
    except (UnicodeDecodeError, csv.Error) as error:
        raise DecisionError(f"{path}: {error}; save it as CSV in UTF-8") from error


def write_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Adds decisions to the end of a file, which is made with its line of names where there is none."""
    is_new = not path.exists() or path.stat().st_size == 0
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if is_new:
        writer.writerow(COLUMNS)
    elif not path.read_bytes().endswith(b"\n"):
        text.write("\n")
    writer.writerows(astuple(one) for one in decisions)
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(text.getvalue())


def _decision(path: Path, line: int, row: dict[str, str | None]) -> Decision:
    one = Decision(**{name: (row.get(name) or "").strip() for name in COLUMNS})
    for name, allowed in (("subject", SUBJECTS), ("verdict", VERDICTS)):
        said = getattr(one, name)
        if said not in allowed:
            raise DecisionError(f"{path}, line {line}: {name} is one of {', '.join(allowed)}, not {said!r}")
    if not one.name:
        raise DecisionError(f"{path}, line {line}: the name is missing")
    return one
