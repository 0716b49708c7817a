"""What was found in a file when it was registered, kept in the archive: its load need not find it again.

Kept under the versions of the reader and of the forms, so that nothing is taken from older code.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from assets.extraction.cached import read_originals
from assets.extraction.cells import Refusal
from assets.extraction.reader import Reader
from assets.forms.printed import (
    FormRefusal,
    Funding,
    Indicator,
    Narrative,
    Place,
    PrintedDocument,
    Score,
    Task,
    Unread,
)
from assets.forms.reading import read_forms
from assets.forms.witnesses import Named
from assets.register.archive import Archive, forms_name
from assets.register.identity import document_id
from assets.register.kept import keep, kept
from assets.versions import forms_version

_ROWS: dict[str, Any] = {
    "indicators": Indicator,
    "funding": Funding,
    "tasks": Task,
    "scores": Score,
    "narratives": Narrative,
    "unread": Unread,
}


def keep_forms(archive: Archive, sha256: str, reader: str, found: Iterable[PrintedDocument | FormRefusal]) -> None:
    """Keeps what was found in the reading of an original by a version of the reader."""
    content = [{name: getattr(one, name) for name in one.__slots__} for one in found]
    keep(archive, forms_name(sha256, reader, forms_version()), content)


def kept_forms(archive: Archive, sha256: str, reader: str) -> list[PrintedDocument | FormRefusal] | None:
    """What was kept of an original, equal in every part; None where nothing is that this version of the code found."""
    content = kept(archive, forms_name(sha256, reader, forms_version()))
    return None if content is None else [_document(one) for one in content]


def found_documents(
    archive: Archive, reader: Reader, registered: pd.DataFrame
) -> dict[str, list[PrintedDocument | FormRefusal] | Refusal]:
    """What the files of registered documents (`contracts.frames.documents.Documents`) hold, by sha256.

    What was not kept is found in the reading again, and the register names what the paper says nowhere.
    """
    columns = (registered[name] for name in ("document_sha256", "department_printed", "budget_year"))
    named = {sha256: Named(department, year) for sha256, department, year in zip(*columns, strict=True)}
    known = {sha256: kept_forms(archive, sha256, reader.version) for sha256 in named}
    outcomes = read_originals(archive, reader, (sha256 for sha256, found in known.items() if found is None))
    again = {
        sha256: outcome if isinstance(outcome, Refusal) else read_forms(outcome, named[sha256])
        for sha256, outcome in outcomes.items()
    }
    return {sha256: again[sha256] if found is None else found for sha256, found in known.items()}


def printed_documents(
    archive: Archive, reader: Reader, registered: pd.DataFrame
) -> tuple[list[tuple[str, PrintedDocument]], dict[str, tuple[str, str]]]:
    """What registered documents print, by their ids, and of those that are not read the reason code and particulars.

    A file that cannot be read refuses each of its documents.
    """
    files = found_documents(archive, reader, registered)
    printed: list[tuple[str, PrintedDocument]] = []
    refused: dict[str, tuple[str, str]] = {}
    known = {
        document_id(sha256, part): document
        for sha256, found in files.items()
        if not isinstance(found, Refusal)
        for part, document in enumerate(found, start=1)
    }
    for identity, sha256 in zip(registered["document_id"], registered["document_sha256"], strict=True):
        document = known.get(identity, files[sha256])
        if isinstance(document, PrintedDocument):
            printed.append((identity, document))
        elif isinstance(document, FormRefusal | Refusal):
            refused[identity] = (document.reason_code, document.detail)
    return printed, refused


def _document(content: dict[str, Any]) -> PrintedDocument | FormRefusal:
    if "reason_code" in content:
        return FormRefusal(**content)
    rows = {name: _rows(kind, content[name]) for name, kind in _ROWS.items()}
    return PrintedDocument(**{**content, **rows, "pages": tuple(content["pages"])})


def _rows(kind: Any, rows: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
    """Rows of this kind; their places stand last, as lists."""
    places = list(kind.__annotations__.values()).count(Place)
    return tuple(kind._make((*row[:-places], *map(Place._make, row[-places:]))) for row in rows)
