"""The reader as the assets hold it: which engine, how many workers, under which limits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assets.extraction.cells import Reading, Refusal
from assets.extraction.limits import Limits
from assets.extraction.processes.pool import read_files
from assets.extraction.registry import reader_version


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads files in child processes, each answered once: with a reading, or with the reason why there is none."""

    engine: str = "pdfium"
    workers: int = 1
    limits: Limits = field(default_factory=Limits)

    @property
    def version(self) -> str:
        """The version under which this reader's readings are kept."""
        return reader_version(self.engine)

    def read(self, files: Iterable[tuple[str, Path | bytes]]) -> Iterator[tuple[str, Reading | Refusal]]:
        """The files by key, in the order in which the workers end."""
        return read_files(files, self.limits, self.engine, self.workers)
