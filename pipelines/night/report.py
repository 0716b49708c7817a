"""The report of a morning as plain data: loaded, restated, quarantined, missing, failed, slowest, next steps."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import dagster as dg
import sqlalchemy as sa

from assets.register.feeds.feed import Feed
from contracts.reasons import REASONS
from pipelines.night.envelopes import envelopes
from pipelines.night.runs import forgotten, looks_since, runs_since
from pipelines.night.steps import next_steps
from warehouse import nights
from warehouse.waiting import waiting_documents

CHINA = ZoneInfo("Asia/Shanghai")
_SLOWEST = 5
_FIRST = timedelta(days=1)


def morning_report(engine: sa.Engine, instance: dg.DagsterInstance, feeds: Sequence[Feed]) -> dict[str, Any]:
    """What happened since the last report, kept in the warehouse so that the next one begins where this one ends.

    `is_publishable` is false when a feed gave too few documents or documents still wait for their load.
    """
    with engine.begin() as connection:
        until = nights.now(connection)
        since = nights.last_report(connection) or until - _FIRST
        today = until.astimezone(CHINA).date()
        bounds = envelopes(feeds, nights.documents_by_feed(connection, today.year), today)
        waiting = waiting_documents(connection)
        runs = runs_since(instance, since)
        due = {feed.complete_by for feed in feeds if today.strftime("%m-%d") >= feed.complete_by}
        report: dict[str, Any] = {
            "day": today.isoformat(),
            "since": since.isoformat(),
            "until": until.isoformat(),
            **nights.loaded_since(connection, since),
            "feeds": looks_since(instance, since),
            "quarantined": [_with_reason(row) for row in nights.quarantined(connection, since)],
            "missing": nights.missing(connection, today.year) if due else [],
            "waiting": [f"{region}|{year}" for region, year in waiting],
            "failed": [asdict(run) for run in forgotten(instance)],
            "slowest": [asdict(run) for run in sorted(runs, key=lambda run: -run.seconds)[:_SLOWEST]],
            "envelopes": [asdict(bound) for bound in bounds],
            "is_publishable": not waiting and not any(bound.stops for bound in bounds),
        }
        report["next_steps"] = next_steps(report)
        nights.keep_report(connection, since, until, report)
    return report


def _with_reason(row: dict[str, Any]) -> dict[str, Any]:
    reason = REASONS[row["reason_code"]]
    return {**row, "reason_zh": reason.message_zh, "reason_en": reason.message_en, "advice_zh": reason.advice_zh}
