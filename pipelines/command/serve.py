"""`jixiao serve`: Dagster's pages with its schedules and sensors running, and the warehouse open for BI tools."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from threading import Thread
from types import FrameType

from rich.console import Console

from pipelines.command.dagster_output import DagsterOutput
from pipelines.command.session import Session
from pipelines.watching.metrics import serve_metrics
from warehouse.server.embedded import EmbeddedServer

_SECONDS_TO_END = 30


def serve(session: Session, host: str, port: int, metrics_port: int | None = None) -> int:
    """Runs until it is interrupted; the embedded server is up as long. The exit status of Dagster's own process.

    Raises OSError before anything is started where another program listens already.
    """
    _check_port(host, port)
    session.settings.inbox_folder.mkdir(parents=True, exist_ok=True)
    with session.dagster() as instance:
        if metrics_port is not None:
            serve_metrics(session.engine, instance, host, metrics_port)
        where = ["-m", "pipelines.definitions", "-h", host, "-p", str(port)]
        command = [sys.executable, "-m", "pipelines.command.dagster_services", "dev", "--log-level", "warning", *where]
        # `dg dev` wants a project of its own layout; `dagster dev` does the same and is kept.
        quiet = "ignore:Function `dev_command` is superseded"
        environment = {"JIXIAO_LOG": "text", "PYTHONWARNINGS": quiet} | os.environ
        console = Console(highlight=False)
        console.print(f"pages      http://{host}:{port}")
        console.print(f"inbox      {session.settings.inbox_folder}  (drop files here)")
        console.print(f"warehouse  {session.engine.url.render_as_string(hide_password=True)}")
        console.print("           (`jixiao warehouse grant-reader NAME` makes a login for a BI tool)")
        if metrics_port is not None:
            console.print(f"metrics    http://{host}:{metrics_port}/metrics")
        console.print("stop with Ctrl-C")
        output = DagsterOutput(session.settings.dagster_home / "serve.log", session.engine)
        child = subprocess.Popen(  # noqa: S603 - our own words
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        Thread(target=output.take, args=(child.stdout,), daemon=True).start()
        server = None if session.settings.warehouse else EmbeddedServer(session.settings.home)
        try:
            return _wait(child, output, server)
        finally:
            _end_all(child)


def _check_port(host: str, port: int) -> None:
    """Dagster's own processes would run on without their pages, and nobody would see why."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        raise OSError(f"{host}:{port} cannot be opened ({error.strerror}): choose another with --port") from error


def _wait(child: "subprocess.Popen[str]", output: DagsterOutput, server: EmbeddedServer | None) -> int:
    """Waits for Dagster's processes, and ends them when this one is told to end: 0 then, else their status.

    An embedded server that dies meanwhile is started again: nobody else would.
    """
    told: list[float] = []

    def stop(_: int, __: FrameType | None) -> None:
        told.append(time.monotonic())
        os.killpg(child.pid, signal.SIGTERM)

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, stop)
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = child.wait(timeout=1)
            return 0 if told else status
        output.look()
        if server and not told:
            server.revive()
        if told and time.monotonic() - told[0] > _SECONDS_TO_END:
            os.killpg(child.pid, signal.SIGKILL)


def _end_all(child: "subprocess.Popen[str]") -> None:
    """Lets nothing of its group live on: they have had their time to end."""
    deadline = time.monotonic() + _SECONDS_TO_END
    with contextlib.suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.killpg(child.pid, 0)
            time.sleep(0.1)
        os.killpg(child.pid, signal.SIGKILL)
