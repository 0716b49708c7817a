"""The registry of readers by sniffed content: every format's reader is entered here, and nowhere else.

A reader is a function (bytes, limits, engine) -> Reading | Refusal in a module of its own. The table holds names, so
that a reading process imports a format's libraries only when it meets that format.
"""

from collections.abc import Callable
from importlib import import_module

from assets.extraction.cells import Reading, Refusal, RefusedError
from assets.extraction.control import without_control
from assets.extraction.kinds import FORMATS_NOT_READ, kind_of
from assets.extraction.limits import Limits

READERS: dict[str, tuple[str, str]] = {
    "pdf": ("assets.extraction.pdf.document", "read_pdf"),
    "docx": ("assets.extraction.word.docx", "read_docx"),
    "flat_docx": ("assets.extraction.word.docx", "read_flat_docx"),
    "word_xml": ("assets.extraction.word.docx", "read_word_xml"),
    "sheet_xml": ("assets.extraction.excel.sheet_xml", "read_sheet_xml"),
    "xlsx": ("assets.extraction.excel.xlsx", "read_xlsx"),
    "xls": ("assets.extraction.excel.xls", "read_xls"),
    "doc": ("assets.extraction.word.doc", "read_doc"),
    "ofd": ("assets.extraction.ofd.document", "read_ofd"),
    "zip": ("assets.extraction.containers.archives", "read_zip"),
    "picture": ("assets.extraction.scans.files", "read_picture"),
    "html": ("assets.extraction.web_page", "read_html"),
    "web_archive": ("assets.extraction.web_page", "read_web_archive"),
}
"""Kind of content (`assets.extraction.kinds`) to module and function of its reader."""

_VERSION = 13
"""Of all readers together. It goes up whenever any of them reads anything otherwise: kept readings are then stale."""


def reader_version(engine: str) -> str:
    """The name and version that a reading by this engine carries."""
    return f"{engine}/{_VERSION}"


def load(kind: str) -> Callable[[bytes, Limits, str], Reading | Refusal]:
    """The reader of a kind of content, with the libraries it stands on."""
    module, function = READERS[kind]
    reader: Callable[[bytes, Limits, str], Reading | Refusal] = getattr(import_module(module), function)
    return reader


def read(data: bytes, limits: Limits, engine: str) -> Reading | Refusal:
    """Read a file's bytes by whatever reader its content asks for, or refuse it."""
    if len(data) > limits.bytes:
        return Refusal("too_large", f"{len(data)} bytes, limit {limits.bytes}")
    kind = kind_of(data)
    if kind == "empty":
        return Refusal("empty_file")
    if kind == "encrypted":
        return Refusal("encrypted")
    if kind in FORMATS_NOT_READ:
        return Refusal("format_unread", f"the content is {kind}")
    if kind not in READERS:
        return Refusal("not_what_it_says", f"the content is {kind}; read are: {', '.join(READERS)}")
    try:
        outcome = load(kind)(data, limits, engine)
    except RefusedError as error:
        return error.refusal
    return without_control(outcome) if isinstance(outcome, Reading) else outcome
