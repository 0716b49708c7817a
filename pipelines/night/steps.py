"""What a person should do next about a report, each step one line in Chinese and English, with the command to type."""

from typing import Any


def next_steps(report: dict[str, Any]) -> list[str]:
    """The steps, the most pressing first; none when all is well."""
    return [*_feeds(report), *_envelopes(report), *_failures(report), *_waiting(report), *_quarantined(report)]


def _feeds(report: dict[str, Any]) -> list[str]:
    return [
        f"来源无法读取，请联系负责人 · feed out of reach: {look['feed']} ({look['owner']}): {look['error']}"
        for look in report["feeds"]
        if look["error"]
    ]


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
        f"({run['run_id'][:8]}): `{again(run['partition'])}`"
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
