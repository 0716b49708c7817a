"""Labels and header words of a scan that were not read for sure: taken for the word of a form that they must be.

Only what is matched changes, never what was read. What a form says itself, its names and values, is not touched.
"""

import re
from collections.abc import Mapping

from assets.forms.headers import header_parts, role_of
from assets.forms.likeness import like
from assets.forms.printed import UNSURE_BELOW
from assets.forms.strips import Part, Strip
from contracts.vocabulary.form_labels import Form, HeaderWords, label_key

_FIGURE = re.compile(r"\d")


def settle_words(strip: Strip, form: Form) -> None:
    """Let each unsure label and header word of a grid say the word that it nearly is, if there is only one."""
    unsure = [part for part in strip.parts if part.text and part.confidence < UNSURE_BELOW]
    for part in unsure:
        if part.left == 0 and form.section(part.text) is None:
            _settle(part, form.sections)
    for row in {part.top_row for part in unsure}:
        parts = [part for part in strip.rows[row] if form.section(part.text) is None]
        for words in form.columns.values():
            _settle_header(parts, words)


def _settle_header(row: list[Part], words: HeaderWords) -> None:
    """In a row of header words: one that is no word, or the same one again, is that of a column not there yet, or else
    another one of those that are; a year that may be misread is left alone.
    """
    known = [part for part in header_parts(row, words) if role_of(part.text, words)]
    for part in row:
        others = {label_key(other.text): role_of(other.text, words) for other in known if other is not part}
        is_open = part not in known or label_key(part.text) in others
        if len(others) > 1 and is_open and part.confidence < UNSURE_BELOW and not _FIGURE.search(part.text):
            missing = {word: role for word, role in words.items() if role not in others.values()}
            if not _settle(part, missing):
                _settle(part, {word: role for word, role in words.items() if word not in others})


def _settle(part: Part, words: Mapping[str, object]) -> bool:
    """Let the part say the one of the words that it is nearest to; False if none is, or several of other meanings."""
    near = like(part.text, words)
    best = [word for word, apart in near.items() if apart == min(near.values())]
    if len({words[word] for word in best}) != 1:
        return False
    read = label_key(part.text)
    part.text = part.text.replace(read, best[0]) if read in part.text else best[0]
    return True
