"""The reviewed words of the columns 指标值确定依据 (`basis`) and 指标分类 (`classification`)."""

from functools import lru_cache

from contracts.vocabulary.folding import fold
from contracts.vocabulary.tables import listed, rows


@lru_cache(maxsize=1)
def _codes() -> dict[tuple[str, str], str]:
    return {
        (row["kind"], fold(name)): row["code"]
        for row in rows("classifications")
        for name in (row["name_zh"], *listed(row["synonyms"]))
    }


def match_classification(kind: str, printed: str) -> str | None:
    """The code of a printed basis or classification (`kind` says which), None where it is not reviewed."""
    return _codes().get((kind, fold(printed)))
