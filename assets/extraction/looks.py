"""What a run of text prints by the look it was given, whichever format says so: raised, struck out, of the font Symbol.

A text that was struck out is still on the page, and whether it counts is not the reader's to say: an illegible sign
stands for it.
"""

from assets.extraction.lines import ILLEGIBLE, RAISED

SYMBOLS = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB0: "°", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0x25: "%"}
"""Of the font Symbol, which forms use for comparisons."""
_TYPED = SYMBOLS | {0xF000 + code: sign for code, sign in SYMBOLS.items()}
"""The same where they are typed as text: as they are, or where fonts of symbols have their codes."""


def as_printed(text: str, *, is_raised: bool = False, is_struck: bool = False, is_of_symbols: bool = False) -> str:
    """The text as it is seen; digits that stand above the line are no digits of the number before them."""
    if is_struck and text.strip():
        return ILLEGIBLE
    if is_of_symbols:
        text = text.translate(_TYPED)
    return text.translate(RAISED) if is_raised else text
