"""The embedded server as the rest of the project sees it: used while needed, stopped when the last user ends.

Who uses it is told by a lock that each user shares on the file `users`; deciding to start or stop is done by one at a
time, under the lock `decisions`. A killed user's lock goes with it; the server it leaves behind serves the next user.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from warehouse.server import locks
from warehouse.server.binaries import programs_for
from warehouse.server.cluster import OWNER, create_cluster
from warehouse.server.databases import ensure_databases
from warehouse.server.failure import ServerFailed
from warehouse.server.ports import HOST
from warehouse.server.postmaster import Postmaster
from warehouse.server.processes import Account, account_for
from warehouse.server.residence import residence_of, write_private

WAREHOUSE = "jixiao"
DAGSTER = "dagster"
# Fiscal years and "today" are Shanghai's. Dagster takes CURRENT_TIMESTAMP for UTC, so its database is in UTC.
_TIMEZONES = {WAREHOUSE: "Asia/Shanghai", DAGSTER: "UTC"}


@dataclass(frozen=True)
class Description:
    """What `jixiao doctor` and `jixiao warehouse` say about the server."""

    is_running: bool
    is_kept: bool
    port: int | None
    folder: Path
    log: Path
    programs: Path
    os_user: str


class EmbeddedServer:
    """The PostgreSQL of one home folder. Run as root it drops to `os_user`, which must exist.

    `system_folder` takes what must lie outside the home because that OS user cannot reach it there.
    Every method raises ServerFailed, with one line that says what failed and what to do.
    """

    def __init__(self, home: Path, os_user: str = "nobody", system_folder: Path = Path("/var/lib/jixiao")) -> None:
        self.home = home.absolute()
        self._os_user = os_user
        self._system_folder = system_folder

    @contextmanager
    def use(self) -> Iterator[str]:
        """Have the server run for the length of the block; gives the warehouse's SQLAlchemy URL."""
        with _one_line(), self._deciding():
            user = locks.shared(self._folder / "users")
            try:
                self._bring_up()
            except BaseException:
                self._leave(user)
                raise
        try:
            yield self.url()
        finally:
            with _one_line(), self._deciding():
                self._leave(user)

    def start(self) -> None:
        """Start the server and keep it up, over the end of every command and also after a reboot, until `stop`."""
        with _one_line(), self._deciding():
            self._bring_up()
            write_private(self._keep, "")

    def revive(self) -> None:
        """Start the server again where it died while it was in use. Its users know it by its address: it is kept."""
        if self.is_running():
            return
        address = self.url()
        with _one_line(), self._deciding():
            self._bring_up()
        if self.url() != address:
            raise ServerFailed("PostgreSQL died, and another program took its port: run the same command again")

    def stop(self) -> bool:
        """Keep the server up no longer. False when others still use it: it then stops with the last of them."""
        if not self._exists():
            return True
        with _one_line(), self._deciding():
            self._keep.unlink(missing_ok=True)
            return self._stop_unless_needed()

    def is_running(self) -> bool:
        """Whether the server runs, whoever started it."""
        with _one_line():
            return self._exists() and self._postmaster.is_running()

    def url(self, database: str = WAREHOUSE) -> str:
        """The SQLAlchemy URL of a database, password included. It stays the same unless another takes the port."""
        with _one_line():
            if not self._exists() or (port := self._postmaster.port()) is None:
                raise ServerFailed(f"the warehouse in {self.home} was never started: run `jixiao warehouse start`")
            password = (self._folder / "password").read_text()
            return f"postgresql+psycopg://{OWNER}:{password}@{HOST}:{port}/{database}"

    def describe(self) -> Description:
        """Where things are and whether they run. Makes the folders, but starts nothing."""
        with _one_line():
            return Description(
                is_running=self._postmaster.is_running(),
                is_kept=self._keep.exists(),
                port=self._postmaster.port(),
                folder=self._folder,
                log=self._postmaster.log,
                programs=self._programs,
                os_user=self._account.name,
            )

    @cached_property
    def _account(self) -> Account:
        return account_for(self._os_user, self.home / "postgres" / "data")

    @cached_property
    def _folder(self) -> Path:
        return residence_of(self.home, self._account, self._system_folder)

    @cached_property
    def _programs(self) -> Path:
        return programs_for(self._account, self._system_folder)

    @cached_property
    def _postmaster(self) -> Postmaster:
        return Postmaster(self._folder, self._account, self._programs)

    @property
    def _keep(self) -> Path:
        return self._folder / "keep"

    def _exists(self) -> bool:
        return (self.home / "postgres").exists()

    def _deciding(self) -> AbstractContextManager[None]:
        return locks.exclusive(self._folder / "decisions")

    def _bring_up(self) -> None:
        create_cluster(self._folder, self._account, self._programs)
        self._postmaster.start()
        ensure_databases(self._maintenance_address(), _TIMEZONES)

    def _leave(self, user: locks.Lock) -> None:
        user.release()
        self._stop_unless_needed()

    def _stop_unless_needed(self) -> bool:
        if self._keep.exists() or locks.is_shared(self._folder / "users"):
            return False
        self._postmaster.stop()
        return True

    def _maintenance_address(self) -> str:
        return self.url("postgres").replace("+psycopg", "", 1)


@contextmanager
def _one_line() -> Iterator[None]:
    """What the operating system refuses, as ServerFailed."""
    try:
        yield
    except OSError as error:
        raise ServerFailed(f"the embedded PostgreSQL cannot be used: {error}") from error
