"""Who, where, when and which form a document is, read from its own content; never from its file's name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from assets.extraction.cells import Reading, Refusal
from assets.extraction.kinds import WEB_PAGE
from assets.forms.printed import FormRefusal, PrintedDocument
from assets.forms.reading import read_forms
from assets.forms.witnesses import Named
from contracts.frames.documents import Documents
from contracts.vocabulary.departments import identify_department

SHORT = 16
_SHOWN = 60
_NAMED = ("region_said", "department_said", "year_said")


@dataclass(frozen=True, slots=True)
class Years:
    """The budget years that have a place in the warehouse, both ends included."""

    first: int
    last: int


def document_id(sha256: str, part: int) -> str:
    """The id of the `part`-th document (from 1) of a file: 16 hex digits of its sha256, and -2, -3 … for the later."""
    return sha256[:SHORT] if part == 1 else f"{sha256[:SHORT]}-{part}"


def found_in(outcome: Reading | Refusal, source: Mapping[str, str | None]) -> list[PrintedDocument | FormRefusal]:
    """The documents of a file; `source` may hold what a manifest names for a paper that does not say so itself.

    That is department_said and year_said.
    """
    if isinstance(outcome, Refusal):
        return []
    year = source.get("year_said")
    return read_forms(outcome, Named(source.get("department_said"), int(year) if year else None))


def identify(
    sha256: str,
    source: Mapping[str, str | None],
    outcome: Reading | Refusal,
    found: Sequence[PrintedDocument | FormRefusal],
    years: Years,
) -> list[dict[str, Any]]:
    """One row of `contracts.frames.documents.Documents` for each document of a file; quarantined ones have a reason.

    `found` is what `found_in` gives. `source` holds source_name, source_url, published_at and what a manifest names:
    region_said, department_said, year_said.
    """
    region_said = source.get("region_said")
    source = {name: value for name, value in source.items() if name not in _NAMED}
    name = source.get("source_name") or ""
    if isinstance(outcome, Refusal):
        is_other = outcome.detail.startswith(WEB_PAGE) and _is_misnamed(name)
        reason = "not_what_it_says" if is_other else outcome.reason_code
        return [_row(sha256, 1, source, "", reason_code=reason, reason_detail=outcome.detail)]
    pages = len(outcome.sizes)
    is_page = outcome.cells[0].engine == "html" and _is_misnamed(name)
    if is_page and all(isinstance(printed, FormRefusal) for printed in found):
        refusal = {"reason_code": "not_what_it_says", "reason_detail": f"{WEB_PAGE}: {outcome.cells[0].text[:_SHOWN]}"}
        return [_row(sha256, 1, source, outcome.reader, pages=pages, **refusal)]
    rows = []
    for part, printed in enumerate(found, start=1):
        said = _said(printed, years, region_said)
        rows.append(_row(sha256, part, source, outcome.reader, pages=pages, **said))
    return rows


def _is_misnamed(name: str) -> bool:
    """Whether a web page has no business under this name: a server's message of an error has, in place of a file."""
    return PurePosixPath(name).suffix.lower() in (".pdf", ".docx", ".xlsx", ".ofd", ".zip")


def _said(printed: PrintedDocument | FormRefusal, years: Years, region_said: str | None) -> dict[str, Any]:
    if isinstance(printed, FormRefusal):
        refusal = {"reason_code": printed.reason_code, "reason_detail": printed.detail}
        return refusal | ({"template": f"unknown_{printed.fingerprint}"} if printed.fingerprint else {})
    said: dict[str, Any] = {
        "form": printed.form,
        "template": printed.template,
        "title_printed": printed.title_printed,
        "department_printed": printed.department_printed,
        "budget_year": printed.budget_year,
        "long_until": printed.long_until,
    }
    hints = [text for text in (region_said, printed.title_printed) if text]
    department, reason = identify_department(printed.department_printed, printed.budget_year, hints)
    if department is None:
        return said | {"reason_code": "region_unknown", "reason_detail": f"{printed.department_printed} ({reason})"}
    said |= {"region_code": department.region_code, "department_id": department.department_id}
    if not years.first <= printed.budget_year <= years.last:
        detail = f"{printed.budget_year} is not within {years.first}–{years.last}"
        return said | {"budget_year": None, "reason_code": "year_out_of_range", "reason_detail": detail}
    return said


def _row(sha256: str, part: int, source: Mapping[str, str | None], reader: str, **said: Any) -> dict[str, Any]:
    empty = dict.fromkeys(Documents.to_schema().columns)
    return empty | {
        "document_id": document_id(sha256, part),
        "document_sha256": sha256,
        **source,
        "reader": reader,
        "state": "quarantined" if said.get("reason_code") else "registered",
        **said,
    }


def documents_frame(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """The rows as a frame of `Documents`, with that model's columns and types also when there is no row."""
    columns = Documents.to_schema().columns
    frame = pd.DataFrame(list(rows), columns=list(columns))
    return frame.astype({name: column.dtype.type for name, column in columns.items()})
