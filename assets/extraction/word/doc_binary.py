"""The texts of an old binary .doc document and the properties of its characters and paragraphs ([MS-DOC], Word 97 on).

What a paragraph is a part of, a table's cell or none, is `assets.extraction.word.doc`'s to say.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from struct import iter_unpack, unpack_from

from assets.extraction.cells import RefusedError
from assets.extraction.containers import compound
from assets.extraction.containers.compound import Compound
from assets.extraction.lines import ILLEGIBLE
from assets.extraction.looks import SYMBOLS, as_printed

_FLAGS, _LENGTHS = 0x0A, 0x4C
_STYLES, _HEADERS, _CHARACTERS, _PARAGRAPHS, _FONTS, _PIECES = 0xA2, 0xF2, 0xFA, 0x102, 0x112, 0x1A2
"""Offsets in the file information block; those of the second line are of a place and a size in the table stream."""
_STORIES = ("main", "footnotes", "headers", "macros", "comments", "endnotes", "boxes")
"""The texts that a document's text consists of, in their order, as their lengths stand in the block."""
_SEPARATORS, _ABOVE = 6, (0, 1, 4)
"""Stories before the first header, which say what divides notes from the text; of each six that follow the headers."""
_IS_ENCRYPTED, _IS_TABLE_ONE, _IS_COMPRESSED = 0x0100, 0x0200, 0x40000000
_PAGE = 512
BROKEN = (*compound.BROKEN, TypeError, KeyError)
"""What reading a broken document leads into."""
_HUGE = (0x6645, 0x6646)
_UNSEEN = (0x0800, 0x083C)
"""Properties of characters that were deleted under tracking, and of hidden ones."""
_STRUCK, _RAISED = (0x0837, 0x2A53), 0x2A48
_FONT, _SYMBOL = 0x4A4F, 0x6A09
"""The property of a character's font, and that of one which stands for a sign of a font of symbols."""
_LOOKS = {*_UNSEEN, *_STRUCK, _RAISED, _SYMBOL}
_FONT_NAME = 40
"""Bytes of a font's description before its name."""
_TABLE_DEFINITION, _TABS = 0xD608, 0xC615
LIST = 0x460B
"""The property of a paragraph that is numbered: which list it is of."""
_PARAGRAPH_STYLE, _DEEPEST = 1, 12
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_OLDEST = 193
"""The version number from which on a document is Word 97's or later."""

Properties = dict[int, bytes]
"""What was set, by the number of the property (sprm): its operand, without the size that a long one begins with."""


_Run = tuple[int, int, int, int]
"""First byte of a run of text and the byte after its last, and where what is said of it stands: start and size."""


@dataclass(frozen=True, slots=True)
class _Piece:
    first: int
    last: int
    place: int
    width: int


class Binary:
    """A document's texts one after the other, and what is said of the character at a place in them."""

    def __init__(self, data: bytes) -> None:
        """Read the whole of it. Raises one of BROKEN where its parts are not where it says."""
        streams = Compound(data)
        self._document = streams.stream("WordDocument")
        _, version = unpack_from("<HH", self._document, 0)
        (flags,) = unpack_from("<H", self._document, _FLAGS)
        if version < _OLDEST:
            raise RefusedError("damaged", f"a document of before Word 97 (version {version})")
        if flags & _IS_ENCRYPTED:
            raise RefusedError("encrypted")
        self._tables = streams.stream("1Table" if flags & _IS_TABLE_ONE else "0Table")
        self._data = streams.stream("Data") if "Data" in streams.names() else b""
        self._pieces = list(self._read_pieces())
        self.text = "".join(map(self._piece_text, self._pieces))
        lengths = unpack_from(f"<{len(_STORIES)}I", self._document, _LENGTHS)
        bounds = [min(bound, len(self.text)) for bound in accumulate(lengths, initial=0)]
        self.stories = dict(zip(_STORIES, pairwise(bounds), strict=True))
        """From which place to which each text reaches."""
        self._starts = [piece.first for piece in self._pieces]
        self._paragraphs = sorted(self._runs(_PARAGRAPHS))
        self._styles = list(self._read_styles())
        self._fonts = list(self._read_fonts())
        self._marked = [run for run in sorted(self._runs(_CHARACTERS)) if self._is_marked(self._properties(run))]

    def _part(self, offset: int) -> bytes:
        start, size = unpack_from("<II", self._document, offset)
        part: bytes = self._tables[start : start + size]
        return part

    def _read_pieces(self) -> Iterator[_Piece]:
        part, place = self._part(_PIECES), 0
        while part[place] == 1:  # Changes that pieces refer to come first.
            place += 3 + unpack_from("<H", part, place + 1)[0]
        table = part[place + 5 : place + 5 + unpack_from("<I", part, place + 1)[0]]
        count = (len(table) - 4) // 12
        ends = [end for (end,) in iter_unpack("<I", table[: 4 * (count + 1)])]
        for index in range(count):
            (start,) = unpack_from("<I", table, 4 * (count + 1) + 8 * index + 2)
            is_compressed = bool(start & _IS_COMPRESSED)
            start &= ~_IS_COMPRESSED
            place, width = (start // 2, 1) if is_compressed else (start, 2)
            yield _Piece(ends[index], ends[index + 1], place, width)

    def _piece_text(self, piece: _Piece) -> str:
        end = piece.place + (piece.last - piece.first) * piece.width
        if not piece.place <= end <= len(self._document):
            raise ValueError("a piece of the text lies beyond the document")
        raw: bytes = self._document[piece.place : end]
        return raw.decode("cp1252" if piece.width == 1 else "utf-16-le", "replace")

    def _runs(self, offset: int) -> Iterator[_Run]:
        part = self._part(offset)
        is_paragraph = offset == _PARAGRAPHS
        count = (len(part) - 4) // 8
        for index in range(count):
            (page,) = unpack_from("<I", part, 4 * (count + 1) + 4 * index)
            start = (page & 0x3FFFFF) * _PAGE
            runs = self._document[start + _PAGE - 1]
            bounds = unpack_from(f"<{runs + 1}I", self._document, start)
            for run in range(runs):
                entry = start + 4 * (runs + 1) + run * (13 if is_paragraph else 1)
                said = start + 2 * self._document[entry]
                yield bounds[run], bounds[run + 1], *self._said(said, said == start, is_paragraph)

    def _said(self, place: int, is_nothing: bool, is_paragraph: bool) -> tuple[int, int]:
        if is_nothing:
            return 0, 0
        size = self._document[place]
        if not is_paragraph:
            return place + 1, size
        if size:
            return place + 3, 2 * size - 3
        return place + 4, 2 * self._document[place + 1] - 2

    def headers(self) -> Iterator[tuple[bool, int, int]]:
        """From which place to which each header and footer reaches, and whether it is a header."""
        part, (first, _) = self._part(_HEADERS), self.stories["headers"]
        bounds = [first + bound for (bound,) in iter_unpack("<I", part[: len(part) // 4 * 4])][:-1]
        for index, (start, end) in enumerate(pairwise(bounds[_SEPARATORS:])):
            yield index % 6 in _ABOVE, start, end

    def seen(self, start: int, end: int) -> str:
        """The text between two places as it looks, without what is hidden or was deleted under tracking."""
        text = self.text[start:end]
        if not self._marked:
            return text
        runs = (_run_at(self._marked, self._byte(place)) for place in range(start, end))
        return "".join(
            self._printed("".join(character for character, _ in members), run)
            for run, members in groupby(zip(text, runs, strict=True), itemgetter(1))
        )

    def _printed(self, text: str, run: _Run | None) -> str:
        said = self._properties(run) if run else {}
        if any(is_set(said, number) for number in _UNSEEN):
            return ""
        if _SYMBOL in said:
            font, code = unpack_from("<HH", said[_SYMBOL])
            return (SYMBOLS.get(code & 0xFF, ILLEGIBLE) if self._is_of_symbols(font) else ILLEGIBLE) * len(text)
        return as_printed(
            text,
            is_raised=said.get(_RAISED) == b"\1",
            is_struck=any(is_set(said, number) for number in _STRUCK),
            is_of_symbols=self._is_in_symbols(said),
        )

    def _is_marked(self, said: Properties) -> bool:
        return not _LOOKS.isdisjoint(said) or self._is_in_symbols(said)

    def _is_in_symbols(self, said: Properties) -> bool:
        return _FONT in said and self._is_of_symbols(unpack_from("<H", said[_FONT])[0])

    def _is_of_symbols(self, font: int) -> bool:
        return font < len(self._fonts) and self._fonts[font].lower() == "symbol"

    def _read_fonts(self) -> Iterator[str]:
        """The names of the fonts, by their numbers."""
        part, place = self._part(_FONTS), 4
        while place < len(part):
            size = part[place]
            name = part[place + _FONT_NAME : place + 1 + size].decode("utf-16-le", "replace")
            yield name.partition("\0")[0]
            place += 1 + size

    def of_paragraph(self, place: int) -> Properties:
        """What is set for the paragraph that the character at a place ends; of its style the list alone."""
        run = _run_at(self._paragraphs, self._byte(place))
        found = self._properties(run) if run else {}
        style = unpack_from("<H", self._document, run[2] - 2)[0] if run and run[3] >= 0 and run[2] else 0
        found = {LIST: said} | found if (said := self._list_of(style)) else found
        for number in _HUGE:
            if number in found:
                (at,) = unpack_from("<I", found[number])
                (size,) = unpack_from("<H", self._data, at)
                found |= _operands(self._data[at + 2 : at + 2 + size])
        return found

    def _read_styles(self) -> Iterator[tuple[int, Properties]]:
        """For each style, by its number, the one that it is based on and what it sets for paragraphs."""
        part = self._part(_STYLES)
        if not part:
            return
        size, count, base_size = unpack_from("<HHH", part, 0)
        place = 2 + size
        for _ in range(count):
            (length,) = unpack_from("<H", part, place)
            said: Properties = {}
            base = 0xFFF
            if length:
                (kind,) = unpack_from("<H", part, place + 4)
                if kind & 0xF == _PARAGRAPH_STYLE:
                    base, at = kind >> 4, place + 2 + base_size
                    at += 2 + 2 * (unpack_from("<H", part, at)[0] + 1)
                    (set_size,) = unpack_from("<H", part, at)
                    said = _operands(part[at + 4 : at + 2 + set_size])
            yield base, said
            place += 2 + length + length % 2

    def _list_of(self, style: int) -> bytes:
        """The list of a style's paragraphs, by itself or by those that it is based on."""
        for _ in range(_DEEPEST):
            if style >= len(self._styles):
                break
            base, said = self._styles[style]
            if LIST in said:
                return said[LIST]
            style = base
        return b""

    def _byte(self, place: int) -> int:
        piece = self._pieces[bisect_right(self._starts, place) - 1]
        return piece.place + (place - piece.first) * piece.width

    def _properties(self, run: _Run) -> Properties:
        _, _, start, size = run
        return _operands(self._document[start : start + max(size, 0)])


def _run_at(runs: list[_Run], byte: int) -> _Run | None:
    index = bisect_right(runs, (byte, 2**32, 0, 0)) - 1
    return runs[index] if index >= 0 and byte < runs[index][1] else None


def is_set(said: Properties, number: int) -> bool:
    """Whether a property that is on or off is on."""
    return bool(said.get(number, b"")[:1].strip(b"\0"))


def _operands(said: bytes) -> Properties:
    found: Properties = {}
    place = 0
    while place + 2 <= len(said):
        (number,) = unpack_from("<H", said, place)
        place += 2
        kind = number >> 13
        if number == _TABLE_DEFINITION:
            size = unpack_from("<H", said, place)[0] - 1 if place + 2 <= len(said) else 0
            place += 2
        elif kind in _SIZES:
            size = _SIZES[kind]
        else:
            size = said[place] if place < len(said) else 0
            place += 1
            if number == _TABS and size == 255:
                break  # Its size is not said; nothing of a table follows a paragraph's tabs.
        found[number] = said[place : place + size]
        place += max(size, 0)
    return found
