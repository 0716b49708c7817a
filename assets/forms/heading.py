"""What stands over a form: its title, and what the title and the lines around it say of department, year and unit."""

from dataclasses import dataclass, field

from assets.forms.fields import fields_in, unit_in
from assets.forms.margins import Line
from assets.forms.printed import Place, place_of
from assets.forms.witnesses import Department, Year
from contracts.vocabulary.folding import fold
from contracts.vocabulary.regions import locate
from contracts.vocabulary.titles import Title, title_of, year_in, year_said


@dataclass(slots=True)
class Heading:
    """What was found; None for what is not said. `text` holds all lines but fields, folded: they may deny a form.

    The title's year goes before those of lines, a field's department before the title's.
    """

    title: str | None = None
    departments: list[Department] = field(default_factory=list)
    years: list[Year] = field(default_factory=list)
    unit: str | None = None
    text: str = ""


def heading_of(lines: list[Line]) -> Heading:
    """Read the lines above a form's first section, in their order; a title without a year may be broken."""
    heading = Heading(text="\n".join(fold(line.cell.text) for line in lines if not fields_in(line.cell.text)))
    for index, line in enumerate(lines):
        if line.is_used:
            continue
        if heading.title is None:
            taken = _title_of_lines(line, lines[index + 1 : index + 2])
            if _read_title("".join(one.cell.text for one in taken), _place(line), heading):
                for one in taken:
                    one.is_used = True
        if not line.is_used:
            _read_line(line, heading)
    return heading


def read_foot(lines: list[Line], heading: Heading) -> None:
    """Read who filled in a form where lines beside or below it say so: some are signed there and nowhere else."""
    for line in lines:
        said = fields_in(line.cell.text)
        if said and {kind for kind, _ in said} <= {"ignored", "department"}:
            line.is_used = True
            names = (name for kind, name in said if kind == "department" and name)
            heading.departments += [Department(name, line.cell.text, _place(line)) for name in names]


def _title_of_lines(line: Line, after: list[Line]) -> list[Line]:
    """The line, with the one below it where only both are a whole title: nothing of it is cut off at either's edge."""
    text, rest = line.cell.text, "".join(one.cell.text for one in after)
    alone, below, both = title_of(text), title_of(rest), title_of(text + rest)
    if not rest or both is None:
        return [line]
    if alone is not None:
        return [line] if below is not None or fold(rest).startswith("(") or year_in(rest) else [line, *after]
    said = fold(text)
    is_open = said.endswith("关于") or ("关于" in said and both.department is not None and _begins_whole(both))
    is_whole = below is not None and bool(below.year) and (_begins_whole(below) or not _begins_whole(both))
    return [line] if is_whole and not is_open else [line, *after]


def _begins_whole(title: Title) -> bool:
    """Whether a title begins with its year or with a region, not in the midst of a name."""
    return title.department is None or locate(title.department).region is not None


def _read_title(text: str, place: Place, heading: Heading) -> bool:
    title = title_of(text)
    if title is None:
        return False
    heading.title = text.strip()
    if title.department:
        heading.departments.append(Department(title.department, heading.title, place))
    if title.year:
        heading.years.insert(0, Year(title.year, heading.title, place))
    return True


def _read_line(line: Line, heading: Heading) -> None:
    text, place = line.cell.text, _place(line)
    if year := year_in(text):
        heading.years.append(Year(year, text, place))
        line.is_used = True
    unit = unit_in(text)
    heading.unit = unit or heading.unit
    for kind, said in fields_in(text):
        line.is_used = True
        if kind == "year" and (year := year_said(said)):
            heading.years.append(Year(year, text, place))
        elif kind in ("unit", "department") and said and fold(said) != unit:
            heading.departments.insert(0, Department(said, text, place))


def _place(line: Line) -> Place:
    return place_of(line.cell, line.cell.confidence)
