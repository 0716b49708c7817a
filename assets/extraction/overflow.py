"""Text that runs out of its cell over the border above or below it, as a sheet's rows of fixed height let it.

Where it was clipped to its cell, the clip says whose it is. Else the lines that were drawn one after the other, one
below the other, are one cell's: the one in whose middle they stand, or in which they begin. All cells that they touch
are unsure, for what is printed there is hard to read for anybody.
"""

from collections.abc import Iterator
from itertools import chain, pairwise

from assets.extraction.lines import LINE, around, is_struck_twice
from assets.extraction.tables import Box, Lattice
from assets.extraction.text import Run, Text

_HIGHEST = 8.0
"""Points below a cell's upper border from which on a baseline's line may cross it."""
_CROSSING, _OVERPRINTED = 0.3, 0.6
"""Parts of the type's size: from where on a line crosses a border, and up to where the next is printed over it."""
_PITCH = (0.75, 1.8)
"""Parts of the type's size between which the lines of one text follow each other."""
_CENTRED = 1.5
"""Points that the middle of lines and of their cell are apart at most."""


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
        self._drawn = text.in_drawing_order(chain.from_iterable(inside))
        self._order = {run[3]: place for place, run in enumerate(self._drawn)}
        self._owners = {run[3]: box for box, runs in enumerate(inside) for run in runs}

    def settle(self, suspects: list[tuple[int, Run]]) -> set[int]:
        """Move what is not in its own box; the boxes in which or out of which something may have been moved wrongly."""
        unsure: set[int] = set()
        for box, run in suspects:
            block, owner = [run], self._clipped_to(run)
            if owner is None:
                block = block if self._is_centred(box, block) else self._lines_with(run)
                owner = self._owner(block)
                unsure |= {box, owner, *(self._owners[line[3]] for line in block)}
            for line in block:
                self._inside[self._owners[line[3]]].remove(line)
                self._inside[owner].append(line)
                self._owners[line[3]] = owner
        return unsure

    def _clipped_to(self, run: Run) -> int | None:
        """The box that a run's clip shows it in, if it cuts anything off the run."""
        seen = self._text.visible(run)
        if seen is None or seen == self._text.place(run):
            return None
        owner = self._lattice.at((seen[0] + seen[2]) / 2, (seen[1] + seen[3]) / 2)
        return owner if owner >= 0 else None

    def _lines_with(self, run: Run) -> list[Run]:
        """The run and those drawn right before and after it that are lines of one text with it."""
        first = last = self._order[run[3]]
        while first > 0 and self._goes_on(self._drawn[first - 1], self._drawn[first]):
            first -= 1
        while last + 1 < len(self._drawn) and self._goes_on(self._drawn[last], self._drawn[last + 1]):
            last += 1
        return self._drawn[first : last + 1]

    def _goes_on(self, run: Run, following: Run) -> bool:
        """Whether a run goes on a line, or begins the line below in the same column of cells."""
        left, upper, right, lower = self._text.place(run)
        x0, _, x1, _ = self._text.place(following)
        drop, size = following[0] - run[0], lower - upper
        if abs(drop) < LINE:
            return 0 <= x0 - right < size
        above, below = self._box(run), self._box(following)
        is_within = (above[5] <= x0 and x1 <= above[7]) or (below[5] <= left and right <= below[7])
        return is_within and _PITCH[0] * size < drop < _PITCH[1] * size

    def _owner(self, block: list[Run]) -> int:
        """The box in whose middle the lines stand; else the one in which they begin."""
        left, upper, right, lower = around(map(self._text.place, block))
        owner = self._lattice.at((left + right) / 2, (upper + lower) / 2)
        return owner if owner >= 0 and self._is_centred(owner, block) else self._owners[block[0][3]]

    def _is_centred(self, box: int, block: list[Run]) -> bool:
        _, upper, _, lower = around(map(self._text.place, block))
        return abs(self._lattice.boxes[box][6] + self._lattice.boxes[box][8] - upper - lower) < 2 * _CENTRED

    def _box(self, run: Run) -> Box:
        return self._lattice.boxes[self._owners[run[3]]]
