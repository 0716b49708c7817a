"""One line of print to text: the recognising half of PP-OCR, whose model lies in the wheel of rapidocr.

Only the model is borrowed. rapidocr's own classes would average the letters' certainty over a line, pad lines to one
width (which changes what is read) and look for models on the network.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from assets.extraction.scans.picture import Grey

ENGINE = "rapidocr"
_NEARLY = 0.001
"""Likelihood from which on a second choice is kept."""
_HEIGHT, _WIDEST, _NARROWEST = 48, 3200, 32
"""Pixels: the model's height, and the widths it is given at most and at least."""


class Nearly(NamedTuple):
    """What was nearly read instead of `text[start:end]`, and how likely that is, from 0 to 1.

    Before a letter that was nearly lost, `start` and `end` are the same; for one that nearly was none, `letter` is ''.
    """

    start: int
    end: int
    letter: str
    likelihood: float


@dataclass(frozen=True, slots=True)
class Line:
    """What a line was read as, and for each of its characters how sure the model is of it, from 0 to 1, and where it
    was seen: from where to where in parts of the line's width. That lies within its print, but is not as wide.

    `nearly`: the model's second choices.
    """

    text: str
    certainties: tuple[float, ...]
    places: tuple[tuple[float, float], ...]
    nearly: tuple[Nearly, ...] = ()

    @property
    def certainty(self) -> float:
        """That of the least sure character; of nothing read, 0."""
        return min(self.certainties, default=0.0)


class Recogniser:
    """The model, loaded. It takes lines one by one: several at once are no quicker on a processor, and hold more."""

    def __init__(self) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # one process a core is the pool's way
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 4
        self._session: Any = onnxruntime.InferenceSession(
            str(_model_path()), options, providers=["CPUExecutionProvider"]
        )
        self._input = self._session.get_inputs()[0].name
        letters = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._letters = ["", *letters, " "]

    def read(self, line: Grey) -> Line:
        """The text of one line, given as dark print on white with a little room around it."""
        height, width = line.shape
        wide = min(max(round(width * _HEIGHT / height), _NARROWEST), _WIDEST)
        way = cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_CUBIC
        scaled = cv2.resize(line, (wide, _HEIGHT), interpolation=way).astype(np.float32) / 127.5 - 1
        given = np.broadcast_to(scaled, (1, 3, *scaled.shape))
        return decoded(self._session.run(None, {self._input: np.ascontiguousarray(given)})[0][0], self._letters)


def decoded(steps: NDArray[np.float32], letters: Sequence[str]) -> Line:
    """The likeliest letter of each step; the same one in steps that follow each other is one letter.

    `steps` holds the likelihood of each of the `letters` by step; the first of them stands for none.
    """
    best, sure = steps.argmax(axis=1), steps.max(axis=1)
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    certainties = np.maximum.reduceat(sure, starts)
    is_letter = best[starts] > 0
    text = "".join(letters[index] for index in best[starts[is_letter]])
    edges = np.append(starts, best.size) / best.size
    places = zip(edges[:-1][is_letter].tolist(), edges[1:][is_letter].tolist(), strict=True)
    nearly = tuple(_nearly(steps, best, starts, letters))
    return Line(text, tuple(certainties[is_letter].tolist()), tuple(places), nearly)


def _nearly(
    steps: NDArray[np.float32], best: NDArray[np.int64], starts: NDArray[np.int64], letters: Sequence[str]
) -> Iterator[Nearly]:
    """The second choice of each letter's surest step, and of each step without one that is no edge of a letter."""
    chosen = best[starts].tolist()
    read = [0, *(letter for letter in chosen if letter), 0]
    at = 0
    for letter, first, end in zip(chosen, starts.tolist(), [*starts[1:].tolist(), best.size], strict=True):
        some = [first + int(steps[first:end, letter].argmax())] if letter else range(first, end)
        for step in some:
            if steps[step, letter] > 1 - _NEARLY:
                continue
            row = steps[step].copy()
            row[letter] = 0.0
            second = int(row.argmax())
            if row[second] >= _NEARLY and (letter or second not in read[at : at + 2]):
                yield Nearly(at, at + bool(letter), letters[second], float(row[second]))
        at += bool(letter)


@cache
def recogniser() -> Recogniser:
    """The one recogniser of this process, loaded when the first scan is met."""
    return Recogniser()


def _model_path() -> Path:
    """The recognition model in rapidocr's folder; rapidocr itself is not imported, it loads far more than is needed."""
    package = find_spec("rapidocr")
    assert package is not None and package.origin is not None  # noqa: S101, PT018 - it is a dependency
    (model,) = (Path(package.origin).parent / "models").glob("*_rec_*.onnx")
    return model
