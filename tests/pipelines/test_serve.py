"""`jixiao serve` for real: pages answer, a file dropped into the inbox is loaded by the sensors, and all of it ends."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

PATIENCE = 200


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def until(holds: Callable[[], Any], what: str) -> Any:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = holds()
        if found:
            return found
        time.sleep(1)
    raise AssertionError(f"{what} did not come within {PATIENCE} s")


def test_a_file_in_the_inbox_is_loaded_while_the_pages_are_up(
    tmp_path: Path, database_url: str, examples: Path, command: Callable[..., Callable[..., Any]]
) -> None:
    home, port = tmp_path / "home", free_port()
    environment = {**os.environ, "JIXIAO_HOME": str(home), "JIXIAO_WAREHOUSE": database_url}
    words = [sys.executable, "-m", "pipelines.command.main", "serve", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        child = subprocess.Popen(words, env=environment, stdout=log, stderr=log)
    try:

        def answers() -> bool:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/server_info", timeout=5) as answer:
                    return "dagster_version" in json.load(answer)
            except OSError:
                return False

        until(answers, "the page")
        shutil.copy(examples / "2025年部门整体绩效目标批复.pdf", home / "inbox" / "anything.pdf")
        run = command(home, database_url)
        until(lambda: '"loaded": 1' in run("status", "--format", "json").stdout, "the document")
        family = psutil.Process(child.pid).children(recursive=True)
    finally:
        child.send_signal(signal.SIGTERM)
    assert child.wait(timeout=60) == 0
    _, alive = psutil.wait_procs(family, timeout=20)
    assert not alive, [process.cmdline() for process in alive]
