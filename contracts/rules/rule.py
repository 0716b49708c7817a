"""What a rule is, and the decorator that declares one beside its function."""

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
    The messages are templates over a breach's columns. `source` says what the rule rests on. `passes` and `fails` are
    the smallest documents that keep and break it; `fails.finds` holds the keys of the breaches it must give.
    """

    code: str
    severity: str
    title_zh: str
    title_en: str
    message_zh: str
    message_en: str
    source: str
    passes: Example
    fails: Example
    check: Check

    def __post_init__(self) -> None:
        if self.severity not in SEVERITIES:
            raise ValueError(f"rule {self.code}: unknown severity {self.severity!r}")


def rule(
    code: str,
    severity: str,
    *,
    title: tuple[str, str],
    message: tuple[str, str],
    source: str,
    passes: Example,
    fails: Example,
) -> Callable[[Check], Rule]:
    """Declare the decorated function as a rule; `title` and `message` are in Chinese and English."""

    def declare(check: Check) -> Rule:
        return Rule(
            code=code,
            severity=severity,
            title_zh=title[0],
            title_en=title[1],
            message_zh=message[0],
            message_en=message[1],
            source=source,
            passes=passes,
            fails=fails,
            check=check,
        )

    return declare
