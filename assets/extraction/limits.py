"""What a document may cost before it is refused; a hostile or broken file must not stop the others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one document's reading.

    `bytes`: size of the file. `pages`: of the document. `characters`: on one page. `seconds`: for the whole document.
    `memory`: bytes by which a reading process may grow beyond what it had when it started.
    """

    bytes: int = 200 * 1024**2
    pages: int = 1000
    characters: int = 50_000
    seconds: float = 30.0
    memory: int = 1024**3


DEFAULT_LIMITS = Limits()
