"""`dagster` as a process that never outlives the one that started it, however that one ends.

Its standard input is a pipe that nobody writes to: it ends with the process at its other end, also by SIGKILL. Run by
`jixiao serve` in a session of its own, for it then kills its whole process group.
"""

import os
import runpy
import signal
import sys
from threading import Thread


def _end_with_parent() -> None:
    os.read(sys.stdin.fileno(), 1)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    Thread(target=_end_with_parent, daemon=True).start()
    runpy.run_module("dagster", run_name="__main__")
