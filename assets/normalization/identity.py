"""The ids of values and amounts: natural keys only, so that another run names the same row the same."""

_HORIZONS = {"long_term": "L", "annual": "A"}
_ROLES = {"target": "T", "baseline": "B", "actual": "A"}


def value_id(document_id: str, horizon: str, row_number: int, role: str, year: int) -> str:
    """349f95b9d0f5db24-A012-T2025: document, Annual or Long-term line, Target, Baseline or Actual, and its year."""
    return f"{document_id}-{_HORIZONS[horizon]}{row_number:03d}-{_ROLES[role]}{year}"


def funding_id(document_id: str, row_number: int, fiscal_year: int) -> str:
    """349f95b9d0f5db24-F07-2024: document, line of the funding table, fiscal year."""
    return f"{document_id}-F{row_number:02d}-{fiscal_year}"
