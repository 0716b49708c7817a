"""Fields on a line of text: a label, a colon and what it says, several beside one another."""

import re

from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import page_marks

_COLON = re.compile(r"(?<!\d)[:：]|[:：](?!\d)")
"""Of a label; that of a time (09:30) parts nothing."""
_ENCLOSED = re.compile(r"\s*[(（\[【](?P<inside>[^()（）]*)[)）\]】]\s*")
_MONEY = re.compile("(?:元|千元|万元|亿元)")


def unit_in(text: str) -> str | None:
    """The unit of money that a field of a line says; None where none does."""
    said = (fold(said) for kind, said in fields_in(text) if kind == "unit")
    return next((unit for unit in said if _MONEY.fullmatch(unit)), None)


def fields_in(text: str) -> list[tuple[str, str]]:
    """What the fields of a line say (填报日期：2025年1月3日　填报人：甲), by kind; none if it is no such line.

    The whole may stand in brackets （单位：万元）.
    """
    enclosed = _ENCLOSED.fullmatch(text)
    head, *rest = _COLON.split(enclosed["inside"] if enclosed else text)
    label = page_marks().field(head)
    if label is None or not rest:
        return []
    found: list[tuple[str, str]] = []
    for said in rest[:-1]:
        start = next((start for start in range(len(said)) if page_marks().field(said[start:])), None)
        if start is None:
            return []
        found.append((label, said[:start].strip()))
        label = page_marks().field(said[start:]) or ""
    return [*found, (label, rest[-1].strip())]
