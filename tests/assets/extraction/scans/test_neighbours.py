"""What speaks against a reading that by itself is sure: its column's signs and units, its row, its second choices."""

import pytest

from assets.extraction.cells import Cell
from assets.extraction.scans.neighbours import Reading, odd_ones


def column(*texts: str, nearly: dict[str, str] | None = None) -> list[Reading]:
    """A table of one column."""
    return [
        Reading(
            Cell(1, 1, "cell", row, 0, 1, 1, 0.0, 10.0 * row, 50.0, 10.0 * row + 10, text),
            frozenset({(nearly or {})[text]} if text in (nearly or {}) else ()),
        )
        for row, text in enumerate(texts)
    ]


def odd(readings: list[Reading]) -> list[str]:
    return [readings[index].cell.text for index in sorted(odd_ones(readings))]


@pytest.mark.parametrize(
    ("texts", "doubted"),
    [
        (("≥95%", "≥98%", "295%", "健全"), ["295%"]),
        (("≥280次", "≥300次", "2280次"), ["2280次"]),
        (("≥280次", "≥300次", ">280次"), [">280次"]),
        (("≤20%", "≤5%", "520%", "S20%"), ["520%", "S20%"]),
        (("≥95%", "≥98%", "20%", "2%", "200%"), []),  # a 2 that stood for a sign would leave no number
        (("≥95%", "≥98%", "2024个"), []),  # nobody else counts what it counts
        (("≥95%", "≥98%", "295%", "38%", "41%"), []),  # most have no sign
    ],
)
def test_a_figure_that_may_be_the_sign_of_its_column_is_doubted(texts: tuple[str, ...], doubted: list[str]) -> None:
    assert odd(column(*texts)) == doubted


@pytest.mark.parametrize(
    ("texts", "doubted"),
    [
        (("≥95%", "100%", "95", "12人", "≤3%"), ["95"]),
        (("≥95%", "100%", "≥98.5", "12人", "≤3%"), ["≥98.5"]),
        (("7257.48", "423.40", "95", "≥95%", "100%"), []),  # amounts stand above it
        (("≥95%", "100%", "1500", "12人", "≤3%"), []),  # no share
        (("5人", "8次", "12", "12人", "30个"), []),  # nobody has a %
        (("≥95%", "99.99.99", "9" * 5000, "≥98%"), []),
    ],
)
def test_a_share_without_its_percent_among_values_with_units_is_doubted(
    texts: tuple[str, ...], doubted: list[str]
) -> None:
    assert odd(column(*texts)) == doubted


def test_a_reading_that_nearly_was_what_its_neighbours_are_is_doubted() -> None:
    nearly = {"的情扣分": "酌情扣分", "7127元/人年": "7127元/人·年"}
    texts = ("酌情扣分", "的情扣分", "的情扣分", "7283元/人·年", "7127元/人年")
    assert odd(column(*texts, nearly=nearly)) == ["的情扣分", "的情扣分", "7127元/人年"]


def test_a_number_that_is_like_more_neighbours_than_what_it_nearly_was_stays_sure() -> None:
    assert odd(column("≥7%", "≥8%", "≥9%", "8%", nearly={"≥7%": "27%"})) == []
    assert odd(column("≥7%", "8%", nearly={"≥7%": "27%"})) == ["≥7%"]


def test_a_number_that_nearly_was_the_one_beside_it_is_doubted() -> None:
    row = [
        Reading(Cell(1, 1, "cell", 0, number, 1, 1, 0.0, 0.0, 9.0, 9.0, text), frozenset({other}))
        for number, (text, other) in enumerate([("344万人", "34.4万人"), ("34.4万人", ""), ("≥3.5", "≥35")])
    ]
    assert odd(row) == ["344万人"]
