"""A ruled table reads back as it was drawn: random spans, each way to draw a border, whole or cut by a page break."""

from dataclasses import dataclass
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from assets.extraction.cells import Cell, Reading
from assets.extraction.pdf.document import read_pdf
from assets.extraction.ruled.grid import lattice_of
from assets.extraction.ruled.rulings import Rulings

WIDTH, HEIGHT = 500, 700
WAYS = ("lines", "rectangles", "thin areas", "one path", "thin areas in one path")


@dataclass(frozen=True)
class Part:
    """A cell to draw: its lines in the lattice and what stands in it."""

    top: int
    left: int
    bottom: int
    right: int
    text: str


@dataclass(frozen=True)
class Table:
    xs: list[int]
    ys: list[int]
    parts: list[Part]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Rows and columns of any size, merged at random into spans."""
    sizes = st.lists(st.integers(14, 60), min_size=1, max_size=6)
    widths, heights = draw(sizes), draw(sizes)
    xs = [40 + sum(widths[:index]) for index in range(len(widths) + 1)]
    ys = [50 + sum(heights[:index]) for index in range(len(heights) + 1)]
    taken: set[tuple[int, int]] = set()
    parts: list[Part] = []
    for top in range(len(heights)):
        for left in range(len(widths)):
            if (top, left) in taken:
                continue
            free = next((x for x in range(left, len(widths)) if (top, x) in taken), len(widths))
            bottom, right = draw(st.integers(top + 1, len(heights))), draw(st.integers(left + 1, free))
            text = draw(st.sampled_from(["", "a", "7%", "bc"]))
            parts.append(Part(top, left, bottom, right, text))
            taken |= {(y, x) for y in range(top, bottom) for x in range(left, right)}
    return Table(xs, ys, parts)


def sides(table: Table, without: tuple[int, ...] = ()) -> list[tuple[int, int, int, int]]:
    """Every side of every part as x0, top, x1, bottom, but for horizontals on the rows' lines in `without`."""
    found = []
    for part in table.parts:
        x0, x1, top, bottom = table.xs[part.left], table.xs[part.right], table.ys[part.top], table.ys[part.bottom]
        found += [(x0, top, x0, bottom), (x1, top, x1, bottom)]
        found += [(x0, table.ys[y], x1, table.ys[y]) for y in (part.top, part.bottom) if y not in without]
    return found


def drawn(table: Table, way: str, without: tuple[int, ...] = ()) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), bottomup=1)
    canvas.setFont("Helvetica", 6)
    path = canvas.beginPath()
    for x0, top, x1, bottom in sides(table, without):
        if way == "lines":
            canvas.line(x0, HEIGHT - top, x1, HEIGHT - bottom)
        elif way == "thin areas":
            canvas.rect(x0 - 0.4, HEIGHT - bottom - 0.4, x1 - x0 + 0.8, bottom - top + 0.8, stroke=0, fill=1)
        elif way == "one path":
            path.moveTo(x0, HEIGHT - top)
            path.lineTo(x1, HEIGHT - bottom)
        elif way == "thin areas in one path":
            path.rect(x0 - 0.4, HEIGHT - bottom - 0.4, x1 - x0 + 0.8, bottom - top + 0.8)
    canvas.drawPath(path, stroke=way == "one path", fill=way == "thin areas in one path")
    for part in table.parts:
        x0, x1, top, bottom = table.xs[part.left], table.xs[part.right], table.ys[part.top], table.ys[part.bottom]
        if way == "rectangles":
            canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top)
        canvas.drawString(x0 + 2, HEIGHT - bottom + 4, part.text)
    canvas.drawString(10, 10, "foot")
    canvas.save()
    return buffer.getvalue()


def wanted(table: Table) -> list[tuple[int, int, int, int, str, tuple[int, ...]]]:
    """Row, column, spans, text and box of each part; lines at which no part ends are not counted."""
    rows = sorted({line for part in table.parts for line in (part.top, part.bottom)})
    columns = sorted({line for part in table.parts for line in (part.left, part.right)})
    return sorted(
        (
            rows.index(part.top), columns.index(part.left),
            rows.index(part.bottom) - rows.index(part.top), columns.index(part.right) - columns.index(part.left),
            part.text, (table.xs[part.left], table.ys[part.top], table.xs[part.right], table.ys[part.bottom]),
        )
        for part in table.parts
    )  # fmt: skip


def cells_of(data: bytes, engine: str = "pdfium") -> list[Cell]:
    reading = read_pdf(data, engine=engine)
    assert isinstance(reading, Reading)
    assert reading.fallback_pages == ()
    assert [cell.text for cell in reading.cells if cell.kind == "text"] == ["foot"]
    return [cell for cell in reading.cells if cell.kind == "cell"]


def read_back(cells: list[Cell]) -> list[tuple[int, int, int, int, str, tuple[int, ...]]]:
    assert {cell.table for cell in cells} == {1}
    return sorted(
        (c.row, c.column, c.row_span, c.column_span, c.text, tuple(map(round, (c.x0, c.top, c.x1, c.bottom))))
        for c in cells
    )


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=60, deadline=None)
@given(table=tables())
def test_a_random_table_reads_back_exactly(way: str, table: Table) -> None:
    cells = cells_of(drawn(table, way))
    assert read_back(cells) == wanted(table)
    assert not any(cell.is_open_top or cell.is_open_bottom for cell in cells)


@settings(max_examples=15, deadline=None)
@given(table=tables(), way=st.sampled_from(WAYS))
def test_the_second_engine_reads_the_same(table: Table, way: str) -> None:
    assert read_back(cells_of(drawn(table, way), "pdfplumber")) == wanted(table)


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@settings(max_examples=25, deadline=None)
@given(table=tables())
def test_a_table_cut_at_head_and_foot_is_closed_there_and_says_so(engine: str, table: Table) -> None:
    last = len(table.ys) - 1
    cells = cells_of(drawn(table, "lines", without=(0, last)), engine)
    assert [found[:5] for found in read_back(cells)] == [found[:5] for found in wanted(table)]
    for found, part in zip(read_back(cells), wanted(table), strict=True):
        assert found[5] == pytest.approx(part[5], abs=1.1)  # an open end is where its sides end, half a line further
    assert all(cell.is_open_top == (cell.row == 0) for cell in cells)
    rows = max(cell.row + cell.row_span for cell in cells)
    assert all(cell.is_open_bottom == (cell.row + cell.row_span == rows) for cell in cells)


def box(x0: float, top: float, x1: float, bottom: float) -> Rulings:
    return Rulings([(top, x0, x1), (bottom, x0, x1)], [(x0, top, bottom), (x1, top, bottom)])


def both(one: Rulings, other: Rulings) -> Rulings:
    return Rulings(one.horizontals + other.horizontals, one.verticals + other.verticals)


@pytest.mark.parametrize(
    ("one", "other", "tables"),
    [
        (box(0, 0, 50, 20), box(0, 40, 50, 60), [1, 2]),  # one below the other
        (box(0, 0, 50, 20), box(80, 4, 130, 30), [1, 2]),  # side by side
        (box(0, 0, 50, 20), box(50, 0, 130, 20), [1, 1]),  # with a side in common
        (box(0, 0, 50, 20), box(50, 20, 130, 40), [1, 2]),  # with a corner in common
        (box(0, 0, 50, 20), box(10, 22, 130, 40), [1, 1]),  # nearer than lines can be told apart
    ],
)
def test_boxes_that_share_a_side_are_one_table(one: Rulings, other: Rulings, tables: list[int]) -> None:
    assert [found[0] for found in lattice_of(both(one, other)).boxes] == tables


def test_tables_around_an_empty_middle_hang_together() -> None:
    """A ring of four boxes: left and right meet only through top and bottom, and below each other by rows."""
    ring = both(both(box(0, 0, 90, 20), box(0, 20, 30, 60)), both(box(60, 20, 90, 60), box(0, 60, 90, 80)))
    lattice = lattice_of(ring)
    assert [found[0] for found in lattice.boxes] == [1] * 5
    assert lattice.at(45, 40) == [found[5:9] for found in lattice.boxes].index((30, 20, 60, 60))


def test_underlines_and_lone_lines_make_no_cell() -> None:
    lines = Rulings([(100, 10, 80), (110, 10, 80)], [(300, 10, 80)])
    assert lattice_of(lines).boxes == []
    table = both(box(0, 0, 100, 50), Rulings([(25, 20, 60)], [(50, 10, 40)]))
    assert [found[5:9] for found in lattice_of(table).boxes] == [(0, 0, 100, 50)]
