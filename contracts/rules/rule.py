"""What a rule is, and the decorator that declares one beside its function."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from contracts.frames.findings import SEVERITIES
from contracts.rules.documents import DocumentSet
from contracts.rules.example import Example

Check = Callable[[DocumentSet], pd.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A check with its number, its weight and its words.

    `check` looks at a whole set of documents at once and returns breaches as `contracts.rules.breaches` makes them.
    The messages are templates over a breach's columns. `about_zh` says what is checked, as the check's docstring does;
    `source` what the rule rests on, in Chinese and English. `passes` and `fails` are the smallest documents that keep
    and break it; `fails.finds` holds the keys of the breaches it must give.
    """

    code: str
    severity: str
    title_zh: str
    title_en: str
    message_zh: str
    message_en: str
    about_zh: str
    source: tuple[str, str]
    passes: Example
    fails: Example
    check: Check

    @property
    def about_en(self) -> str:
        """What is checked, as its function says it."""
        return inspect.getdoc(self.check) or ""

    def __post_init__(self) -> None:
        if self.severity not in SEVERITIES:
            raise ValueError(f"rule {self.code}: unknown severity {self.severity!r}")


def rule(
    code: str,
    severity: str,
    *,
    title: tuple[str, str],
    message: tuple[str, str],
    about: str,
    source: tuple[str, str],
    passes: Example,
    fails: Example,
) -> Callable[[Check], Rule]:
    """Declare the decorated function as a rule; `title` and `message` are in Chinese and English.

    `about` says in Chinese what is checked, as the function's docstring does in English.
    """

    def declare(check: Check) -> Rule:
        return Rule(
            code=code,
            severity=severity,
            title_zh=title[0],
            title_en=title[1],
            message_zh=message[0],
            message_en=message[1],
            about_zh=about,
            source=source,
            passes=passes,
            fails=fails,
            check=check,
        )

    return declare
