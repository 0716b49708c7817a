"""The server process of a cluster: started, stopped, recognised. Callers hold the lock `decisions` for start and stop.

Whether the server runs is told by a lock on the file `running`, which the server process and its children inherit and
hold as long as one of them lives. Process numbers tell nothing: after a crash or a reboot they may be another's.
"""

import os
import socket
import subprocess
import time
from pathlib import Path

from warehouse.server import locks
from warehouse.server.failure import ServerFailed
from warehouse.server.ports import HOST, choose_port
from warehouse.server.processes import Account, complaint, run
from warehouse.server.residence import open_private, write_private

_WAIT_SECONDS = 300  # a start after a crash replays up to max_wal_size
_RETRY_SECONDS = 30
_LOG_BYTES = 10_000_000
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
        deadline = time.monotonic() + _WAIT_SECONDS
        while self.is_running():  # perhaps on its way up, its starter killed, or on its way down
            if self._is_ready():
                return
            self._pause(deadline, "a PostgreSQL that was killed or is starting does not end or get ready")
        deadline = time.monotonic() + _RETRY_SECONDS
        while (failure := self._try_start()) is not None:
            # Between our look and the server's, the port was taken.
            if "Address already in use" not in failure:
                raise ServerFailed(f"PostgreSQL did not start: {complaint(failure)}; see {self.log}")
            self._pause(deadline, "PostgreSQL found each chosen port taken")

    def stop(self) -> None:
        """Stop the server if it runs: connections are cut, open transactions rolled back, and all is on disk."""
        if not self.is_running():
            return
        stopped = self._control("--mode=fast", "stop")
        deadline = time.monotonic() + 10
        while self.is_running():
            self._pause(deadline, f"PostgreSQL did not stop: {complaint(stopped.stderr)}")

    def _try_start(self) -> str | None:
        """None, or what the server said when it did not come up."""
        port = choose_port(self.port())
        if port != self.port():
            write_private(self.folder / "port", str(port))
        said_before = self._open_log()
        self._disown_pid_file()
        # Given at each start, so that no edit of postgresql.conf opens the server to the network or to a socket.
        manners = f"-c port={port} -c listen_addresses={HOST} -c unix_socket_directories="
        with locks.inheritable(self.folder / "running") as running:
            started = self._control("--log=../log", f"--options={manners}", "start", inherits=(running,))
        if started.returncode == 0:
            return None
        return self.log.read_bytes()[said_before:].decode(errors="replace") or started.stderr

    def _control(self, *arguments: str, inherits: tuple[int, ...] = ()) -> subprocess.CompletedProcess[str]:
        # In the cluster's folder and with relative paths only: pg_ctl hands its paths to a shell.
        command: list[str | Path] = [self._programs / "pg_ctl", "--pgdata=.", "--wait", f"--timeout={_WAIT_SECONDS}"]
        return run([*command, *arguments], self._account, self._data, inherits)

    def _is_ready(self) -> bool:
        # The pid file of a killed server goes on saying "ready" while its children end; only it took connections.
        port = self.port()
        if self._pid_file()[7:8] != ["ready"] or port is None:
            return False
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            return False
        return True

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

    def _pause(self, deadline: float, failure: str) -> None:
        if time.monotonic() > deadline:
            raise ServerFailed(f"{failure}; see {self.log}")
        time.sleep(0.05)
