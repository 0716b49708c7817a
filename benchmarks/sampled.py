"""A `jixiao` command that says how many CPU seconds each layer took, of its own process and of its reading processes.

`python -m benchmarks.sampled FILE COMMAND…` runs `jixiao COMMAND…` and writes {layer: seconds} to FILE as JSON. Every
hundredth second of CPU the call stack is looked at, and what passed since the last look is laid to the innermost layer.
"""

import json
import resource
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from pipelines.command.main import main as command

READING = "reading (child processes)"
_SECONDS = 0.01
_ROOT = str(Path(__file__).parent.parent) + "/"
# What stands nearest to the innermost call decides; vocabularies and pandas count for whoever asks them.
_LAYERS = (
    ("<frozen importlib", "imports"),
    (_ROOT + "assets/register/archive.py", "archive"),
    (_ROOT + "assets/register/kept.py", "readings kept, and as frames"),
    (_ROOT + "assets/extraction/frame.py", "readings kept, and as frames"),
    (_ROOT + "assets/extraction/", "extraction, in the parent"),
    (_ROOT + "assets/forms/", "forms"),
    (_ROOT + "assets/normalization/", "normalization"),
    (_ROOT + "contracts/rules/", "rules"),
    (_ROOT + "contracts/validation.py", "contracts"),
    (_ROOT + "assets/register/", "register"),
    (_ROOT + "warehouse/server/", "PostgreSQL's start"),
    (_ROOT + "warehouse/", "loading"),
    (_ROOT + "pipelines/lake.py", "lake"),
    (_ROOT + "assets/", "assets, other"),
    (_ROOT + "pipelines/", "command"),
    ("/site-packages/dagster", "Dagster"),
)


def layer_of(frame: FrameType | None) -> str:
    """The layer whose call is the innermost one."""
    while frame:
        file = frame.f_code.co_filename
        for part, layer in _LAYERS:
            if part in file:
                return layer
        frame = frame.f_back
    return "other"


def main() -> None:
    target = Path(sys.argv[1])
    sys.argv = ["jixiao", *sys.argv[2:]]
    spent: Counter[str] = Counter({"imports": time.process_time()})
    last = time.process_time()

    def look(_signal: int, frame: FrameType | None) -> None:
        nonlocal last
        now = time.process_time()
        spent[layer_of(frame)] += now - last
        last = now

    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS, _SECONDS)
    try:
        command()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent[READING] = children.ru_utime + children.ru_stime
        target.write_text(json.dumps(spent))


if __name__ == "__main__":
    main()
