"""One line of print to text: the recognising half of PP-OCR, whose model lies in the wheel of rapidocr.

Only the model is borrowed. rapidocr's own classes would average the letters' certainty over a line, pad lines to one
width (which changes what is read) and look for models on the network.
"""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from assets.extraction.scans.picture import Grey

ENGINE = "rapidocr"
_HEIGHT, _WIDEST, _NARROWEST = 48, 3200, 32
"""Pixels: the model's height, and the widths it is given at most and at least."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a line was read as, and for each of its characters how sure the model is of it, from 0 to 1, and where it
    was seen: from where to where in parts of the line's width. That lies within its print, but is not as wide.
    """

    text: str
    certainties: tuple[float, ...]
    places: tuple[tuple[float, float], ...]

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
        return self._decoded(self._session.run(None, {self._input: np.ascontiguousarray(given)})[0][0])

    def _decoded(self, steps: NDArray[np.float32]) -> Line:
        """The likeliest letter of each step; the same one in steps that follow each other is one letter."""
        best, sure = steps.argmax(axis=1), steps.max(axis=1)
        starts = np.flatnonzero(np.diff(best, prepend=-1))
        certainties = np.maximum.reduceat(sure, starts)
        is_letter = best[starts] > 0
        letters = [self._letters[index] for index in best[starts[is_letter]]]
        edges = np.append(starts, best.size) / best.size
        places = zip(edges[:-1][is_letter].tolist(), edges[1:][is_letter].tolist(), strict=True)
        return Line("".join(letters), tuple(certainties[is_letter].tolist()), tuple(places))


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
