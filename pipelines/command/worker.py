"""`jixiao worker`: a process that takes runs from Celery until it is told to stop."""

import os
import socket
import subprocess
import sys

from pipelines.command.session import Session


def worker(session: Session, concurrency: int) -> int:
    """Runs until it is interrupted, and finishes the runs it has; the exit status of Celery's process."""
    settings = session.settings.model_copy(update={"launcher": "celery"})
    with Session(settings, session.engine, session.url).dagster():
        name = f"jixiao-{os.getpid()}@{socket.gethostname()}"
        words = [sys.executable, "-m", "celery", "-A", "pipelines.celery_worker", "worker"]
        words += ["-Q", "dagster", "-n", name, "-c", str(concurrency), "--without-gossip", "--without-mingle"]
        child = subprocess.Popen([*words, "-l", "WARNING"])  # noqa: S603 - our own words
        try:
            return child.wait()
        except KeyboardInterrupt:
            return child.wait()
