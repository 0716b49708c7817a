"""What one page of an OFD document draws: its path objects as rulings, its text objects as characters with places.

Lengths are millimetres from the upper left corner in the file, points in what comes out.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from math import atan2, degrees, hypot, inf, isfinite
from statistics import median
from unicodedata import east_asian_width

import numpy as np
from lxml import etree

from assets.extraction.cells import RefusedError
from assets.extraction.pdf.matrices import IDENTITY, Matrix, product
from assets.extraction.ruled.characters import Character
from assets.extraction.ruled.folding import folded
from assets.extraction.ruled.rulings import Rulings

POINTS = 72 / 25.4
"""In a millimetre."""
_ASCENT, _DESCENT = 0.86, 0.14
"""Parts of a type's size above and below its baseline."""
_FAINT_FROM, _FAINT_BELOW, _LARGE = 190, 128, 1.6
"""Of all parts of a colour, and of opacity; times the usual type's size from which on a faint text is a watermark."""
_DEEPEST = 16
_MOST_REPEATS = 10_000
_COMMAND = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""Numbers that each command of a path takes; its last two are where it ends."""
Point = tuple[float, float]


class Drawing:
    """A page that is filled with the objects of one or more layers; `left` and `top` of the page are its origin.

    `units` are the document's composite objects by their ids: what they draw may be drawn at many places.
    """

    def __init__(self, left: float, top: float, units: Mapping[str, "etree._Element"] | None = None) -> None:
        self._origin: Matrix = (POINTS, 0.0, 0.0, POINTS, -left * POINTS, -top * POINTS)
        self._units = units or {}
        self.rulings = Rulings()
        self._composites = 0
        self._around: list[Matrix] = []
        self._dark: list[Character] = []
        self._faint: list[Character] = []

    @property
    def characters(self) -> list[Character]:
        """All but those of faint texts in far larger type than the others': watermarks."""
        usual = median([size for *_, size in self._dark] or [inf])
        return [*self._dark, *(character for character in self._faint if character[-1] <= _LARGE * usual)]

    def add(self, element: "etree._Element", depth: int = 0) -> None:
        """Take in every visible object below an element."""
        for child in element.iterchildren("{*}*"):
            name = etree.QName(child).localname
            if child.get("Visible") == "false":
                continue
            if name == "TextObject":
                self._add_text(child)
            elif name == "PathObject":
                self._add_path(child)
            elif name in ("Content", "Layer", "PageBlock") and depth < _DEEPEST:
                self.add(child, depth + 1)
            elif name == "CompositeObject":
                self._add_composite(child)

    def _add_composite(self, element: "etree._Element") -> None:
        unit = self._units.get(element.get("ResourceID", ""))
        if unit is None:
            raise RefusedError("damaged", "a composite object is drawn that is not there")
        self._composites += 1
        if len(self._around) == _DEEPEST or self._composites > _MOST_REPEATS:
            raise RefusedError("damaged", "composite objects that draw each other without an end")
        self._around.append(self._origin)
        self._origin = self._matrix(element)
        self.add(unit)
        self._origin = self._around.pop()

    def _matrix(self, element: "etree._Element") -> Matrix:
        """From an object's own coordinates to points on the page."""
        left, top, _, _ = box_of(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
        numbers = _numbers(element.get("CTM", ""))
        own = IDENTITY
        if len(numbers) == 6:
            a, b, c, d, e, f = numbers
            own = (a, b, c, d, e, f)
        return product(product(own, (1.0, 0.0, 0.0, 1.0, left, top)), self._origin)

    def _add_path(self, element: "etree._Element") -> None:
        matrix = self._matrix(element)
        is_stroked = element.get("Stroke", "true") != "false"
        if not is_stroked and element.get("Fill", "false") != "true":
            return
        for part in _parts(element.findtext("{*}AbbreviatedData") or ""):
            xs, ys = np.array([_through(matrix, x, y) for x, y in part]).T
            if is_stroked:
                self.rulings.add(xs[:-1], ys[:-1], xs[1:], ys[1:])
            else:
                self.rulings.add(
                    xs.min(keepdims=True), ys.min(keepdims=True), xs.max(keepdims=True), ys.max(keepdims=True)
                )

    def _add_text(self, element: "etree._Element") -> None:
        a, b, *_ = matrix = self._matrix(element)
        size = (_numbers(element.get("Size", "")) or [0.0])[0] * hypot(a, b)
        opacity, colour = _ink(element)
        if abs((degrees(atan2(b, a)) + 45) % 90 - 45) > 1 or size <= 0 or opacity == 0:
            return  # A slanted text is a watermark.
        characters = self._faint if opacity < _FAINT_BELOW or colour >= _FAINT_FROM else self._dark
        x = y = 0.0
        for code in element.iterfind("{*}TextCode"):
            text = (code.text or "").rstrip()
            x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
            steps = _steps(code, text, size / hypot(a, b))
            for character, (right, down) in zip(text, steps, strict=False):
                seen_x, seen_y = _through(matrix, x, y)
                if character not in "\r\n\t":
                    width = size * _width(character)
                    place = (seen_x, seen_y - size * _ASCENT, seen_x + width, seen_y + size * _DESCENT)
                    characters.append((seen_y, seen_x, folded(character), place, size))
                x, y = x + right, y + down


def _ink(text: "etree._Element") -> tuple[float, float]:
    """The opacity of a text's letters, and the least part of their colour (grey or red, green, blue): 0 to 255 each."""
    fill = text.find("{*}FillColor")
    if text.get("Fill") == "false" and text.get("Stroke") != "true":
        return 0.0, 0.0
    opacities = [_number(one.get("Alpha"), 255.0) for one in (text, fill) if one is not None]
    words = (fill.get("Value", "") if fill is not None else "").split()
    parts = [float(int(word[1:], 16)) if word.startswith("#") else _number(word, 0.0) for word in words]
    return min(opacities), min(parts) if len(parts) in (1, 3) else 0.0


def _steps(code: "etree._Element", text: str, size: float) -> Iterator[Point]:
    """How far it is from each character to the next; as wide as each one is, where the file does not say."""
    across, down = _deltas(code.get("DeltaX", ""), len(text)), _deltas(code.get("DeltaY", ""), len(text))
    for index, character in enumerate(text):
        natural = 0.0 if down else size * _width(character)
        yield (
            across[index] if index < len(across) else natural,
            down[index] if index < len(down) else 0.0,
        )


def _deltas(text: str, most: int) -> list[float]:
    """A list of steps, in which "g 3 2.5" stands for 2.5 three times."""
    words, found = iter(text.split()), []
    for word in words:
        if word == "g":
            count, value = _number(next(words, None), 0.0), _number(next(words, None), 0.0)
            found += [value] * min(int(count), most, _MOST_REPEATS)
        else:
            found.append(_number(word, 0.0))
    return found


def _width(character: str) -> float:
    return 1.0 if east_asian_width(character) in "WFA" else 0.5


def _parts(data: str) -> Iterator[list[Point]]:
    """The corners of each part of a path that has only straight sides; a closed part ends where it starts."""
    points: list[Point] = []
    is_straight = True
    words = iter(_COMMAND.findall(data))
    for word in words:
        if word not in _ARGUMENTS:
            continue
        numbers = [_number(number, 0.0) for number in islice(words, _ARGUMENTS[word])]
        if len(numbers) < _ARGUMENTS[word]:
            break
        if word in "SM":
            if len(points) > 1 and is_straight:
                yield points
            points, is_straight = [], True
        is_straight = is_straight and word not in "QBA"
        if numbers:
            points.append((numbers[-2], numbers[-1]))
        elif points:
            points.append(points[0])
    if len(points) > 1 and is_straight:
        yield points


def _through(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def box_of(text: str | None) -> tuple[float, float, float, float] | None:
    """Left, top, width and height of a box as the file writes it; None where it does not."""
    numbers = _numbers(text or "")
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else None


def _numbers(text: str) -> list[float]:
    return [_number(word, 0.0) for word in text.split()]


def _number(text: str | None, default: float) -> float:
    if not text:
        return default
    try:
        number = float(text)
    except ValueError as error:
        raise RefusedError("damaged", f"{text!r} is no number") from error
    if not isfinite(number) or abs(number) > 1e6:
        raise RefusedError("damaged", f"{text!r} is no place on a page")
    return number
