"""Compound files ([MS-CFB]): the streams at the root of an old Office document. A chain that goes in circles ends."""

from dataclasses import dataclass
from itertools import chain
from struct import error as BrokenStructError  # noqa: N812 - an exception's name
from struct import iter_unpack, unpack_from

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BROKEN = (BrokenStructError, IndexError, ValueError)
"""What reading a broken compound file leads into."""
_ENTRY = 128
_HEADER_TABLE = 109
_STREAM, _ROOT = 2, 5
_LAST = 0xFFFFFFF9
"""Numbers of sectors from here on are none."""


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """A compound file's root streams by name. Raises one of BROKEN where its parts are not where it says."""

    def __init__(self, data: bytes) -> None:
        """Read the directory; streams are put together when they are asked for."""
        self._data = data
        shift, mini_shift = unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError(f"sectors of {shift} and {mini_shift} bits")
        self._sector, self._mini_sector = 1 << shift, 1 << mini_shift
        tables, directory, _, self._cutoff, mini_table, _, more, _ = unpack_from("<8I", data, 44)
        self._table = self._allocation(tables, more)
        self._entries: list[_Entry] = []
        names: list[str] = []
        for place in range(0, len(listed := self._chain(directory)), _ENTRY):
            length, kind, _, left, right, child = unpack_from("<HBBIII", listed, place + 64)
            start, size = unpack_from("<II", listed, place + 116)
            names.append(listed[place : place + max(0, length - 2)].decode("utf-16-le", "replace"))
            self._entries.append(_Entry(kind, left, right, child, start, size))
        root = self._entries[0]
        if root.kind != _ROOT:
            raise ValueError("the directory has no root")
        self._mini_stream = self._chain(root.start)
        self._mini_table = [number for (number,) in iter_unpack("<I", self._chain(mini_table))]
        at_root = [index for index in self._siblings(root.child) if self._entries[index].kind == _STREAM]
        self._streams = {names[index]: self._entries[index] for index in at_root}

    def names(self) -> set[str]:
        """The names of the streams at the root."""
        return set(self._streams)

    def stream(self, name: str) -> bytes:
        """A stream's bytes; KeyError where there is none of this name."""
        entry = self._streams[name]
        if entry.size >= self._cutoff:
            return self._chain(entry.start)[: entry.size]
        return self._mini_chain(entry.start)[: entry.size]

    def _allocation(self, tables: int, more: int) -> list[int]:
        """Which sector follows each sector."""
        listed = list(unpack_from(f"<{_HEADER_TABLE}I", self._data, 76))
        entries = self._sector // 4
        seen: set[int] = set()
        while more < _LAST and more not in seen:
            seen.add(more)
            *numbers, more = unpack_from(f"<{entries}I", self._data, (more + 1) * self._sector)
            listed += numbers
        used = list(dict.fromkeys(number for number in listed if number < _LAST))[:tables]
        parts = (unpack_from(f"<{entries}I", self._data, (number + 1) * self._sector) for number in used)
        return list(chain.from_iterable(parts))

    def _chain(self, sector: int) -> bytes:
        size = self._sector
        return b"".join(
            self._data[(number + 1) * size : (number + 2) * size] for number in _followed(sector, self._table)
        )

    def _mini_chain(self, sector: int) -> bytes:
        size = self._mini_sector
        return b"".join(
            self._mini_stream[number * size : (number + 1) * size] for number in _followed(sector, self._mini_table)
        )

    def _siblings(self, index: int) -> list[int]:
        """The entries of a storage, from the tree in which the directory keeps them."""
        found: dict[int, None] = {}
        waiting = [index]
        while waiting:
            index = waiting.pop()
            if index < len(self._entries) and index not in found:
                found[index] = None
                waiting += [self._entries[index].left, self._entries[index].right]
        return list(found)


def _followed(sector: int, table: list[int]) -> list[int]:
    """The sectors from one on, each once."""
    found: dict[int, None] = {}
    while sector < _LAST and sector not in found:
        found[sector] = None
        sector = table[sector]
    return list(found)
