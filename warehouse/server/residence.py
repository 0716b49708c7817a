"""The folder in which the embedded server's state lies, and its small files: password, port, lock files, log.

It is `home/postgres`. Where root drops to an OS user that cannot get through to the home, `home/postgres` is a link to
a folder outside instead: no folder's permissions are loosened for PostgreSQL's sake.
"""

import os
import tempfile
from pathlib import Path

from warehouse.server.failure import ServerFailed
from warehouse.server.processes import Account, may_enter


def residence_of(home: Path, account: Account, system_folder: Path) -> Path:
    """The folder of the server's state, made when it is not there yet; always a resolved path.

    As root it is 0711 (`account` must pass to its cluster inside), else 0700; the files in it are 0600 either way.
    Raises ServerFailed when a folder made earlier is gone, out of reach, or another OS user's.
    """
    place = home / "postgres"
    if place.is_symlink() and not place.exists():
        raise ServerFailed(f"{place.readlink()} is gone: bring it back, or remove the link {place} to begin anew")
    if not place.exists():
        _make(place, account, system_folder)
    folder = place.resolve()
    if os.geteuid() not in (0, folder.stat().st_uid):
        raise ServerFailed(f"{folder} belongs to OS user number {folder.stat().st_uid}: run as that user")
    if not may_enter(account, folder):
        name = account.name
        raise ServerFailed(f"OS user {name} cannot reach {folder}: move it where {name} can, and link {place} there")
    return folder


def _make(place: Path, account: Account, system_folder: Path) -> None:
    home = place.parent
    home.mkdir(parents=True, exist_ok=True)
    mode = 0o700 if account.is_ourselves else 0o711
    if may_enter(account, home):
        place.mkdir(exist_ok=True)
        place.chmod(mode)  # whatever the umask; also below
        return
    if not system_folder.exists():
        system_folder.mkdir(parents=True)
        system_folder.chmod(0o755)
    # A new name each time: a home made anew at an old path must not find the old home's rows.
    folder = Path(tempfile.mkdtemp(prefix="postgres-", dir=system_folder))
    folder.chmod(mode)
    try:
        place.symlink_to(folder)
    except FileExistsError:  # another process was first
        folder.rmdir()


def open_private(path: Path, flags: int) -> int:
    """Open, and make if need be, a file of mode 0600 that belongs to its folder's owner, whoever we are."""
    descriptor = os.open(path, flags | os.O_CREAT, 0o600)
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    return descriptor


def write_private(path: Path, text: str) -> None:
    """Write a small private file so that a crash leaves the old text or the new, never a part."""
    aside = path.with_name(path.name + ".new")
    with open(open_private(aside, os.O_WRONLY | os.O_TRUNC), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    sync(path.parent)


def sync(folder: Path) -> None:
    """Have the folder's entries on disk, so that a rename in it outlives a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
