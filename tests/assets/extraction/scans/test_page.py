"""A scanned page as a whole: what is read for sure is what is printed, and the rest says that it is not sure."""

import numpy as np
import pytest

from assets.extraction.cells import Cell
from assets.extraction.picture import draw_page
from assets.extraction.scans.files import pictures_of
from assets.extraction.scans.page import read_page, upright
from assets.extraction.scans.picture import PagePicture
from assets.forms.printed import UNSURE_BELOW
from tests.assets.extraction.scans.small_approval import APPROVAL, SCAN
from tests.drawing.content import sheet_of


@pytest.fixture(scope="module")
def picture() -> PagePicture:
    (page,) = pictures_of(SCAN.read_bytes())
    return page


@pytest.fixture(scope="module")
def cells(picture: PagePicture) -> dict[tuple[int, int], Cell]:
    return {(cell.row, cell.column): cell for cell in read_page(1, picture).cells if cell.kind == "cell"}


def folded(text: str) -> str:
    return text.replace("\n", "").replace(" ", "").replace("（", "(").replace("）", ")").replace("：", ":")


def test_the_grid_is_that_of_the_form(cells: dict[tuple[int, int], Cell]) -> None:
    printed = {(box.top, box.left): (box.bottom - box.top, box.right - box.left) for box in sheet_of(APPROVAL).boxes}
    assert {place: (cell.row_span, cell.column_span) for place, cell in cells.items()} == printed


def test_what_is_read_for_sure_is_what_is_printed(cells: dict[tuple[int, int], Cell]) -> None:
    printed = {(box.top, box.left): folded(box.text) for box in sheet_of(APPROVAL).boxes}
    sure = {place: folded(cell.text) for place, cell in cells.items() if cell.confidence >= UNSURE_BELOW}
    assert sure == {place: printed[place] for place in sure}
    assert len(sure) >= 0.85 * len(printed)
    assert all(cell.engine == "rapidocr" for cell in cells.values())


@pytest.mark.parametrize("turns", [1, 2])
def test_a_page_that_lies_on_its_side_or_head_is_turned_before_it_is_read(picture: PagePicture, turns: int) -> None:
    straight = upright(picture)
    turned = upright(PagePicture(np.ascontiguousarray(np.rot90(picture.pixels, turns)), picture.scale))
    assert turned.size == pytest.approx(straight.size, abs=3)
    assert [box[:5] for box in turned.lattice.boxes] == [box[:5] for box in straight.lattice.boxes]


def test_the_mark_of_a_cell_is_drawn_on_the_straightened_page(cells: dict[tuple[int, int], Cell]) -> None:
    cell = next(cell for cell in cells.values() if cell.text == "≥280公里")
    drawn = np.asarray(draw_page(SCAN.read_bytes(), 1, (cell.x0, cell.top, cell.x1, cell.bottom), scale=2))
    red = (drawn == (220, 38, 38)).all(axis=2)
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    assert (columns[0] / 2, rows[0] / 2) == pytest.approx((cell.x0, cell.top), abs=4)
    within = drawn[rows[0] + 8 : rows[-1] - 8, columns[0] + 8 : columns[-1] - 8].min(axis=2)
    assert 0.005 < (within < 128).mean() < 0.1  # the print of one short value, and no border
