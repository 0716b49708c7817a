"""Room in which PDFium leaves its numbers, with ready-made arguments that say where.

Half of what a ctypes call costs is the making of its arguments; these are made once and used for every page. One page
is read at a time, under the lock of `assets.extraction.pdf.pdfium`.
"""

from ctypes import byref, c_double, c_float, c_int, c_uint, memset, sizeof
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FIRST = 256


class Slots:
    """Slots of so many numbers each, for one kind of answer. The room grows with the largest page met."""

    def __init__(self, kind: type[c_float | c_double | c_int | c_uint], width: int) -> None:
        """Little room at first. `width` is the count of numbers a slot."""
        self._kind, self._width, self._size = kind, width, width * sizeof(kind)
        self._grow(_FIRST)

    def _grow(self, count: int) -> None:
        self._count = count
        self._room = (self._kind * (count * self._width))()
        self._numbers = np.ctypeslib.as_array(self._room).reshape(count, self._width)
        places = [range(place, count * self._size, self._size) for place in range(0, self._size, sizeof(self._kind))]
        self._arguments = [[byref(self._room, place) for place in column] for column in places]

    def arguments(self, count: int) -> list[list[Any]]:
        """For each number of a slot the list of where it goes, slot by slot, at least `count` long; all is zero."""
        if count > self._count:
            self._grow(2 * count)
        memset(self._room, 0, count * self._size)
        return self._arguments

    def numbers(self, count: int) -> NDArray[Any]:
        """What PDFium left in the first `count` slots, a row each: no copy."""
        return self._numbers[:count]
