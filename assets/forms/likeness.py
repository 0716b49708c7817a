"""Which words of a form a text of a scan may be, when some of its letters were misread."""

import re
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from contracts.vocabulary.form_labels import label_key

_OTHER = re.compile(r"[^\u4e00-\u9fff]+")
"""What no word of a form needs, and dust and seals are read as."""
_SHORTEST, _LETTERS = 3, 4
"""Letters of a word that may be known by what is like it, and for how many of them one may be misread."""


def like(text: str, words: Iterable[str]) -> dict[str, int]:
    """Those of the words, given by their keys, that a text may be, and how many letters they are apart from it."""
    read = _OTHER.sub("", label_key(text))
    found: dict[str, int] = {}
    for word in words:
        plain = _OTHER.sub("", word)
        most = max(1, len(plain) // _LETTERS)
        apart = Levenshtein.distance(read, plain, score_cutoff=most)
        if len(plain) >= _SHORTEST and apart <= most:
            found[word] = apart
    return found
