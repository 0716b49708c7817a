"""The joined rows of a table of indicators to printed rows, one a value; and the texts that stand beside labels."""

from collections.abc import Iterable, Iterator
from typing import Any

from assets.forms.blocks import Block
from assets.forms.fields import unit_in
from assets.forms.headers import Column
from assets.forms.printed import Indicator, Narrative
from assets.forms.strips import Part
from assets.forms.tables import POINTS, VALUES, Key, Row, base
from assets.forms.wrapping import joined
from contracts.frames.printed import HORIZONS
from contracts.vocabulary.form_labels import page_marks

_BESIDE = ("basis", "classification", "kind", "explanation", "standard", "reason", "remark")
"""Columns whose texts stand beside every value of a row."""


class Horizons:
    """Which columns of a table of indicators are of which horizon; those of names and notes are of every one.

    A column of one horizon bears it in its role. A target for a year after the budget's is a long-term one, whatever
    the section is called.
    """

    def __init__(self, columns: dict[Key, Column], subject: str, budget_year: int) -> None:
        """`subject` is the horizon of the section."""
        self._columns, self._subject, self._budget_year = columns, subject, budget_year
        stated = {self._of(key) for key in columns if base(key[0]) in VALUES}
        self.every = [horizon for horizon in HORIZONS if horizon in stated] or [subject]

    def _of(self, key: Key) -> str | None:
        horizon, _, role = key[0].rpartition(":")
        if horizon or role not in VALUES:
            return horizon or None
        is_later = role == "target" and key[1] is not None and key[1] > self._budget_year
        return "long_term" if is_later else self._subject

    def rows(self, rows: list[Row], horizon: str) -> tuple[list[Row], dict[Key, Column]]:
        """The rows and columns of one horizon; where a table states two, without rows that leave it empty.

        A row that leaves every horizon empty is the section's own.
        """
        own = [key for key in self._columns if self._of(key) in (None, horizon)]
        plain_first = {(base(role), year): (role, year) for role, year in sorted(own, key=lambda key: ":" in key[0])}
        names = {name: key for name, key in plain_first.items() if key in self._columns}
        taken = [row for row in rows if len(self.every) == 1 or self._is_of(row, horizon)]
        return (
            [
                Row(row.strip, row.number, {to: row.parts[key] for to, key in names.items() if key in row.parts})
                for row in taken
            ],
            {name: self._columns[key] for name, key in names.items()},
        )

    def _is_of(self, row: Row, horizon: str) -> bool:
        filled = {self._of(key) for key, part in row.parts.items() if part.whole.text} - {None}
        return horizon in filled or (not filled and horizon == self._subject)


def indicators_of(
    rows: list[Row], columns: dict[Key, Column], horizon: str, budget_year: int, target_year: int
) -> Iterator[Indicator]:
    """One row for each value column of each indicator, empty ones included. `target_year` is that of the targets.

    Points over several rows are those of the rows together: the first has them, so that they are counted once.
    """
    given: dict[str, list[Part]] = {role: [] for role in POINTS}
    values = _value_columns(columns, horizon, budget_year, target_year)
    for number, row in enumerate(rows, start=1):
        weight, score = (_unless_given(row, role, given[role]) for role in POINTS)
        name = row.part("name") if values else None
        found = [(key, row.part(*key)) for key in values]
        stated = [(key, raw, part) for key, raw in found if (part := raw or name) is not None]
        if not stated:
            continue
        row.part("number")
        line: dict[str, Any] = {
            "horizon": horizon,
            "row_number": number,
            "level1_printed": row.text("level1") or "",
            "level2_printed": row.text("level2") or "",
            "name_printed": name.text if name else "",
            "weight_printed": weight,
            "score_printed": score,
            **{f"{role}_printed": row.text(role) for role in _BESIDE},
        }
        unit = row.text("unit")
        for key, raw, part in stated:
            role, year = values[key]
            yield Indicator(
                **line,
                value_year=year,
                value_role=role,
                value_printed=raw.text if raw else "",
                unit_printed=columns[key].unit if unit is None else unit,
                place=row.place(part, "level1", "level2", "name", "unit"),
                name_place=(name or part).place,
            )


def _unless_given(row: Row, role: str, given: list[Part]) -> str | None:
    part = row.part(role)
    if part is None or any(part is one for one in given[-1:]):
        return None if part is None else ""
    given.append(part)
    return part.text


def _value_columns(
    columns: dict[Key, Column], horizon: str, budget_year: int, target_year: int
) -> dict[Key, tuple[str, int]]:
    """Role and year of each value column. What is printed under an earlier year is that year's."""
    found: dict[Key, tuple[str, int]] = {}
    for key in columns:
        role, year = key
        if role not in VALUES or (role == "baseline" and year is None):
            continue
        if role in ("two_years_ago", "last_year"):
            meaning = ("baseline", year or budget_year - (2 if role == "two_years_ago" else 1))
        elif year is not None and (year < budget_year or role == "baseline"):
            meaning = ("baseline", year)
        else:
            meaning = (role, year or target_year if horizon == "long_term" else budget_year)
        if meaning not in found.values():
            found[key] = meaning
    return found


def goals_of(block: Block, rows: list[Row], columns: dict[Key, Column]) -> Iterator[Narrative]:
    """The texts of a section that has a column for each: the goal as it was set, and what came of it."""
    for role, year in columns:
        parts = [part for row in rows if (part := row.part(role, year)) is not None and part.text]
        if parts:
            text = parts[0].text
            for part in parts[1:]:
                text = joined(text, part.text)
            yield Narrative(role, block.label, text, parts[0].place)


def narrative_of(block: Block) -> Iterator[Narrative]:
    """The text beside a label, over all its pages; a second cell in a row is no part of it and stays unread.

    Several rows of several texts are a table that nobody described.
    """
    text: Part | None = None
    for fragment in block.fragments:
        rows = list(fragment.rows())
        if len(rows) > 1 and any(len([part for part in row if part.text]) > 1 for row in rows):
            return
        for row in rows:
            part = row[0] if row else None
            if part is None or part.is_used:
                continue
            if text is None:
                text = part
                part.use()
            else:
                text.absorb_lines(part)
    if text is not None and text.text and block.section is not None:
        yield Narrative(block.section.subject, block.label, text.text, text.place)


def fields_of(blocks: Iterable[Block]) -> dict[str, Part]:
    """What the rows of fields say, by the kind of field; the first of a kind counts. Other cells stay unread."""
    found: dict[str, Part] = {}
    for block in blocks:
        if block.section is None or block.section.kind != "field":
            continue
        for fragment in block.fragments:
            parts = [part for row in fragment.rows() for part in row]
            kind: str | None = block.section.key
            for part in parts:
                if kind is None:
                    kind = page_marks().field(part.text)
                    if unit_in(part.text):
                        found.setdefault("unit", part).use()
                    if kind is not None:
                        part.use()
                else:
                    if part.text and kind not in found:
                        found[kind] = part
                        part.use()
                    elif kind == "ignored":
                        part.use()
                    kind = None
    return found
