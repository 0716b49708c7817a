"""What the tests of faults stand on: a few documents, copies of installations, and what undisturbed runs leave."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.stage import Stage

Mount = Callable[[str], Path]
EXAMPLES = Path(__file__).parents[2] / "examples"


def example_of(year: int) -> Path:
    """A document of this year among the examples."""
    return min(EXAMPLES.glob(f"{year}*.pdf"))


@pytest.fixture(scope="session")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document, one that is none, and a file of no known kind: each year more would double what a trial costs."""
    folder = tmp_path_factory.mktemp("some")
    shutil.copy(example_of(2022), folder)
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory, server_url: str, some: Path) -> Iterator[Stage]:
    """Makes copies of an installation that is empty, or has loaded the documents."""
    one = Stage(server_url, tmp_path_factory.mktemp("stage"), some)
    yield one
    one.close()


@pytest.fixture(scope="session")
def undisturbed(stage: Stage) -> dict[str, Any]:
    """What an ingest leaves that nothing disturbs."""
    _, found = stage.undisturbed("ingest")
    assert len(found["dim_document"]) == 2
    assert found["fact_indicator_value"]
    return found


@pytest.fixture
def mount(folder_for_homes: Path) -> Iterator[Mount]:
    """Mounts small file systems in memory."""
    mounted: list[Path] = []

    def one(size: str) -> Path:
        folder = folder_for_homes / f"jixiao-small-{len(mounted)}-{id(mounted)}"
        folder.mkdir()
        words = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", str(folder)]
        if subprocess.run(words, capture_output=True, check=False).returncode:
            folder.rmdir()
            pytest.skip("only root can mount a small disk")
        mounted.append(folder)
        return folder

    yield one
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        shutil.rmtree(folder)
