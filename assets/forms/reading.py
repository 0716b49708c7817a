"""A file's cells to the documents it holds, each as printed. Who, when and what come from the content alone."""

from collections.abc import Iterable, Iterator

from assets.extraction.cells import Reading
from assets.forms.blocks import Block, blocks_of
from assets.forms.breaks import Known, joined_rows
from assets.forms.documents import Extent, extents_of, lines_of
from assets.forms.heading import Heading, heading_of
from assets.forms.margins import Line, Margins
from assets.forms.printed import FormRefusal, PrintedDocument, Unread, place_of
from assets.forms.rows import funding_of, indicators_of, narrative_of
from assets.forms.strips import Borders, strips_of
from assets.forms.tables import Table, table_of
from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import Form, forms, label_year

__all__ = ["FormRefusal", "PrintedDocument", "read_forms"]


def read_forms(reading: Reading) -> list[PrintedDocument | FormRefusal]:
    """Every document of a file in its order, and a refusal for each that is none or is not all there.

    Reasons: form_unknown, department_missing, year_missing, rows_missing.
    """
    refused: list[PrintedDocument | FormRefusal] = []
    for form in forms():
        found = list(_documents(reading, form))
        if any(isinstance(document, PrintedDocument) or document.reason_code != "form_unknown" for document in found):
            return found
        refused = refused or list(found)
    return refused or [FormRefusal("form_unknown", _labels(reading))]


def _documents(reading: Reading, form: Form) -> Iterator[PrintedDocument | FormRefusal]:
    margins = Margins(reading.cells, [height for _, height in reading.sizes])
    strips = strips_of(reading.cells)
    borders = Borders.of(strips)
    extents = extents_of(blocks_of(strips, form, margins, borders), form, margins)
    for extent, (above, within) in zip(extents, lines_of(extents, margins, form), strict=True):
        heading = heading_of(above, form)
        if not form.fits(set(extent.sections)) or heading.is_other_form:
            yield FormRefusal("form_unknown", _labels_of(extent.blocks))
        else:
            yield _document(form, extent, heading, [*above, *within], margins, borders)


def _document(
    form: Form, extent: Extent, heading: Heading, lines: list[Line], margins: Margins, borders: Borders
) -> PrintedDocument | FormRefusal:
    sections = extent.sections
    tables = {
        key: table_of(block, form.columns[block.section.kind], margins)
        for key, block in sections.items()
        if block.section is not None and block.section.kind in form.columns
    }
    known = Known.of(form, tables.values(), borders)
    rows = {key: joined_rows(table, known, margins) for key, table in tables.items()}
    department = _department(sections.get("department")) or heading.department
    budget_year = heading.year or _year_after(tables.values())
    if not department:
        return FormRefusal("department_missing", heading.title or "")
    if budget_year is None:
        return FormRefusal("year_missing", department)
    until = next((year for block in sections.values() if (year := label_year(block.label))), None)
    indicators = [
        row
        for key, table in tables.items()
        if (section := sections[key].section) is not None and section.kind == "indicators"
        for row in indicators_of(
            rows[key], table.columns, section.subject, budget_year, _target_year(section.subject, until, budget_year)
        )
    ]
    if not indicators:
        return FormRefusal("rows_missing", f"{department} {budget_year}")
    funding = [
        row
        for key, table in tables.items()
        if (section := sections[key].section) is not None and section.kind == "funding"
        for row in funding_of(rows[key], table, form, budget_year, heading.unit)
    ]
    narratives = [
        narrative
        for block in sections.values()
        if block.section is not None and block.section.kind == "narrative" and (narrative := narrative_of(block))
    ]
    return PrintedDocument(
        form=form.form,
        template=form.template,
        title_printed=heading.title,
        department_printed=department,
        budget_year=budget_year,
        long_until=until,
        pages=(extent.first_page, extent.last_page),
        indicators=tuple(indicators),
        funding=tuple(funding),
        tasks=(),
        scores=(),
        narratives=tuple(narratives),
        unread=tuple(_unread(extent, lines, heading)),
    )


def _department(block: Block | None) -> str | None:
    """The text beside the department's label; later cells of the row are other fields."""
    if block is None:
        return None
    for row in block.fragments[0].rows():
        if row and row[0].text:
            row[0].is_used = True
            return row[0].text
    return None


def _year_after(tables: Iterable[Table]) -> int | None:
    """The year after the last of the prior years' columns, for a form that prints its own year nowhere."""
    years = [column.year for table in tables for column in table.columns.values() if column.year]
    return max(years) + 1 if years else None


def _target_year(horizon: str, until: int | None, budget_year: int) -> int:
    """A long-term target is for the 截止 year; where none is printed, the budget year is all the form says."""
    return until if horizon == "long_term" and until else budget_year


def _unread(extent: Extent, lines: list[Line], heading: Heading) -> Iterator[Unread]:
    seen: set[int] = set()
    for block in extent.blocks:
        for fragment in block.fragments:
            for row in fragment.strip.rows[fragment.first : fragment.last]:
                for part in row:
                    if part.text and not part.is_used and id(part) not in seen:
                        seen.add(id(part))
                        yield Unread(part.cell.text, part.place)
    title = fold(heading.title or "")
    for line in lines:
        if not line.is_used and fold(line.cell.text) != title:
            yield Unread(line.cell.text, place_of(line.cell, line.cell.confidence))


def _labels_of(blocks: list[Block]) -> str:
    return " | ".join(dict.fromkeys(block.label for block in blocks if block.label))


def _labels(reading: Reading) -> str:
    """The left labels of the file's grids, as far as a person needs them to recognise the form."""
    strips = strips_of(reading.cells)
    labels = (row[0].text for strip in strips for row in strip.rows if row and row[0].left == 0)
    return " | ".join(list(dict.fromkeys(label for label in labels if label))[:20])
