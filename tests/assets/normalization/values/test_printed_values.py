"""Every line of `printed_values.txt`: what was written by hand beside a printed value is what it is taken to mean."""

from pathlib import Path

import pytest

from assets.normalization.values import Value, parse_value

TABLE = Path(__file__).parents[3] / "fixtures" / "printed_values.txt"
LINES = [
    line.split("|")
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line.count("|") == 3 and not line.startswith("#")
]


def said(value: Value) -> str:
    """A meaning as the table writes it: measure, comparator, bounds (. for open), unit (- for none), marks."""
    words = [value.measure]
    if value.comparator:
        words.append(value.comparator)
    if value.low is not None or value.high is not None:
        words += ["." if bound is None else f"{bound:f}" for bound in (value.low, value.high)]
        words.append(value.unit or "-")
    words += ["inferred"] if value.is_unit_inferred else []
    words += [f"deadline={value.deadline}"] if value.deadline else []
    words += [f"level={value.quality_level}"] if value.quality_level else []
    words += [f"base={value.change_base}"] if value.change_base else []
    words += [f"period={value.period}"] if value.period else []
    return " ".join(words + [f"!{fault}" for fault in value.faults])


@pytest.mark.parametrize(("printed", "name", "column", "meaning"), LINES, ids=lambda text: text or "-")
def test_a_printed_value_means_what_the_table_says(printed: str, name: str, column: str, meaning: str) -> None:
    printed = printed.replace("\\n", "\n")
    assert said(parse_value(printed, unit_printed=column or None, name=name, budget_year=2025)) == meaning


def test_the_table_is_read() -> None:
    assert len(LINES) >= 600
    assert len({tuple(line[:3]) for line in LINES}) == len(LINES)
