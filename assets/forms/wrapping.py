"""Lines that the printer broke for want of room, joined again: nothing else of a text changes."""

import re

_LATIN_BREAK = re.compile(r"(?<=[A-Za-z])\s*\n\s*(?=[A-Za-z])")
_BREAK = re.compile(r"\s*\n\s*")


def unwrap(text: str) -> str:
    """The lines of a cell as one text. Chinese and numbers join without a blank, two Latin words keep one.

    Blanks inside a line stay as they are: they are printed.
    """
    if "\n" not in text:
        return text.strip()
    return _BREAK.sub("", _LATIN_BREAK.sub(" ", text.strip()))


def joined(above: str, below: str) -> str:
    """The text of a cell whose lines stand half above and half below a page break."""
    return unwrap(f"{above}\n{below}")
