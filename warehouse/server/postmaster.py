"""The server process of a cluster: started, stopped, recognised. Callers hold the lock `decisions` for start and stop.

Whether the server runs is told by a lock on the file `running`, which the server process and its children inherit and
hold as long as one of them lives. Process numbers tell nothing: after a crash or a reboot they may be another's.
"""

import os
import signal
import socket
import struct
import time
from collections.abc import Callable
from pathlib import Path

from warehouse.server import locks
from warehouse.server.failure import ServerFailed
from warehouse.server.ports import HOST, choose_port
from warehouse.server.processes import Account, complaint, run
from warehouse.server.residence import open_private, write_private

_WAIT_SECONDS = 300  # a start after a crash replays up to max_wal_size
_TRIES = 10
_LOG_BYTES = 10_000_000
_TLS_QUESTION = struct.pack("!II", 8, 80877103)  # SSLRequest of the PostgreSQL protocol
_NO_PROCESS = 2**31 - 1  # above every system's highest process number


class Postmaster:
    """The server of the cluster `folder/data`, run as `account` with the programs in `programs`."""

    def __init__(self, folder: Path, account: Account, programs: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self._data = folder / "data"
        self._account = account
        self._programs = programs

    def is_running(self) -> bool:
        """Whether a process of this server lives."""
        return locks.is_held_alone(self.folder / "running")

    def port(self) -> int | None:
        """The port that the server listens on, or did last; None before the first start."""
        try:
            return int((self.folder / "port").read_text())
        except FileNotFoundError:
            return None

    def start(self) -> None:
        """Start the server unless it runs; returns once it takes connections."""
        for _ in range(_TRIES):
            said_before = None if self.is_running() else self._launch()
            if self._gets_ready():
                return
            said = self.log.read_bytes()[said_before or 0 :].decode(errors="replace")
            # Go on when it was on its way down, or when between our look and its own another program took the port.
            if said_before is not None and "Address already in use" not in said:
                break
        raise ServerFailed(f"PostgreSQL did not start: {complaint(said)}; see {self.log}")

    def stop(self) -> None:
        """Stop the server if it runs: connections are cut, open transactions rolled back, and all is on disk."""
        if not self._gets_ready():
            return
        os.kill(int(self._pid_file()[0]), signal.SIGINT)  # the "fast" shutdown
        self._wait(lambda: not self.is_running(), "PostgreSQL did not stop")

    def _launch(self) -> int:
        """Set the server going; returns the length of its log before."""
        port = choose_port(self.port())
        if port != self.port():
            write_private(self.folder / "port", str(port))
        said_before = self._open_log()
        self._disown_pid_file()
        # Given at each start, so that no edit of postgresql.conf opens the server to the network or to a socket.
        manners = f"-c port={port} -c listen_addresses={HOST} -c unix_socket_directories="
        # In the cluster's folder and with relative paths only: pg_ctl hands its paths to a shell.
        command = ["--pgdata=.", "--log=../log", f"--options={manners}", "--no-wait", "start"]
        with locks.inheritable(self.folder / "running") as running:
            launched = run([self._programs / "pg_ctl", *command], self._account, self._data, (running,))
        if launched.returncode != 0:
            raise ServerFailed(f"PostgreSQL did not start: {complaint(launched.stderr)}")
        return said_before

    def _gets_ready(self) -> bool:
        """Wait until the server takes connections, or is gone."""
        self._wait(lambda: self._is_ready() or not self.is_running(), "PostgreSQL neither got ready nor ended")
        return self.is_running()

    def _wait(self, reached: Callable[[], bool], failure: str) -> None:
        deadline = time.monotonic() + _WAIT_SECONDS
        while not reached():
            if time.monotonic() > deadline:
                raise ServerFailed(f"{failure} within {_WAIT_SECONDS} s; see {self.log}")
            time.sleep(0.01)

    def _is_ready(self) -> bool:
        # The pid file of a killed server goes on saying "ready", and its port may take connections while it ends. Only
        # a living one answers: here the question whether it does TLS, yes or no.
        port = self.port()
        if self._pid_file()[7:8] != ["ready"] or port is None:
            return False
        try:
            with socket.create_connection((HOST, port), timeout=1) as connection:
                connection.sendall(_TLS_QUESTION)
                return connection.recv(1) in (b"S", b"N")
        except OSError:
            return False

    def _pid_file(self) -> list[str]:
        try:
            return [line.strip() for line in (self._data / "postmaster.pid").read_text(errors="replace").splitlines()]
        except FileNotFoundError:
            return []

    def _disown_pid_file(self) -> None:
        """Put a number that no process has into a pid file left behind by a server that is gone.

        PostgreSQL would not start while any process has the number in it. The rest of the file stays: by it
        PostgreSQL finds out whether a server started by other means still holds the cluster's shared memory.
        """
        if lines := self._pid_file():
            write_private(self._data / "postmaster.pid", "\n".join([str(_NO_PROCESS), *lines[1:], ""]))

    def _open_log(self) -> int:
        """Make the log, or set a long one aside; returns its length in bytes."""
        if self.log.exists() and self.log.stat().st_size > _LOG_BYTES:
            self.log.replace(self.log.with_suffix(".old"))
        os.close(open_private(self.log, os.O_WRONLY))
        os.chown(self.log, self._account.uid, self._account.gid)
        return self.log.stat().st_size
