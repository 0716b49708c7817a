"""Word from a reader whose work takes long, a scan's, that it goes on; the reading process passes it to its parent."""

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def listen(listener: Callable[[], None]) -> None:
    """Have `listener` called whenever a reader gets a step further."""
    _listeners.append(listener)


def goes_on() -> None:
    """Say so, every few seconds of work."""
    for listener in _listeners:
        listener()
