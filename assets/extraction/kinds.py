"""What a file's content is, told from its bytes; its name is never asked."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from assets.extraction.containers.compound import BROKEN, SIGNATURE, Compound

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (SIGNATURE, "ole"),
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
_WEB_ARCHIVE = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_XML = (
    (b"http://schemas.microsoft.com/office/2006/xmlPackage", "flat_docx"),
    (b"http://schemas.microsoft.com/office/word/2003/wordml", "word_xml"),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "sheet_xml"),
    (b"<?mso-application", "office_xml"),
)
"""What Office's single XML files name at their beginning: a package of Word 2007, and the formats of 2003."""
_BLANKS = b"\x00\t\r\n "
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PACKAGES = (("word/", "docx"), ("xl/workbook.bin", "xlsb"), ("xl/", "xlsx"), ("ofd.xml", "ofd"))
"""Where a package's own parts lie, its names in lower case."""
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.text": "odt",
}
"""What an OpenDocument package says of itself in its first part, which is not compressed."""
_FIRST_PART = 128
_STREAMS = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))


def kind_of(data: bytes) -> str:
    """The kind of a file's content.

    One of: empty, pdf, docx, xlsx, xlsb, ods, odt, ofd, zip, doc, xls, encrypted (an Office document), ole (any other
    compound file), picture, rtf, rar, 7z, flat_docx (a package of Word in one XML file), word_xml and sheet_xml (Word's
    and Excel's of 2003), office_xml (another program's), html, web_archive (MHT), text, binary.
    """
    head = data[:_PDF_WITHIN]
    if not head.strip(_BLANKS) and not data.strip(_BLANKS):
        return "empty"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return CONTAINERS[kind](data) if kind in CONTAINERS else kind
    if b"%PDF-" in head:
        return "pdf"
    for name, kind in _XML:
        if name in _without_zeros(head):
            return kind
    if _WEB_ARCHIVE.search(head):
        return "web_archive"
    if _HTML.search(_without_zeros(head)):
        return "html"
    return "binary" if _CONTROL.search(head) else "text"


WEB_PAGE = "a web page"
"""What the detail of a refusal begins with where the content is one, and has no table."""
FORMATS_NOT_READ = ("rtf", "rar", "7z", "office_xml", "xlsb", "ods", "odt")
"""Kinds of documents and archives that have no reader."""


def _without_zeros(head: bytes) -> bytes:
    return head.replace(b"\x00", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head


def _package_kind(data: bytes) -> str:
    try:
        names = [name.replace("\\", "/").lstrip("/").lower() for name in ZipFile(BytesIO(data)).namelist()]
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return "zip"
    if open_document := next((kind for name, kind in _OPEN_DOCUMENTS.items() if name in data[:_FIRST_PART]), ""):
        return open_document
    is_office = "[content_types].xml" in names
    for start, kind in _PACKAGES:
        if (is_office or kind == "ofd") and any(name.startswith(start) for name in names):
            return kind
    return "zip"


def _compound_kind(data: bytes) -> str:
    try:
        names = Compound(data).names()
    except BROKEN:
        return "ole"
    return next((kind for name, kind in _STREAMS if name in names), "ole")


CONTAINERS = {"zip": _package_kind, "ole": _compound_kind}
"""Kinds that are told apart further by the whole of their bytes."""
