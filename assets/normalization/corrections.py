"""Corrections applied: which cells are read as a reviewed correction says, and which no longer print what it expects.

A correction speaks of one cell of one document, and of the same cell of the document's other versions: where that still
prints the fault it is put right as well, where it prints anything else the source was repaired, which is marked.
"""

from collections.abc import Mapping

import pandas as pd

from contracts.vocabulary.corrections import Correction, corrections

CORRECTED, OUTDATED = "corrected", "correction_outdated"
_VERSIONS = ["form", "department_id", "region_code", "budget_year"]


def corrections_by_cell(documents: pd.DataFrame) -> dict[str, Correction]:
    """The correction of each cell of these documents by its value_id or funding_id, their other versions' included."""
    known = corrections()
    if not known:
        return {}
    logical = documents.dropna(subset=_VERSIONS)
    versions = logical.groupby(_VERSIONS)["document_id"].apply(list)
    others = {document: same for same in versions for document in same}
    found: dict[str, Correction] = {}
    for one in known.values():
        for document in others.get(one.document_id, []):
            found.setdefault(f"{document}-{one.cell}", one)
    return found | {cell_id: one for cell_id, one in known.items() if one.document_id in set(documents["document_id"])}


def read_as(printed: str, cell_id: str, known: Mapping[str, Correction]) -> tuple[str, tuple[str, ...]]:
    """The text to read in a cell's place, and the mark that says that it is not, or not any more, the printed one."""
    correction = known.get(cell_id)
    if correction is None:
        return printed, ()
    return (correction.meant, (CORRECTED,)) if correction.expects(printed) else (printed, (OUTDATED,))
