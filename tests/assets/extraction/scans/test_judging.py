"""What two readings cannot tell by themselves: print that is longer than what was read."""

import pytest

from assets.extraction.scans.judging import fills

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
