"""What lies below the given paths: files worth reading, what a manifest adds to them, and the rest by name.

A source is where bytes were seen. Which document they are is found out from their content, never from their name.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from io import StringIO
from pathlib import Path, PurePosixPath

from assets.extraction.kinds import CONTAINERS, FORMATS_NOT_READ, kind_of
from assets.extraction.registry import READERS
from assets.register.names import shortened, storable

READABLE_SUFFIXES = (".pdf", ".docx", ".doc", ".xlsx", ".xls", ".ofd", ".htm", ".html", ".mht", ".mhtml", ".zip")
"""Names of files that are documents of a kind that is read, though their content may be broken."""
_HEAD = 1024
MOST_BYTES = 2**30
"""Of a file that is taken in at all; a smaller one that is too large for the reader is kept, and quarantined."""
_LONGEST = 1200
"""Bytes of a name or address: the database takes 2,700 of both and more together for a key."""
_MANIFEST = "manifest.csv"

_ANY, _YEAR = re.compile(".*", re.DOTALL), re.compile(r"\d{4}")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([T ].*)?")
_COLUMNS = {
    "source_url": ("source_url", _ANY, ""),
    "published_at": ("published_at", _DATE, "a date like 2025-02-07"),
    "withdrawn_at": ("withdrawn_at", _DATE, "a date like 2025-02-07"),
    "region": ("region_said", _ANY, ""),
    "department": ("department_said", _ANY, ""),
    "year": ("year_said", _YEAR, "a year like 2025"),
}
"""A manifest's column, the field of `Source` that it fills, and what it must look like."""


class SourceNotFoundError(ValueError):
    """A path that was asked for is not there; the message says which."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file and what its manifest says of it. `name` is the path below the folder that was asked for.

    `made_at` is what the file itself says, once it is opened. Every text is made storable.
    """

    path: Path
    name: str
    source_url: str | None = None
    published_at: str | None = None
    region_said: str | None = None
    department_said: str | None = None
    year_said: str | None = None
    withdrawn_at: str | None = None
    made_at: str | None = None

    def __post_init__(self) -> None:
        for one in fields(self):
            if isinstance(text := getattr(self, one.name), str):
                object.__setattr__(self, one.name, shortened(storable(text), _LONGEST))


@dataclass(slots=True)
class Sources:
    """The files worth reading, in the order of their names; by name those of no known kind, and what cannot be read."""

    files: list[Source] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    manifest_faults: list[str] = field(default_factory=list)


def find_sources(paths: Iterable[Path]) -> Sources:
    """Walks the paths. Links are not followed out of a folder, and hidden files are left alone."""
    found = Sources()
    for path in paths:
        if path.is_dir():
            _walk(path, found)
        elif path.is_file():
            entry = _manifest(path.parent, found).get(path.name, {})
            _sort_in(path, path.name, entry, found)
        else:
            raise SourceNotFoundError(f"there is no file or folder {path}")
    return found


def _walk(folder: Path, found: Sources) -> None:
    manifests: dict[Path, dict[str, dict[str, str]]] = {}
    for path in _files_below(folder, found):
        if path.parent not in manifests:
            manifests[path.parent] = _manifest(path.parent, found)
        if path.name != _MANIFEST:
            entry = manifests[path.parent].pop(path.name, {})
            _sort_in(path, path.relative_to(folder).as_posix(), entry, found)
    for parent, missing in manifests.items():
        if missing:
            named = ", ".join(list(missing)[:3]) + (" …" if len(missing) > 3 else "")
            found.manifest_faults.append(storable(f"{parent / _MANIFEST}: there is no {named}"))


def _files_below(folder: Path, found: Sources) -> Iterator[Path]:
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path.is_dir():
            try:
                entries = sorted(path.iterdir(), reverse=True)
            except OSError as error:
                found.unread.append(_unread(path.as_posix(), error))
                continue
            waiting += [one for one in entries if not one.name.startswith(".") and not one.is_symlink()]
        elif path.is_file():
            yield path


def _sort_in(path: Path, name: str, entry: dict[str, str], found: Sources) -> None:
    try:
        is_wanted = path.suffix.lower() in READABLE_SUFFIXES or _looks_readable(path)
    except OSError as error:
        found.unread.append(_unread(name, error))
        return
    if not is_wanted:
        found.unknown.append(storable(name))
        return
    said: dict[str, str] = {}
    for column, (field_name, shape, example) in _COLUMNS.items():
        text = entry.get(column, "").strip()
        if text and shape.fullmatch(text):
            said[field_name] = text
        elif text:
            found.manifest_faults.append(storable(f"{name}: {column} {text!r} is not {example}"))
    found.files.append(Source(path, name, **said))


def _looks_readable(path: Path) -> bool:
    with path.open("rb") as file:
        data = file.read(_HEAD)
        if kind_of(data) in CONTAINERS:
            data += file.read()
    return is_readable(data)


def content_of(source: Source) -> bytes | str:
    """The bytes of a file, or why it cannot be read: too large to be held in memory, or the system's reason."""
    try:
        size = source.path.stat().st_size
        return source.path.read_bytes() if size <= MOST_BYTES else f"{source.name}: {size} bytes are too many"
    except OSError as error:
        return _unread(source.name, error)


def _unread(name: str, error: OSError) -> str:
    return f"{storable(name)}: {error.strerror or error}"


def is_readable(data: bytes) -> bool:
    """Whether the content is of a kind that is read, or a person can make it so: locked, or of a format not read."""
    return kind_of(data) in (*READERS, *FORMATS_NOT_READ, "encrypted")


def is_document(name: str, data: bytes) -> bool:
    """Whether a file is worth reading: by its content, or because its name says that it is meant to be a document."""
    return PurePosixPath(name).suffix.lower() in READABLE_SUFFIXES or is_readable(data)


def is_manifest(name: str) -> bool:
    """Whether a file says something of others and is no document itself."""
    return PurePosixPath(name).name == _MANIFEST


def _manifest(folder: Path, found: Sources) -> dict[str, dict[str, str]]:
    path = folder / _MANIFEST
    if not path.is_file():
        return {}
    try:
        rows = csv.DictReader(StringIO(_decoded(path.read_bytes()), newline=""))
        if "file" not in (rows.fieldnames or ()):
            found.manifest_faults.append(f"{path}: no column 'file'")
        return {row["file"]: {key: value or "" for key, value in row.items() if key} for row in rows if row.get("file")}
    except UnicodeDecodeError:
        found.manifest_faults.append(f"{path}: it is neither in UTF-8 nor in GB 18030")
    except (OSError, csv.Error) as error:
        found.manifest_faults.append(f"{path}: {error}")
    return {}


def _decoded(data: bytes) -> str:
    """In UTF-8 or, as a Chinese Excel saves CSV unless told otherwise, in GB 18030."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")
