"""A printed value made ready for reading: one form for each character, and marks for what had to be evened out."""

import re
from dataclasses import dataclass
from functools import lru_cache

from contracts.vocabulary.folding import unify

# A line's end inside a cell is the paper's, not the value's; any other blank inside is a fault.
_LINES = re.compile(r"\s*[\r\n\v\f\u2028\u2029]+\s*")
_BLANK = re.compile(r"\s+")
_FULL_WIDTH = re.compile("[０-９％＜＞＝．＋]")
_PERCENTS = re.compile("%{2,}")
_ASCII = re.compile("[<>≥≤]=|=[<>]")
_REVERSED = re.compile("=[<>]")
_COMPARATORS = {">=": "≥", "=>": "≥", "≥=": "≥", "<=": "≤", "=<": "≤", "≤=": "≤"}
_POWER = re.compile("(?<![0-9])(10)(?=[⁰¹²³⁴-⁹])")
_NOTE = re.compile("(?<![a-zA-Z^])[⁰¹²³⁴-⁹]+|(?<=.)[①-⑳]+$")
_MINUS = re.compile("负(?=[0-9])")
_TITLE_MARKS = re.compile("《([^《》]*)》")
# What is typed or recognised in place of the comparator it looks like, and the font Symbol's own codes for the two.
_LOOKS_LIKE = str.maketrans("《》\uf0a3\uf0b3", "≤≥≤≥")


@dataclass(frozen=True, slots=True)
class Text:
    """The text to read, without blanks and in lower case, and the faults of its spelling."""

    body: str
    faults: tuple[str, ...]


@lru_cache(maxsize=8192)
def ready(printed: str) -> Text:
    """Evens out a printed value's spelling: doubled %, ASCII, reversed and full-width signs, blanks inside."""
    faults = []
    lines = _LINES.sub("", printed.strip())
    if lines != printed.strip():
        faults.append("broken_line")
    if _FULL_WIDTH.search(lines):
        faults.append("full_width")
    # A raised digit is a note's mark, but for that of a unit (m²) or of a power of ten, which no value is made of.
    body, marks = _NOTE.subn("", _POWER.sub(r"\1^", lines))
    if marks:
        faults.append("words_around")
    body = unify(body).strip().lower()
    if _BLANK.search(body):
        faults.append("inner_space")
        body = _BLANK.sub("", body)
    if _PERCENTS.search(body):
        faults.append("percent_doubled")
        body = _PERCENTS.sub("%", body)
    if _ASCII.search(body):
        faults.append("comparator_reversed" if _REVERSED.search(body) else "comparator_ascii")
        body = _ASCII.sub(lambda found: _COMPARATORS[found.group()], body)
    body = _MINUS.sub("-", body)
    body, titles = _TITLE_MARKS.subn(r"\1", body)
    if not titles and (meant := body.translate(_LOOKS_LIKE)) != body:
        faults.append("ocr_suspect")
        body = meant
    return Text(body, tuple(faults))
