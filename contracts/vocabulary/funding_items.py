"""The lines of a funding table: what a printed item means on its side, and whether it is a total."""

from dataclasses import dataclass
from functools import lru_cache

from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import label_key
from contracts.vocabulary.tables import listed, rows


@dataclass(frozen=True, slots=True)
class FundingItem:
    """A line of revenue or expenditure."""

    code: str
    name_zh: str
    name_en: str
    side: str
    is_total: bool
    synonyms: tuple[str, ...]


@lru_cache(maxsize=1)
def funding_items() -> dict[str, FundingItem]:
    """Every item by its code."""
    return {
        row["code"]: FundingItem(
            row["code"],
            row["name_zh"],
            row["name_en"],
            row["side"],
            row["is_total"] == "1",
            listed(row["synonyms"]),
        )
        for row in rows("funding_items")
    }


@lru_cache(maxsize=1)
def _names() -> dict[tuple[str, str], FundingItem]:
    return {
        (item.side, fold(name)): item for item in funding_items().values() for name in (item.name_zh, *item.synonyms)
    }


def match_funding_item(side: str, item_printed: str) -> FundingItem | None:
    """The item that a printed line of `side` (revenue or expenditure) means, None where it is not reviewed."""
    return _names().get((side, label_key(item_printed).removeprefix("其中:")))


def side_of(item_printed: str) -> str | None:
    """The side that an item is of by itself; None for one that both sides have, or that is not reviewed."""
    sides = [side for side in ("revenue", "expenditure") if match_funding_item(side, item_printed)]
    return sides[0] if len(sides) == 1 else None
