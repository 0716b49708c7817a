"""What a document may cost before it is refused; a hostile or broken file must not stop the others."""

import resource
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one document's reading.

    `bytes`: size of the file. `pages`: of the document. `characters`: on one page, or in one
    cell or line of what has no pages. `seconds`: for the whole document, or
    without a step further where pages are pictures, whose whole takes at most so long for each of them.
    `pictures`: pages that are pictures; `pixels`: of one.
    `memory`: bytes by which a reading process may grow beyond what it had when it started. `cells`: of the document.
    `members` and `unpacked`: files in an archive or package, and bytes of all of them together. `ratio`: of
    a file's bytes to what they take in an archive. `depth`: of archives in archives.
    """

    bytes: int = 200 * 1024**2
    pages: int = 1000
    characters: int = 50_000
    seconds: float = 30.0
    memory: int = 1024**3
    cells: int = 200_000
    pictures: int = 300
    pixels: int = 120_000_000
    members: int = 10_000
    unpacked: int = 1024**3
    ratio: int = 200
    depth: int = 3

    @property
    def longest(self) -> float:
        """Seconds that a document of pictures may take as long as its reader gets on."""
        return self.seconds * (1 + self.pictures)


DEFAULT_LIMITS = Limits()


def memory_held() -> int:
    """Bytes that this process holds in memory now; at most so far where the system is not Linux."""
    if sys.platform != "linux":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def limit_memory(growth: int) -> None:
    """Let the address space grow by so many bytes (Linux only, others take no such limit), and leave no core file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + growth
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
