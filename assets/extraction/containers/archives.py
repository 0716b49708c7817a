"""Archives of many files (ZIP, also within each other): their members, one after the other, under the limits.

A member's name is a label and nothing else; nothing is ever written under it.
"""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from assets.extraction.cells import Refusal, RefusedError
from assets.extraction.containers.package import BROKEN
from assets.extraction.kinds import kind_of
from assets.extraction.limits import Limits

_ENCRYPTED, _IS_UTF8 = 0x1, 0x800
_SMALL = 2**20
"""Bytes up to which a member may be packed as tightly as it likes."""


@dataclass(slots=True)
class _Room:
    """What an archive and those in it may still unpack to."""

    members: int
    bytes: int

    def take(self, members: list[ZipInfo]) -> None:
        """Take the room for these members. Raises RefusedError when there is not enough."""
        self.members -= len(members)
        self.bytes -= sum(member.file_size for member in members)
        if self.members < 0 or self.bytes < 0:
            raise RefusedError("too_large", "the archive unpacks to more files or bytes than the limits")


def read_zip(data: bytes, limits: Limits, engine: str) -> Refusal:  # noqa: ARG001 - every reader is asked alike
    """Why an archive is itself no document: its members are files of their own, unless it cannot be unpacked."""
    try:
        for _ in members_of(data, limits):
            pass
    except RefusedError as error:
        return error.refusal
    return Refusal("not_what_it_says", "an archive, and none that files were taken from")


def members_of(data: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """The path and bytes of each file in an archive, those of archives in it included, down to `limits.depth`.

    An archive in it that cannot be unpacked, or lies too deep, is given as it is. Raises RefusedError for the outermost
    one: at once when nothing of it is unpacked, at the end when one of its files could not be.
    """
    yield from _members(data, limits, _Room(limits.members, limits.unpacked), 1)


def _members(data: bytes, limits: Limits, room: _Room, depth: int) -> Iterator[tuple[str, bytes]]:
    try:
        archive = ZipFile(BytesIO(data))
        members = [member for member in archive.infolist() if not member.is_dir() and not _is_link(member)]
    except BROKEN as error:
        raise RefusedError("damaged", repr(error)) from error
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise RefusedError("encrypted")
    for member in members:
        if member.file_size > max(_SMALL, member.compress_size * limits.ratio):
            raise RefusedError("too_large", f"a file of the archive unpacks to {member.file_size} bytes")
    room.take(members)
    broken: RefusedError | None = None
    for member in members:
        name = member_name(member)
        if not name or any(part.startswith((".", "__MACOSX")) for part in name.split("/")):
            continue
        try:
            content = _content(archive, member, limits)
        except RefusedError as error:
            broken = broken or error
            continue
        inner: Iterator[tuple[str, bytes]] | None = None
        if depth < limits.depth and kind_of(content) == "zip":
            inner = _or_itself(content, limits, room, depth + 1)
        for path, found in inner or [("", content)]:
            yield (f"{name}/{path}" if path else name), found
    if broken:
        raise broken


def _content(archive: ZipFile, member: ZipInfo, limits: Limits) -> bytes:
    if member.file_size > limits.bytes:
        raise RefusedError("too_large", f"a file of the archive has {member.file_size} bytes, limit {limits.bytes}")
    try:
        return archive.read(member)
    except BROKEN as error:
        raise RefusedError("damaged", f"a file of the archive: {error!r}") from error


def _or_itself(data: bytes, limits: Limits, room: _Room, depth: int) -> Iterator[tuple[str, bytes]]:
    try:
        yield from _members(data, limits, room, depth)
    except RefusedError:
        yield "", data


def _is_link(member: ZipInfo) -> bool:
    return stat.S_ISLNK(member.external_attr >> 16)


def member_name(member: ZipInfo) -> str:
    """The member's path: in UTF-8 or, where the archiver does not say so, in GB 18030; never a way out of a folder."""
    name = member.filename
    if not member.flag_bits & _IS_UTF8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = (
        "".join(character if character.isprintable() else "\ufffd" for character in name).replace("\\", "/").split("/")
    )
    return "/".join(part for part in parts if part not in ("", ".", "..") and not part.endswith(":"))
