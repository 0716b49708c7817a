"""What stands over a form: its title, and what the title and the lines around it say of department, year and unit."""

import re
from dataclasses import dataclass

from assets.forms.fields import fields_in
from assets.forms.margins import Line
from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import page_marks

_MONEY = re.compile("(?:元|千元|万元|亿元)")


@dataclass(slots=True)
class Heading:
    """What was found; None for what is not said. `text` holds all lines, folded: they may deny a form."""

    title: str | None = None
    department: str | None = None
    year: int | None = None
    unit: str | None = None
    text: str = ""


def heading_of(lines: list[Line]) -> Heading:
    """Read the lines above a form's first section, in their order; a title without a year may be broken."""
    heading = Heading(text="\n".join(fold(line.cell.text) for line in lines))
    for index, line in enumerate(lines):
        if line.is_used:
            continue
        if heading.title is None:
            after = lines[index + 1 : index + 2]
            below = page_marks().title.fullmatch(fold(after[0].cell.text)) if after else None
            is_whole_below = below is not None and bool(below[2] or below[3])
            for taken in ([line],) if is_whole_below else ([line], [line, *after]):
                if _read_title("".join(one.cell.text for one in taken), heading):
                    for one in taken:
                        one.is_used = True
                    break
        if not line.is_used:
            _read_line(line, heading)
    return heading


def _read_title(text: str, heading: Heading) -> bool:
    title = page_marks().title.fullmatch(fold(text))
    if title is None:
        return False
    heading.title = text.strip()
    heading.department = heading.department or title[1] or None
    if year := title[2] or title[3]:
        heading.year = int(year)
    return True


def _read_line(line: Line, heading: Heading) -> None:
    if year := page_marks().year.fullmatch(fold(line.cell.text)):
        heading.year = heading.year or int(year[1])
        line.is_used = True
    for kind, said in fields_in(line.cell.text):
        line.is_used = True
        if kind == "unit" and _MONEY.fullmatch(fold(said)):
            heading.unit = fold(said)
        elif kind == "year" and (year := page_marks().year.fullmatch(fold(said))):
            heading.year = heading.year or int(year[1])
        elif kind in ("unit", "department") and said:
            heading.department = said
