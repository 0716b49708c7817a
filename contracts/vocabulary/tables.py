"""Reads the reviewed tables that stand beside this module; they are found in an installed wheel as in a checkout."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[dict[str, str]]:
    """Each row of the table `name`.csv as a mapping from column to text; an empty cell is ''.

    Raises ValueError for a row with more or fewer cells than the first, as a comma without its quotes makes one.
    """
    with files(__package__).joinpath(f"{name}.csv").open(encoding="utf-8") as lines:
        columns, *entries = csv.reader(lines)
    for entry in entries:
        yield dict(zip(columns, entry, strict=True))


def listed(cell: str) -> tuple[str, ...]:
    """The entries of a cell that holds several, separated by a bar."""
    return tuple(entry for entry in cell.split("|") if entry)
