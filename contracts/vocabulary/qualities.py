"""The reviewed qualitative words: which level of which ordinal scale a word such as 完全相符 states."""

from dataclasses import dataclass
from functools import lru_cache

from contracts.vocabulary.folding import fold
from contracts.vocabulary.tables import listed, rows


@dataclass(frozen=True, slots=True)
class Quality:
    """A level of an ordinal scale: a higher `rank` is more of it; ranks of two scales say nothing of each other."""

    code: str
    scale: str
    rank: int
    name_zh: str
    name_en: str
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def qualities() -> dict[str, Quality]:
    """Every level by its code."""
    return {
        row["code"]: Quality(
            row["code"], row["scale"], int(row["rank"]), row["name_zh"], row["name_en"], listed(row["words"])
        )
        for row in rows("qualities")
    }


@lru_cache(maxsize=1)
def _levels() -> dict[str, str]:
    return {fold(word): quality.code for quality in qualities().values() for word in quality.words}


def quality_level(words: str) -> str | None:
    """The code of the level that these words state, None for words that are not in the table."""
    return _levels().get(fold(words).strip("。,;、!"))
