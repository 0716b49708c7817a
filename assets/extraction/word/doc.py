"""An old binary .doc document to paragraphs and tables.

LibreOffice is no help here: it gives the text of such tables without their cells. The document itself says for each
row where its cells begin and end, and which of them are merged.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from struct import iter_unpack, unpack_from

from assets.extraction.cells import Reading, Refusal, RefusedError
from assets.extraction.flow import Block, Box, Table, lines_of, reading_of
from assets.extraction.limits import Limits
from assets.extraction.lines import ILLEGIBLE
from assets.extraction.word.doc_binary import BROKEN, LIST, Binary, Properties, is_set

_ENGINE = "doc"
_WIDTH = 595.0
_IN_TABLE, _ENDS_ROW, _DEPTH, _ROW, _VERTICAL_MERGE = 0x2416, 0x2417, 0x6649, 0xD608, 0xD62B
_MOST_LISTS = 0x7FE
_CELL_SIZE = 20
_GOES_ON_ACROSS, _GOES_ON_DOWN, _BEGINS_DOWN = 1, 1, 3
_NEAR = 20
"""Twips within which two rows' edges are one: a point."""
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))")
_DRAWN_FIELD = re.compile("\x13\\s*(?:EQ|SYMBOL|FORMDROPDOWN|EMBED)\\b", re.IGNORECASE)
"""A field that shows itself, a choice that is kept elsewhere, or the picture of another program's object."""
_ENDS = re.compile("[\r\x07\x0c]")
_WRITTEN = {0x0B: "\n", 0x1E: "-", 0x1F: None, 0xA0: " "}
_CONTROL = re.compile("[\x00-\x08\x0c-\x1f]")


@dataclass(slots=True)
class _Part:
    """A cell of one row: its edges in twips, how it is merged, and its paragraphs."""

    left: int
    right: int
    goes_on_across: bool = False
    merge: int = 0
    text: str = ""


@dataclass(slots=True)
class _Grid:
    rows: list[list[_Part]] = field(default_factory=list)


def read_doc(data: bytes, limits: Limits, engine: str) -> Reading | Refusal:
    """Every paragraph and cell of a .doc document. Raises RefusedError for one that cannot be opened."""
    try:
        binary = Binary(data)
        above, below = (
            [line for is_above, *place in binary.headers() if is_above is wanted for line in _lines(binary, *place)]
            for wanted in (True, False)
        )
        above += _lines(binary, *binary.stories["boxes"])
        below += [line for notes in ("footnotes", "endnotes") for line in _lines(binary, *binary.stories[notes])]
        blocks = [*dict.fromkeys(above), *_blocks(binary, *binary.stories["main"]), *dict.fromkeys(below)]
    except BROKEN as error:
        raise RefusedError("damaged", repr(error)) from error
    return reading_of(blocks, _WIDTH, _ENGINE, limits, engine)


def _lines(binary: Binary, start: int, end: int) -> Iterator[str]:
    """What a text says that stands beside the main one, from a place to another."""
    return lines_of(_blocks(binary, start, end))


def _blocks(binary: Binary, start: int, end: int) -> Iterator[Block]:
    """Paragraphs and tables in their order, from a place to another."""
    grid = _Grid()
    cells: list[str] = []
    lines: list[str] = []
    for text, said in _paragraphs(binary, start, end):
        if not is_set(said, _IN_TABLE) and not is_set(said, _ENDS_ROW):
            if grid.rows:
                yield _table(grid)
                grid = _Grid()
            yield text
        elif is_set(said, _ENDS_ROW) and _depth(said) < 2:
            grid.rows.append(_row(said, cells))
            cells, lines = [], []
        else:
            lines.append(text.removesuffix("\x07"))
            if text.endswith("\x07"):
                cells.append("\n".join(lines).strip())
                lines = []
    if grid.rows:
        yield _table(grid)


def _paragraphs(binary: Binary, start: int, end: int) -> Iterator[tuple[str, Properties]]:
    """Each paragraph's text as it is seen, a cell's end still at its end, and what is set for it."""
    for mark in _ENDS.finditer(binary.text, start, end):
        place = mark.start()
        raw = binary.seen(start, place)
        text = _CONTROL.sub("", _FIELD_CODE.sub(_shown_by, raw).translate(_WRITTEN)).strip()
        said = binary.of_paragraph(place)
        # Word sets a number before it that stands nowhere in the text.
        number = ILLEGIBLE if 0 < int.from_bytes(said.get(LIST, b""), "little") <= _MOST_LISTS else ""
        yield number + text + ("\x07" if mark[0] == "\x07" else ""), said
        start = place + 1


def _shown_by(field: "re.Match[str]") -> str:
    """What a field shows besides the text of its result."""
    return ILLEGIBLE if _DRAWN_FIELD.match(field[0]) else ""


def _depth(said: Properties) -> int:
    return int.from_bytes(said.get(_DEPTH, b"\1"), "little", signed=True)


def _row(said: Properties, texts: list[str]) -> list[_Part]:
    """The cells of a row by its definition: how many, their edges, and how each is merged."""
    definition = said[_ROW]
    count = definition[0]
    edges = [edge for (edge,) in iter_unpack("<h", definition[1 : 3 + 2 * count])]
    parts = [_Part(left, right) for left, right in pairwise(edges)]
    for index, part in enumerate(parts):
        place = 3 + 2 * count + _CELL_SIZE * index
        (flags,) = unpack_from("<H", definition, place) if place + 2 <= len(definition) else (0,)
        part.goes_on_across = flags & 3 == _GOES_ON_ACROSS
        part.merge = flags >> 5 & 3
    if _VERTICAL_MERGE in said:
        index, parts[index].merge = said[_VERTICAL_MERGE][:2]
    for part, text in zip(parts, texts, strict=True):
        part.text = text
    return parts


def _table(grid: _Grid) -> Table:
    edges = _edges(grid)
    table = Table([], [float(right - left) for left, right in pairwise(edges)])
    above: dict[tuple[int, int], Box] = {}
    for number, row in enumerate(grid.rows):
        below: dict[tuple[int, int], Box] = {}
        box: Box | None = None
        for part in row:
            left, right = _nearest(edges, part.left), _nearest(edges, part.right)
            if part.goes_on_across and box is not None:
                box.column_span = right - box.column
            elif part.merge == _GOES_ON_DOWN and (left, right) in above:
                box = above[left, right]
                box.row_span = number + 1 - box.row
            elif right > left:
                box = Box(number, left, 1, right - left, [part.text])
                table.boxes.append(box)
            else:
                continue
            below[box.column, box.column + box.column_span] = box
        above = below
    return table


def _edges(grid: _Grid) -> list[int]:
    """The edges of all rows' cells from left to right, each once."""
    found: list[int] = []
    for edge in sorted({edge for row in grid.rows for part in row for edge in (part.left, part.right)}):
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
    return found


def _nearest(edges: list[int], edge: int) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - edge))
