"""Which form a document is of, told by its words; and of one that no form fits, what it prints and its fingerprint."""

import hashlib
import re
from collections.abc import Iterable

from assets.forms.documents import Extent
from assets.forms.fragments import NEAR
from assets.forms.headers import header_parts, role_of
from assets.forms.heading import Heading
from assets.forms.margins import Line
from assets.forms.printed import FormRefusal
from assets.forms.strips import Part
from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import Form, every_form, forms, label_key, page_marks, year_within

SHOWN = 20
_WORD = re.compile(r"[^\d,，。;；、%％≥≤]{1,16}")


def form_of(extent: Extent, heading: Heading) -> Form | None:
    """The form that fits: of those whose sections and columns are there and which its lines do not deny, the one that
    its title names, and that prints most of its words.
    """
    keys, roles = extent.keys, roles_of(extent)
    words = {label_key(part.text) for row in _rows(extent) for part in row if part.text}
    fitting = [
        form
        for form in forms()
        if form.fits(keys)
        and not (form.roles and form.roles.isdisjoint(roles))
        and not form.not_titled.search(heading.text)
        and not (heading.title is None and page_marks().foreign.search(heading.text))
    ]
    return max(
        fitting,
        key=lambda form: (form.titled is not None and bool(form.titled.search(heading.text)), len(words & form.words)),
        default=None,
    )


def roles_of(extent: Extent) -> set[str]:
    """The roles of all header words over its indicators; a result of a year that is named may be a prior one."""
    words = every_form().columns["indicators"]
    return {
        role
        for block in extent.blocks
        if block.section is not None and block.section.kind == "indicators"
        for fragment in block.fragments
        for row in fragment.rows()
        for part in header_parts(row, words)
        if (role := role_of(part.text, words)) and not (role == "actual" and year_within(part.text))
    }


def _rows(extent: Extent) -> Iterable[list[Part]]:
    return (row for block in extent.blocks for fragment in block.fragments for row in fragment.strip.rows)


def refusal_of(lines: Iterable[Line], labels: Iterable[str], rows: Iterable[list[Part]]) -> FormRefusal:
    """A form that nobody described: the title and labels a person needs to recognise it, and its fingerprint."""
    titles = [line.cell.text for line in lines if page_marks().table_title.fullmatch(fold(line.cell.text))]
    shown = list(dict.fromkeys(text for text in (*titles[:1], *labels) if text))[:SHOWN]
    return FormRefusal("form_unknown", " | ".join(shown), fingerprint(rows))


def fingerprint(rows: Iterable[list[Part]]) -> str:
    """A digest of a form's own words, the same for all that print the same form, whatever they fill in; '' for none.

    Its words are the labels that stand beside one cell or over several rows, and the cells of header rows: rows of
    short words, each the first of those that have its columns.
    """
    words: set[str] = set()
    above: list[tuple[float, float]] = []
    for row in rows:
        printed = [part for part in row if part.text]
        edges = [(round(part.left, 2), round(part.right, 2)) for part in row]
        if printed and printed[0].left < NEAR / 2 and (printed[0].row_count > 1 or len(printed) == 2):
            words.add(label_key(printed[0].text))
        named = [part for part in printed if page_marks().field(part.text)]
        if named:
            words |= {label_key(part.text) for part in named}
        elif len(printed) > 2 and edges != above and all(_WORD.fullmatch(label_key(part.text)) for part in printed):
            words |= {label_key(part.text) for part in printed}
        above = edges
    return hashlib.sha256("\n".join(sorted(words)).encode()).hexdigest()[:12] if words else ""
