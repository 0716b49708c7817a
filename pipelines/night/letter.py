"""A report as Markdown for people: Chinese first, English beside it, tables no longer than a screen."""

from collections.abc import Iterable, Sequence
from typing import Any

_MOST_ROWS = 20


def letter(report: dict[str, Any]) -> str:
    """The whole report."""
    news = {key: sum(len(feed[key]) for feed in report["feeds"]) for key in ("new", "changed", "gone")}
    parts = [
        f"# 绩效数据晨报 morning report {report['day']}",
        f"新文件 new files **{news['new']}** · 变更 changed **{news['changed']}** · 消失 gone **{news['gone']}** · "
        f"入库 loaded **{report['loaded']}** · 修订 restated **{report['restated']}** · "
        f"隔离 quarantined **{sum(row['is_new'] for row in report['quarantined'])}** "
        f"(共 in all {len(report['quarantined'])}) · 失败 failed **{len(report['failed'])}**",
        _published(report),
        _section("下一步 next steps", [f"- {_text(step)}" for step in report["next_steps"]] or ["无 none"]),
        _table(
            "来源 feeds",
            ("来源 feed", "负责人 owner", "新 new", "变更 changed", "消失 gone", "未变 unchanged", "问题 problem"),
            map(_feed, report["feeds"]),
        ),
        _table(
            "隔离 quarantined",
            ("文件 file", "原因 reason", "建议 advice"),
            map(_held_back, report["quarantined"]),
        ),
        _table(
            "尚未公开 not there yet",
            ("地区 region", "部门 department", "表 form"),
            ((row["region_name"], row["department_name"], row["form"]) for row in report["missing"]),
        ),
        _table(
            "最慢 slowest",
            ("运行 run", "分区 partition", "秒 seconds"),
            ((run["job"], run["partition"] or "", f"{run['seconds']:.1f}") for run in report["slowest"]),
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _published(report: dict[str, Any]) -> str:
    if not report["is_publishable"]:
        return "**未发布 not published**：读者仍看到上次发布的数据 readers still see what was published before"
    return f"已发布 published: {report['published']}" if report.get("published") else ""


def _feed(feed: dict[str, Any]) -> tuple[object, ...]:
    counts = (len(feed["new"]), len(feed["changed"]), len(feed["gone"]), feed["unchanged"])
    problem = feed["error"] or (f"{len(feed['failed'])} × 取不到 not got" if feed["failed"] else "")
    return feed["feed"], feed["owner"], *counts, problem


def _held_back(row: dict[str, Any]) -> tuple[object, ...]:
    return row["source_name"], f"{row['reason_zh']} {row['reason_en']}", row["advice_zh"]


def _section(title: str, lines: Iterable[str]) -> str:
    return f"## {title}\n\n" + "\n".join(lines)


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    every = list(rows)
    if not every:
        return ""
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    lines += [f"| {' | '.join(_text(value) for value in row)} |" for row in every[:_MOST_ROWS]]
    if len(every) > _MOST_ROWS:
        lines.append(f"\n… 共 in all {len(every)}")
    return _section(title, lines)


def _text(value: object) -> str:
    """A value that cannot break out of its table, or become a link or markup of the reader's program."""
    text = " ".join(str(value).split())
    return "".join(f"\\{mark}" if mark in "|*_[]<>#\\" else mark for mark in text)
