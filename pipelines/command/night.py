"""`jixiao night`: what the clock does by itself, at once and in order: feeds, loads, and the morning's report."""

from typing import Any

from assets.register.feeds.feed import read_feeds
from assets.register.registering import RegisterProgress
from pipelines.command.ingest import load, progress
from pipelines.command.session import Session
from pipelines.definitions import build_definitions
from pipelines.night.morning import morning
from pipelines.runs import run_register


def night(session: Session) -> dict[str, Any]:
    """Looks at every feed, loads what it touches, publishes if all is well, and reports. Gives the report."""
    settings = session.settings
    settings.inbox_folder.mkdir(parents=True, exist_ok=True)
    read_feeds(settings.feeds_file, settings.inbox_folder)  # a mistake in the list is told before anything runs
    with session.dagster() as instance:
        with progress("looking at the feeds, file", 0) as advance:
            definitions = build_definitions(progress=RegisterProgress(advance))
            registered = run_register(definitions, instance, feeds=True)
        partitions = [(region, int(year)) for region, year in (text.split("|") for text in registered["waiting"])]
        load(session, definitions, instance, partitions)
        return morning(settings, session.engine, instance)
