"""The ids of values, amounts, tasks and scores: natural keys only, so that another run names the same row the same."""

_HORIZONS = {"long_term": "L", "annual": "A"}
_ROLES = {"target": "T", "adjusted_target": "C", "baseline": "B", "actual": "A"}
_STAGES = {"budget": "", "prior": "", "initial": "I", "adjusted": "A", "executed": "E"}


def value_id(document_id: str, horizon: str, row_number: int, role: str, year: int) -> str:
    """349f95b9d0f5db24-A012-T2025: document, Annual or Long-term, Target, Changed one, Baseline or Actual, year."""
    return f"{document_id}-{_HORIZONS[horizon]}{row_number:03d}-{_ROLES[role]}{year}"


def funding_id(document_id: str, row_number: int, stage: str, fiscal_year: int) -> str:
    """349f95b9d0f5db24-F07-2024: document, line of the funding table, fiscal year.

    A self-evaluation's year has a letter before it: Initial, Adjusted, Executed.
    """
    return f"{document_id}-F{row_number:02d}-{_STAGES[stage]}{fiscal_year}"


def task_id(document_id: str, row_number: int) -> str:
    """349f95b9d0f5db24-K02: document, line of the declared tasks."""
    return f"{document_id}-K{row_number:02d}"


def score_id(document_id: str, row_number: int) -> str:
    """349f95b9d0f5db24-S02: document, line of the scores that are no indicator's."""
    return f"{document_id}-S{row_number:02d}"
