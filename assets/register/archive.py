"""The content-addressed archive of bytes: whatever came in, kept under its sha256, in a folder or an object store.

Only bytes and their addresses belong here; what a document says is the register's business.
"""

import contextlib
import fcntl
import hashlib
import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import fsspec

_ASIDE = ".aside"
_SECONDS_TO_LOCK = 1.0
"""A file that young may be one that its writer has made and not yet locked."""


def sha256_of(data: bytes) -> str:
    """The address of these bytes: 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


class Archive:
    """Bytes under names below one fsspec URL (`file:///…`, a plain folder, `s3://…`).

    A name is written whole or not at all: aside and renamed in a folder, one PUT in an object store. Writing a name
    again with other bytes replaces it; originals never are, since their name is their sha256.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._files, root = fsspec.core.url_to_fs(url)
        self._root = str(root).rstrip("/")
        self._is_folder = "file" in self._protocols()

    def keep(self, data: bytes) -> str:
        """Keeps an original and returns its sha256; bytes that are kept already are not written again."""
        sha256 = sha256_of(data)
        name = original_name(sha256)
        if not self.has(name):
            self.write(name, data, is_original=True)
        return sha256

    def original(self, sha256: str) -> bytes:
        """The bytes of an original; FileNotFoundError when they were never kept."""
        return self.read(original_name(sha256))

    def has(self, name: str) -> bool:
        """Whether something is kept under this name."""
        return bool(self._files.exists(self._path(name)))

    def read(self, name: str) -> bytes:
        """The bytes under this name; FileNotFoundError when there are none."""
        return bytes(self._files.cat_file(self._path(name)))

    def write(self, name: str, data: bytes, *, is_original: bool = False) -> None:
        """Keeps bytes under a name, whole or not at all; an original is on the disk when this returns.

        What can be made again is left to the operating system: only a machine that stops, never a killed process,
        can lose it.
        """
        path = self._path(name)
        if not self._is_folder:
            self._files.pipe_file(path, data)
            return
        with self._aside() as (aside, file):
            file.write(data)
            if is_original:
                file.flush()
                os.fsync(file.fileno())
            target = Path(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            aside.replace(target)

    def sweep(self) -> int:
        """Removes what killed processes were writing; what a living one holds is left. How many files were removed."""
        if not self._is_folder:
            return 0
        swept = 0
        for aside in Path(self._path(_ASIDE)).glob("*.part"):
            with contextlib.suppress(OSError), aside.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if time.time() - aside.stat().st_mtime > _SECONDS_TO_LOCK:
                    aside.unlink()
                    swept += 1
        return swept

    @contextlib.contextmanager
    def _aside(self) -> Iterator[tuple[Path, BinaryIO]]:
        """A new file in the folder of files being written, locked as long as its writer lives."""
        folder = Path(self._path(_ASIDE))
        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / f"{uuid.uuid4().hex}.part"
        try:
            with aside.open("xb") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield aside, file
        finally:
            aside.unlink(missing_ok=True)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _protocols(self) -> tuple[str, ...]:
        protocol = self._files.protocol
        return (protocol,) if isinstance(protocol, str) else tuple(protocol)


def original_name(sha256: str) -> str:
    """Where an original is kept: two hex digits as a folder keep any one folder small."""
    return f"originals/{sha256[:2]}/{sha256}"


def reading_name(sha256: str, reader: str) -> str:
    """Where the reading of an original by one reader version is kept."""
    return f"readings/{reader.replace('/', '-')}/{sha256[:2]}/{sha256}.json.gz"


def forms_name(sha256: str, reader: str, forms: str) -> str:
    """Where the documents are kept that one version of the forms found in the reading by one reader version."""
    return f"forms/{reader.replace('/', '-')}-{forms}/{sha256[:2]}/{sha256}.json.gz"
