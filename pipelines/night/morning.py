"""The end of a night: the report is made, what may be published is published, and the report is handed out."""

from typing import Any

import dagster as dg
import sqlalchemy as sa

from assets.register.feeds.feed import read_feeds
from pipelines.night.delivery import deliver, keep_files
from pipelines.night.letter import letter
from pipelines.night.report import morning_report
from pipelines.settings import Settings


def morning(settings: Settings, engine: sa.Engine, instance: dg.DagsterInstance) -> dict[str, Any]:
    """Reports on the time since the last report. Publication comes last and only when nothing speaks against it."""
    feeds = read_feeds(settings.feeds_file, settings.inbox_folder)
    report = morning_report(engine, instance, feeds)
    text = letter(report)
    report["undelivered"] = deliver(text, settings)
    keep_files(report, text, settings.home / "reports")
    return report
