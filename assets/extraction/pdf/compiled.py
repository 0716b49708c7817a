"""The compiled part, which an installation has if a C compiler was there; without it the same is done in Python.

Whoever has a twin in `_compiled.c` looks here, each time, which of the two it is to be.
"""

from types import ModuleType

part: ModuleType | None
try:
    from assets.extraction.pdf import _compiled as part
except ImportError:
    part = None


def way() -> str:
    """How this installation reads PDF pages, in one line for people."""
    if part:
        return "PDF pages are read with the compiled part"
    return "without the compiled part PDF pages are read as exactly, but slower"
