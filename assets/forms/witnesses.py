"""Whose and of which year a document is: every place that says it, which of them is believed, which say otherwise."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from assets.forms.printed import Place, Unread
from contracts.vocabulary.folding import fold


class Year(NamedTuple):
    """A year that the document gives for its own; `text` and `place` are those of what says so, None for a column."""

    year: int
    text: str = ""
    place: Place | None = None


class Department(NamedTuple):
    """A department that the document names as its own; `text` and `place` are those of what names it."""

    name: str
    text: str
    place: Place


class Named(NamedTuple):
    """What somebody names for a paper that does not say it itself."""

    department: str | None = None
    year: int | None = None


UNNAMED = Named()


def year_of(witnesses: Iterable[Year]) -> tuple[int | None, list[Unread]]:
    """The year that most witnesses name, of as many the first's; and the texts that name another.

    Last year's paper is often copied and its year changed in some of its places: more than one place is seldom
    forgotten. A single one beside the title is not believed against it.
    """
    said = list(witnesses)
    if not said:
        return None, []
    ((year, _),) = Counter(one.year for one in said).most_common(1)
    others = [one for one in said if one.year != year and one.place is not None]
    return year, [Unread(one.text, "contradicted", str(year), one.place) for one in others if one.place is not None]


def department_of(witnesses: Iterable[Department]) -> tuple[str | None, list[Unread]]:
    """The department that the first witness names, and the texts of those that name another.

    A name within the other (民政局, 鄂州市民政局) is the same one.
    """
    said = list(witnesses)
    if not said:
        return None, []
    believed = said[0].name
    first = fold(believed)
    others = [one for one in said[1:] if (name := fold(one.name)) not in first and first not in name]
    return believed, [Unread(one.text, "contradicted", believed, one.place) for one in others]
