"""Functions of PDFium asked about all objects or characters of a page at once, answered in arrays.

A page takes three to five thousand calls. `_each.c` makes them, where it was built; where it was not, ctypes does, one
call after the other, with the same answers. This is the one place that knows of the two ways.
"""

import ctypes
from ctypes import c_double, c_float, c_int, c_uint, c_void_p
from functools import cached_property
from itertools import starmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assets.extraction import pdfium
from assets.extraction.pdfium import Handle
from assets.extraction.slots import Slots

try:
    from assets.extraction import _each as compiled
except ImportError:
    compiled = None  # type: ignore[assignment]

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
        answers, numbers = self._asked(handles, indices)
        return answers, numbers.T.astype(np.float64)

    def answers(self, handles: Handles, indices: Integers | None = None) -> NDArray[Any]:
        """What `ask` gives, without the numbers: ints, or Handles of a search."""
        return self._asked(handles, indices)[0]

    def columns(self, handles: Handles, indices: Integers | None = None) -> Numbers:
        """What `ask` gives, without the answers."""
        return self.ask(handles, indices)[1]

    def _asked(self, handles: Handles, indices: Integers | None) -> tuple[NDArray[Any], NDArray[Any]]:
        count = len(handles if indices is None else indices)
        answers = np.zeros(count, np.uintp if self.is_search else np.intc)
        numbers = np.zeros((count, self._width), self._kind)
        if count:
            each(self, handles, indices, answers, numbers)
        return answers, numbers


def one(handle: Handle) -> Handles:
    """A page's or text's handle, to be asked about at many indices."""
    return np.array([handle.value], np.uintp)


def by_c(
    question: Question, handles: Handles, indices: Integers | None, answers: NDArray[Any], numbers: NDArray[Any]
) -> None:
    """Fill in the answers and numbers by the compiled loop."""
    compiled.each(
        question.address,
        len(answers),
        handles,
        _NOTHING if indices is None else indices,
        question.is_search,
        answers,
        question.places,
        numbers,
    )


def by_ctypes(
    question: Question, handles: Handles, indices: Integers | None, answers: NDArray[Any], numbers: NDArray[Any]
) -> None:
    """Fill in the answers and numbers call by call: in four fifths of the time of `map`, as `zip` refills one tuple."""
    count = len(answers)
    arguments: list[Any] = [
        map(c_void_p.from_param, handles.tolist() if len(handles) > 1 else handles.tolist() * count)
    ]
    if indices is not None:
        arguments.append(indices.tolist())
    room = question.slots.arguments(count)[: question.places] if question.places else []
    answers[:] = np.fromiter(starmap(question.function, zip(*arguments, *room, strict=False)), answers.dtype, count)
    if room:
        numbers[:] = question.slots.numbers(count)


each = by_c if compiled else by_ctypes


def way() -> str:
    """How this installation asks, in one line for people."""
    if compiled:
        return "PDF pages are read with the compiled part"
    return (
        "PDF pages are read in pure Python, exactly but slower: with a C compiler `make clean install` builds the rest"
    )
