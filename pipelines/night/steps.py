"""What a person should do next about a report, each step one line in Chinese and English, with the command to type."""

from collections.abc import Iterator
from typing import Any

from assets.register.feeds.feed import INBOX


def next_steps(report: dict[str, Any]) -> list[str]:
    """The steps, the most pressing first; none when all is well."""
    return [*_feeds(report), *_envelopes(report), *_failures(report), *_waiting(report), *_quarantined(report)]


def _feeds(report: dict[str, Any]) -> list[str]:
    return [step for look in report["feeds"] for step in _of_feed(look)]


def _of_feed(look: dict[str, Any]) -> Iterator[str]:
    who = f"{look['feed']} ({look['owner']})"
    gone, left = len(look["gone"]), look["unchanged"] + len(look["changed"]) + len(look["new"])
    if look["error"]:
        yield f"来源无法读取，请联系负责人 · feed out of reach: {who}: {look['error']}"
    if look["failed"]:
        name, why = next(iter(look["failed"].items()))
        yield (
            f"有文件取不到，下一晚再取 · files could not be fetched, the next night tries again: {who}: "
            f"{len(look['failed'])}, {name}: {why}: `jixiao night`"
        )
    if gone > left and look["feed"] != INBOX:
        yield (
            "来源少了大半文件，已入库的保留 · most files of a feed are gone, what was loaded stays: "
            f"{who}: {gone} gone, {left} left"
        )


def _envelopes(report: dict[str, Any]) -> list[str]:
    said = {
        True: "文件过少，已停止发布，请先查明 · too few documents, nothing is published until it is known why",
        False: "文件过多，请核对 · more documents than expected, look why",
    }
    return [
        f"{said[bound['stops']]}: {bound['feed']} ({bound['owner']}) "
        f"{bound['budget_year']}: {bound['present']}, {bound['budget_year'] - 1}: {bound['before']}"
        for bound in report["envelopes"]
    ]


def again(partition: str | None) -> str:
    """The command that runs a failed run again; `partition` is Dagster's key of a budget year and region."""
    year, _, region = (partition or "").partition("|")
    return f"jixiao backfill --years {year} --region {region}" if region else "jixiao night"


def _failures(report: dict[str, Any]) -> list[str]:
    return [
        f"运行失败，请重试 · a run failed, try it again: {run['job']} {run['partition'] or ''} "
        f"({run['run_id'][:8]}) {run['why']}: `{again(run['partition'])}`"
        for run in report["failed"]
    ]


def _waiting(report: dict[str, Any]) -> list[str]:
    years = sorted({partition.split("|")[1] for partition in report["waiting"]})
    if not years:
        return []
    command = f"jixiao backfill --years {years[0]}..{years[-1]}"
    return [f"文件待入库 · documents wait for their load: {', '.join(report['waiting'][:5])}: `{command}`"]


def _quarantined(report: dict[str, Any]) -> list[str]:
    if not any(document["is_new"] for document in report["quarantined"]):
        return []
    return ["有新隔离的文件 · new documents in quarantine: `jixiao quarantine list`, then `jixiao quarantine replay`"]
