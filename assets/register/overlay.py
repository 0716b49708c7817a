"""An archive that is read and never written: what would be kept is kept in memory, for as long as it is open."""

import uuid

from assets.register.archive import Archive


class OverlayArchive(Archive):
    """Reads another archive through; new bytes stay in memory."""

    def __init__(self, below: Archive) -> None:
        super().__init__(f"memory://{uuid.uuid4().hex}")
        self._below = below

    def has(self, name: str) -> bool:
        """Whether it is kept here or below."""
        return super().has(name) or self._below.has(name)

    def read(self, name: str) -> bytes:
        """The bytes kept here, else those below; FileNotFoundError when there are none."""
        return super().read(name) if super().has(name) else self._below.read(name)

    def close(self) -> None:
        """Forgets what was kept in memory."""
        if self._files.exists(self._root):
            self._files.rm(self._root, recursive=True)
