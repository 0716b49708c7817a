"""What a file's content is, told from its first bytes; its name is never asked."""

import re

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
)
_PDF_WITHIN = 1024
"""Bytes before a PDF's header that readers put up with."""
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|script|meta)\b", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(data: bytes) -> str:
    """The kind of a file's content.

    One of: empty, pdf, zip (also .docx, .xlsx and .ofd), ole (old .doc and .xls), picture, rtf, rar, 7z, html, text,
    binary.
    """
    if not data.strip(b"\x00\t\r\n "):
        return "empty"
    head = data[:_PDF_WITHIN]
    if b"%PDF-" in head:
        return "pdf"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if _HTML.search(head):
        return "html"
    return "binary" if _CONTROL.search(head) else "text"
