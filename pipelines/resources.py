"""What the assets are given to work with: the warehouse, the archive, the reader and the lake.

Each takes its settings when a run starts, so that loading the definitions reads no environment.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import dagster as dg
import sqlalchemy as sa

from assets.extraction.limits import Limits
from assets.extraction.reader import Reader
from assets.register.archive import Archive
from assets.register.feeds.feed import Feeds, read_feeds
from assets.register.identity import Years
from assets.register.registering import RegisterProgress
from contracts.vocabulary.corrections import read_corrections, take_corrections
from contracts.vocabulary.decisions import read_decisions, take_decisions
from pipelines.lake import ParquetLake
from pipelines.partitions import FIRST_YEAR, last_year
from pipelines.settings import Settings
from pipelines.watching.logs import set_up_logs
from warehouse.engine import connect
from warehouse.living import at_work
from warehouse.migrations import upgrade
from warehouse.renewal import renew_documents
from warehouse.server.embedded import EmbeddedServer
from warehouse.vocabulary import sync_dimensions


@contextlib.contextmanager
def open_warehouse(settings: Settings) -> Iterator[tuple[sa.Engine, str]]:
    """The warehouse's engine and its address; the embedded server runs for as long as somebody holds this open."""
    with contextlib.ExitStack() as stack:
        url = settings.warehouse or stack.enter_context(EmbeddedServer(settings.home).use())
        engine = connect(url)
        stack.callback(engine.dispose)
        set_up_logs(settings.log, [*settings.secrets(), str(engine.url.password or "")])
        upgrade(engine)
        take_decisions(read_decisions(settings.review_file))
        take_corrections(read_corrections(settings.corrections_file))
        with engine.begin() as connection:
            sync_dimensions(connection)
            renew_documents(connection)
        yield engine, url


def reader_of(settings: Settings) -> Reader:
    """How files are read under these settings."""
    limits = Limits(
        bytes=settings.max_file_megabytes * 2**20,
        pages=settings.max_pages,
        characters=settings.max_characters_a_page,
        seconds=settings.timeout_seconds,
        memory=settings.memory_megabytes * 2**20,
        cells=settings.max_cells,
        pictures=settings.max_scanned_pages,
        members=settings.max_archive_files,
        unpacked=settings.max_archive_megabytes * 2**20,
    )
    return Reader(engine=settings.engine, workers=settings.workers, limits=limits)


@dg.resource(description="The engine of the warehouse, migrated to the newest schema.")
def warehouse(context: dg.InitResourceContext) -> Iterator[sa.Engine]:
    """Opened once a run, which is known to be at work as long; a sensor opens it without a run."""
    with open_warehouse(Settings()) as (engine, _url), contextlib.ExitStack() as stack:
        if context.run:
            stack.enter_context(at_work(engine, context.run.run_id))
        yield engine


@dg.resource(description="Originals and readings by content.")
def archive(_: dg.InitResourceContext) -> Archive:
    """Opened once a run."""
    return Archive(Settings().archive_url)


@dg.resource(description="The reader of files and its limits.")
def reader(_: dg.InitResourceContext) -> Reader:
    """Made once a run."""
    return reader_of(Settings())


@dg.resource(description="The budget years that have a place in the warehouse.")
def years(_: dg.InitResourceContext) -> Years:
    """Of the day on which the run starts."""
    return Years(FIRST_YEAR, last_year())


@dg.resource(description="The configured sources of files.")
def feeds(_: dg.InitResourceContext) -> Feeds:
    """Read when a run starts, so that a new source is looked at the same night."""
    settings = Settings()
    settings.inbox_folder.mkdir(parents=True, exist_ok=True)
    return Feeds(tuple(read_feeds(settings.feeds_file, settings.inbox_folder)), settings.home / "spool")


@dg.io_manager(description="Parquet between the layers, in the archive.")
def lake(_: dg.InitResourceContext) -> dg.IOManager:
    """Opened once a run."""
    return ParquetLake(Archive(Settings().archive_url))


def resources() -> dict[str, Any]:
    """The resources under the keys by which the assets ask for them."""
    return {
        "warehouse": warehouse,
        "archive": archive,
        "reader": reader,
        "years": years,
        "feeds": feeds,
        "progress": RegisterProgress(),
        "io_manager": lake,
    }
