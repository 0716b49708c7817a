"""A table for people: columns as wide as the terminal allows, and a block a row where it allows too little.

Chinese text may break anywhere; an id, a number or a word that was broken could be neither copied nor read.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

_PIPE = 200
"""Cells a line where there is no terminal: a narrow guess would break every line."""
_NARROWEST = 8
"""Cells to which a column of text is pressed at most."""
_FRAME = 2
"""Cells that a column takes beside its text."""
_SOLID = re.compile(r"[!-~█-▏]+")
"""What is not broken: words, numbers and ids, and bars."""


def print_table(rows: Sequence[Mapping[str, Any]], titles: Mapping[str, str], caption: str = "") -> None:
    """Prints the columns named in `titles`; numbers stand right. One without a title is left out if it is empty."""
    console = Console(highlight=False) if sys.stdout.isatty() else Console(width=_PIPE, highlight=False)
    shown = {
        key: [shown_text(row[key]) for row in rows]
        for key, title in titles.items()
        if title or any(row[key] not in (None, "") for row in rows)
    }
    if caption:
        console.print(caption, style="bold", markup=False)
    if not rows:
        console.print("没有记录 no rows", markup=False)
        return
    widths = _widths([[titles[key], *texts] for key, texts in shown.items()], console.width - 1)
    if widths is None:
        _print_blocks(console, shown, titles)
        return
    table = Table(box=SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for key, width in zip(shown, widths, strict=True):
        is_number = all(isinstance(row[key], int | Decimal | None) for row in rows)
        table.add_column(titles[key], justify="right" if is_number else "left", overflow="fold", width=width)
    for texts in zip(*shown.values(), strict=True):
        table.add_row(*map(Text, texts))
    console.print(table)


def shown_text(value: Any) -> str:
    """A value as people write it: no exponent, no zeros at its end, whole seconds, nothing for what is missing."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return "" if value is None else str(value)


def _widths(columns: Sequence[Sequence[str]], available: int) -> list[int] | None:
    """Cells for each column; None if what must not be broken takes more than there is."""
    wanted = [max(cell_len(line) for text in texts for line in (text.splitlines() or [""])) for texts in columns]
    widths = [_least(texts) for texts in columns]
    free = available - sum(widths) - _FRAME * len(columns)
    if free < 0:
        return None
    while free and widths != wanted:
        # The most pressed column first, as its texts take the most lines.
        at = max(range(len(widths)), key=lambda index: wanted[index] / max(widths[index], 1))
        widths[at] += 1
        free -= 1
    return widths


def _least(texts: Sequence[str]) -> int:
    solid = max((cell_len(word) for text in texts for word in _SOLID.findall(text)), default=0)
    longest = max((cell_len(word) for text in texts for word in text.split()), default=0)
    return max(solid, min(longest, _NARROWEST))


def _print_blocks(console: Console, shown: Mapping[str, Sequence[str]], titles: Mapping[str, str]) -> None:
    for number, texts in enumerate(zip(*shown.values(), strict=True), 1):
        console.rule(str(number), align="left")
        block = Table.grid(padding=(0, 2))
        block.add_column(no_wrap=True)
        block.add_column(overflow="fold")
        for key, text in zip(shown, texts, strict=True):
            block.add_row(Text(titles[key]), Text(text))
        console.print(block)
