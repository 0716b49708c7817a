"""Digests of what was last written from the program's own data, so that writing it again can be left out."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from warehouse.tables.bookkeeping import FINGERPRINTS


def fingerprint_of(connection: Connection, subject: str) -> str | None:
    """The digest noted for this subject, None if it was never written."""
    return connection.scalar(select(FINGERPRINTS.c.content_sha256).where(FINGERPRINTS.c.subject == subject))


def note_fingerprint(connection: Connection, subject: str, content_sha256: str) -> None:
    """Notes that this subject now stands in the database as the digest says."""
    statement = insert(FINGERPRINTS).values(subject=subject, content_sha256=content_sha256)
    fresh = {name: statement.excluded[name] for name in ("content_sha256", "written_at")}
    connection.execute(statement.on_conflict_do_update(index_elements=["subject"], set_=fresh))
