"""A rehearsal: everything is written as it would be, can be looked at, and is as if it had never been.

All of it happens on one connection, in one transaction that is rolled back, sequences included.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from sqlalchemy import Connection, Engine, text

_SEQUENCES = """
SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename), coalesce(last_value + increment_by, start_value)
FROM pg_sequences
WHERE schemaname IN ('public', 'registry')
ORDER BY 1
"""


class _OneConnection:
    """What stands in for an engine: whoever connects gets the one connection, whoever begins a savepoint in it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        yield self._connection

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        with self._connection.begin_nested():
            yield self._connection


@contextmanager
def rehearsal(engine: Engine) -> Iterator[tuple[Engine, Connection]]:
    """An engine's stand-in and its connection; all that is written through them is rolled back at the end.

    Others who register or load wait until then.
    """
    with engine.connect() as connection:
        transaction = connection.begin()
        try:
            # A sequence that was restarted within a transaction is rolled back with it; one that only counted is not.
            for sequence, following in connection.execute(text(_SEQUENCES)).all():
                connection.execute(text(f"ALTER SEQUENCE {sequence} RESTART WITH {int(following)}"))
            yield cast("Engine", _OneConnection(connection)), connection
        finally:
            transaction.rollback()
