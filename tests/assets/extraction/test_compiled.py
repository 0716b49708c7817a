"""The compiled part and its twins in Python: the same readings, and an installation that needs no compiler."""

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import replace
from importlib.machinery import ExtensionFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random
from types import ModuleType

import numpy as np
import pytest

from assets.extraction.cells import Reading, Refusal
from assets.extraction.limits import DEFAULT_LIMITS
from assets.extraction.pdf import compiled
from assets.extraction.pdf.document import read_pdf
from assets.extraction.pdf.questions import Question
from assets.extraction.ruled.rectangles import rectangles_of
from tests.drawing.mutations import sound, spoiled

WITHOUT_SCANS = replace(DEFAULT_LIMITS, pictures=0)
ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "assets" / "extraction" / "pdf" / "_compiled.c"
DOCUMENTS = sorted([*(ROOT / "examples").glob("*.pdf"), *(ROOT / "tests" / "fixtures").rglob("*.pdf")])
FEW = 24


@pytest.fixture(scope="session")
def part(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The compiled part, built of what is in the tree now; not a warning is let through."""
    compiler = shutil.which("gcc") or shutil.which("clang")
    headers = Path(sysconfig.get_path("include"))
    if sys.platform != "linux" or compiler is None or not (headers / "Python.h").exists():
        pytest.skip("there is no C compiler, or no header of Python's, to build the compiled part with")
    target = tmp_path_factory.mktemp("compiled") / "_compiled.abi3.so"
    strict = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror", "-O2", "-shared", "-fPIC"]
    subprocess.run([compiler, *strict, f"-I{headers}", SOURCE, "-o", target], check=True)
    spec = spec_from_file_location("_compiled", target, loader=ExtensionFileLoader("_compiled", str(target)))
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def both_ways(monkeypatch: pytest.MonkeyPatch, part: ModuleType, data: bytes) -> list[Reading | Refusal]:
    outcomes = []
    for way in (part, None):
        monkeypatch.setattr(compiled, "part", way)
        outcomes.append(read_pdf(data, WITHOUT_SCANS))
    return outcomes


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem[:24])
def test_both_ways_read_the_same(monkeypatch: pytest.MonkeyPatch, part: ModuleType, path: Path) -> None:
    one, other = both_ways(monkeypatch, part, path.read_bytes())
    assert isinstance(one, Reading)
    assert repr(one) == repr(other)


def test_both_ways_end_alike_with_spoiled_documents(monkeypatch: pytest.MonkeyPatch, part: ModuleType) -> None:
    first, step = sorted(sound()).index("pdf"), len(sound())
    for number in range(first, first + FEW * step, step):
        manner, data = spoiled(number)
        one, other = both_ways(monkeypatch, part, data)
        assert repr(one) == repr(other), manner


@pytest.mark.parametrize("columns", [2, 5, 63, 64, 70])
def test_both_ways_find_the_same_rectangles(monkeypatch: pytest.MonkeyPatch, part: ModuleType, columns: int) -> None:
    chance = Random(columns)
    for rows in (1, 2, 7, 30):
        density = chance.choice((0.5, 0.8, 0.95, 1))
        closed = [masked(chance, columns - 1, density) for _ in range(rows + 1)]
        borders = [mask & masked(chance, columns - 1, 0.9) for mask in closed]
        sides = [masked(chance, columns, density) for _ in range(rows)]
        outcomes = []
        for way in (part, None):
            monkeypatch.setattr(compiled, "part", way)
            outcomes.append(rectangles_of(borders, closed, sides))
        assert repr(outcomes[0]) == repr(outcomes[1])
        assert rows == 1 or outcomes[0][0] or density < 0.95


def masked(chance: Random, bits: int, density: float) -> int:
    return sum((chance.random() < density) << bit for bit in range(bits))


WIDTH = np.dtype(np.uintp).itemsize


@pytest.mark.parametrize(
    ("count", "handles", "indices", "is_handle", "answers", "places", "numbers"),
    [
        (3, 2, 0, False, 3 * 4, 0, 0),
        (3, 1, 2, False, 3 * 4, 0, 0),
        (3, 3, 0, False, 2 * 4, 0, 0),
        (3, 3, 0, True, 3 * WIDTH - 8, 0, 0),
        (3, 3, 0, False, 3 * 4, 4, 2 * 16),
        (3, 3, 0, False, 3 * 4, 3, 3 * 12),
        (3, 3, 0, False, 3 * 4, -1, 3 * 4),
        (3, 3, 0, True, 3 * WIDTH, 1, 3 * 4),
        (0, 1, 0, False, 0, 0, 0),
        (-1, 1, 0, False, 4, 0, 0),
        (2**62, 1, 0, False, 4, 0, 0),
    ],
)
def test_a_buffer_of_another_size_is_never_written_to(
    part: ModuleType,
    count: int,
    handles: int,
    indices: int,
    is_handle: bool,
    answers: int,
    places: int,
    numbers: int,
) -> None:
    address = Question("FPDFPageObj_GetType").address
    with pytest.raises(ValueError, match="buffer"):
        part.each(
            address,
            count,
            np.zeros(handles, np.uintp),
            np.zeros(indices, np.intc),
            is_handle,
            np.zeros(answers, np.uint8),
            places,
            np.zeros(numbers, np.uint8),
        )


@pytest.mark.parametrize(
    ("borders", "closed", "sides", "taken", "found"),
    [(3, 3, 3, 3, 6), (2, 3, 2, 2, 6), (3, 2, 2, 2, 6), (3, 3, 2, 1, 6), (3, 3, 2, 2, 5), (3, 3, 2, 2, 0)],
)
def test_no_more_rectangles_are_written_than_there_is_room_for(
    part: ModuleType, borders: int, closed: int, sides: int, taken: int, found: int
) -> None:
    lines = [np.full(size, 7, np.uint64) for size in (borders, closed, sides)]
    with pytest.raises(ValueError, match="buffer"):
        part.rectangles(*lines, np.zeros(taken, np.uint64), np.zeros(found, np.int32))


@pytest.mark.parametrize("compiler", ["false", "there-is-no-such-compiler"])
def test_an_installation_without_a_compiler_goes_on(tmp_path: Path, compiler: str) -> None:
    command = [sys.executable, "setup.py", "-q", "build_ext", "--build-lib", tmp_path, "--build-temp", tmp_path]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "CC": compiler}, check=True, capture_output=True)
    assert not list(tmp_path.rglob("_compiled*.so"))
