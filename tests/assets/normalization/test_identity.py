from assets.normalization.identity import funding_id, value_id
from contracts.frames.printed import VALUE_ROLES


def test_ids_are_readable_and_natural() -> None:
    assert value_id("349f95b9d0f5db24", "annual", 12, "target", 2025) == "349f95b9d0f5db24-A012-T2025"
    assert value_id("349f95b9d0f5db24-2", "long_term", 3, "baseline", 2023) == "349f95b9d0f5db24-2-L003-B2023"
    assert value_id("349f95b9d0f5db24", "annual", 1234, "actual", 2025) == "349f95b9d0f5db24-A1234-A2025"
    assert funding_id("349f95b9d0f5db24", 7, "prior", 2024) == "349f95b9d0f5db24-F07-2024"


def test_values_of_every_role_have_ids_of_their_own() -> None:
    assert len({value_id("349f95b9d0f5db24", "annual", 1, role, 2024) for role in VALUE_ROLES}) == len(VALUE_ROLES)
