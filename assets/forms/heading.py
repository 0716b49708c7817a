"""What stands over a form: its title, and what the title and the lines around it say of department, year and unit."""

from dataclasses import dataclass

from assets.forms.margins import Line
from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import Form, page_marks


@dataclass(slots=True)
class Heading:
    """What was found; None for what is not said. `is_other_form`: a title that another form has."""

    title: str | None = None
    department: str | None = None
    year: int | None = None
    unit: str | None = None
    is_other_form: bool = False


def heading_of(lines: list[Line], form: Form) -> Heading:
    """Read the lines above a form's first section, in their order; a title may be broken over two."""
    heading = Heading()
    for index, line in enumerate(lines):
        if line.is_used:
            continue
        heading.is_other_form |= form.not_titled.search(fold(line.cell.text)) is not None
        if heading.title is None:
            after = lines[index + 1 : index + 2]
            for taken in ([line], [line, *after]):
                if _read_title("".join(one.cell.text for one in taken), form, heading):
                    for one in taken:
                        one.is_used = True
                    break
        if not line.is_used:
            _read_line(line, heading)
    return heading


def _read_title(text: str, form: Form, heading: Heading) -> bool:
    title = form.title.fullmatch(fold(text))
    if title is None:
        return False
    heading.title = text.strip()
    heading.department = heading.department or title[1] or None
    if title[2]:
        heading.year = int(title[2])
    return True


def _read_line(line: Line, heading: Heading) -> None:
    marks = page_marks()
    folded = fold(line.cell.text)
    if year := marks.year.fullmatch(folded):
        heading.year = heading.year or int(year[1])
    elif unit := marks.unit.fullmatch(folded):
        heading.unit = unit[1]
    elif marks.department.fullmatch(folded):
        _, _, said = line.cell.text.replace(":", "：").partition("：")
        heading.department = said.strip()
    else:
        return
    line.is_used = True
