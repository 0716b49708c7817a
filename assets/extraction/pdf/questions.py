"""Functions of PDFium asked about all objects or characters of a page at once, answered in arrays.

A page takes three to five thousand calls. The compiled part makes them, where there is one; where there is none, ctypes
does, one call after the other, with the same answers.
"""

import ctypes
from collections import deque
from ctypes import c_double, c_float, c_int, c_uint, c_void_p
from functools import cached_property
from itertools import repeat, starmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.extraction.pdf import compiled, pdfium
from assets.extraction.pdf.pdfium import Handle
from assets.extraction.pdf.slots import Slots

Numbers = NDArray[np.float64]
Handles = NDArray[np.uintp]
"""Addresses of objects, texts, segments or clips; 0 where there is none."""
Integers = NDArray[np.intc]
_NOTHING = np.empty(0, np.intc)


class Question:
    """A function of PDFium that takes a handle, or a handle and an index, and says a number or a handle.

    Some leave numbers in `places` that they are given pointers to, `width` numbers of a kind in each.
    Whoever asks with `indices` asks about one handle at all of them, or about each handle at its own.
    """

    def __init__(
        self,
        name: str,
        places: int = 0,
        kind: type[c_float | c_double | c_int | c_uint] = c_int,
        width: int = 1,
        *,
        is_search: bool = False,
    ) -> None:
        """Nothing is asked yet. `is_search`: handles are answered."""
        self.address, self.places, self.is_search = pdfium.address(name), places, is_search
        self._kind, self._width = kind, places * width
        self._dtype = np.dtype(kind)

    @cached_property
    def function(self) -> Any:
        """The function for ctypes, which takes what it is given as it is."""
        return ctypes.PYFUNCTYPE(ctypes.c_size_t if self.is_search else c_int)(self.address)

    @cached_property
    def slots(self) -> Slots:
        """Room for the answers' numbers when ctypes asks."""
        return Slots(self._kind, self._width)

    def ask(self, handles: Handles, indices: Integers | None = None) -> tuple[Integers, Numbers]:
        """An answer each, and a row for each number that is left: zeros where none was."""
        answers = self._room(handles, indices)
        return answers, self._filled(handles, indices, answers).T.astype(np.float64)

    def answers(self, handles: Handles, indices: Integers | None = None) -> NDArray[Any]:
        """What `ask` gives, without the numbers: ints, or Handles of a search."""
        answers = self._room(handles, indices)
        self._filled(handles, indices, answers)
        return answers

    def columns(self, handles: Handles, indices: Integers | None = None) -> Numbers:
        """What `ask` gives, without the answers."""
        numbers: Numbers = self._filled(handles, indices, None).T.astype(np.float64)
        return numbers

    def _room(self, handles: Handles, indices: Integers | None) -> NDArray[Any]:
        return np.zeros(len(handles if indices is None else indices), np.uintp if self.is_search else np.intc)

    def _filled(self, handles: Handles, indices: Integers | None, answers: NDArray[Any] | None) -> NDArray[Any]:
        """The numbers, a row a call, and the answers filled in where they are wanted."""
        if not compiled.part:
            return self._called(handles, indices, answers)
        if answers is None:
            answers = self._room(handles, indices)
        numbers = np.zeros((len(answers), self._width), self._dtype)
        if len(answers):
            where = _NOTHING if indices is None else indices
            compiled.part.each(
                self.address, len(answers), handles, where, self.is_search, answers, self.places, numbers
            )
        return numbers

    def _called(self, handles: Handles, indices: Integers | None, answers: NDArray[Any] | None) -> NDArray[Any]:
        """Call by call, but in four fifths of the time of `map`: `zip` fills one tuple over and over."""
        count = len(handles if indices is None else indices)
        arguments: list[Any] = [map(c_void_p.from_param, handles.tolist())]
        if indices is not None:
            arguments = [arguments[0] if len(handles) > 1 else repeat(next(arguments[0])), indices.tolist()]
        if self.places:
            arguments += self.slots.arguments(count)[: self.places]
        calls = starmap(self.function, zip(*arguments, strict=False))
        if answers is None:
            deque(calls, maxlen=0)
        else:
            answers[:] = np.fromiter(calls, answers.dtype, count)
        return self.slots.numbers(count) if self.places else np.empty((count, 0))


def one(handle: Handle) -> Handles:
    """A page's or text's handle, to be asked about at many indices."""
    return np.array([handle.value], np.uintp)
