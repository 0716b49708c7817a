"""Amounts that do not add up to the total of their block are doubted, those of other columns and blocks are not."""

import pytest

from assets.extraction.cells import Cell
from assets.extraction.scans.sums import unequal_sums

NAMES = ("财政拨款", "单位资金", "合计")


def block(amounts: tuple[str, ...], shares: tuple[str, ...], names: tuple[str, ...] = NAMES) -> list[Cell]:
    def cell(row: int, column: int, rows: int, text: str) -> Cell:
        return Cell(1, 1, "cell", row, column, rows, 1, 0.0, 0.0, 1.0, 1.0, text)

    columns = [
        [cell(row, at, 1, text) for row, text in enumerate(texts)]
        for at, texts in enumerate((names, amounts, shares), 1)
    ]
    return [cell(0, 0, len(names), "收入构成"), *columns[0], *columns[1], *columns[2]]


def doubted(cells: list[Cell]) -> list[str]:
    return [cells[index].text for index in sorted(unequal_sums(cells))]


SHARES = ("97.66%", "2.34%", "100%")


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (("7257.48", "173.58", "7431.06"), []),
        (("7,257.48", "173.58", "7,431.07"), []),  # rounded
        (("7257.48", "173.56", "7431.06"), []),
        (("7257.48", "178.58", "7431.06"), ["7257.48", "178.58", "7431.06"]),
        (("725748", "173.58", "7431.06"), ["725748", "173.58", "7431.06"]),
        (("7257.48", "", "7431.06"), []),  # one amount may be printed without its parts
        (("7257.48", "见附表", "7431.06"), []),
        (("7257.48", "173.58%", "7431.06"), []),
    ],
)
def test_amounts_that_miss_their_total_are_doubted_with_it(amounts: tuple[str, ...], expected: list[str]) -> None:
    assert doubted(block(amounts, SHARES)) == expected


def test_rows_without_a_total_are_not_added_up() -> None:
    assert doubted(block(("1", "2", "9"), SHARES, ("财政拨款", "单位资金", "其他资金"))) == []
    assert doubted(block(("1", "2", "9"), SHARES)) == ["1", "2", "9"]


def test_a_label_around_two_blocks_adds_up_neither_of_them_with_the_other() -> None:
    first = block(("1", "2", "3"), SHARES)
    second = [cell._replace(row=cell.row + 3) for cell in block(("2", "3", "5"), SHARES)]
    around = first[0]._replace(row_span=6, column=0, text="部门总体资金情况")
    inside = [cell._replace(column=cell.column + 1) for cell in first + second]
    assert doubted([around, *inside]) == []
