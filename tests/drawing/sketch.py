"""A table sketched as text, a row a line and its cells between |: `<` goes on with the cell on the left, `^` above."""

from tests.drawing.grids import Spot, cell


def sketch(text: str) -> list[list[Spot]]:
    """The rows of a grid, each with the cells that begin in it."""
    rows = [[one.strip() for one in line.split("|")] for line in text.strip().splitlines()]
    return [
        [
            cell(
                left, left + _count(row[left + 1 :], "<"), one, _count([below[left] for below in rows[top + 1 :]], "^")
            )
            for left, one in enumerate(row)
            if one not in ("<", "^")
        ]
        for top, row in enumerate(rows)
    ]


def _count(after: list[str], mark: str) -> int:
    """One, and one more for each mark that follows without a gap."""
    return 1 + next((number for number, one in enumerate(after) if one != mark), len(after))
