"""The command line in a process that can be killed at a chosen moment, forked from one that has everything imported.

What goes wrong is real: the process or the server ends by SIGKILL, the disk is filled, a commit's answer never comes.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg
from sqlalchemy import create_engine, text

FACTS = {
    "fact_indicator_value": "value_id",
    "fact_funding": "funding_id",
    "fact_task": "1, 2, 3",
    "fact_score": "1, 2, 3",
    "fact_narrative": "document_id, narrative",
    "fact_finding": "finding_id",
    "dim_department": "department_id",
}
_DOCUMENTS = (
    "SELECT document_id, source_name, state, reason_code, document_version, is_current, content_sha256, values_count, "
    "findings_count FROM dim_document ORDER BY document_id"
)
_SOURCES = "SELECT document_sha256, source_name, source_url FROM registry.sources ORDER BY 1, 2, 3"
_REPLACED = "SELECT relation, row_key, document_id, row_content::text FROM registry.replaced_rows ORDER BY 1, 2, 4"
_LOCKS = (
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_CHANGES = {"os.rename", "os.link", "os.symlink", "os.mkdir", "os.remove", "os.rmdir"}
_SECONDS_TO_GO = 20.0


@dataclass(frozen=True)
class Fault:
    """What goes wrong at a process's so-manieth commit to the warehouse, or change of a folder.

    dies_before, dies_after: the process is killed. answer_lost: the commit is done and its answer does not come.
    server_dies: every process of the server whose data lie below `folder` is killed. disk_fills: a file below `folder`
    takes all the room there is. dies_at_file: killed before it changes a name below `folder`.
    """

    kind: str
    number: int
    folder: Path | None = None


def run(words: list[str], environment: Mapping[str, str], fault: Fault | None = None) -> int:
    """Run the command line to its end and give its exit status; -9 if it was killed."""
    return ended(start(words, environment, fault))


def start(words: list[str], environment: Mapping[str, str], fault: Fault | None = None) -> Any:
    """Start the command line; what it prints, and says of errors, goes where its PRINTED and SAID name files."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipelines.definitions", "pipelines.command.main", "pipelines.command.night"])
    child = context.Process(target=_command, args=(words, dict(environment), fault))
    child.start()
    return child


def run_for(seconds: float, words: list[str], environment: Mapping[str, str]) -> int:
    """Run the command line, kill it with all its processes if it is not done by then, and give its exit status."""
    child = start(words, environment)
    child.join(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    return ended(child)


def ended(child: Any) -> int:
    """The exit status of a process once it ends; none of its children may live on."""
    child.join()
    deadline = time.monotonic() + _SECONDS_TO_GO
    while orphans := _group(child.pid):
        assert time.monotonic() < deadline, orphans
        time.sleep(0.02)
    status: int = child.exitcode
    return status


def _group(number: int) -> list[str]:
    """The living processes of a group."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError):
            if os.getpgid(process.pid) == number and process.status() != psutil.STATUS_ZOMBIE:
                found.append(" ".join(process.cmdline()))
    return found


def state(url: str) -> dict[str, list[Any]]:
    """Every row that a run leaves, but for times and the numbers of loads; no lock may be left."""
    engine = create_engine(url)
    with engine.connect() as connection:
        deadline = time.monotonic() + _SECONDS_TO_GO
        while connection.scalar(text(_LOCKS)):  # a server notices its client's end when it next speaks to it
            assert time.monotonic() < deadline, "a lock is held by nobody who lives"
            time.sleep(0.05)
        found = {
            table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY {key}"))]
            for table, key in FACTS.items()
        }
        found["dim_document"] = [tuple(row) for row in connection.execute(text(_DOCUMENTS))]
        found["sources"] = [tuple(row) for row in connection.execute(text(_SOURCES))]
        found["replaced"] = [tuple(row) for row in connection.execute(text(_REPLACED))]
    engine.dispose()
    return found


def leftovers(home: Path) -> list[Path]:
    """Files of a home that were begun and not finished, but for those that the next run is going to sweep away."""
    return [path for path in home.rglob("*.part") if path.parent.name != ".aside"]


def _command(words: list[str], environment: dict[str, str], fault: Fault | None) -> None:
    os.environ.update(environment)
    time.tzset()
    os.setpgid(0, 0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for stream, name in ((1, "PRINTED"), (2, "SAID")):
        os.dup2(os.open(environment.get(name, os.devnull), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    if fault:
        _arm(fault)
    sys.argv = ["jixiao", *words]
    from pipelines.command.main import main

    main()


def _arm(fault: Fault) -> None:
    if fault.kind == "dies_at_file":
        sys.addaudithook(_counting_changes(fault))
    else:
        _count_commits(fault)


def _counting_changes(fault: Fault) -> Callable[[str, tuple[Any, ...]], None]:
    count = 0

    def counted(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event in _CHANGES and str(arguments[0]).startswith(str(fault.folder)):
            count += 1
            if count == fault.number:
                os.kill(os.getpid(), signal.SIGKILL)

    return counted


def _count_commits(fault: Fault) -> None:
    from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

    commit, count = PGDialect_psycopg.do_commit, 0

    def counted(self: Any, connection: Any) -> None:
        nonlocal count
        count += 1
        if count != fault.number:
            commit(self, connection)
        elif fault.kind == "dies_before":
            os.kill(os.getpid(), signal.SIGKILL)
        elif fault.kind == "dies_after":
            commit(self, connection)
            os.kill(os.getpid(), signal.SIGKILL)
        elif fault.kind == "answer_lost":
            commit(self, connection)
            os.close(connection.fileno())
            raise psycopg.OperationalError("server closed the connection unexpectedly")
        else:
            assert fault.folder is not None
            {"server_dies": kill_server, "disk_fills": fill}[fault.kind](fault.folder)
            commit(self, connection)

    PGDialect_psycopg.do_commit = counted  # type: ignore[method-assign]


def kill_server(data: Path) -> None:
    """Kill every process of the server whose data are there, at once."""
    postmaster = psutil.Process(int((data / "postmaster.pid").read_text().split()[0]))
    for process in [postmaster, *postmaster.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()


def fill(folder: Path) -> None:
    """Take all the room that is left where the folder lies."""
    with contextlib.suppress(OSError), (folder / "ballast").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
