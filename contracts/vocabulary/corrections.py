"""Known faults of a source, put right as data: which cell prints what, what was meant, who says so, when and why.

Belongs here: the file's form, and which corrections this process goes by: those of the table beside this module, and a
user's own. A correction is used only while the cell still prints what it expects; what it changes, the normalization
says. The printed text stays as it is.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from pathlib import Path

from contracts.vocabulary.decisions import forget_vocabularies
from contracts.vocabulary.tables import rows


class CorrectionError(ValueError):
    """The file of corrections cannot be relied on; the message says which line, and what to do."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell put right. `cell_id` is its value_id or funding_id, as `jixiao explain` and the views show it.

    `printed` is what the cell is expected to print, `meant` what is read in its place; `corrected_on` an ISO date.
    """

    document_sha256: str
    cell_id: str
    printed: str
    meant: str
    reason: str
    reviewer: str
    corrected_on: str

    @property
    def document_id(self) -> str:
        """The document that the cell stands in."""
        return self.cell_id.rsplit("-", 2)[0]

    @property
    def cell(self) -> str:
        """The cell within its document: A012-T2025, F07-2024."""
        return self.cell_id[len(self.document_id) + 1 :]

    def expects(self, printed: str) -> bool:
        """Whether a cell prints what this correction is about; how its lines break does not matter."""
        return "".join(printed.split()) == "".join(self.printed.split())


COLUMNS = tuple(field.name for field in fields(Correction))
_CELL = re.compile(r"(?P<file>[0-9a-f]{16})(?:-\d+)?-(?:[AL]\d+-[TCBA]\d{4}|F\d+-[IAE]?\d{4})")
_taken: tuple[Correction, ...] = ()


def take_corrections(corrections: Iterable[Correction]) -> None:
    """Lets this process go by these corrections beside the table's, and by no others, from now on."""
    global _taken
    taken = tuple(corrections)
    if taken != _taken:
        _taken = taken
        forget_vocabularies()


def corrections() -> dict[str, Correction]:
    """Every correction by its cell_id; a user's own goes before the table's."""
    return {one.cell_id: one for one in (*_shipped(), *_taken)}


def correction_of(cell_id: str, printed: str) -> Correction | None:
    """The correction by which a cell was read otherwise: its own, or that of the same cell of another version."""
    known = corrections()
    same = [one for one in known.values() if cell_id.endswith(f"-{one.cell}") and one.expects(printed)]
    return known.get(cell_id) or next(iter(same), None)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Correction, ...]:
    return tuple(_correction("corrections.csv", line, row) for line, row in enumerate(rows("corrections"), 2))


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of a file; none where there is no file. Raises CorrectionError."""
    if not path.exists():
        return ()
    try:
        table = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True)
        missing = set(COLUMNS) - set(table.fieldnames or ())
        if missing:
            raise CorrectionError(f"{path}: no column {', '.join(sorted(missing))}; its first line names the columns")
        return tuple(_correction(str(path), table.line_num, row) for row in table)
    except (UnicodeDecodeError, csv.Error) as error:
        raise CorrectionError(f"{path}: {error}; save it as CSV in UTF-8") from error


def _correction(where: str, line: int, row: dict[str, str]) -> Correction:
    one = Correction(**{name: (row.get(name) or "").strip() for name in COLUMNS})
    cell = _CELL.fullmatch(one.cell_id)
    if cell is None or cell["file"] != one.document_sha256[:16]:
        raise CorrectionError(f"{where}, line {line}: {one.cell_id!r} is no value_id or funding_id of that document")
    if not one.meant or not one.reason or not one.reviewer:
        raise CorrectionError(f"{where}, line {line}: what is meant, the reason and the reviewer are all needed")
    try:
        date.fromisoformat(one.corrected_on)
    except ValueError as error:
        raise CorrectionError(f"{where}, line {line}: corrected_on is a date like 2025-03-01") from error
    return one
