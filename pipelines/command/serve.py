"""`jixiao serve`: Dagster's pages with its schedules and sensors running, and the warehouse open for BI tools."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from types import FrameType

from rich.console import Console

from pipelines.command.session import Session
from pipelines.watching.metrics import serve_metrics

_SECONDS_TO_END = 30


def serve(session: Session, host: str, port: int, metrics_port: int | None = None) -> int:
    """Runs until it is interrupted; the embedded server is up as long. The exit status of Dagster's own process."""
    session.settings.inbox_folder.mkdir(parents=True, exist_ok=True)
    with session.dagster() as instance:
        if metrics_port is not None:
            serve_metrics(session.engine, instance, host, metrics_port)
        command = [sys.executable, "-m", "dagster", "dev", "-m", "pipelines.definitions", "-h", host, "-p", str(port)]
        console = Console(highlight=False)
        console.print(f"pages      http://{host}:{port}")
        console.print(f"inbox      {session.settings.inbox_folder}  (drop files here)")
        console.print(f"warehouse  {session.engine.url.render_as_string(hide_password=True)}")
        console.print("           (`jixiao warehouse grant-reader NAME` makes a login for a BI tool)")
        if metrics_port is not None:
            console.print(f"metrics    http://{host}:{metrics_port}/metrics")
        console.print("stop with Ctrl-C")
        child = subprocess.Popen(command, env=os.environ.copy(), start_new_session=True)  # noqa: S603 - our own words
        return _wait(child)


def _wait(child: "subprocess.Popen[bytes]") -> int:
    """Waits for Dagster's processes, and ends all of them when this one is told to end: 0 then, else their status."""
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
        if told and time.monotonic() - told[0] > _SECONDS_TO_END:
            os.killpg(child.pid, signal.SIGKILL)
