"""Making the PostgreSQL cluster on disk, once for each home. Running it is `postmaster`'s part."""

import os
import secrets
import shutil
import tempfile
from pathlib import Path

from warehouse.server.binaries import MAJOR
from warehouse.server.failure import ServerFailed
from warehouse.server.processes import Account, complaint, run
from warehouse.server.residence import sync, write_private

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


def create_cluster(folder: Path, account: Account, programs: Path) -> None:
    """Make `folder/data`, owned by `account`, and `folder/password`, its owner's; leaves a cluster made earlier alone.

    Made aside and renamed, so that a half-made cluster is never taken for a whole one.
    """
    for leftover in folder.glob("making-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    data = folder / "data"
    if data.exists():
        version = (data / "PG_VERSION").read_text().strip()
        if version != str(MAJOR):
            raise ServerFailed(f"{data} is of PostgreSQL {version}, not {MAJOR}: upgrade it by pg_upgrade or a dump")
        return
    aside = Path(tempfile.mkdtemp(prefix="making-", dir=folder))
    (aside / "data").mkdir(mode=0o700)
    write_private(aside / "password", secrets.token_urlsafe(24))
    for path in (aside, aside / "data", aside / "password"):
        os.chown(path, account.uid, account.gid)
    _initialise(aside, account, programs)
    write_private(folder / "password", (aside / "password").read_text())
    (aside / "data").rename(data)
    sync(folder)
    shutil.rmtree(aside)


def _initialise(aside: Path, account: Account, programs: Path) -> None:
    made = run(
        [
            programs / "initdb",
            f"--pgdata={aside / 'data'}",
            f"--pwfile={aside / 'password'}",
            f"--username={OWNER}",
            "--auth=scram-sha-256",
            # PostgreSQL's own C.UTF-8: the same order on every machine, whatever locales it has installed.
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            *(f"--set={name}={value}" for name, value in _SETTINGS.items()),
        ],
        account,
    )
    if made.returncode != 0:
        raise ServerFailed(f"PostgreSQL's initdb failed in {aside.parent}: {complaint(made.stderr)}")
