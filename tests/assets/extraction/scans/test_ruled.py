"""Ruling lines on bad paper: found when broken and faint, told from strokes of print, and doubted when half gone."""

import cv2
import numpy as np
import pytest

from assets.extraction.ruled.grid import lattice_of
from assets.extraction.scans.ink import dark_of
from assets.extraction.scans.picture import Grey
from assets.extraction.scans.ruled import RuledLines
from assets.extraction.scans.straight import bend_of, skew_of, turned, unbent

SCALE = 200 / 72
XS, YS = (60, 260, 420, 700), (50, 130, 190, 300, 380)


def table(ink: int = 0) -> Grey:
    page = np.full((440, 760), 255, np.uint8)
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), ink, 2)
    for x in XS:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), ink, 2)
    return page


def noisy(page: Grey, deviation: float) -> Grey:
    noise = np.random.default_rng(1).normal(0, deviation, page.shape)
    return np.clip(page + noise, 0, 255).astype(np.uint8)


def places(page: Grey) -> tuple[list[tuple[int, ...]], int]:
    ruled = RuledLines(page, dark_of(page), SCALE)
    return [box[1:5] for box in lattice_of(ruled.rulings).boxes], len(ruled.doubts)


WHOLE = [(row, column, 1, 1) for row in range(4) for column in range(3)]


def test_faint_noisy_and_broken_lines_make_the_same_table() -> None:
    broken = table()
    random = np.random.default_rng(2)
    broken[random.random(broken.shape) < 0.3] = 255
    for page in (table(), noisy(table(150), 15), noisy(broken, 10)):
        assert places(page)[0] == WHOLE


def test_a_missing_border_joins_cells_and_one_that_is_half_there_is_doubted() -> None:
    page = table()
    page[YS[1] - 3 : YS[1] + 4, XS[0] + 8 : XS[1] - 8] = 255
    found, doubts = places(page)
    assert (0, 0, 2, 1) in found
    assert doubts == 0
    page = table()
    page[YS[1] - 3 : YS[1] + 4, XS[0] + 60 : XS[0] + 130] = 255
    assert places(page)[1] > 0


def test_a_border_of_which_a_half_is_left_at_one_end_is_doubted() -> None:
    page = table()
    page[YS[1] - 3 : YS[1] + 4, XS[0] + 8 : XS[0] + 110] = 255
    assert places(page)[1] > 0


def test_a_line_cut_between_crossings_goes_on_and_is_doubted_there_only() -> None:
    page = table()
    page[YS[1] - 3 : YS[1] + 4, XS[1] - 45 : XS[1] + 31] = 255
    page[YS[1] - 4 : YS[2] + 18, XS[2] - 3 : XS[2] + 4] = 255
    page[YS[3] - 3 : YS[3] + 4, XS[2] + 60 : XS[2] + 135] = 255
    cut = RuledLines(page, dark_of(page), SCALE)
    assert [box[1:5] for box in lattice_of(cut.rulings).boxes] == WHOLE
    assert not cut.are_partial
    doubts = {tuple(round(edge * SCALE) for edge in doubt) for doubt in cut.doubts}
    assert (XS[2], YS[1], XS[2], YS[2]) in doubts
    assert not {(XS[2], YS[3], XS[2], YS[4]), (XS[0], YS[3], XS[1], YS[3]), (XS[3], YS[0], XS[3], YS[1])} & doubts


def test_a_line_that_ends_at_its_crossings_was_not_cut() -> None:
    page = table()
    page[YS[1] + 3 : YS[2] - 2, XS[2] - 3 : XS[2] + 4] = 255
    assert places(page) == ([*WHOLE[:4], (1, 1, 1, 2), *WHOLE[6:]], 0)


def test_a_photographed_page_is_known_by_its_lines_and_brought_into_the_plane() -> None:
    page = np.full((1100, 1700), 255, np.uint8)
    page[50:1050, 50:1650] = cv2.resize(table(), (1600, 1000), interpolation=cv2.INTER_AREA)
    height, width = page.shape
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    inward = np.array([(25, 20), (-25, 0), (0, 0), (0, 0)], np.float32)
    bend = cv2.getPerspectiveTransform(corners, corners + inward)
    seen = np.asarray(cv2.warpPerspective(page, bend, (width, height), borderValue=255), np.uint8)
    assert RuledLines(seen, dark_of(seen), SCALE).are_partial
    found = bend_of(dark_of(seen))
    assert found is not None
    flat = unbent(seen, found)
    assert not RuledLines(flat, dark_of(flat), SCALE).are_partial
    assert places(flat)[0] == WHOLE


def test_the_side_of_a_label_that_is_open_at_both_ends_is_part_of_the_table() -> None:
    page = table()
    for y in YS:
        page[y - 3 : y + 4, XS[0] + 8 : XS[1] - 8] = 255
    assert [box for box in places(page)[0] if box[1] == 0] == [(0, 0, 4, 1)]
    page[:, XS[0] - 3 : XS[0] + 10] = 255
    for y in YS:
        page[y - 3 : y + 4, : XS[1] - 2] = 255
    assert places(page)[0] == [(row, column, 1, 1) for row in range(4) for column in range(2)]


def test_a_table_whose_lines_go_on_beside_its_last_side_is_doubted() -> None:
    page = table()
    for y in YS[1:-1]:
        page[y - 3 : y + 4, XS[0] + 8 : XS[1] - 2] = 255
    assert not RuledLines(page, dark_of(page), SCALE).are_partial
    page[YS[0] + 3 : YS[-1] - 3, XS[0] - 3 : XS[0] + 12] = 255
    assert RuledLines(page, dark_of(page), SCALE).are_partial


def test_strokes_of_print_that_stand_in_a_row_are_no_border() -> None:
    page = table()
    for top in range(YS[2] + 8, YS[3] - 20, 32):
        cv2.line(page, (340, top), (340, top + 25), 0, 2)
        for left in (325, 332, 348, 356):
            cv2.line(page, (left, top + 2), (left, top + 24), 0, 2)
    assert places(page)[0] == WHOLE


@pytest.mark.parametrize("degrees", [-3.0, -0.4, 0.0, 1.25])
def test_the_skew_is_measured_to_a_few_hundredths_of_a_degree(degrees: float) -> None:
    page = np.full((1600, 1200), 255, np.uint8)
    page[300:740, 200:960] = table()
    askew = noisy(turned(page, degrees, 255), 8)
    assert skew_of(dark_of(askew)) == pytest.approx(-degrees, abs=0.06)
