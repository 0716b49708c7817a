"""A document as a sheet in its form's own layout: the form's sections in their order, texts as they were printed.

What the form is called and how its sections and columns are headed comes from `vocabulary/forms`, so that a form
described there is laid out here. A document of an unknown template gets the layout of the first form.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pyarrow as pa

from contracts.vocabulary.columns import columns
from contracts.vocabulary.form_labels import PrintedWords, Section, forms, printed_words

Row = dict[str, Any]
Tables = Mapping[str, pa.Table]

_LEVELS = ("level1_printed", "level2_printed", "name_printed")
_ROLES = ("baseline", "target", "adjusted_target", "actual")
_STAGES = ("budget", "initial", "adjusted", "executed", "prior")
# The relation that holds the rows of a kind of section; a kind that is not here has one text beside its label.
_OF_KIND = {
    "indicators": "wide_indicator_value",
    "funding": "wide_funding",
    "pairs": "wide_funding",
    "execution": "wide_funding",
    "tasks": "wide_task",
    "total": "wide_score",
    "narrative": "wide_narrative",
}
_LONGEST = 32_000
"""Characters of a text that one cell takes; what is longer goes on in the row below."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text over `width` columns and `height` rows; kind is title, label or text."""

    text: str
    kind: str = "text"
    width: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document's sheet: its name, its rows of cells (None where a cell above reaches down), its columns' widths."""

    name: str
    rows: list[list[Cell | None]]
    widths: list[int]


def sheets_of(tables: Tables) -> Iterator[Sheet]:
    """A sheet for every current document, in the order of departments."""
    by_document: dict[str, dict[str, list[Row]]] = {}
    for relation in sorted(set(_OF_KIND.values())):
        for row in tables[relation].to_pylist() if relation in tables else []:
            by_document.setdefault(row["document_id"], {}).setdefault(relation, []).append(row)
    documents = [row for row in tables["wide_document"].to_pylist() if row["is_current"]]
    for document in sorted(documents, key=lambda row: (row["department_id"], row["form"], row["document_id"])):
        yield _sheet(document, by_document.get(document["document_id"], {}))


def _sheet(document: Row, rows: dict[str, list[Row]]) -> Sheet:
    words = printed_words(document["template"]) or printed_words(forms()[0].template)
    blocks = [_block(section, label, words, document, rows) for section, label in words.sections] if words else []
    width = max((sum(cell.width for cell in row if cell) for _, block in blocks for row in block[:1]), default=1)
    made: list[list[Cell | None]] = [[Cell(document["title_printed"] or document["source_name"], "title", width + 1)]]
    for label, block in blocks:
        for number, line in enumerate(block):
            first = Cell(label, "label", height=len(block)) if number == 0 else None
            made.append([first, *_widened(line, width)])
    name = document["department_name"] or document["source_name"]
    return Sheet(name, made, [16, 14, 20, 32, *[16] * (width - 3)])


def _block(
    section: Section, label: str, words: PrintedWords, document: Row, rows: dict[str, list[Row]]
) -> tuple[str, list[list[Cell | None]]]:
    found = rows.get(_OF_KIND.get(section.kind, ""), [])
    if section.kind == "department":
        return label, [[Cell(document["department_name"] or "")]]
    if section.kind == "indicators":
        if section.key.startswith("long") and document["long_until"]:
            label = f"{label}（截止{document['long_until']}年）"
        return label, _indicators([row for row in found if row["horizon"] == section.subject], words)
    if section.kind == "narrative":
        said = [row for row in found if row["narrative"] == section.subject]
        texts = [text for row in said for text in _cut(row["text_printed"])]
        return (said[0]["label_printed"] if said else label), [[Cell(text)] for text in texts] or [[Cell("")]]
    if section.kind in ("funding", "pairs", "execution"):
        return label, _funding(found, words)
    return label, _plain(found, words)


def _indicators(rows: list[Row], words: PrintedWords) -> list[list[Cell | None]]:
    """A line an indicator: its place and name, its values by role and year, then whatever else was printed for it."""
    values = _ordered(((row["value_role"], row["value_year"]) for row in rows), _ROLES)
    more = _printed(rows, (*_LEVELS, "value_printed"))
    heads = [Cell(_head(name, words), "label") for name in _LEVELS]
    heads += [Cell(_value_head(role, year, words), "label") for role, year in values]
    heads += [Cell(_head(name, words), "label") for name in more]
    lines: list[list[Cell | None]] = [[*heads]]
    for of_line in _lines(rows):
        stated = {(row["value_role"], row["value_year"]): row for row in of_line}
        any_row = next(iter(stated.values()))
        line: list[Cell | None] = [Cell(any_row[name]) for name in _LEVELS]
        line += [Cell(stated[one]["value_printed"]) if one in stated else Cell("") for one in values]
        line += [Cell(next((row[name] for row in stated.values() if row[name]), "")) for name in more]
        lines.append(line)
    _reach_down(lines, 0)
    _reach_down(lines, 1)
    return lines


def _funding(rows: list[Row], words: PrintedWords) -> list[list[Cell | None]]:
    """A line an item: its side, the amounts by stage and year, and its share where one is printed."""
    stages = _ordered(((row["stage"], row["fiscal_year"]) for row in rows), _STAGES)
    heads = ["", words.headers.get("item", "")]
    heads += [f"{year}年" if stage == "prior" else words.headers.get(stage, f"{year}年") for stage, year in stages]
    heads.append(words.headers.get("share", columns()["share"].name_zh))
    lines: list[list[Cell | None]] = [[Cell(head, "label") for head in heads]]
    for of_line in _lines(rows):
        stated = {(row["stage"], row["fiscal_year"]): row for row in of_line}
        any_row = next(iter(stated.values()))
        line: list[Cell | None] = [Cell(words.headers.get(str(any_row["side"]), ""), "label")]
        line += [Cell(any_row["item_printed"])]
        line += [Cell(stated[one]["amount_printed"] if one in stated else "") for one in stages]
        line.append(Cell(next((row["share_printed"] for row in stated.values() if row["share_printed"]), "")))
        lines.append(line)
    _reach_down(lines, 0)
    return lines


def _plain(rows: list[Row], words: PrintedWords) -> list[list[Cell | None]]:
    """A line a row, a column for each text that was printed."""
    names = _printed(rows, ())
    lines: list[list[Cell | None]] = [[Cell(_head(name, words), "label") for name in names]]
    return lines + [[Cell(row[name] or "") for name in names] for row in sorted(rows, key=_place)]


def _printed(rows: list[Row], known: Iterable[str]) -> list[str]:
    """The columns of printed texts, beside the known ones, that have a text in one of the rows."""
    names = [name for name in (rows[0] if rows else ()) if name.endswith("_printed") and name not in known]
    return [name for name in names if any(row[name] for row in rows)]


def _head(name: str, words: PrintedWords) -> str:
    return words.headers.get(name.removesuffix("_printed"), columns()[name].name_zh.removesuffix("原文"))


def _value_head(role: str, year: int, words: PrintedWords) -> str:
    if role == "baseline":
        return f"{words.headers.get('baseline_group', '')}{year}年"
    return words.headers.get(role, columns()["value_role"].name_zh)


def _ordered(found: Iterable[tuple[str, int]], known: tuple[str, ...]) -> list[tuple[str, int]]:
    return sorted(set(found), key=lambda one: (known.index(one[0]) if one[0] in known else len(known), *one))


def _lines(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows of each printed line, in order."""
    for _, of_line in groupby(sorted(rows, key=_place), key=lambda row: row["row_number"]):
        yield list(of_line)


def _place(row: Row) -> tuple[Any, ...]:
    return (row["row_number"], row["page"], row["top"], row["x0"])


def _reach_down(lines: list[list[Cell | None]], column: int) -> None:
    """Joins a cell with those below it that say the same, as the form does, within what is joined to its left."""
    start = 1
    while start < len(lines):
        cell, end = lines[start][column], start + 1
        if cell is None:
            start += 1
            continue
        while end < len(lines) and lines[end][column] == cell and all(one is None for one in lines[end][:column]):
            lines[end][column] = None
            end += 1
        lines[start][column] = Cell(cell.text, cell.kind, cell.width, end - start)
        start = end


def _widened(line: list[Cell | None], width: int) -> list[Cell | None]:
    """The line over the whole width of the form: its last cell takes what is left."""
    last, used = line[-1], len(line)
    return [*line[:-1], Cell(last.text, last.kind, width - used + 1)] if last else line


def _cut(text: str) -> list[str]:
    return [text[start : start + _LONGEST] for start in range(0, len(text), _LONGEST)] or [""]
