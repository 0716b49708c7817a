"""One PostgreSQL cluster on disk and its server process: made, started, stopped, recognised.

Knows nothing of who uses the server, or for how long: that is `embedded`. Callers hold the start lock.
"""

import os
import secrets
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from warehouse.server.binaries import MAJOR
from warehouse.server.failure import ServerFailed
from warehouse.server.ports import HOST, choose_port
from warehouse.server.processes import Account, run
from warehouse.server.residence import open_private, write_private

OWNER = "jixiao"

# Written to postgresql.conf once, where a user may change them. For a small machine with big loads; fsync stays on.
_SETTINGS = {
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "log_timezone": "Asia/Shanghai",
}
_WAIT_SECONDS = 300  # a start after a crash replays up to max_wal_size
_RETRY_SECONDS = 30
_LOG_BYTES = 10_000_000


class Cluster:
    """The cluster in `folder`, run as `account` with the programs in `programs`."""

    def __init__(self, folder: Path, account: Account, programs: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self.programs = programs
        self.account = account

    def create(self) -> None:
        """Make the cluster unless it is there. Made aside and renamed, so a half-made one is never taken for whole."""
        if self.data.exists():
            version = (self.data / "PG_VERSION").read_text().strip()
            if version != str(MAJOR):
                raise ServerFailed(
                    f"{self.data} is of PostgreSQL {version}, not {MAJOR}: upgrade it by pg_upgrade or a dump"
                )
            return
        for leftover in self.folder.glob("making-*"):
            shutil.rmtree(leftover)
        aside = Path(tempfile.mkdtemp(prefix="making-", dir=self.folder))
        password = aside / "password"
        data = aside / "data"
        data.mkdir(mode=0o700)
        write_private(password, secrets.token_urlsafe(24))
        for path in (aside, data, password):
            self._give(path)
        settings = [f"--set={name}={value}" for name, value in _SETTINGS.items()]
        made = run(
            [
                self.programs / "initdb",
                f"--pgdata={data}",
                f"--username={OWNER}",
                f"--pwfile={password}",
                "--auth=scram-sha-256",
                # PostgreSQL's own C.UTF-8: the same order on every machine, whatever locales it has installed.
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                *settings,
            ],
            self.account,
        )
        if made.returncode != 0:
            raise ServerFailed(f"initdb could not make {self.data}: {_last_complaint(made.stderr)}")
        write_private(self.folder / "password", password.read_text())
        data.rename(self.data)
        shutil.rmtree(aside)

    def is_running(self) -> bool:
        """Whether a server works on this cluster. A pid file alone is no proof: its number may be another's by now."""
        pid = self._pid()
        return pid is not None and self._is_worked_on_by(pid)

    def start(self) -> None:
        """Start the server unless it runs; returns once it takes connections."""
        deadline = time.monotonic() + _WAIT_SECONDS
        while self.is_running():  # perhaps on its way up, its starter killed, or on its way down
            if self._pid_file()[7:8] == ["ready"]:
                return
            if time.monotonic() > deadline:
                raise ServerFailed(f"PostgreSQL is neither up nor down after {_WAIT_SECONDS} s; see {self.log}")
            time.sleep(0.05)
        self._forget_foreign_pid()
        deadline = time.monotonic() + _RETRY_SECONDS
        while (failure := self._try_start()) is not None:
            # The port was taken since we looked, or the last children of a killed server are not gone yet.
            passing = "Address already in use" in failure or "still in use" in failure
            if not passing or time.monotonic() > deadline:
                raise ServerFailed(f"PostgreSQL did not start: {_last_complaint(failure)}; see {self.log}")
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop the server if it runs: connections are cut, open transactions rolled back, and all is on disk."""
        if not self.is_running():
            return
        stopped = self._control("--mode=fast", "stop")
        if stopped.returncode != 0 and self.is_running():
            raise ServerFailed(f"PostgreSQL did not stop: {_last_complaint(stopped.stderr)}; see {self.log}")

    def port(self) -> int | None:
        """The port that the server listens on, or did last; None before the first start."""
        try:
            return int((self.folder / "port").read_text())
        except FileNotFoundError:
            return None

    def password(self) -> str:
        """The owner's password."""
        return (self.folder / "password").read_text()

    def _try_start(self) -> str | None:
        """None, or what the server said when it did not come up."""
        port = choose_port(self.port())
        if port != self.port():
            write_private(self.folder / "port", str(port))
        said_before = self._open_log()
        # Given at each start, so that no edit of postgresql.conf opens the server to the network or to a socket.
        manners = f"-c port={port} -c listen_addresses={HOST} -c unix_socket_directories="
        started = self._control("--log=../log", f"--options={manners}", "start")
        if started.returncode == 0:
            return None
        return self.log.read_bytes()[said_before:].decode(errors="replace") or started.stderr

    def _control(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        # In the cluster's folder and with relative paths only: pg_ctl hands its paths to a shell.
        command: list[str | Path] = [self.programs / "pg_ctl", "--pgdata=.", "--wait", f"--timeout={_WAIT_SECONDS}"]
        return run([*command, *arguments], self.account, self.data)

    def _open_log(self) -> int:
        """Make the log, or set a long one aside; returns its length in bytes."""
        if self.log.exists() and self.log.stat().st_size > _LOG_BYTES:
            self.log.replace(self.log.with_suffix(".old"))
        os.close(open_private(self.log, os.O_WRONLY))
        self._give(self.log)
        return self.log.stat().st_size

    def _give(self, path: Path) -> None:
        os.chown(path, self.account.uid, self.account.gid)

    def _pid_file(self) -> list[str]:
        try:
            return [line.strip() for line in (self.data / "postmaster.pid").read_text(errors="replace").splitlines()]
        except FileNotFoundError:
            return []

    def _pid(self) -> int | None:
        first = "".join(self._pid_file()[:1])
        return int(first) if first.isdecimal() else None

    def _is_worked_on_by(self, pid: int) -> bool:
        # PostgreSQL's processes work in their cluster's folder, also after it was moved.
        try:
            return self.data.samefile(psutil.Process(pid).cwd())
        except (psutil.Error, OSError):  # gone, a zombie, or another user's: not a server that could use our files
            return False

    def _forget_foreign_pid(self) -> None:
        """Remove a pid file whose number went to another process: PostgreSQL would not start beside it.

        Left alone when the number is free, since PostgreSQL then looks in the file for children that still live.
        """
        pid = self._pid()
        if pid is not None and psutil.pid_exists(pid) and not any(map(self._is_worked_on_by, psutil.pids())):
            (self.data / "postmaster.pid").unlink()


def _last_complaint(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    complaints = [line for line in lines if "FATAL" in line or "ERROR" in line or "PANIC" in line or "error:" in line]
    return (complaints or lines or ["it said nothing"])[-1]
