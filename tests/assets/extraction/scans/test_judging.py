"""What two readings cannot tell by themselves: print that is longer than what was read."""

import cv2
import numpy as np
import pytest

from assets.extraction.scans.judging import fills, is_confusable, is_nearly_another
from assets.extraction.scans.recogniser import Line, Nearly, decoded
from assets.extraction.scans.rings import has_ring_unread
from assets.extraction.scans.unread import has_ink_unread

EM = 20.0


@pytest.mark.parametrize(
    ("text", "ems", "is_whole"),
    [
        ("≥92.7亿元", 4.4, True),  # as narrow figures are printed
        ("≥92.7亿元", 6.8, False),  # wide ones: ≥９２．７亿元
        ("0起", 1.5, True),
        ("0起", 2.3, False),  # ≤0起
        ("计划标准", 3.9, True),
        ("7257.48", 3.6, True),
    ],
)
def test_print_that_is_longer_than_what_was_read_is_doubted(text: str, ems: float, is_whole: bool) -> None:
    assert fills(text, ems * EM, 0.9 * EM) == is_whole


@pytest.mark.parametrize(
    ("text", "drawn", "more"),
    [("4.5%", 0, False), ("4.5%", 1, True), ("4.5‰", 1, False), ("86", 0, False), ("+4.5%", 1, True)],
)
def test_a_ring_that_no_sign_read_has_is_doubted(text: str, drawn: int, more: bool) -> None:
    line = np.full((60, 260), 255, np.uint8)
    cv2.putText(line, text.replace("‰", "%"), (10, 45), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 0, 3)
    for _ in range(drawn):
        cv2.circle(line, (240, 38), 8, 0, 3)
    assert has_ring_unread(text, line, 34) == more


@pytest.mark.parametrize(
    ("text", "lost", "is_doubted"),
    [("<35.5%", "", False), ("<35.5%", "<", True), ("<35.5%", ".", True), ("<35.5%", "%", True), ("7257", "", False)],
)
def test_ink_that_no_letter_explains_is_doubted(text: str, lost: str, is_doubted: bool) -> None:
    def right_of(part: str) -> int:
        return 12 + cv2.getTextSize(part, cv2.FONT_HERSHEY_SIMPLEX, 1.0, 3)[0][0]

    line = np.full((44, right_of(text) + 12), 255, np.uint8)
    cv2.putText(line, text, (12, 32), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 3)
    middles = [(right_of(text[:at]) + right_of(text[: at + 1])) / 2 / line.shape[1] for at in range(len(text))]
    read = [(letter, middle) for letter, middle in zip(text, middles, strict=True) if letter != lost]
    places = tuple((middle - 0.01, middle + 0.01) for _, middle in read)
    found = Line("".join(letter for letter, _ in read), (1.0,) * len(read), places)
    assert has_ink_unread(found, line, 36) == is_doubted


@pytest.mark.parametrize(
    ("start", "end", "letter", "likelihood", "is_doubted"),
    [
        (3, 3, "·", 0.004, True),
        (3, 3, "·", 0.002, False),
        (3, 3, " ", 0.004, False),
        (0, 1, "酌", 0.08, True),
        (0, 1, "酌", 0.01, False),
        (0, 1, "", 0.2, True),
    ],
)
def test_a_letter_that_was_nearly_lost_or_nearly_another_is_doubted(
    start: int, end: int, letter: str, likelihood: float, is_doubted: bool
) -> None:
    line = Line("元/人年", (1.0,) * 4, ((0.0, 0.1),) * 4, (Nearly(start, end, letter, likelihood),))
    assert is_nearly_another(line) == is_doubted


@pytest.mark.parametrize(
    ("text", "is_doubted"),
    [("≤94%0", True), ("≤94%", False), ("IS09177", True), ("5m", True), ("5G基站", False), ("就业8500人.", True)],
)
def test_what_is_often_taken_for_another_sign_is_doubted(text: str, is_doubted: bool) -> None:
    assert is_confusable(text) == is_doubted


def test_second_choices_are_those_of_letters_and_of_steps_between_them() -> None:
    letters = ("", "人", "入", "·", "年")
    steps = np.array(
        [
            (0.97, 0.03, 0, 0, 0),  # where 人 begins: no other letter
            (0, 0.9, 0.1, 0, 0),
            (0, 0.7, 0.3, 0, 0),  # not where it is surest
            (0.96, 0, 0, 0.04, 0),
            (0.2, 0, 0, 0, 0.8),
            (0.9999, 0.0001, 0, 0, 0),
        ],
        np.float32,
    )
    line = decoded(steps, letters)
    assert (line.text, line.certainty) == ("人年", pytest.approx(0.8))
    assert [(near.start, near.end, near.letter) for near in line.nearly] == [(0, 1, "入"), (1, 1, "·"), (1, 2, "")]
    assert [near.likelihood for near in line.nearly] == pytest.approx([0.1, 0.04, 0.2])
