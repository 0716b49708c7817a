"""The end of a night: the report is made, what may be published is published, and the report is handed out."""

import logging
from typing import Any

import dagster as dg
import sqlalchemy as sa

from assets.register.feeds.feed import read_feeds
from pipelines.night.delivery import deliver, keep_files
from pipelines.night.letter import letter
from pipelines.night.report import morning_report
from pipelines.night.runs import note_lost
from pipelines.settings import Settings
from warehouse.publishing import PublishError, publish

_LOG = logging.getLogger(__name__)


def morning(settings: Settings, engine: sa.Engine, instance: dg.DagsterInstance) -> dict[str, Any]:
    """Reports on the time since the last report. Publication comes last and only when nothing speaks against it."""
    feeds = read_feeds(settings.feeds_file, settings.inbox_folder)
    note_lost(engine, instance)
    report = morning_report(engine, instance, feeds)
    report["published"] = _publish(settings, engine, report)
    report["undelivered"] = deliver(letter(report), settings)
    if report["undelivered"]:
        _LOG.warning("morning report not delivered", extra={"to": "; ".join(report["undelivered"])})
        report["next_steps"] += [f"晨报未送达 · this report did not reach: {one}" for one in report["undelivered"]]
    counts = {name: report[name] for name in ("day", "loaded", "restated", "is_publishable", "published")}
    held = {"quarantined": len(report["quarantined"]), "failed": len(report["failed"])}
    _LOG.info("morning report", extra={**counts, **held, "next_steps": len(report["next_steps"])})
    keep_files(report, letter(report), settings.home / "reports")
    return report


def _publish(settings: Settings, engine: sa.Engine, report: dict[str, Any]) -> str | None:
    """Publishes to the folder of the settings, and says where; a release that fails leaves the one before in place."""
    if settings.publish is None or not report["is_publishable"]:
        return None
    try:
        return str(publish(engine, settings.publish).folder)
    except (PublishError, OSError) as error:
        report["is_publishable"] = False
        report["next_steps"].insert(0, f"发布失败 · publishing failed: {error}: `jixiao publish {settings.publish}`")
        return None
