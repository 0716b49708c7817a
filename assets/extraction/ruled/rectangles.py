"""The closed rectangles among the rulings of a page, whose lines were clustered to rows and columns of units."""

import numpy as np

from assets.extraction.pdf import compiled

Rectangle = tuple[int, int, int, int, bool, bool]
"""Top, left, bottom and right line of a lattice, and whether a page break left the top and the bottom open."""
_WORD = 64


def rectangles_of(borders: list[int], closed: list[int], sides: list[int]) -> tuple[list[Rectangle], list[int]]:
    """Every closed rectangle, and a mask of what they cover of each row.

    Each is grown from its upper left unit right to the next side and down to the next border.

    A bit j of `borders` and `closed` (with the closings) is the piece of a row's line right of line j, of `sides` the
    piece of line j below a row's line. A strip that is no rectangle when it closes is given up.
    """
    if not compiled.part or max(*closed, *sides).bit_length() > _WORD:
        return _in_python(borders, closed, sides)
    words = [np.array(masks, np.uint64) for masks in (borders, closed, sides)]
    taken = np.zeros(len(sides), np.uint64)
    found = np.empty((int(np.bitwise_count(words[1][:-1] & words[2]).sum()), 6), np.int32)
    found = found[: compiled.part.rectangles(*words, taken, found)]
    lines, are_open = found[:, :4], found[:, 4:] != 0
    return list(zip(*lines.T.tolist(), *are_open.T.tolist(), strict=True)), taken.tolist()


def _in_python(borders: list[int], closed: list[int], sides: list[int]) -> tuple[list[Rectangle], list[int]]:
    found: list[Rectangle] = []
    taken = [0] * len(sides)
    for top, side in enumerate(sides):
        starts = closed[top] & side & ~taken[top]
        while starts:
            start = starts & -starts
            beyond = side & -(start << 1)
            if not beyond:
                break
            end = beyond & -beyond
            width, outline = end - start, start | end
            starts &= -end
            if closed[top] & width != width:
                continue
            bottom = top + 1
            while sides[bottom - 1] & (width | end) == outline and closed[bottom] & width != width:
                bottom += 1
                if bottom == len(closed):
                    break
            if bottom == len(closed) or sides[bottom - 1] & (width | end) != outline:
                continue
            for row in range(top, bottom):
                taken[row] |= width
            found.append(
                (
                    top, start.bit_length() - 1, bottom, end.bit_length() - 1,
                    borders[top] & width != width, borders[bottom] & width != width,
                )
            )  # fmt: skip
    return found, taken
