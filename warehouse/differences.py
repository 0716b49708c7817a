"""Where two engines read a file otherwise: kept in the registry until the file is compared again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert

from warehouse.tables.bookkeeping import READING_DIFFERENCES


def record_differences(connection: Connection, sha256: str, differences: Sequence[dict[str, Any]]) -> None:
    """Put a file's differences, in order, in the place of those that an earlier comparison found."""
    connection.execute(delete(READING_DIFFERENCES).where(READING_DIFFERENCES.c.document_sha256 == sha256))
    rows = [
        {**difference, "document_sha256": sha256, "row_number": number}
        for number, difference in enumerate(differences, start=1)
    ]
    if rows:
        connection.execute(insert(READING_DIFFERENCES), rows)
