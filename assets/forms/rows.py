"""The joined rows of a table to printed rows: indicators with one row a value, money with one row an amount."""

from collections.abc import Iterator

from assets.forms.blocks import Block
from assets.forms.headers import Column
from assets.forms.printed import Funding, Indicator, Narrative
from assets.forms.strips import Part
from assets.forms.tables import Key, Row, Table
from contracts.vocabulary.form_labels import Form, label_key


def indicators_of(
    rows: list[Row], columns: dict[Key, Column], horizon: str, budget_year: int, target_year: int
) -> Iterator[Indicator]:
    """One row for each value column of each indicator, empty ones included. `target_year` is that of the targets."""
    values = _value_columns(columns, budget_year, target_year)
    for number, row in enumerate(rows, start=1):
        name = row.part("name")
        for key, (role, year) in values.items():
            raw = row.parts.get(key)
            part = raw.whole if raw else name
            if part is None:
                continue
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
                place=part.place,
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


def funding_of(rows: list[Row], table: Table, form: Form, budget_year: int, unit: str | None) -> Iterator[Funding]:
    """One row an amount; the share goes with the budget year's. `unit` is the document's, where no column says one.

    A row of no known side, or without its item, gives none and stays unread.
    """
    for number, row in enumerate(rows, start=1):
        side = form.sides.get(label_key(row.text("side") or ""))
        item = row.text("item")
        if side is None or not item:
            row.disown()
            continue
        share = row.part("share")
        for key, column in table.columns.items():
            if column.role not in ("budget", "prior") or key not in row.parts:
                continue
            amount = row.parts[key].whole
            share_printed = share.text if share and column.role == "budget" else ""
            if not (amount.text or share_printed):
                continue
            yield Funding(
                row_number=number,
                side=side,
                item_printed=item,
                stage=column.role,
                fiscal_year=column.year or budget_year,
                amount_printed=amount.text,
                share_printed=share_printed or None,
                unit_printed=column.unit or unit,
                place=amount.place if amount.text or share is None else share.place,
            )


def narrative_of(block: Block) -> Narrative | None:
    """The text beside a label, over all its pages; a second cell in a row is no part of it and stays unread."""
    text: Part | None = None
    for fragment in block.fragments:
        for row in fragment.rows():
            part = row[0] if row else None
            if part is None or part.is_used:
                continue
            part.is_used = True
            if text is None:
                text = part
            else:
                text.absorb_lines(part)
    if text is None or not text.text or block.section is None:
        return None
    return Narrative(block.section.subject, block.label, text.text, text.place)
