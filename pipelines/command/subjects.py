"""What a person may be asked about; apart, so that the command line knows its options without loading anything."""

from enum import StrEnum


class Subject(StrEnum):
    """What a name is the name of."""

    INDICATOR = "indicator"
    DEPARTMENT = "department"
    FUNCTION = "function"
    UNIT = "unit"
