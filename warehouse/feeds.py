"""What was noted of the files of each feed: the memory that makes a night with nothing new a short one."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects import postgresql

from warehouse.tables.bookkeeping import FEED_FILES


def known_files(connection: Connection, feed: str) -> dict[str, tuple[str, str, datetime]]:
    """Mark, sha256 and time of the last check of every file of a feed that is not gone, by name."""
    table = FEED_FILES.c
    rows = connection.execute(
        select(table.file_name, table.mark, table.document_sha256, table.checked_at).where(
            table.feed == feed, table.gone_at.is_(None)
        )
    )
    return {name: (mark, sha256, checked_at) for name, mark, sha256, checked_at in rows}


def note_files(connection: Connection, feed: str, files: Iterable[tuple[str, str, str, str]]) -> None:
    """Notes files that were fetched or found to be as before: name, mark, sha256 and address."""
    rows = [
        {"feed": feed, "file_name": name, "mark": mark, "document_sha256": sha256, "source_url": url}
        for name, mark, sha256, url in files
    ]
    if not rows:
        return
    statement = postgresql.insert(FEED_FILES)
    new = statement.excluded
    connection.execute(
        statement.on_conflict_do_update(
            constraint=FEED_FILES.primary_key,
            set_={
                "mark": new.mark,
                "document_sha256": new.document_sha256,
                "source_url": new.source_url,
                "checked_at": func.now(),
                "gone_at": None,
            },
        ),
        rows,
    )


def note_gone(connection: Connection, feed: str, names: list[str]) -> None:
    """Notes that files are no longer offered; what was loaded from them stays."""
    table = FEED_FILES
    connection.execute(
        update(table)
        .where(table.c.feed == feed, table.c.file_name == func.any(names), table.c.gone_at.is_(None))
        .values(gone_at=func.now())
    )
