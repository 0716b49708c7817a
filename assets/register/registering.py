"""New files to archive, readings and registry, a chunk at a time; of known files only where they lay is noted.

Each chunk is kept in an order that any interruption survives: bytes, then readings and what was found in them, then one
transaction of registry rows. A run that is killed between them is repeated by the next one, which finds the same bytes
under the same names.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Any

import pandas as pd
import sqlalchemy as sa

from assets.extraction.cached import read_originals
from assets.extraction.cells import Reading, RefusedError
from assets.extraction.containers.archives import members_of
from assets.extraction.kinds import kind_of
from assets.extraction.reader import Reader
from assets.forms.found import keep_forms
from assets.register.archive import Archive
from assets.register.identity import Years, documents_frame, found_in, identify
from assets.register.made import made_at
from assets.register.sources import Source, content_of, is_document, is_manifest
from contracts.frames.documents import Documents
from contracts.validation import ContractViolation, validate
from warehouse.engine import transaction
from warehouse.registry import known_sha256s, record_documents, record_sources
from warehouse.waiting import first_sources

CHUNK = 64
_LOG = logging.getLogger(__name__)


def _no_one(count: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class RegisterProgress:
    """Who is told how many more files are done."""

    advance: Callable[[int], None] = _no_one


@dataclass(slots=True)
class Registered:
    """What became of the given files; a file may hold two documents, and an archive many files.

    `unknown` names the members of archives that are of no known kind, `unread` what could not be read, and why.
    """

    files: int = 0
    unchanged_files: int = 0
    documents: int = 0
    quarantined: int = 0
    sha256s: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def add(self, other: "Registered") -> None:
        """Count what became of other files too."""
        self.files += other.files
        self.unchanged_files += other.unchanged_files
        self.documents += other.documents
        self.quarantined += other.quarantined
        self.sha256s += other.sha256s
        self.unknown += other.unknown
        self.unread += other.unread


@dataclass(frozen=True, slots=True)
class Register:
    """Where the register keeps things, and how files are read."""

    engine: sa.Engine
    archive: Archive
    reader: Reader
    years: Years

    def take_in(self, sources: Iterable[Source], progress: RegisterProgress) -> Registered:
        """Registers the files below the given sources; `progress` hears of each chunk."""
        self.archive.sweep()
        done = Registered()
        remaining = chain.from_iterable(self._kept(source, done) for source in sources)
        # One for all chunks: to open a connection costs more than what is asked of a chunk of known files.
        with self.engine.connect() as connection:
            while chunk := list(islice(remaining, CHUNK)):
                self._take_in_chunk(connection, chunk, done)
                progress.advance(len({source.path for _, source in chunk}))
        counts = {"files": done.files, "unchanged": done.unchanged_files, "documents": done.documents}
        _LOG.info("files registered", extra={**counts, "quarantined": done.quarantined})
        return done

    def take_again(self, sha256s: Iterable[str], progress: RegisterProgress, *, anew: bool) -> Registered:
        """Registers originals of the archive once more; `anew` also reads those again that this reader has read."""
        done = Registered()
        remaining = iter(sha256s)
        while chunk := list(islice(remaining, CHUNK)):
            with self.engine.connect() as connection:
                sources = first_sources(connection, chunk)
            self._identify(sources, done, again=anew)
            progress.advance(len(chunk))
        return done

    def _kept(self, source: Source, done: Registered) -> Iterator[tuple[str, Source]]:
        """Keeps a file, or each member of an archive as a file of its own; also the archive, if anything went wrong."""
        data = content_of(source)
        if isinstance(data, str):
            done.unread.append(data)
            return
        is_unpacked = False
        if kind_of(data) == "zip":
            with suppress(RefusedError):
                for name, member in members_of(data, self.reader.limits):
                    said = replace(source, name=f"{source.name}/{name}")
                    if is_document(name, member):
                        yield self.archive.keep(member), replace(said, made_at=made_at(member))
                    elif not is_manifest(name):
                        done.unknown.append(said.name)
                is_unpacked = True
        if not is_unpacked:
            yield self.archive.keep(data), replace(source, made_at=made_at(data))

    def _take_in_chunk(self, connection: sa.Connection, seen: list[tuple[str, Source]], done: Registered) -> None:
        with transaction(connection):
            known = known_sha256s(connection, [sha256 for sha256, _ in seen])
        fresh: dict[str, dict[str, Any]] = {}
        for sha256, source in seen:
            if sha256 not in known:
                said = {
                    "source_name": source.name,
                    "source_url": source.source_url,
                    "published_at": source.published_at,
                    "region_said": source.region_said,
                    "department_said": source.department_said,
                    "year_said": source.year_said,
                    "made_at": source.made_at,
                }
                fresh.setdefault(sha256, said)
        self._identify(fresh, done)
        with transaction(connection):
            record_sources(connection, _sources_frame(seen))
        done.sha256s += [sha256 for sha256, _ in seen]
        done.files += len(seen)
        done.unchanged_files += sum(sha256 in known for sha256, _ in seen)

    def _identify(self, sources: dict[str, dict[str, Any]], done: Registered, *, again: bool = False) -> None:
        outcomes = read_originals(self.archive, self.reader, sources, again=again)
        rows: list[dict[str, Any]] = []
        for sha256, said in sources.items():
            outcome = outcomes[sha256]
            found = found_in(outcome, said)
            if isinstance(outcome, Reading):
                keep_forms(self.archive, sha256, outcome.reader, found)
            rows += identify(sha256, said, outcome, found, self.years)
        if not rows:
            return
        frame = documents_frame(rows)
        report = validate(Documents, frame)
        if not report.is_valid:
            raise ContractViolation(report.failures.to_string())
        with self.engine.begin() as connection:
            record_documents(connection, frame)
        for row in rows:
            if row["state"] == "quarantined":
                said = {key: row[key] for key in ("document_id", "source_name", "reason_code", "reason_detail")}
                _LOG.info("document quarantined", extra={**said, "again": "jixiao quarantine replay"})
        done.documents += len(frame)
        done.quarantined += int((frame["state"] == "quarantined").sum())


def _sources_frame(seen: list[tuple[str, Source]]) -> pd.DataFrame:
    said = ("source_url", "published_at", "withdrawn_at", "region_said", "department_said", "year_said")
    rows = [(sha256, source.name, *(getattr(source, name) for name in said)) for sha256, source in seen]
    return (
        pd.DataFrame(rows, columns=["document_sha256", "source_name", *said])
        .astype(object)
        .where(lambda frame: frame.notna(), None)
    )
