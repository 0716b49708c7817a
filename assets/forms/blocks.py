"""The left labels of a form, down all its pages: which rows belong to which section.

A label that stands beside rows of two pages is printed again, left blank, printed only on the later page, or broken
in two; the fragments of one section are gathered here. What the rows say is not asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assets.forms.headers import YEAR, header_parts, role_of
from assets.forms.margins import Margins
from assets.forms.strips import Borders, Part, Strip
from assets.forms.wrapping import joined
from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import Form, Section

NEAR = 0.02
"""Share of a grid's width within which two edges of two pages are the same edge."""


@dataclass(slots=True)
class Fragment:
    """Rows `first` to `last` (excluded) of a strip that stand beside one left label."""

    strip: Strip
    first: int
    last: int
    label: Part | None

    def rows(self) -> Iterator[list[Part]]:
        """The parts right of the label, row by row."""
        for row in range(self.first, self.last):
            yield [part for part in self.strip.rows[row] if part is not self.label]


@dataclass(slots=True)
class Block:
    """A section with all its fragments; `section` is None where the label is none that the form knows."""

    label: str
    section: Section | None
    fragments: list[Fragment]


def blocks_of(strips: list[Strip], form: Form, margins: Margins, borders: Borders) -> list[Block]:
    """The blocks of all strips in reading order."""
    blocks: list[Block] = []
    for strip in strips:
        may_continue = bool(blocks)
        for fragment in _fragments(strip):
            if may_continue and _repeats_the_department(blocks, fragment, form):
                _use(fragment)
            elif may_continue and _continues(blocks[-1], fragment, form, borders):
                _extend(blocks[-1], fragment, form)
                may_continue = _is_header_alone(fragment, form)
            else:
                blocks.append(Block(_text(fragment), None, [fragment]))
                may_continue = False
    for block in blocks:
        _settle(block, form, margins)
    return blocks


def _fragments(strip: Strip) -> list[Fragment]:
    found: list[Fragment] = []
    for number, row in enumerate(strip.rows):
        label = row[0] if row and row[0].left < NEAR / 2 else None
        if found and (label is None or label is found[-1].label):
            found[-1].last = number + 1
        else:
            found.append(Fragment(strip, number, number + 1, label))
    return found


def _text(fragment: Fragment) -> str:
    return fragment.label.text if fragment.label else ""


def _use(fragment: Fragment) -> None:
    for row in fragment.strip.rows[fragment.first : fragment.last]:
        for part in row:
            part.is_used = True


def _repeats_the_department(blocks: list[Block], fragment: Fragment, form: Form) -> bool:
    """Whether a page begins with the department's row again, as a spreadsheet repeats its title rows.

    The form then goes on: the same department and a section that was there before are another document.
    """
    section = form.section(_text(fragment))
    if section is None or section.kind != "department" or fragment.last == len(fragment.strip.rows):
        return False
    before = [form.section(block.label) for block in blocks]
    if section not in before:
        return False
    start = len(before) - 1 - before[::-1].index(section)
    after = form.section(fragment.strip.rows[fragment.last][0].text)
    goes_on = after is None or after == before[-1] or after not in before[start:]
    return goes_on and _folded(fragment) == _folded(blocks[start].fragments[0])


def _folded(fragment: Fragment) -> list[str]:
    return [fold(part.text) for part in fragment.strip.rows[fragment.first]]


def _continues(block: Block, fragment: Fragment, form: Form, borders: Borders) -> bool:
    """Whether the first rows of a strip belong to the last section of the strip before."""
    foot = block.fragments[-1]
    above, below = foot.label, fragment.label
    if above is None or below is None or abs(above.right - below.right) > NEAR or not _edges_agree(foot, fragment):
        return False
    if below.text and block.label:
        return form.section(_label_over_break(block.label, below.text, form)) is not None
    return borders.allow(above, below) and _agrees_with_header(fragment, block, form)


def _label_over_break(above: str, below: str, form: Form) -> str:
    """The label that two parts of one cell make: the same again, one and a bit of it, or its two halves; else ''."""
    first, second = form.section(above), form.section(below)
    if (first and first == second) or (first and not second and fold(above).endswith(fold(below))):
        return above
    if second and not first and fold(below).startswith(fold(above)):
        return below
    whole = joined(above, below)
    return whole if form.section(whole) else ""


def _edges_agree(foot: Fragment, head: Fragment) -> bool:
    """Whether the grids could be one: the edges of the row at the break are all edges of the grid across it."""
    return _are_edges_of(head.strip.rows[head.first], foot.strip) or _are_edges_of(foot.strip.rows[-1], head.strip)


def _are_edges_of(row: list[Part], strip: Strip) -> bool:
    edges = {edge for part in strip.parts for edge in (part.left, part.right)}
    return all(min(abs(edge - other) for other in edges) <= NEAR for part in row for edge in (part.left, part.right))


def _agrees_with_header(fragment: Fragment, block: Block, form: Form) -> bool:
    """Whether header rows at a page's head, if there are any, are those of the section before, printed again."""
    for words in form.columns.values():
        again = _header_words(fragment, words)
        if not {"name", "item"}.isdisjoint(again.values()):
            before: dict[str, str] = {}
            for earlier in block.fragments:
                before |= _header_words(earlier, words)
            # A word of the first header may be cut by a break, so the later one may say more; but no years.
            has_years = [YEAR in header.values() for header in (before, again)]
            return bool(before) and before.keys() <= again.keys() and has_years[0] == has_years[1]
    return True


def _header_words(fragment: Fragment, words: dict[str, str]) -> dict[str, str]:
    """The header words, folded, and their roles, of the header rows with which a fragment begins."""
    found: dict[str, str] = {}
    for row in fragment.rows():
        parts = header_parts(row, words)
        if not parts:
            break
        found |= {fold(part.text): role for part in parts if (role := role_of(part.text, words))}
    return found


def _is_header_alone(fragment: Fragment, form: Form) -> bool:
    """Whether the label cell stands beside header words only, so that another label cell may continue below it."""
    return any(all(header_parts(row, words) for row in fragment.rows()) for words in form.columns.values())


def _extend(block: Block, fragment: Fragment, form: Form) -> None:
    text = _text(fragment)
    if text:
        block.label = _label_over_break(block.label, text, form) if block.label else text
    block.fragments.append(fragment)


def _settle(block: Block, form: Form, margins: Margins) -> None:
    """Name the block's section; a label cut by the page break may have its rest in the margin beyond its grid."""
    block.section = form.section(block.label)
    labels = [(fragment.label, fragment.strip) for fragment in block.fragments if fragment.label]
    if block.section is None:
        for word in (word for label, strip in labels for word in margins.beyond(label, strip)):
            whole = joined(block.label, word.text)
            if (section := form.section(whole)) is not None:
                block.label, block.section = whole, section
                word.use()
                break
    if block.section is not None:
        for label, strip in labels:
            label.is_used = True
            margins.forgive(label, strip, block.label)
