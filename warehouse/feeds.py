"""What was noted of the files of each feed: the memory that makes a night with nothing new a short one."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.dialects import postgresql

from warehouse.document_states import stated_dates
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


def note_files(connection: Connection, feed: str, files: Collection[tuple[str, str, str, str]]) -> None:
    """Notes files that were fetched or found to be as before: name, mark, sha256 and address.

    What lay in quarantine of a file that another has taken the place of needs nobody any more: it is withdrawn.
    """
    rows = [
        {"feed": feed, "file_name": name, "mark": mark, "document_sha256": sha256, "source_url": url}
        for name, mark, sha256, url in files
    ]
    if not rows:
        return
    before = {name: sha256 for name, (_, sha256, _) in known_files(connection, feed).items()}
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
    changed = [(before[name], sha256) for name, _, sha256, _ in files if before.get(name, sha256) != sha256]
    _answer_quarantine(connection, [old for old, _ in changed], [new for _, new in changed])


def _answer_quarantine(connection: Connection, replaced: list[str], offered: list[str]) -> None:
    """What waits in quarantine of files that no feed offers any more is withdrawn; what one offers again is not.

    Where a source states a withdrawal, that one stands. One by hand does not: the file is there again, to be looked at.
    """
    connection.execute(
        text(
            "UPDATE dim_document SET withdrawn_on = (now() AT TIME ZONE 'Asia/Shanghai')::date "
            "WHERE state = 'quarantined' AND withdrawn_on IS NULL AND document_sha256 = ANY(:replaced) "
            "AND document_sha256 NOT IN (SELECT document_sha256 FROM registry.feed_files WHERE gone_at IS NULL)"
        ),
        {"replaced": replaced},
    )
    stated = {sha256 for sha256, (_, withdrawn) in stated_dates(connection, offered).items() if withdrawn}
    again = (
        "UPDATE dim_document SET withdrawn_on = NULL WHERE state = 'quarantined' AND document_sha256 = ANY(:offered)"
    )
    connection.execute(text(again), {"offered": sorted(set(offered) - stated)})


def note_gone(connection: Connection, feed: str, names: list[str]) -> None:
    """Notes that files are no longer offered; what was loaded from them stays."""
    table = FEED_FILES
    connection.execute(
        update(table)
        .where(table.c.feed == feed, table.c.file_name == func.any(names), table.c.gone_at.is_(None))
        .values(gone_at=func.now())
    )
