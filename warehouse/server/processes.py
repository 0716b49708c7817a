"""Running PostgreSQL's programs as an OS user that PostgreSQL accepts: it refuses to run as root."""

import os
import pwd
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from warehouse.server.failure import ServerFailed

_LOG_PREFIX = re.compile(r"^\d{4}-\S+ \S+ \S+ \[\d+\] ")


@dataclass(frozen=True)
class Account:
    """An existing OS user."""

    name: str
    uid: int
    gid: int

    @property
    def is_ourselves(self) -> bool:
        """Whether it is the user that this process runs as, rather than one that root drops to."""
        return self.uid == os.geteuid()


def account_for(os_user: str, cluster: Path) -> Account:
    """The OS user to run PostgreSQL as: ourselves, or as root the owner of `cluster`, `os_user` for a cluster to be.

    No user is ever created: an unknown one raises ServerFailed.
    """
    if os.geteuid() != 0:
        return Account(_name(os.geteuid()), os.geteuid(), os.getegid())
    if cluster.exists():
        owner = cluster.stat()
        return Account(_name(owner.st_uid), owner.st_uid, owner.st_gid)
    try:
        entry = pwd.getpwnam(os_user)
    except KeyError:
        raise ServerFailed(f"no OS user {os_user!r} to run PostgreSQL as: name another, or don't run as root") from None
    if entry.pw_uid == 0:
        raise ServerFailed("PostgreSQL refuses to run as root: name another OS user")
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def run(
    command: list[str | Path], account: Account, folder: Path = Path("/"), inherits: tuple[int, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a program in `folder` as `account` and wait for it; the caller looks at its return code.

    Of our open files it gets the descriptors in `inherits`, of our environment only PATH: PGDATA, PGPORT, PGOPTIONS
    and the like would change what the program does. The C locale keeps its messages in the English that we read.
    """
    drops = not account.is_ourselves
    return subprocess.run(  # noqa: S603 — a list, no shell
        command,
        cwd=folder,
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        user=account.uid if drops else None,
        group=account.gid if drops else None,
        extra_groups=[] if drops else None,
        pass_fds=inherits,
    )


def complaint(output: str) -> str:
    """The end of a program's output on one line, without the times and process numbers of a server's log."""
    lines = [_LOG_PREFIX.sub("", line).strip() for line in output.splitlines()]
    return "; ".join([line for line in lines if line][-3:]) or "it said nothing"


def may_enter(account: Account, folder: Path) -> bool:
    """Whether `account` gets through to `folder`, asked of the operating system itself, access lists included."""
    return run(["test", "-x", folder], account).returncode == 0


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # a container may run under a number that has no name
        return str(uid)
