"""Where two engines read one page otherwise: each difference with both texts, its cause, and which one was right."""

from collections import Counter
from collections.abc import Iterator

from assets.extraction.cells import Cell, Difference
from assets.extraction.lines import ILLEGIBLE
from assets.extraction.ruled.page import Page

_NEAR = 3.0
"""Points by which the sides of one cell may differ between engines."""
CAUSES = {
    "not_printed": ("被裁剪、无墨或与纸同色的文字", "text that a clip hides, or that has no ink, or that of the paper"),
    "cut": ("跨页标签只露出一半", "a label that a page break cuts: it is where the larger part of it shows"),
    "illegible": ("字体未说明字形含义", "a glyph whose font does not say what it means"),
    "blanks": ("仅空白或换行不同", "blanks or line breaks alone"),
    "order": ("字相同，次序不同", "the same characters in another order"),
    "text": ("文字不同", "other characters"),
    "grid": ("单元格只有一方有", "a cell that one engine alone has"),
    "unreadable": ("第二引擎读不了此页", "a page that the second engine cannot read"),
}
"""What a difference comes from, in Chinese and English. Which engine was right is known for the first three alone."""


def differences_of(first: Page, second: Page) -> list[Difference]:
    """Every difference of two readings of one page, in the order of the first one's cells, then the second one's."""
    found: list[Difference] = []
    hidden = Counter(_solid(first.left_out))
    lone: list[Cell] = []
    partners = [cell for cell in second.cells if cell.kind == "cell"]
    for cell in (cell for cell in first.cells if cell.kind == "cell"):
        partner = next((other for other in partners if _is_near(cell, other)), None)
        if partner is None:
            lone.append(cell)
            continue
        partners.remove(partner)
        if cell.text and not partner.text and _is_cut(cell, second):
            hidden.update(_solid(cell.text))
            found.append(_at(cell, cell.text, "", "cut", first.engine))
        elif cell.text != partner.text:
            found.append(_judged(cell, cell.text, partner.text, hidden, first, second))
    found += [_at(cell, cell.text, "", "grid") for cell in lone] + [
        _at(cell, "", cell.text, "grid") for cell in partners
    ]
    return found + list(_outside(first, second, hidden))


def _is_cut(cell: Cell, second: Page) -> bool:
    """Whether a cell that a page break opens holds what the other engine, which knows of no clips, sees outside."""
    outside = "".join(other.text for other in second.cells if other.kind == "text")
    return (cell.is_open_top or cell.is_open_bottom) and _solid(cell.text) in _solid(outside)


def _outside(first: Page, second: Page, hidden: Counter[str]) -> Iterator[Difference]:
    """The lines outside of all grids: an engine may cut a line otherwise, so all of a page's are one text."""
    one, other = ([cell for cell in page.cells if cell.kind == "text"] for page in (first, second))
    texts = ["\n".join(cell.text for cell in cells) for cells in (one, other)]
    if Counter(_solid(texts[0])) != Counter(_solid(texts[1])):
        yield _judged((one or other)[0], texts[0], texts[1], hidden, first, second)


def _judged(cell: Cell, one: str, other: str, hidden: Counter[str], first: Page, second: Page) -> Difference:
    ours, theirs = Counter(_solid(one)), Counter(_solid(other))
    if (ILLEGIBLE in one) != (ILLEGIBLE in other):
        return _at(cell, one, other, "illegible", second.engine if ILLEGIBLE in one else first.engine)
    if _solid(one) == _solid(other):
        return _at(cell, one, other, "blanks")
    if ours == theirs:
        return _at(cell, one, other, "order")
    if not ours - theirs and theirs - ours <= hidden:
        return _at(cell, one, other, "not_printed", first.engine)
    return _at(cell, one, other, "text")


def _at(cell: Cell, one: str, other: str, cause: str, right: str = "") -> Difference:
    return Difference(cell.page, cell.x0, cell.top, cell.x1, cell.bottom, one, other, cause, right)


def _is_near(cell: Cell, other: Cell) -> bool:
    return all(abs(side - place) <= _NEAR for side, place in zip(cell[7:11], other[7:11], strict=True))


def _solid(text: str) -> str:
    return "".join(text.split())
