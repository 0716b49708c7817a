"""The joined rows of a table of indicators to printed rows, one a value; and the texts that stand beside labels."""

from collections.abc import Iterable, Iterator

from assets.forms.blocks import Block
from assets.forms.headers import Column
from assets.forms.printed import Indicator, Narrative
from assets.forms.strips import Part
from assets.forms.tables import Key, Row
from assets.forms.wrapping import joined
from contracts.frames.printed import HORIZONS
from contracts.vocabulary.form_labels import page_marks


def horizons_of(columns: Iterable[Key]) -> list[str]:
    """The horizons that have columns of their own in a table, if any do."""
    found = {role.partition(":")[0] for role, _ in columns if ":" in role}
    return [horizon for horizon in HORIZONS if horizon in found]


def rows_of_horizon(rows: list[Row], columns: dict[Key, Column], horizon: str) -> tuple[list[Row], dict[Key, Column]]:
    """The rows and columns of one horizon; where a table states two, without rows that leave it empty."""
    if not horizons_of(columns):
        return rows, columns
    filled = [row.of(horizon) for row in rows if row.fills(horizon)]
    return filled, {
        (role.removeprefix(f"{horizon}:"), year): column
        for (role, year), column in columns.items()
        if ":" not in role or role.startswith(f"{horizon}:")
    }


def indicators_of(
    rows: list[Row], columns: dict[Key, Column], horizon: str, budget_year: int, target_year: int
) -> Iterator[Indicator]:
    """One row for each value column of each indicator, empty ones included. `target_year` is that of the targets."""
    values = _value_columns(columns, budget_year, target_year)
    for number, row in enumerate(rows, start=1):
        for key, (role, year) in values.items():
            name = row.part("name")
            raw = row.part(*key)
            part = raw or name
            if part is None:
                continue
            row.part("number")
            yield Indicator(
                horizon=horizon,
                row_number=number,
                level1_printed=row.text("level1") or "",
                level2_printed=row.text("level2") or "",
                name_printed=name.text if name else "",
                value_year=year,
                value_role=role,
                value_printed=part.text if raw else "",
                unit_printed=row.text("unit"),
                basis_printed=row.text("basis"),
                classification_printed=row.text("classification"),
                weight_printed=row.text("weight"),
                score_printed=row.text("score"),
                kind_printed=row.text("kind"),
                explanation_printed=row.text("explanation"),
                standard_printed=row.text("standard"),
                reason_printed=row.text("reason"),
                remark_printed=row.text("remark"),
                place=row.place(part, "level1", "level2", "name", "unit"),
                name_place=(name or part).place,
            )


def _value_columns(columns: dict[Key, Column], budget_year: int, target_year: int) -> dict[Key, tuple[str, int]]:
    """Role and year of each value column. A target printed under an earlier year is that year's."""
    found: dict[Key, tuple[str, int]] = {}
    for key in columns:
        role, year = key
        if role == "target":
            meaning = ("target", target_year) if year is None or year >= budget_year else ("baseline", year)
        elif role == "baseline" and year is not None:
            meaning = ("baseline", year)
        elif role in ("two_years_ago", "last_year"):
            meaning = ("baseline", budget_year - (2 if role == "two_years_ago" else 1))
        elif role == "actual":
            meaning = ("actual", budget_year)
        else:
            continue
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
    """The text beside a label, over all its pages; a second cell in a row is no part of it and stays unread."""
    text: Part | None = None
    for fragment in block.fragments:
        for row in fragment.rows():
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


def fields_of(blocks: Iterable[Block]) -> dict[str, str]:
    """What the rows of fields say, by the kind of field; the first of a kind counts. Other cells stay unread."""
    found: dict[str, str] = {}
    for block in blocks:
        if block.section is None or block.section.kind != "field":
            continue
        for fragment in block.fragments:
            parts = [part for row in fragment.rows() for part in row]
            kind: str | None = block.section.key
            for part in parts:
                if kind is None:
                    kind = page_marks().field(part.text)
                    if kind is not None:
                        part.use()
                else:
                    if part.text and kind not in found:
                        found[kind] = part.text
                        part.use()
                    elif kind == "ignored":
                        part.use()
                    kind = None
    return found
