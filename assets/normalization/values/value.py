"""What a printed value is taken to mean. No reading here."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Value:
    """A value's meaning; the fields' codes are those of `contracts.frames.normalized.IndicatorValues`.

    `low` and `high` are in `unit`, the canonical one; an open bound is None, eq has both alike. A `deadline` is an ISO
    date; one that recurs (每月10日前) has the day as its upper bound and its `period` instead. `period` is year,
    half_year, quarter, month, week or day, or `first/last` as ISO days. `change_base` is last_year, last_period,
    each_year or a year. `faults` are codes of `contracts.faults`, in the order in which they were met.
    """

    measure: str
    comparator: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    is_unit_inferred: bool = False
    period: str | None = None
    deadline: str | None = None
    change_base: str | None = None
    quality_level: str | None = None
    faults: tuple[str, ...] = ()
