"""What a command does that works by itself when the warehouse is out of reach or is lost on the way: wait, and go on.

It goes on by beginning again, as after a kill: what was committed is found done. Nothing is tried again within a
transaction, so nobody has to know what became of one whose answer was lost.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from rich.console import Console

from pipelines.command.session import Session, open_session
from pipelines.runs import WarehouseLostError
from pipelines.settings import Settings
from warehouse.engine import WarehouseUnreachable, driver_error, is_passing

_FIRST_SECONDS = 1.0
Found = TypeVar("Found")


def patiently(settings: Settings, work: Callable[[Session], Found]) -> Found:
    """Does the work in a session of its own, and all of it again when the warehouse was not there.

    The waits in between double, and are `patience_seconds` together; after that the error is raised.
    """
    left, pause = settings.patience_seconds, _FIRST_SECONDS
    while True:
        try:
            with open_session(settings) as session:
                return work(session)
        except Exception as error:
            if left <= 0 or not _may_pass(error):
                raise
        pause = min(pause, left)
        Console(stderr=True, highlight=False).print(
            f"the warehouse does not answer: beginning again in {pause:.0f} s, giving up in {left:.0f} s"
        )
        time.sleep(pause)
        left, pause = left - pause, 2 * pause


def _may_pass(error: Exception) -> bool:
    if isinstance(error, WarehouseUnreachable):
        return error.may_pass
    said = driver_error(error)
    return isinstance(error, WarehouseLostError) or (said is not None and is_passing(said))
