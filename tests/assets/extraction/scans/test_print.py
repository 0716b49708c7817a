"""Print found on the page: without seals, line by line."""

import cv2
import numpy as np
import pytest

from assets.extraction.scans.ink import ink_of
from assets.extraction.scans.picture import PagePicture
from assets.extraction.scans.print import Band, lines_in, lone_dots, type_height, without_specks
from assets.extraction.scans.sheet import Sheet

SCALE = 200 / 72


def page(*bars: tuple[int, int, int, int]) -> "np.ndarray":
    dark = np.zeros((200, 300), np.uint8)
    for top, bottom, left, right in bars:
        dark[top:bottom, left:right] = 1
    return dark


def test_pieces_of_one_character_are_one_line_and_lines_that_touch_are_two() -> None:
    whole = Band(0, 0, 300, 200)
    two_strokes = page((20, 24, 50, 70), (38, 44, 48, 72))
    assert lines_in(two_strokes, whole, 25) == [Band(48, 20, 72, 44)]
    touching = page((20, 45, 40, 140), (45, 47, 60, 61), (47, 72, 40, 90))
    assert [(line.top, line.bottom) for line in lines_in(touching, whole, 25)] == [(20, 45), (45, 72)] or [
        (line.top, line.bottom) for line in lines_in(touching, whole, 25)
    ] == [(20, 46), (46, 72)]


def test_the_type_is_as_high_as_most_lines_not_as_a_dash() -> None:
    dark = page((20, 45, 40, 140), (60, 85, 40, 140), (100, 102, 40, 60), (120, 145, 40, 90))
    assert type_height(dark, [Band(0, 0, 300, 200)]) == 25


def test_dust_goes_and_a_decimal_point_stays() -> None:
    dark = page((50, 51, 50, 51), (50, 53, 80, 83))
    kept = without_specks(dark, SCALE)
    assert kept[50, 50] == 0
    assert kept[51, 81] == 1


def test_a_dot_alone_is_dust_and_one_beside_print_is_not() -> None:
    dark = page((50, 54, 50, 54), (100, 120, 60, 70), (116, 120, 74, 78), (100, 120, 82, 92), (160, 161, 30, 60))
    dust = lone_dots(dark, SCALE)
    assert dust[50:54, 50:54].all()
    assert not dust[99:121, 60:92].any()
    assert not dust[160, 30:60].any()


def test_a_seal_in_red_or_grey_goes_and_the_print_below_it_stays() -> None:
    for colour in ((205, 40, 45), (128, 128, 128)):
        picture = np.full((400, 400, 3), 250, np.uint8)
        cv2.circle(picture, (200, 200), 120, colour, 9)
        cv2.putText(picture, "7257.48", (60, 210), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (20, 20, 20), 3)
        without = np.full((400, 400, 3), 250, np.uint8)
        cv2.putText(without, "7257.48", (60, 210), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (20, 20, 20), 3)
        assert (ink_of(picture, SCALE).dark != ink_of(without, SCALE).dark).mean() < 0.002


@pytest.mark.parametrize("grey", [255, 185])
def test_a_cell_with_pale_print_beside_its_line_is_doubted(grey: int) -> None:
    picture = np.full((300, 600, 3), 255, np.uint8)
    for left in (20, 220, 420):
        cv2.rectangle(picture, (left, 40), (left + 150, 240), (0, 0, 0), 2)
        cv2.putText(picture, "95", (left + 20, 150), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 3)
    cv2.putText(picture, "%", (310, 150), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (grey,) * 3, 3)
    sheet = Sheet(PagePicture(picture, SCALE))
    inside = {index for index, lines in enumerate(sheet.inside) if lines}
    assert len(inside) == 3
    assert len(sheet.doubted & inside) == (grey < 255)
