"""What a form's title says: which department's it is, and of what year, wherever in the title they stand."""

import re
from dataclasses import dataclass
from functools import lru_cache

from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import page_marks
from contracts.vocabulary.regions import locate

_DIGITS = str.maketrans("〇○零o一二三四五六七八九", "0000123456789")
_TABLE_NUMBER = re.compile(
    r"^\s*(?:(?:附[表件]|表)[\d一二三四五六七八九十]{0,3}(?:[-－—]\d{1,2})?(?!\d)[\s:：、.．]*"
    r"|[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)）、]|[.．](?!\d)))"
)
"""What a book's table, an annex or a chapter is counted with: 表14, 附件2：, 一、"""
_BESIDE_YEAR = "(", ")"


@dataclass(frozen=True, slots=True)
class Title:
    """The department, folded, and the year that a title names; None for what it does not name."""

    department: str | None
    year: int | None


@lru_cache(maxsize=4096)
def title_of(text: str) -> Title | None:
    """What a line says as a form's title, None where it is none.

    A region alone (关于鄂州市2025年部门整体绩效目标的批复) is no department, nor are all of a level (市直部门). Who
    gives an approval is not whom it is for; who reports is.
    """
    bare, year = _without_year(fold(_TABLE_NUMBER.sub("", text)))
    title = page_marks().title.fullmatch(bare)
    if title is None:
        return None
    giver, department = title["giver"], title["department"]
    if not department and giver and not page_marks().given.search(bare):
        department = giver
    is_nobody = not department or page_marks().nobody.fullmatch(locate(department).rest)
    return Title(None if is_nobody else department, year)


def year_in(text: str) -> int | None:
    """The year that a text is, if it is nothing else: （2025年度）, 二〇二五年."""
    bare, year = _without_year(fold(text))
    return None if bare else year


def year_said(text: str) -> int | None:
    """The year that the field of a year says, be it without 年."""
    return year_in(text) or (int(bare) if len(bare := fold(text)) == len("2025") and bare.isdecimal() else None)


def _without_year(folded: str) -> tuple[str, int | None]:
    """A folded text without the first year in it, its brackets included, and that year."""
    found = page_marks().year.search(folded)
    if found is None:
        return folded, None
    start, end = found.span()
    if (folded[start - 1 : start], folded[end : end + 1]) == _BESIDE_YEAR:
        start, end = start - 1, end + 1
    return folded[:start] + folded[end:], int(found["year"].translate(_DIGITS))
