"""The sections of a form, down all its pages: which rows belong together under one label, or below one header.

A label that stands beside rows of two pages is printed again, left blank, printed only on the later page, or broken
in two; the fragments of one section are gathered here. What the rows say is not asked.
"""

from dataclasses import dataclass

from assets.forms.fragments import NEAR, Fragment, edges_agree, fragments_of, lift_labels
from assets.forms.headers import YEAR, header_parts, role_of
from assets.forms.margins import Margins
from assets.forms.strips import Borders, Strip
from assets.forms.wrapping import joined
from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import Form, HeaderWords, Section, label_key

TASKS = Section("main_tasks", "tasks", "")
TOTAL = Section("total", "total", "")
EXECUTION = Section("execution", "execution", "")
MONEY = ("pairs", "funding")
"""Kinds of sections whose labels may stand beside money that was spent as well."""
GOALS = {
    "long_goal": Section("long_indicators", "indicators", "long_term"),
    "annual_goal": Section("annual_indicators", "indicators", "annual"),
}
"""What a goal's label stands for that has the goal's indicators beside it and not its text."""
BARE = {
    "indicators": Section("annual_indicators", "indicators", "annual"),
    "tasks": TASKS,
}
"""What a table without any label is taken for."""


@dataclass(slots=True)
class Block:
    """A section with all its fragments; `section` is None where the label is none that the form knows.

    `begins`: a heading stands over it that is not that of the blocks before.
    """

    label: str
    section: Section | None
    fragments: list[Fragment]
    begins: bool = False


def blocks_of(strips: list[Strip], form: Form, margins: Margins, borders: Borders) -> list[Block]:
    """The blocks of all strips in reading order."""
    blocks: list[Block] = []
    heading: tuple[str, ...] = ()
    for strip in strips:
        lift_labels(strip, form)
        over = margins.heading_over(strip)
        begins = bool(heading and over and over != heading)
        heading = over or heading
        label = _label_over(strip, form, margins, blocks)
        may_continue = bool(blocks) and not begins and not label
        for fragment in fragments_of(strip, form, blocks[-1].fragments[-1] if may_continue else None):
            if may_continue and _repeats_the_department(blocks, fragment, form):
                _use(fragment)
            elif blocks and not begins and not label and _is_below(blocks[-1], fragment, form):
                blocks[-1].fragments.append(_without_label(fragment))
                may_continue = False
            elif may_continue and _continues(blocks[-1], fragment, form, borders):
                _extend(blocks[-1], fragment, form)
                may_continue = _is_header_alone(fragment, form)
            else:
                blocks.append(Block(fragment.text or label, BARE.get(fragment.table), [fragment], begins))
                may_continue, begins, label = False, False, ""
    above: Section | None = None
    for block in blocks:
        settle(block, form, margins)
        if block.section is None and above and above.kind == "indicators" and label_key(block.label) in form.sums:
            block.section = TOTAL
            for fragment in block.fragments:
                if fragment.label:
                    fragment.label.use()
        above = block.section
    return blocks


def _label_over(strip: Strip, form: Form, margins: Margins, before: list[Block]) -> str:
    """The line right over a bare table that names it as a label beside it would (长期绩效指标); else ''."""
    last = before[-1].fragments[-1].strip if before else None
    top = last.bottom if last and last.page == strip.page else 0.0
    lines = [
        line for line in margins.lines.get(strip.page, ()) if top <= line.cell.top and line.cell.bottom <= strip.top + 1
    ]
    line = max(lines, key=lambda line: line.cell.bottom, default=None)
    section = form.section(line.cell.text) if line else None
    if (
        line is None
        or section is None
        or BARE.get(fragments_of(strip, form, None)[0].table, TOTAL).kind != section.kind
    ):
        return ""
    line.is_used = True
    return line.cell.text


def _use(fragment: Fragment) -> None:
    for row in fragment.strip.rows[fragment.first : fragment.last]:
        for part in row:
            part.use()


def _repeats_the_department(blocks: list[Block], fragment: Fragment, form: Form) -> bool:
    """Whether a page begins with the department's row again, as a spreadsheet repeats its title rows.

    The form then goes on: the same department and a section that was there before are another document.
    """
    section = form.section(fragment.text)
    if section is None or section.key != "department" or fragment.last == len(fragment.strip.rows):
        return False
    before = [block.section or form.section(block.label) for block in blocks]
    if section not in before:
        return False
    start = len(before) - 1 - before[::-1].index(section)
    after = form.section(fragment.strip.rows[fragment.last][0].text)
    goes_on = after is None or after == before[-1] or after not in before[start:]
    return goes_on and _folded(fragment) == _folded(blocks[start].fragments[0])


def _folded(fragment: Fragment) -> list[str]:
    return [fold(part.text) for part in fragment.strip.rows[fragment.first]]


def _is_below(block: Block, fragment: Fragment, form: Form) -> bool:
    """Whether the fragment is what the block's label, a row of its own, stands over; or goes on with a bare table."""
    foot = block.fragments[-1]
    if fragment.table:
        if foot.is_banner:
            section = form.section(block.label)
            return section is not None and section.kind == fragment.table
        return foot.table == fragment.table and _agrees_with_header(fragment, block, form)
    if foot.is_banner and foot is block.fragments[0] and fragment.is_banner and form.section(fragment.text) is None:
        section = form.section(block.label)
        return section is not None and section.kind == "narrative"
    return False


def _without_label(fragment: Fragment) -> Fragment:
    return Fragment(fragment.strip, fragment.first, fragment.last, None, fragment.table)


def _continues(block: Block, fragment: Fragment, form: Form, borders: Borders) -> bool:
    """Whether the first rows of a strip belong to the last section of the strip before."""
    foot = block.fragments[-1]
    above, below = foot.label, fragment.label
    if above is None or below is None or abs(above.right - below.right) > NEAR:
        return False
    if not edges_agree(foot, fragment.strip.rows[fragment.first], fragment.strip):
        return False
    if below.text and block.label:
        return form.section(_label_over_break(block.label, below.text, form)) is not None
    return borders.allow(above, below) and _agrees_with_header(fragment, block, form)


def _label_over_break(above: str, below: str, form: Form) -> str:
    """The label that two parts of one cell make: the same again, one and a bit of it, or its two halves; else ''."""
    first, second = form.section(above), form.section(below)
    if first and (first == second or fold(above).endswith(fold(below))):
        return above
    if second and not first and fold(below).startswith(fold(above)):
        return below
    whole = joined(above, below)
    return whole if form.section(whole) else ""


def _agrees_with_header(fragment: Fragment, block: Block, form: Form) -> bool:
    """Whether header rows at a page's head, if there are any, are those of the section before, printed again."""
    for words in form.columns.values():
        again = _header_words(fragment, words)
        if not {"name", "item", "task"}.isdisjoint(again.values()):
            before: dict[str, str] = {}
            for earlier in block.fragments:
                before |= _header_words(earlier, words)
            # A word of the first header may be cut by a break, so the later one may say more; but no years.
            has_years = [YEAR in header.values() for header in (before, again)]
            return bool(before) and before.keys() <= again.keys() and has_years[0] == has_years[1]
    return True


def _header_words(fragment: Fragment, words: HeaderWords) -> dict[str, str]:
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
    text = fragment.text
    if text:
        block.label = _label_over_break(block.label, text, form) if block.label else text
    block.fragments.append(fragment)


def section_of(block: Block, form: Form) -> Section | None:
    """The section that a block's label names; texts and tables are told apart by the header words beside it.

    A label that nobody described, or that of a budget, may stand beside the header words of money that was spent.
    """
    if not block.label:
        return BARE.get(block.fragments[0].table)
    section = form.section(block.label)
    if section is None or section.kind in MONEY:
        is_spent = {"adjusted", "executed"} <= _roles_beside(block, form, "execution")
        return EXECUTION if is_spent else section
    if section.subject == "tasks" and len(roles := _roles_beside(block, form, "tasks")) > 1 and "task" in roles:
        return TASKS
    if section.subject in GOALS and {"name", "target"} <= _roles_beside(block, form, "indicators"):
        return GOALS[section.subject]
    return section


def _roles_beside(block: Block, form: Form, kind: str) -> set[str]:
    return set(_header_words(block.fragments[0], form.columns[kind]).values())


def settle(block: Block, form: Form, margins: Margins) -> None:
    """Name the block's section; a label cut by the page break may have its rest in the margin beyond its grid."""
    block.section = section_of(block, form)
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
            label.use()
            margins.forgive(label, strip, block.label)
