"""A TrueType font of boxes with a glyph for each given character: it embeds in a PDF as a producer's own font does.

ReportLab's CJK fonts are not embedded, and pages that ask for a font of the system cost PDFium several times as much.
"""

import struct
from collections.abc import Iterable

_EM = 1000
_BOX = struct.pack(">5h", 1, 50, 0, 450, 800) + struct.pack(">2H", 3, 0) + b"\x01" * 4  # corners, on the curve
_BOX += struct.pack(">8h", 50, 400, 0, -400, 0, 0, 800, 0)


def boxes(characters: Iterable[str]) -> bytes:
    """The font's file. ASCII is half as wide as the rest."""
    codes = sorted({ord(one) for one in characters})
    count = len(codes) + 1
    widths = [_EM, *(_EM // 2 if code < 128 else _EM for code in codes)]
    head = struct.pack(">IIIIHHQQ4hHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, 0, _EM, _EM, 0, 8, 2, 1, 0)
    tables = {
        b"cmap": _character_map(codes),
        b"glyf": _BOX * count,
        b"head": head,
        b"hhea": struct.pack(">IhhhH11hH", 0x10000, 800, -200, 0, _EM, *[0] * 11, count),
        b"hmtx": b"".join(struct.pack(">Hh", width, 50) for width in widths),
        b"loca": struct.pack(f">{count + 1}I", *(len(_BOX) * number for number in range(count + 1))),
        b"maxp": struct.pack(">I14H", 0x10000, count, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": _names("Boxes"),
        b"post": struct.pack(">IIhhI4I", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
    }  # fmt: skip
    offset = 12 + 16 * len(tables)
    directory, body = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, 16 * len(tables) - 128), b""
    for tag, data in tables.items():
        directory += tag + struct.pack(">III", _checksum(data), offset + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return directory + body


def _character_map(codes: list[int]) -> bytes:
    """Format 4: a segment each run of characters, as (first code, last code, first glyph), and the closing one."""
    runs: list[list[int]] = []
    for glyph, code in enumerate(codes, start=1):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code, glyph])
    starts, ends, glyphs = zip(*runs, (0xFFFF, 0xFFFF, 0), strict=True)
    deltas = [(glyph - start) % 0x10000 for start, glyph in zip(starts, glyphs, strict=True)]
    count = len(ends)
    segments = struct.pack(f">{4 * count + 1}H", *ends, 0, *starts, *deltas, *[0] * count)
    power = 2 ** (count.bit_length() - 1)
    sizes = struct.pack(">4H", 2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power))
    table = struct.pack(">3H", 4, 14 + len(segments), 0) + sizes + segments
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table


def _names(name: str) -> bytes:
    text = name.encode("utf-16-be")
    records = b"".join(struct.pack(">6H", 3, 1, 0x409, number, len(text), 0) for number in (1, 2, 3, 4, 6))
    return struct.pack(">3H", 0, 5, 6 + len(records)) + records + text


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    return sum(struct.unpack(f">{len(padded) // 4}I", padded)) % 2**32
