"""Text that runs out of its cell over the border above or below it, as a sheet's rows of fixed height let it.

Where it was clipped to its cell, the clip says whose it is. Else the lines that were drawn one after the other, one
below the other, are one cell's: the one in whose middle they stand, or in which they begin. All cells that they touch
are unsure, for what is printed there is hard to read for anybody.
"""

from collections.abc import Iterator
from functools import cache
from itertools import chain, pairwise

from assets.extraction.lines import LINE, STRIKE, around, is_struck_twice
from assets.extraction.pdf.text import Run, Text
from assets.extraction.ruled.tables import Lattice

_HIGHEST = 8.0
"""Points below a cell's upper border from which on a baseline's line may cross it."""
_CROSSING, _OVERPRINTED = 0.3, 0.6
"""Parts of the type's size: from where on a line crosses a border, and up to where the next is printed over it."""
_PITCH = (0.75, 1.8)
"""Parts of the type's size between which the lines of one text follow each other."""
_MOST, _LONGEST = 500, 20
"""Suspects on one page above which nothing can be told any more, and lines of a text to either side of one."""
_CENTRED, _ALIGNED = 1.5, 2.0
"""Points that the middle of lines and of their cell are apart at most, and the sides or middles of two lines."""


def settle_overflow(lattice: Lattice, text: Text, inside: list[list[Run]], outside: list[Run]) -> set[int]:
    """Move the runs that lie in another box than their own into it; the indices of the boxes that are unsure.

    What crosses the foot of a table (of the runs `outside` of all) is its last row's.
    """
    below = [(run, box) for run in outside if (box := _box_above(lattice, text, run)) >= 0]
    for run, box in below:
        outside.remove(run)
        inside[box].append(run)
    unsure = {box for _, box in below}
    suspects = [(box, run) for box, runs in enumerate(inside) for run in _suspects(lattice, text, box, runs)]
    if len(suspects) > _MOST:
        return unsure | {box for box, _ in suspects}
    return unsure | _Overflow(lattice, text, inside).settle(suspects) if suspects else unsure


def _box_above(lattice: Lattice, text: Text, run: Run) -> int:
    """The box whose lower border a run crosses, or -1."""
    left, upper, right, lower = text.place(run)
    box = lattice.at((left + right) / 2, upper)
    return box if box >= 0 and lattice.boxes[box][8] - upper > _CROSSING * (lower - upper) else -1


def _suspects(lattice: Lattice, text: Text, box: int, runs: list[Run]) -> Iterator[Run]:
    """The runs that cross the border between the box in which they lie and one above, or are printed over another."""
    top = lattice.boxes[box][6]
    for run in runs:
        if run[0] - top < _HIGHEST:
            left, upper, right, lower = text.place(run)
            if top - upper > _CROSSING * (lower - upper) and lattice.at((left + right) / 2, upper) >= 0:
                yield run
    if len(runs) > 1:
        for run, following in pairwise(sorted(runs)):
            if following[0] - run[0] < _HIGHEST and _are_overprinted(text, run, following):
                yield run
                yield following


def _are_overprinted(text: Text, run: Run, following: Run) -> bool:
    left, right = max(run[1], following[1]), min(text.xs[one[3] + len(one[2]) - 1] for one in (run, following))
    if left > right or is_struck_twice(run, following):
        return False
    _, upper, _, lower = text.place(run)
    return bool(following[0] - run[0] < _OVERPRINTED * (lower - upper))


class _Overflow:
    """A page some of whose runs (`inside`, by box) are under suspicion of lying in another box than their own."""

    def __init__(self, lattice: Lattice, text: Text, inside: list[list[Run]]) -> None:
        self._lattice, self._text, self._inside = lattice, text, inside
        self._place = cache(text.place)
        self._drawn = text.in_drawing_order(chain.from_iterable(inside))
        self._order = {run[3]: place for place, run in enumerate(self._drawn)}
        self._owners = {run[3]: box for box, runs in enumerate(inside) for run in runs}

    def settle(self, suspects: list[tuple[int, Run]]) -> set[int]:
        """Move what is not in its own box; the boxes in which or out of which something may have been moved wrongly."""
        unsure: set[int] = set()
        for box, run in suspects:
            owner = self._clipped_to(run)
            if owner is not None:
                lines = chain.from_iterable(self._lines_with(run))
                block = [line for line in lines if self._clipped_to(line) == owner]
            else:
                block, owner = self._text_of(box, run)
                unsure |= {box, owner, *(self._owners[line[3]] for line in block)}
            for line in block:
                self._inside[self._owners[line[3]]].remove(line)
                self._inside[owner].append(line)
                self._owners[line[3]] = owner
        return unsure

    def _text_of(self, box: int, run: Run) -> tuple[list[Run], int]:
        """The runs that are one text with a run, and the box that it is of."""
        if self._is_centred(box, [run]):
            return [run], box
        lines = self._lines_with(run)
        block = list(chain.from_iterable(lines))
        left, upper, right, lower = around(map(self._place, block))
        owner = self._lattice.at((left + right) / 2, (upper + lower) / 2)
        if owner >= 0 and self._is_centred(owner, block):
            return block, owner
        # It stands at its box's head, down to the next line that is in the middle of a box and so another text.
        others = [at for at, line in enumerate(lines) if at and self._is_centred(self._owners[line[0][3]], line)]
        block = list(chain.from_iterable(lines[: others[0] if others else len(lines)]))
        return (block, self._owners[block[0][3]]) if run in block else ([run], box)

    def _clipped_to(self, run: Run) -> int | None:
        """The box that a run's clip shows it in, if it cuts anything off the run."""
        seen = self._text.visible(run)
        if seen is None or seen == self._place(run):
            return None
        owner = self._lattice.at((seen[0] + seen[2]) / 2, (seen[1] + seen[3]) / 2)
        return owner if owner >= 0 else None

    def _lines_with(self, run: Run) -> list[list[Run]]:
        """The line of a run and those drawn right before and after it that are lines of one text with it."""
        first, last = self._line_at(self._order[run[3]])
        lines = [self._drawn[first:last]]
        while first > 0 and len(lines) < _LONGEST:
            start, end = self._line_at(first - 1)
            if not self._goes_on(self._drawn[start:end], lines[0]):
                break
            first, lines = start, [self._drawn[start:end], *lines]
        while last < len(self._drawn) and len(lines) < 2 * _LONGEST:
            start, end = self._line_at(last)
            if not self._goes_on(lines[-1], self._drawn[start:end]):
                break
            last, lines = end, [*lines, self._drawn[start:end]]
        return lines

    def _line_at(self, place: int) -> tuple[int, int]:
        """Where the runs that were drawn on one line begin and end, given the place of one of them."""
        first, last = place, place + 1
        while first > 0 and self._is_beside(self._drawn[first - 1], self._drawn[first]):
            first -= 1
        while last < len(self._drawn) and self._is_beside(self._drawn[last - 1], self._drawn[last]):
            last += 1
        return first, last

    def _is_beside(self, run: Run, following: Run) -> bool:
        _, upper, right, lower = self._place(run)
        gap = self._place(following)[0] - right
        return abs(following[0] - run[0]) < LINE and -STRIKE < gap < lower - upper

    def _goes_on(self, line: list[Run], following: list[Run]) -> bool:
        """Whether a line is the next of one text, set flush with it or centred under it."""
        left, upper, right, lower = around(map(self._place, line))
        x0, _, x1, _ = around(map(self._place, following))
        is_flush = min(abs(x0 - left), abs(x1 - right), abs(x0 + x1 - left - right) / 2) < _ALIGNED
        return is_flush and _PITCH[0] < (following[0][0] - line[0][0]) / (lower - upper) < _PITCH[1]

    def _is_centred(self, box: int, block: list[Run]) -> bool:
        _, upper, _, lower = around(map(self._place, block))
        return abs(self._lattice.boxes[box][6] + self._lattice.boxes[box][8] - upper - lower) < 2 * _CENTRED
