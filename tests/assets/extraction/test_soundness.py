"""What holds of every reading is checked in every reading: what fails goes to the second engine, or is marked."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from assets.extraction.cells import Reading
from assets.extraction.pdf import document, pdfium, quick
from assets.extraction.ruled.page import UNSURE, page_of
from assets.extraction.ruled.tables import lattice_from, taken_by
from tests.drawing.oddities import page

registerFont(UnicodeCIDFont("STSong-Light"))
TEXTS = st.text("绩效目标ab1%≥ ", max_size=8)
SPOTS = st.tuples(st.integers(75, 225), st.integers(15, 120), TEXTS, st.sampled_from((0, 0, 0, 35, 90, 180)))


def scattered(canvas: Canvas, spots: list[tuple[int, int, str, int]]) -> None:
    """Texts anywhere on a page with a table, over its lines, over each other, and turned."""
    canvas.line(150, 100, 150, 160)
    canvas.line(50, 130, 250, 130)
    for x, y, text, angle in spots:
        canvas.saveState()
        canvas.setFont("Helvetica" if text.isascii() else "STSong-Light", 9)
        canvas.translate(x, y)
        canvas.rotate(angle)
        canvas.drawString(0, 0, text)
        canvas.restoreState()


@settings(max_examples=100, deadline=None)
@given(spots=st.lists(SPOTS, max_size=8, unique_by=lambda spot: spot[2]))  # PDFium drops a text drawn twice
def test_each_character_of_a_page_is_in_one_cell_or_line_or_left_out_on_purpose(
    spots: list[tuple[int, int, str, int]],
) -> None:
    with pdfium.opened_document(page(lambda canvas: scattered(canvas, spots))) as document:
        found = quick.read_page(document, 0, 1000)
    assert "characters are not" not in found.doubt
    read = Counter("".join("".join(cell.text for cell in found.cells).split())) + Counter(
        found.left_out.replace(" ", "")
    )
    drawn = Counter("".join("".join(text for _, _, text, _ in spots).split()))
    assert read == drawn
    slanted = Counter("".join(text for *_, text, angle in spots if angle == 35))
    struck = Counter(found.left_out) - slanted
    assert all(drawn[character] > 1 for character in struck)


def lose_a_character(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = quick._cell_text
    monkeypatch.setattr(quick, "_cell_text", lambda text, runs: whole(text, runs)[1:])


def test_a_reading_that_loses_a_character_goes_to_the_second_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    lose_a_character(monkeypatch)
    reading = document.read_pdf(page(lambda canvas: canvas.drawString(60, 120, "95%")))
    assert isinstance(reading, Reading)
    assert [(cell.text, cell.engine, cell.confidence) for cell in reading.cells] == [("95%", "pdfplumber", 1.0)]
    assert reading.fallback_pages == (1,)


def test_what_neither_engine_reads_soundly_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    lose_a_character(monkeypatch)

    def broken(*_: object) -> None:
        raise ValueError("a page that pdfminer cannot read")

    monkeypatch.setattr(document._SecondEngine, "read_page", broken)
    reading = document.read_pdf(page(lambda canvas: canvas.drawString(60, 120, "95%")))
    assert isinstance(reading, Reading)
    assert [(cell.text, cell.confidence) for cell in reading.cells] == [("5%", UNSURE)]


def test_two_cells_in_one_unit_of_a_grid_are_a_fault() -> None:
    xs, ys = [0.0, 50.0, 100.0], [0.0, 20.0, 40.0]
    sound = [(0, 0, 1, 1, False, False), (0, 1, 2, 2, False, False), (1, 0, 2, 1, False, False)]
    doubled = [*sound, (1, 0, 2, 2, False, False)]
    for rectangles, faults in ((sound, 0), (doubled, 2)):
        lattice = lattice_from(xs, ys, rectangles, taken_by(rectangles, len(ys)))
        found = page_of(1, (100, 40), lattice, [""] * len(rectangles), [], "pdfium")
        assert (found.faults, bool(found.doubt)) == (faults, faults > 0)
    better = replace(found, faults=0, doubt="")
    assert better.is_better_than(found)
    assert not found.is_better_than(better)
