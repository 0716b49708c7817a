"""The register's asset: what came in since the last run. No partitions: whose a document is must first be read."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import dagster as dg
import pandas as pd
import sqlalchemy as sa
from pydantic import Field

from assets.extraction.reader import Reader
from assets.register.archive import Archive
from assets.register.feeds.feed import INBOX, Feeds
from assets.register.feeds.look import look_at
from assets.register.identity import Years
from assets.register.registering import Register, RegisterProgress
from assets.register.sources import find_sources
from warehouse.registry import documents_of, waiting_partitions

OWNERS = ["team:data-engineering"]


class RegisterConfig(dg.Config):
    """What to look at: folders and files, all feeds or the inbox alone, originals of the archive once more.

    `anew` reads originals again that this reader has read, as after a limit was raised.
    """

    paths: list[str] = Field(default_factory=list)
    feeds: bool = False
    inbox: bool = False
    replay: list[str] = Field(default_factory=list)
    anew: bool = True


def region_and_year(context: dg.AssetExecutionContext) -> tuple[str, int]:
    """The region and budget year of the partition that runs."""
    key = context.partition_key
    if not isinstance(key, dg.MultiPartitionKey):
        raise dg.DagsterInvariantViolationError(f"{key!r} is no partition of region and year")
    return key.keys_by_dimension["region"], int(key.keys_by_dimension["budget_year"])


def documents_of_partition(context: dg.AssetExecutionContext, warehouse: sa.Engine) -> pd.DataFrame:
    """The registered documents of the partition that runs, as a `Documents` frame."""
    with warehouse.connect() as connection:
        return documents_of(connection, *region_and_year(context))


def register_assets(regions: dg.DynamicPartitionsDefinition) -> list[Any]:
    """The assets of this layer; every region that a document is of becomes a partition key of `regions`."""

    @dg.asset(
        group_name="register",
        kinds={"python", "postgres"},
        owners=OWNERS,
        description="Files found below the given paths, kept by content and identified by what they print.",
    )
    def registered_documents(
        context: dg.AssetExecutionContext,
        config: RegisterConfig,
        warehouse: dg.ResourceParam[sa.Engine],
        archive: dg.ResourceParam[Archive],
        reader: dg.ResourceParam[Reader],
        years: dg.ResourceParam[Years],
        feeds: dg.ResourceParam[Feeds],
        progress: dg.ResourceParam[RegisterProgress],
    ) -> dg.MaterializeResult[None]:
        register = Register(warehouse, archive, reader, years)
        found = find_sources([Path(path) for path in config.paths])
        done = register.take_in(found.files, progress)
        again = register.take_again(config.replay, progress, anew=config.anew)
        looks = []
        wanted = [feed for feed in feeds.feeds if config.feeds or (config.inbox and feed.name == INBOX)]
        for feed in wanted:
            look, seen = look_at(feed, feeds.spool, warehouse, register, progress)
            looks.append(asdict(look))
            done.add(seen)
        with warehouse.connect() as connection:
            waiting = waiting_partitions(connection)
        if waiting and regions.name:
            context.instance.add_dynamic_partitions(regions.name, sorted({region for region, _ in waiting}))
        return dg.MaterializeResult(
            metadata={
                "files": done.files,
                "unchanged_files": done.unchanged_files,
                "documents": done.documents + again.documents,
                "quarantined": done.quarantined + again.quarantined,
                "sha256s": done.sha256s,
                "unknown": found.unknown + done.unknown,
                "unread": found.unread + done.unread,
                "manifest_faults": found.manifest_faults,
                "waiting": [f"{region}|{year}" for region, year in waiting],
                "feeds": looks,
            }
        )

    return [registered_documents]
