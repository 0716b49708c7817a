"""What a document printed is never a formula in a spreadsheet.

A spreadsheet takes a text that begins with one of these signs for a formula, and would run what a document printed: the
full-width ones as well, for a Chinese Excel turns them into their ASCII twins; blanks before them do not help.
"""

import re
from typing import Any

FORMULA = r"^[\s\x00-\x1f]*[=＝+＋\-－@＠]|^[\t\r\n]"
_FORMULA = re.compile(FORMULA)


def dead_text(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula on opening a CSV: an apostrophe is put before those it would."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.search(value) else value
