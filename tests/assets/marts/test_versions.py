"""Whatever decides makes another version, and nothing that only describes or lies there by chance does."""

import importlib
from pathlib import Path

import pytest

from assets.versions import code_versions, content_version


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "deciding_package"
    (folder / "inner").mkdir(parents=True)
    for name in ("__init__.py", "inner/__init__.py", "inner/rule.py", "words.csv", "labels.toml", "columns.csv"):
        (folder / name).write_text("1", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def version(package: Path) -> str:
    content_version.cache_clear()
    importlib.invalidate_caches()
    return content_version((package.name,))


def test_what_decides_makes_another_version(package: Path) -> None:
    seen = {version(package)}
    for name in ("inner/rule.py", "words.csv", "labels.toml", "inner/new.py"):
        (package / name).write_text("2", encoding="utf-8")
        seen.add(version(package))
    (package / "inner/new.py").rename(package / "inner/newer.py")
    assert len(seen | {version(package)}) == 6


def test_what_describes_or_lies_there_makes_none(package: Path) -> None:
    before = version(package)
    (package / "columns.csv").write_text("2", encoding="utf-8")
    (package / "inner/rule.pyc").write_text("2", encoding="utf-8")
    assert version(package) == before


def test_every_layer_has_its_own() -> None:
    versions = code_versions("reader/1")
    assert versions["reader"] == "reader/1"
    assert len(set(versions.values())) == len(versions) == 6
