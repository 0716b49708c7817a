"""Who is at work: whoever runs something holds a lock in the database meanwhile, and any end of its process lets it go.

It tells from every machine whether a run that says it is under way has anybody who does it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

_KEY = "hashtextextended('jixiao run ' || :name, 0)"


@contextmanager
def at_work(engine: Engine, name: str) -> Iterator[None]:
    """Within it `is_at_work` holds for this name, unless this process dies or the server restarts."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SELECT pg_advisory_lock_shared({_KEY})"), {"name": name})
        try:
            yield
        finally:
            connection.invalidate()  # closes it, also where the server is gone, without another word to it


def is_at_work(connection: Connection, name: str) -> bool:
    """Whether a living process says so of this name."""
    return not connection.scalar(text(f"SELECT pg_try_advisory_xact_lock({_KEY})"), {"name": name})
