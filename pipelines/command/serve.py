"""`jixiao serve`: Dagster's pages with its schedules and sensors running, and the warehouse open for BI tools."""

import os
import signal
import subprocess
import sys
from types import FrameType

from rich.console import Console

from pipelines.command.session import Session


def serve(session: Session, host: str, port: int) -> int:
    """Runs until it is interrupted; the embedded server is up as long. The exit status of Dagster's own process."""
    session.settings.inbox_folder.mkdir(parents=True, exist_ok=True)
    with session.dagster():
        command = [sys.executable, "-m", "dagster", "dev", "-m", "pipelines.definitions", "-h", host, "-p", str(port)]
        console = Console(highlight=False)
        console.print(f"pages      http://{host}:{port}")
        console.print(f"inbox      {session.settings.inbox_folder}  (drop PDF files here)")
        console.print(f"warehouse  {session.engine.url.render_as_string(hide_password=True)}")
        console.print("           (`jixiao warehouse grant-reader NAME` makes a login for a BI tool)")
        console.print("stop with Ctrl-C")
        child = subprocess.Popen(command, env=os.environ.copy(), start_new_session=True)  # noqa: S603 - our own words
        stopped = _pass_on(child)
        status = child.wait()
        return 0 if stopped else status


def _pass_on(child: "subprocess.Popen[bytes]") -> list[int]:
    """Ends Dagster's processes when this one is told to end; the list holds the signals that came."""
    came: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        came.append(number)
        child.send_signal(signal.SIGINT)

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, stop)
    return came
