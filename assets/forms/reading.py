"""A file's cells to the documents it holds, each as printed. Who, when and what come from the content alone."""

from collections.abc import Iterator
from dataclasses import replace

from assets.extraction.cells import Cell, Reading
from assets.forms.blocks import blocks_of, section_of
from assets.forms.documents import Extent, extents_of, lines_of
from assets.forms.fields import unit_in
from assets.forms.heading import Heading, heading_of, read_foot
from assets.forms.kinds import form_of, refusal_of, roles_of
from assets.forms.margins import Line, Margins, unframed
from assets.forms.misread import settle_words
from assets.forms.printed import FormRefusal, PrintedDocument, Unread, place_of
from assets.forms.rows import fields_of
from assets.forms.stating import Tables, stated_by
from assets.forms.strips import Borders, Part, strips_of
from assets.forms.witnesses import UNNAMED, Department, Named, Year, department_of, year_of
from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import Form, every_form, year_within
from contracts.vocabulary.titles import year_said

__all__ = ["FormRefusal", "PrintedDocument", "read_forms"]


def read_forms(reading: Reading, named: Named = UNNAMED) -> list[PrintedDocument | FormRefusal]:
    """Every document of a file in its order, and a refusal for each that is none or is not all there.

    Reasons: form_unknown, department_missing, year_missing, rows_missing.
    """
    cells = unframed(reading.cells)
    margins = Margins(cells, [height for _, height in reading.sizes])
    strips = strips_of(cells)
    for strip in strips:
        settle_words(strip, every_form())
    borders = Borders.of(strips)
    extents = extents_of(blocks_of(strips, every_form(), margins, borders), margins)
    found: list[PrintedDocument | FormRefusal] = []
    for extent, (above, within) in zip(extents, lines_of(extents, margins, strips), strict=True):
        if not extent.is_stating:
            continue
        heading = heading_of(above)
        form = form_of(extent, heading)
        if form is None:
            rows = (row for block in extent.blocks for part in block.fragments for row in part.strip.rows)
            found.append(refusal_of(above, (block.label for block in extent.blocks), rows))
        else:
            read_foot(within, heading)
            found.append(_document(form, extent, heading, [*above, *within], margins, borders, named))
    every = [row for strip in strips for row in strip.rows]
    if any(isinstance(document, PrintedDocument) for document in found):
        return _with_hidden(found, [cell for cell in cells if cell.kind == "hidden"])
    first = strips[0].page if strips else 0
    lines = [line for line in margins.lines.get(first, ()) if line.cell.top < strips[0].top]
    return found or [refusal_of(lines, (row[0].text for row in every if row and row[0].left == 0), every)]


def _with_hidden(found: list[PrintedDocument | FormRefusal], hidden: list[Cell]) -> list[PrintedDocument | FormRefusal]:
    """The documents, each told of what is hidden on its pages; the first also of what is on nobody's."""
    documents = [document for document in found if isinstance(document, PrintedDocument)]
    unread: dict[int, list[Unread]] = {}
    for cell in hidden:
        owner = next((one for one in documents if one.pages[0] <= cell.page <= one.pages[1]), documents[0])
        unread.setdefault(id(owner), []).append(Unread(cell.text, "hidden", None, place_of(cell, cell.confidence)))
    return [
        replace(one, unread=(*one.unread, *unread.get(id(one), ()))) if isinstance(one, PrintedDocument) else one
        for one in found
    ]


def _document(
    form: Form,
    extent: Extent,
    heading: Heading,
    lines: list[Line],
    margins: Margins,
    borders: Borders,
    named: Named,
) -> PrintedDocument | FormRefusal:
    for block in extent.blocks:
        block.section = section_of(block, form) or block.section
    tables = Tables(extent.sections, form, margins, borders)
    said = fields_of(extent.blocks)
    own = [Department(part.text, part.text, part.place) for kind, part in said.items() if kind == "department"]
    department, other_departments = department_of([*own, *heading.departments])
    budget_year, other_years = year_of([*heading.years, *_years_within(said, extent, tables)])
    department, budget_year = department or named.department, budget_year or named.year
    if not department:
        return FormRefusal("department_missing", heading.title or "")
    if budget_year is None:
        return FormRefusal("year_missing", department)
    until = tables.long_until
    unit = heading.unit or (unit_in(said["unit"].text) if "unit" in said else None)
    stated = stated_by(tables, form, budget_year, until, unit)
    if not stated.indicators:
        return FormRefusal("rows_missing", f"{department} {budget_year}")
    return PrintedDocument(
        form=form.kind(heading.text, roles_of(extent)),
        template=form.template,
        title_printed=heading.title,
        department_printed=department,
        budget_year=budget_year,
        long_until=until,
        pages=(extent.first_page, extent.last_page),
        indicators=tuple(stated.indicators),
        funding=tuple(stated.funding),
        tasks=tuple(stated.tasks),
        scores=tuple(stated.scores),
        narratives=tuple(stated.narratives),
        unread=(*_unread(extent, lines), *other_departments, *other_years),
    )


def _years_within(said: dict[str, Part], extent: Extent, tables: Tables) -> Iterator[Year]:
    """The year of a field, that in the label of an annual section (2025年度绩效指标), the one after prior years'."""
    if "year" in said and (year := year_said(said["year"].text)):
        yield Year(year, said["year"].text, said["year"].place)
    for block in extent.sections:
        label = block.fragments[0].label
        if block.section and block.section.key.startswith("annual_") and (year := year_within(block.label)):
            yield Year(year, block.label, label.place if label else None)
            break
    if tables.last_year:
        yield Year(tables.last_year + 1)


def _unread(extent: Extent, lines: list[Line]) -> Iterator[Unread]:
    """What nothing used; a line that comes again on each page, as a title or a running head, counts once."""
    seen: set[int] = set()
    for block in extent.blocks:
        for fragment in block.fragments:
            for row in fragment.strip.rows[fragment.first : fragment.last]:
                for part in row:
                    if part.text and not part.is_used and id(part) not in seen:
                        seen.add(id(part))
                        yield Unread(part.cell.text, "unused", None, part.place)
    read = {fold(line.cell.text) for line in lines if line.is_used}
    for line in lines:
        if not line.is_used and (text := fold(line.cell.text)) not in read:
            read.add(text)
            yield Unread(line.cell.text, "unused", None, place_of(line.cell, line.cell.confidence))
