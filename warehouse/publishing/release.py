"""A folder of releases: one is made aside, then a link is turned to it, so that a reader sees one release or the next.

What a killed publication leaves behind is removed by the next one. Files that are byte for byte those of the release
before are links to the same bytes.
"""

import fcntl
import filecmp
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_CURRENT, _RELEASES, _MAKING = "current", "releases", ".making"
_NUMBER = re.compile(r"\d{6}")


class PublishError(Exception):
    """The folder cannot be published into; the message is one line and says what to do."""


def replace_release(folder: Path, make: Callable[[Path, Path | None], bool]) -> tuple[Path, bool]:
    """Lets `make` fill an empty folder, which becomes the current release unless it is that one byte for byte already.

    `make` gets the empty folder, and that of the current release if there is one; it gives False, and need fill
    nothing, if it knows that it would make that release again.

    Gives the current release's folder and whether it is new. The release before stays for those who still read it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        current = _current(folder)
        _tidy(folder, current)
        aside = folder / _MAKING
        aside.mkdir()
        try:
            if not make(aside, current) and current is not None:
                return current, False
            if current is not None and _share(aside, current):
                return current, False
            _sync(aside)
            fresh = folder / _RELEASES / f"{max(_numbers(folder), default=0) + 1:06}"
            fresh.parent.mkdir(exist_ok=True)
            aside.rename(fresh)
            _turn(folder, fresh)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        _tidy(folder, fresh)
        return fresh, True


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _current(folder: Path) -> Path | None:
    link = folder / _CURRENT
    if not link.is_symlink():
        if link.exists():
            raise PublishError(f"{link} is no release of jixiao; publish into another folder")
        return None
    target = folder / link.readlink()
    return target if target.is_dir() else None


def _turn(folder: Path, release: Path) -> None:
    _sync_one(release.parent)
    fresh = folder / f"{_MAKING}-link"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(release.relative_to(folder))
    fresh.replace(folder / _CURRENT)
    _sync_one(folder)


def _numbers(folder: Path) -> list[int]:
    """The numbers of the releases that are there; what else lies in the folder is not ours."""
    releases = folder / _RELEASES
    found = releases.iterdir() if releases.is_dir() else ()
    return [int(one.name) for one in found if _NUMBER.fullmatch(one.name) and (one / "datapackage.json").is_file()]


def _tidy(folder: Path, current: Path | None) -> None:
    """Leaves the current release and the one before it, and removes what killed publications left."""
    shutil.rmtree(folder / _MAKING, ignore_errors=True)
    (folder / f"{_MAKING}-link").unlink(missing_ok=True)
    speaks = 0 if current is None else int(current.name)
    before = max((number for number in _numbers(folder) if number < speaks), default=0)
    for number in _numbers(folder):
        if number not in (speaks, before):
            shutil.rmtree(folder / _RELEASES / f"{number:06}")


def _share(aside: Path, current: Path) -> bool:
    """Links files to those of the current release that are the same; whether all of both are."""
    made, known = _files(aside), _files(current)
    same = [name for name in made if name in known and filecmp.cmp(aside / name, current / name, shallow=False)]
    if len(same) == len(made) == len(known):
        return True
    for name in same:
        if (aside / name).samefile(current / name):
            continue
        link = aside / f"{name}.link"
        with suppress(OSError):  # a file system without hard links keeps two copies
            os.link(current / name, link)
            link.replace(aside / name)
    return False


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def _sync(folder: Path) -> None:
    """Puts on the disk whatever is not there already as a file of the release before."""
    for path in folder.rglob("*"):
        if path.is_dir() or path.stat().st_nlink == 1:
            _sync_one(path)


def _sync_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
