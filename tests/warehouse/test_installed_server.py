"""The warehouse on the PostgreSQL that the machine's own packages bring, an older one than the embedded server's.

A choice of the warehouse's tests and the 22 questions run on a cluster of it; CONTRIBUTING.md says how to run all.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from warehouse.engine import OLDEST_POSTGRESQL
from warehouse.server.binaries import MAJOR
from warehouse.server.ports import HOST, choose_port
from warehouse.server.processes import account_for, run

pytestmark = pytest.mark.waits

TESTS = Path(__file__).parents[1]
CHOSEN = (
    "warehouse/test_load.py",
    "warehouse/test_readers.py",
    "warehouse/test_migrations.py",
    "assets/marts/test_questions.py",
)
OF_THE_EMBEDDED = "not embedded"
PASSWORD = "of-one-test"


def _programs() -> list[Path]:
    """Folders of PostgreSQL's programs, of a version that the warehouse takes and the embedded server is not."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin")]
    if asked := shutil.which("pg_config"):
        folders.append(Path(subprocess.check_output([asked, "--bindir"], text=True).strip()))
    return [one for one in folders if (one / "initdb").exists() and _major(one) in range(OLDEST_POSTGRESQL, MAJOR)]


def _major(programs: Path) -> int:
    said = subprocess.check_output([programs / "postgres", "--version"], text=True)
    return int(re.findall(r"\d+", said)[0])


@pytest.fixture
def installed_server() -> Iterator[str]:
    """The SQLAlchemy URL of the oldest installed server's warehouse, in a cluster of its own."""
    if not (found := _programs()):
        pytest.skip(
            f"no PostgreSQL {OLDEST_POSTGRESQL} to {MAJOR - 1} is installed here; on Debian and Ubuntu: "
            f"apt-get install postgresql-{OLDEST_POSTGRESQL} (or postgresql for the release's own)"
        )
    programs = min(found, key=_major)
    with tempfile.TemporaryDirectory(prefix="jixiao-installed-") as name:
        folder = Path(name)
        account = account_for("nobody", folder / "data")
        (folder / "password").write_text(PASSWORD)
        for path in (folder, folder / "password"):
            os.chown(path, account.uid, account.gid)
        cluster, password = folder / "data", folder / "password"
        manners = f"-c port={choose_port(None)} -c listen_addresses={HOST} -c unix_socket_directories= -c fsync=off"
        made = run(
            [
                *(programs / "initdb", f"--pgdata={cluster}", f"--pwfile={password}", "--username=jixiao"),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
            ],
            account,
        )
        assert made.returncode == 0, made.stderr
        control: list[str | Path] = [programs / "pg_ctl", f"--pgdata={cluster}", "--wait"]
        started = run([*control, f"--options={manners}", f"--log={folder / 'log'}", "start"], account)
        assert started.returncode == 0, (folder / "log").read_text()
        try:
            port = int((cluster / "postmaster.pid").read_text().splitlines()[3])
            parts = {"host": HOST, "port": port, "user": "jixiao", "password": PASSWORD}
            with psycopg.connect(**parts, dbname="postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE jixiao")
                connection.execute("ALTER DATABASE jixiao SET timezone TO 'Asia/Shanghai'")
            yield f"postgresql+psycopg://jixiao:{PASSWORD}@{HOST}:{port}/jixiao"
        finally:
            run([*control, "--mode=immediate", "stop"], account)


def test_loading_readers_migrations_and_marts_hold_on_an_installed_postgresql(installed_server):
    """In a process of their own, for a server is of a session; one by one, for roles are the server's."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-k", OF_THE_EMBEDDED]
    ended = subprocess.run(
        [*command, *(str(TESTS / name) for name in CHOSEN)],
        env={**os.environ, "JIXIAO_TEST_POSTGRESQL": installed_server},
        cwd=TESTS.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-4000:] + ended.stderr[-1000:]
