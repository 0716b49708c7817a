"""Choosing the server's TCP port on 127.0.0.1."""

import random
import socket

from warehouse.server.failure import ServerFailed

HOST = "127.0.0.1"
# Below the ports that operating systems hand out for outgoing connections, so that a remembered one stays free.
_RANGE = range(20000, 32000)


def choose_port(remembered: int | None) -> int:
    """The remembered port when it is free now, else a free one by chance, so that two homes rarely want the same."""
    candidates = random.sample(_RANGE, 100)
    for port in candidates if remembered is None else [remembered, *candidates]:
        if _is_free(port):
            return port
    raise ServerFailed(f"found no free TCP port on {HOST} between {_RANGE.start} and {_RANGE.stop}: free some")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As PostgreSQL does: else the port it left a moment ago would seem taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
