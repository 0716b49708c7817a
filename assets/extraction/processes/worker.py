"""What runs in a reading process: files in, outcomes out, under a memory limit. Started by `child`.

Hostile bytes are met here and nowhere else, so the imports stay light: no pandas, no Dagster.
"""

import logging
import os
import sys
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Lock, Thread
from time import sleep

from assets.extraction.cells import Refusal
from assets.extraction.limits import Limits, limit_memory, memory_held
from assets.extraction.processes.messages import (
    Outcome,
    Source,
    dump_held,
    dump_outcome,
    dump_progress,
    load_job,
    load_settings,
)
from assets.extraction.processes.progress import listen
from assets.extraction.registry import load, read

_LOG = logging.getLogger(__name__)
_MEMORY_STEPS = 16
_SECONDS_BETWEEN_LOOKS = 0.02


def main() -> None:
    """Serve the connection whose file descriptor is the first argument, until the parent closes it or is gone."""
    connection = Connection(int(sys.argv[1]))
    limits, engine = load_settings(connection.recv_bytes())
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # numpy's threads have nothing to do here, and hold memory
    load("pdf")  # Libraries are not a document's growth.
    limit_memory(limits.memory)
    jobs: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_receive, args=(connection, jobs), daemon=True).start()
    lock = Lock()
    Thread(target=_watch, args=(connection, lock, limits), daemon=True).start()
    listen(lambda: _send(connection, lock, dump_progress()))
    while True:
        outcome = dump_outcome(_outcome(load_job(jobs.get()), limits, engine))
        _send(connection, lock, outcome)


def _send(connection: Connection, lock: Lock, message: bytes) -> None:
    with lock:
        connection.send_bytes(message)


def _watch(connection: Connection, lock: Lock, limits: Limits) -> None:
    """Say how much memory is held, as it grows: PDFium ends the process when it gets none, and says so to nobody.

    What the system says of an ended process will not do: Linux lets it inherit the peak of the one that started it.
    """
    said = -limits.memory
    while True:
        held = memory_held()
        if held - said > limits.memory // _MEMORY_STEPS:
            _send(connection, lock, dump_held(held))
            said = held
        sleep(_SECONDS_BETWEEN_LOOKS)


def _receive(connection: Connection, jobs: "SimpleQueue[bytes]") -> None:
    """Take jobs in; when the parent hangs up or dies, end the process at once, whatever it is reading."""
    try:
        while True:
            jobs.put(connection.recv_bytes())
    except (EOFError, OSError):
        os._exit(0)


def _outcome(source: Source, limits: Limits, engine: str) -> Outcome:
    try:
        return read(source if isinstance(source, bytes) else source.read_bytes(), limits, engine)
    except MemoryError:
        return Refusal("out_of_memory", f"more than {limits.memory} bytes")
    except Exception as error:  # a fault of ours in one file must not keep the others from being read
        _LOG.exception("reading failed")
        return Refusal("reader_crashed", repr(error))


if __name__ == "__main__":
    main()
