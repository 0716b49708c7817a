"""Which amounts of a page's tables do not add up to the total printed below them: one of them may be misread.

Only blocks count whose label takes the rows of all parts and of the total, so that no part is on another page. Nothing
is put right, and a sum that is right clears no doubt: a sign beside a figure may be lost all the same.
"""

import re
from collections import defaultdict
from decimal import Decimal

from assets.extraction.cells import Cell

_TOTAL = re.compile(r"(合|总|小)\s*计")
_AMOUNT = re.compile(r"(-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?)([%％]?)")
_LEAST = 3
"""Rows of a block: two parts and their total."""
_ROUNDED = Decimal("0.02")
"""By how much amounts that were rounded one by one may miss their total."""


def unequal_sums(cells: list[Cell]) -> set[int]:
    """The indices of the parts and totals of each column of a block whose sum is not its total."""
    columns: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    rows: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for index, cell in enumerate(cells):
        if cell.table and cell.row_span == 1:
            columns[cell.table, cell.column].append(index)
            rows[cell.table, cell.row].append(index)
    found = set[int]()
    for block in cells:
        last = block.row + block.row_span - 1
        if not block.table or block.row_span < _LEAST:
            continue
        beside = [cells[index] for row in range(block.row, last + 1) for index in rows[block.table, row]]
        totals = {cell.row for cell in beside if cell.column > block.column and _TOTAL.fullmatch(cell.text)}
        if totals != {last}:  # none, or a label around several blocks
            continue
        for (table, column), members in columns.items():
            if table == block.table and column > block.column:
                inside = [index for index in members if block.row <= cells[index].row <= last and cells[index].text]
                found.update(inside if _is_unequal([cells[index].text for index in inside]) else ())
    return found


def _is_unequal(texts: list[str]) -> bool:
    """Whether the texts are amounts of one unit, the last of which is not the sum of the others."""
    read = [_AMOUNT.fullmatch("".join(text.split())) for text in texts]
    amounts = [(Decimal(one[1].replace(",", "")), one[2]) for one in read if one]
    if len(amounts) < _LEAST or len(amounts) < len(texts) or len({unit for _, unit in amounts}) > 1:
        return False
    *parts, total = [amount for amount, _ in amounts]
    return abs(sum(parts) - total) > _ROUNDED
