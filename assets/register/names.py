"""Names of files, and what is said of them, as they can be stored and shown: any bytes may be a name."""

import re

_NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def storable(text: str) -> str:
    """The text without what no database stores or a terminal obeys: control characters, bytes that are no UTF-8."""
    return _NO_TEXT.sub(lambda found: "_" if found[0] < "\ud800" else f"_{ord(found[0]) & 0xFF:02x}", text)


def shortened(text: str, most: int) -> str:
    """A text in at most so many bytes of UTF-8: its beginning, and its end, which says what kind of file it is."""
    data = text.encode()
    if len(data) <= most:
        return text
    half = most // 2 - 1
    return f"{data[:half].decode(errors='ignore')}~{data[-half:].decode(errors='ignore')}"
