"""Tables of money to printed rows: by side and year, in pairs of item and amount, by task, by how much was spent."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assets.forms.blocks import Block
from assets.forms.printed import Funding, Score, Task
from assets.forms.strips import Part
from assets.forms.tables import SPENT, Row, Table
from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import Form, label_key, label_unit, meaning_of
from contracts.vocabulary.funding_items import side_of

_AMOUNT = re.compile(r"-?[\d,.]*\d(?:[百千万亿]*元)?|[-/]*")
_WITHIN = re.compile(r"(?P<item>.*[^\W\d][)）]?)\s*[:：]\s*(?P<amount>-?[\d,.]*\d\s*(?:[百千万亿]*元)?)")
_WORDS = re.compile(r"[^\W\d]")
"""What an item of money has: 98.5% is none."""


class _Pair(NamedTuple):
    """An item of money and its amount, with the parts that say them; the last says the amount."""

    item: str
    amount: str
    parts: tuple[Part, ...]


def funding_of(rows: list[Row], table: Table, form: Form, budget_year: int, unit: str | None) -> Iterator[Funding]:
    """One row an amount; the share goes with the budget year's. `unit` is the document's, where no column says one.

    A row of no known side, or without its item, gives none and stays unread.
    """
    for number, row in enumerate(rows, start=1):
        side, item = (row.parts.get((role, None)) for role in ("side", "item"))
        known_side = form.sides.get(label_key(side.whole.text)) if side else None
        if known_side is None or item is None or not item.whole.text:
            continue
        row.part("side")
        item_printed, share = row.text("item") or "", row.part("share")
        for key, column in table.columns.items():
            amount = row.part(*key) if column.role in ("budget", "prior") else None
            if amount is None:
                continue
            shared = ("share",) if column.role == "budget" else ()
            share_printed = share.text if share and shared else ""
            if not (amount.text or share_printed):
                continue
            yield Funding(
                row_number=number,
                side=known_side,
                item_printed=item_printed,
                stage=column.role,
                fiscal_year=column.year or budget_year,
                amount_printed=amount.text,
                share_printed=share_printed or None,
                unit_printed=column.unit or unit,
                place=row.place(amount if amount.text or share is None else share, "side", "item", *shared),
            )


def pairs_of(block: Block, form: Form, budget_year: int, unit: str | None) -> Iterator[Funding]:
    """Money as items beside or above their amounts, sides by the words that stand over them, else by the items.

    An item that is a stage of the year's money (执行数) is of what the section's label names.
    """
    sides = [
        (part, form.sides[key])
        for part in {id(part): part for row in _rows(block) for part in row}.values()
        if (key := label_key(part.text)) in form.sides
    ]
    for side_part, _ in sides:
        side_part.use()
    for number, pair in enumerate(_pairs(block, form), start=1):
        for part in pair.parts:
            part.use()
        if not pair.amount:
            continue
        stage = meaning_of(form.columns["execution"], pair.item)
        left, place = pair.parts[0].left, pair.parts[-1].place
        over = (side for part, side in sides if part.left - 0.01 <= left < part.right)
        side = next(over, None) or side_of(pair.item) or "revenue"
        stated = label_unit(pair.item) or label_unit(block.label) or unit
        said = (side, pair.item, "budget") if stage not in SPENT else ("expenditure", block.label, stage)
        yield Funding(number, *said, budget_year, pair.amount, None, stated, place)


def _rows(block: Block) -> Iterator[list[Part]]:
    return (row for fragment in block.fragments for row in fragment.rows())


def _pairs(block: Block, form: Form) -> Iterator[_Pair]:
    """Items and their amounts: in one cell, one beside the other, or a row of items and the row below it."""
    heads: list[Part] = []
    seen: set[int] = set()
    for row in _rows(block):
        cells = [part for part in row if id(part) not in seen and label_key(part.text) not in form.sides]
        seen |= {id(part) for part in row}
        if cells and all(label_key(part.text) in form.item_words for part in cells):
            heads = cells
            continue
        amounts = [part for part in cells if _AMOUNT.fullmatch(fold(part.text))]
        below = [
            (head, part) for head in heads for part in amounts if head.left - 0.01 <= part.left < head.right - 0.01
        ]
        yield from (_Pair(head.text, part.text, (head, part)) for head, part in below)
        heads = []
        item: Part | None = None
        for part in cells:
            if within := _WITHIN.fullmatch(part.text):
                yield _Pair(within["item"], within["amount"], (part,))
            elif part not in amounts:
                item = part if _WORDS.search(part.text) else None
            elif item is not None and all(part is not one for _, one in below):
                yield _Pair(item.text, part.text, (item, part))
                item = None


def tasks_of(rows: list[Row], table: Table, unit: str | None) -> Iterator[Task]:
    """One row a task with its money, the row of their sum included."""
    units = [column.unit for column in table.columns.values() if column.unit]
    for number, row in enumerate(rows, start=1):
        task = row.part("task")
        if task is None or not task.text:
            continue
        row.part("number")
        content = row.parts.get(("content", None))
        yield Task(
            row_number=number,
            task_printed=task.text,
            content_printed=None if content is None else row.text("content"),
            total_printed=row.text("total"),
            fiscal_printed=row.text("fiscal"),
            other_printed=row.text("other"),
            unit_printed=units[0] if units else unit,
            place=row.place(task, "total", "fiscal", "other"),
        )


def spending_of(block: Block, rows: list[Row], table: Table, budget_year: int, unit: str | None) -> Iterator[Funding]:
    """What was budgeted and spent, one row an amount.

    Where the rows have no item, the section's label is what the money is for.
    """
    for number, row in enumerate(rows, start=1):
        item = row.text("item") or block.label
        for role in SPENT:
            amount, column = row.part(role), table.columns.get((role, None))
            if amount is not None and column is not None and amount.text:
                stated = column.unit or label_unit(block.label) or unit
                place = row.place(amount, "item")
                yield Funding(number, "expenditure", item, role, budget_year, amount.text, None, stated, place)


def scores_of(row: Row, subject: str, *, is_total: bool = False) -> Iterator[Score]:
    """The rate, weight and score of a row, if it has any; not yet numbered."""
    parts = [row.part(role) for role in ("rate", "weight", "score")]
    said = [part for part in parts if part is not None and part.text]
    if said:
        rate, weight, score = (part.text if part else None for part in parts)
        yield Score(0, subject, is_total, rate, weight, score, said[-1].place)


def total_of(row: Row, subject: str) -> Iterator[Score]:
    """The weight and score of the whole; one number alone beside the label is the score."""
    alone = [part for part in row.strip.rows[row.number][1:] if part.text]
    if len(alone) == 1 and row.part("score") is None:
        alone[0].use()
        yield Score(0, subject, True, None, None, alone[0].text, alone[0].place)
    else:
        yield from scores_of(row, subject, is_total=True)
