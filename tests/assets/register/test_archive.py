"""The archive keeps bytes whole, under their content, in a folder and in an object store."""

import fcntl
import os
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.register.archive import Archive, original_name, reading_name, sha256_of


def addresses(folder: Path) -> list[str]:
    return [str(folder / "archive"), f"memory://{uuid4().hex}"]


def test_what_was_kept_comes_back_under_its_sha256(tmp_path: Path) -> None:
    for url in addresses(tmp_path):
        archive = Archive(url)
        sha256 = archive.keep(b"%PDF-1.7")
        assert sha256 == sha256_of(b"%PDF-1.7")
        assert archive.original(sha256) == b"%PDF-1.7"
        assert archive.keep(b"%PDF-1.7") == sha256


@given(st.binary(max_size=200))
def test_any_bytes_come_back(data: bytes) -> None:
    archive = Archive(f"memory://{uuid4().hex}")
    assert archive.original(archive.keep(data)) == data


def test_what_was_never_kept_is_not_found(tmp_path: Path) -> None:
    for url in addresses(tmp_path):
        with pytest.raises(FileNotFoundError):
            Archive(url).original("0" * 64)


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = Archive(str(tmp_path))
    archive.write("lake/a.json.gz", b"before")

    def refuse(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        archive.write("lake/a.json.gz", b"after")
    assert archive.read("lake/a.json.gz") == b"before"
    assert sorted(path.name for path in tmp_path.rglob("*")) == [".aside", "a.json.gz", "lake"]


def test_what_a_killed_process_was_writing_is_swept_and_a_living_ones_is_not(tmp_path: Path) -> None:
    archive, folder = Archive(str(tmp_path)), tmp_path / ".aside"
    archive.write("a", b"x")
    orphan, young, held = folder / "orphan.part", folder / "young.part", folder / "held.part"
    for path in (orphan, young, held):
        path.write_bytes(b"half")
    for path in (orphan, held):
        os.utime(path, (0, 0))
    with held.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert archive.sweep() == 1
    assert sorted(path.name for path in folder.iterdir()) == ["held.part", "young.part"]


def test_names_hold_nothing_of_a_document() -> None:
    assert original_name("ab" * 32) == f"originals/ab/{'ab' * 32}"
    assert reading_name("ab" * 32, "pdfium/1") == f"readings/pdfium-1/ab/{'ab' * 32}.json.gz"
