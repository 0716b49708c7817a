"""PDFium asked by the compiled loop and by ctypes: the same readings, and an installation that needs no compiler."""

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import replace
from importlib.machinery import ExtensionFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from assets.extraction import questions
from assets.extraction.cells import Reading, Refusal
from assets.extraction.limits import DEFAULT_LIMITS
from assets.extraction.pdf import read_pdf
from tests.drawing.mutations import sound, spoiled

WITHOUT_SCANS = replace(DEFAULT_LIMITS, pictures=0)
ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "assets" / "extraction" / "_each.c"
DOCUMENTS = sorted([*(ROOT / "examples").glob("*.pdf"), *(ROOT / "tests" / "fixtures").rglob("*.pdf")])
FEW = 24


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The compiled part, built of what is in the tree now; not a warning is let through."""
    compiler = shutil.which("gcc") or shutil.which("clang")
    headers = Path(sysconfig.get_path("include"))
    if sys.platform != "linux" or compiler is None or not (headers / "Python.h").exists():
        pytest.skip("there is no C compiler, or no header of Python's, to build the compiled part with")
    target = tmp_path_factory.mktemp("compiled") / "_each.abi3.so"
    strict = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror", "-O2", "-shared", "-fPIC"]
    subprocess.run([compiler, *strict, f"-I{headers}", SOURCE, "-o", target], check=True)
    spec = spec_from_file_location("_each", target, loader=ExtensionFileLoader("_each", str(target)))
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def both_ways(monkeypatch: pytest.MonkeyPatch, compiled: ModuleType, data: bytes) -> list[Reading | Refusal]:
    monkeypatch.setattr(questions, "compiled", compiled)
    outcomes = []
    for way in (questions.by_c, questions.by_ctypes):
        monkeypatch.setattr(questions, "each", way)
        outcomes.append(read_pdf(data, WITHOUT_SCANS))
    return outcomes


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem[:24])
def test_both_ways_read_the_same(monkeypatch: pytest.MonkeyPatch, compiled: ModuleType, path: Path) -> None:
    by_c, by_ctypes = both_ways(monkeypatch, compiled, path.read_bytes())
    assert isinstance(by_c, Reading)
    assert repr(by_c) == repr(by_ctypes)


def test_both_ways_end_alike_with_spoiled_documents(monkeypatch: pytest.MonkeyPatch, compiled: ModuleType) -> None:
    first, step = sorted(sound()).index("pdf"), len(sound())
    for number in range(first, first + FEW * step, step):
        manner, data = spoiled(number)
        by_c, by_ctypes = both_ways(monkeypatch, compiled, data)
        assert repr(by_c) == repr(by_ctypes), manner


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
    compiled: ModuleType,
    count: int,
    handles: int,
    indices: int,
    is_handle: bool,
    answers: int,
    places: int,
    numbers: int,
) -> None:
    address = questions.Question("FPDFPageObj_GetType").address
    with pytest.raises(ValueError, match="buffer"):
        compiled.each(
            address,
            count,
            np.zeros(handles, np.uintp),
            np.zeros(indices, np.intc),
            is_handle,
            np.zeros(answers, np.uint8),
            places,
            np.zeros(numbers, np.uint8),
        )


@pytest.mark.parametrize("compiler", ["false", "there-is-no-such-compiler"])
def test_an_installation_without_a_compiler_goes_on(tmp_path: Path, compiler: str) -> None:
    command = [sys.executable, "setup.py", "-q", "build_ext", "--build-lib", tmp_path, "--build-temp", tmp_path]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "CC": compiler}, check=True, capture_output=True)
    assert not list(tmp_path.rglob("_each*.so"))
