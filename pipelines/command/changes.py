"""`jixiao diff` and `jixiao ingest --dry-run`: what changed, or would change, value by value."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import dagster as dg
import sqlalchemy as sa

from assets.register.archive import Archive
from assets.register.feeds.feed import Feeds
from assets.register.overlay import OverlayArchive
from pipelines.command.output import Format, show
from pipelines.command.session import Session
from pipelines.lake import ParquetLake
from warehouse import changes
from warehouse.changes import Change
from warehouse.rehearsal import rehearsal

_DOCUMENT_ID = 16
_TITLES = {
    "kind": "变更 change", "department_name": "部门 department", "budget_year": "年度 year", "relation": "",
    "section": "区段 section", "name": "名称 name", "before": "原为 before", "after": "现为 after",
}  # fmt: skip


class _Rehearsed(Session):
    """A session whose runs leave no trace."""

    @contextlib.contextmanager
    def dagster(self) -> Iterator[dg.DagsterInstance]:
        """An instance in memory."""
        with dg.DagsterInstance.ephemeral() as instance:
            yield instance


def differences(session: Session, before: str, after: str | None) -> list[Change]:
    """Between two documents, by their ids; or of one load, or between two. ValueError for what is not known."""
    is_document = [len(name) >= _DOCUMENT_ID for name in (before, after) if name]
    if any(is_document) != all(is_document) or (is_document[0] and after is None):
        raise ValueError("name two documents by their ids, or one load or two by their numbers (`jixiao loads`)")
    if not is_document[0]:
        unknown = next((name for name in (before, after) if name and not name.isdecimal()), None)
        if unknown:
            raise ValueError(f"{unknown!r} is neither a document's id nor a load's number; see `jixiao loads`")
    try:
        with session.engine.connect() as connection:
            if after is not None and is_document[0]:
                return changes.between_documents(connection, before, after)
            if after is None:
                return changes.of_load(connection, int(before))
            return changes.between_loads(connection, int(before), int(after))
    except KeyError as error:
        raise ValueError(f"there is no document or load {error}; see `jixiao loads`") from None


def rehearse(session: Session, work: Callable[..., dict[str, Any]]) -> tuple[dict[str, Any], list[Change]]:
    """What this work would come to: what it says of itself, and the changes; nothing is written.

    It is given a session and `resources` for the assets that leave no trace.
    """
    archive = OverlayArchive(Archive(session.settings.archive_url))
    with rehearsal(session.engine) as (engine, connection), contextlib.closing(archive):
        moments = sa.text("SELECT clock_timestamp()")
        started = connection.execute(moments).scalar_one()
        resources = {
            "warehouse": engine,
            "archive": archive,
            "io_manager": ParquetLake(archive),
            "feeds": Feeds((), session.settings.home),
        }
        summary = work(_Rehearsed(session.settings, engine, session.url), resources=resources)
        ended = connection.execute(moments).scalar_one()
        return summary, changes.between_moments(connection, started, ended)


def show_changes(found: Sequence[Change], how: Format, output: Path | None = None) -> None:
    """The changes for a person or a machine."""
    show([asdict(change) for change in found], _TITLES, how, output, f"{len(found)} 处变更 changes")
