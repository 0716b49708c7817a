"""When a file says that it was made: what orders versions that no source dates; never taken for a publication."""

import lzma
import re
import zipfile
import zlib
from datetime import datetime
from io import BytesIO

_PDF = re.compile(rb"/CreationDate\s*\(D:(\d{14})(?:Z|([+-]\d{2})'?(\d{2})?)?")
_STATED = re.compile(rb"<(?:xmp:CreateDate|dcterms:created)[^>]*>\s*([0-9T:+-]{19,25}Z?)\s*<")
_SAID = r"(?:发布时间|发布日期)(?::|：)?\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:\s+(\d{1,2}):(\d{2}))?"
_PAGE = tuple(re.compile(_SAID.encode(encoding)) for encoding in ("utf-8", "gb18030"))
_PROPERTIES = "docProps/core.xml"
_LONGEST = 65536
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError)
_CHINA = "+08:00"


def made_at(data: bytes) -> str | None:
    """The moment as ISO text with its zone (China's where none is stated), or None. Searched for, never interpreted.

    PDF: the information dictionary or the XMP packet, where they are not compressed; Office: its core properties; a web
    page: the time of publication (发布时间) that it shows.
    """
    if data.startswith(b"PK"):
        data = _properties(data)
    found = _PDF.search(data)
    if found:
        digits, hours, minutes = (part.decode() if part else None for part in found.groups())
        zone = f"{hours}:{minutes or '00'}" if hours else "+00:00" if found[0].endswith(b"Z") else _CHINA
        return _iso(f"{digits}{zone}", "%Y%m%d%H%M%S%z")
    stated = _STATED.search(data)
    if stated:
        text = stated[1].decode()
        zoned = text if re.search(r"Z$|T.*[+-]", text) else text + _CHINA
        return _iso(zoned, "%Y-%m-%dT%H:%M:%S%z")
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
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(_PROPERTIES) as file:
            return file.read(_LONGEST)
    except (*_DAMAGED, KeyError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return b""
