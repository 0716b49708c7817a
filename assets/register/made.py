"""When a file says that it was made: what orders versions that no source dates; never taken for a publication."""

import lzma
import re
import struct
import zipfile
import zlib
from datetime import UTC, datetime, timedelta
from io import BytesIO

_PDF = re.compile(rb"/CreationDate\s*\(D:(\d{14})(?:Z|([+-]\d{2})'?(\d{2})?)?")
_STATED = tuple(
    re.compile(rb"<(?:" + tag + rb")(?:\s[^>]*)?>\s*([0-9T:+-]{10,25}Z?)\s*<")
    for tag in (b"dcterms:modified", b"dcterms:created|xmp:CreateDate", rb"(?:\w+:)?CreationDate")
)
_SAID = r"(?:发布时间|发布日期)(?::|：)?\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:\s+(\d{1,2}):(\d{2}))?"
_PAGE = tuple(re.compile(_SAID.encode(encoding)) for encoding in ("utf-8", "gb18030"))
_PROPERTIES = ("docProps/core.xml", "OFD.xml")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
_SAVED, _CREATED = 13, 12
_MOST_PROPERTIES = 100
_FILETIME = 0x40
_LONGEST = 65536
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError)
_CHINA = "+08:00"


def made_at(data: bytes) -> str | None:
    """The moment as ISO text with its zone (China's where none is stated), or None. Searched for, never interpreted.

    PDF: the information dictionary or the XMP packet, where they are not compressed; Office: when it was last saved,
    for it may be made from last year's, else created; OFD: its CreationDate; a web page: the time of publication
    (发布时间) that it shows.
    """
    if data.startswith(_COMPOUND):
        return _summary(data)
    if data.startswith(b"PK"):
        data = _properties(data)
    found = _PDF.search(data)
    if found:
        digits, hours, minutes = (part.decode() if part else None for part in found.groups())
        zone = f"{hours}:{minutes or '00'}" if hours else "+00:00" if found[0].endswith(b"Z") else _CHINA
        return _iso(f"{digits}{zone}", "%Y%m%d%H%M%S%z")
    for pattern in _STATED:
        stated = pattern.search(data)
        if stated:
            day, _, time = stated[1].decode().partition("T")
            zoned = (time or "00:00:00") + ("" if re.search(r"[Z+-]", time) else _CHINA)
            return _iso(f"{day}T{zoned}", "%Y-%m-%dT%H:%M:%S%z")
    for pattern in _PAGE:
        said = pattern.search(data)
        if said:
            year, month, day, hour, minute = (int(part or 0) for part in said.groups())
            return _iso(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00{_CHINA}", "%Y-%m-%dT%H:%M:%S%z")
    return None


def _iso(text: str, pattern: str) -> str | None:
    try:
        return datetime.strptime(text, pattern).isoformat()  # noqa: DTZ007 - the patterns end with %z
    except ValueError:
        return None


def _properties(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in _PROPERTIES:
                if name in archive.namelist():
                    with archive.open(name) as file:
                        return file.read(_LONGEST)
    except (*_DAMAGED, KeyError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        pass
    return b""


def _summary(data: bytes) -> str | None:
    """The time in a compound file's property set SummaryInformation ([MS-OLEPS] 2.21): kind, then 100 ns since 1601."""
    try:
        identifier = data.index(_SUMMARY)
        (offset,) = struct.unpack_from("<I", data, identifier + len(_SUMMARY))
        section = identifier - 28 + offset
        (count,) = struct.unpack_from("<I", data, section + 4)
        places = dict(
            struct.unpack_from("<II", data, section + 8 + 8 * number) for number in range(min(count, _MOST_PROPERTIES))
        )
        for wanted in (_SAVED, _CREATED):
            kind, passed = struct.unpack_from("<IQ", data, section + places[wanted]) if wanted in places else (0, 0)
            if kind == _FILETIME and passed:
                return (datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=passed // 10)).isoformat()
    except (ValueError, struct.error, OverflowError):
        pass
    return None
