"""One look at a feed: what is new, changed or gone since the last one, and into the register with it, batch by batch.

A file is noted as known only after the register has it. A look that is killed is taken up by the next one.
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import sqlalchemy as sa

from assets.register.archive import sha256_of
from assets.register.feeds.entries import Entry, FeedUnreachableError, Known, Place
from assets.register.feeds.feed import INBOX, Feed
from assets.register.feeds.store import Store
from assets.register.feeds.web import Web
from assets.register.names import storable
from assets.register.registering import Register, Registered, RegisterProgress
from assets.register.sources import Source, find_sources
from warehouse.feeds import known_files, note_files, note_gone

BATCH = 256


@dataclass(slots=True)
class Look:
    """What one look at a feed found, by the names of the files."""

    feed: str
    owner: str
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    unchanged: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    error: str | None = None


def look_at(
    feed: Feed, spool: Path, engine: sa.Engine, register: Register, progress: RegisterProgress
) -> tuple[Look, Registered]:
    """Look at one feed and register what is new or changed. A feed that cannot be reached says so and stops nothing.

    One look after the other uses the folder `spool`; what a killed one left there is cleared away.
    """
    look, done = Look(feed.name, feed.owner), Registered()
    place: Place = Web(feed) if feed.is_web else Store(feed)
    with engine.connect() as connection:
        known = {name: Known(*noted) for name, noted in known_files(connection, feed.name).items()}
    try:
        entries = place.entries(known)
    except FeedUnreachableError as error:
        look.error = str(error)
        return look, done
    if known and not entries and feed.name != INBOX:
        look.error = f"nothing is there, of {len(known)} files before: is it the right page, is the folder mounted?"
        return look, done
    wanted = [entry for entry in entries if entry.name not in known or known[entry.name].mark != entry.mark]
    look.unchanged = len(entries) - len(wanted)
    look.gone = sorted(known.keys() - {entry.name for entry in entries})
    for start in range(0, len(wanted), BATCH):
        with _emptied(spool) as folder:
            fetched = list(_fetch(place, wanted[start : start + BATCH], known, folder, look))
            addresses = {name: url for name, _, _, url in fetched if feed.is_web}
            files = find_sources([folder]).files
            done.add(register.take_in([_addressed(source, addresses) for source in files], progress))
        with engine.begin() as connection:
            note_files(connection, feed.name, fetched)
    with engine.begin() as connection:
        note_gone(connection, feed.name, look.gone)
    return look, done


@contextmanager
def _emptied(spool: Path) -> Iterator[Path]:
    """An empty folder below `spool`, for one process at a time."""
    spool.mkdir(parents=True, exist_ok=True)
    with (spool / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = spool / "files"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield folder
        shutil.rmtree(folder)


def _fetch(
    place: Place, batch: list[Entry], known: dict[str, Known], spool: Path, look: Look
) -> Iterator[tuple[str, str, str, str]]:
    """Fetch files below `spool`, and give name, mark, sha256 and address of each, to be noted."""
    for entry in batch:
        target, before = spool / entry.name, known.get(entry.name)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            mark = place.fetch(entry, before, target)
            sha256 = before.sha256 if mark is None and before else sha256_of(target.read_bytes())
        except (FeedUnreachableError, OSError) as error:
            look.failed[entry.name] = storable(str(error))
            with suppress(OSError):
                target.unlink()
            continue
        if before is None:
            look.new.append(entry.name)
        elif sha256 != before.sha256:
            look.changed.append(entry.name)
        else:
            look.unchanged += 1
            target.unlink(missing_ok=True)
        yield entry.name, mark or (before.mark if before else ""), sha256, storable(entry.url)


def _addressed(source: Source, addresses: dict[str, str]) -> Source:
    """A file of a page with its own address, where no manifest says another."""
    return replace(source, source_url=source.source_url or addresses.get(source.name))
