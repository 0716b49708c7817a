"""`jixiao compare`: departments side by side on one indicator, with bars."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from contracts.vocabulary.indicator_names import match_indicator
from contracts.vocabulary.indicators import indicators
from contracts.vocabulary.regions import find_region, region
from pipelines.command.output import Format, records, show
from pipelines.command.session import Session
from pipelines.command.terminal_table import shown_text
from warehouse.queries import compare, indicators_named
from warehouse.reviews import is_printed

_WIDTH = 12
_PARTS = " ▏▎▍▌▋▊▉"
"""Eighths of a bar's last cell."""
_TITLES = {
    "department_name": "部门 department",
    "value_year": "年度 year",
    "value_printed": "目标 as printed",
    "bar": "",
    "peers_rank": "名次 rank",
    "mark": "",
    "value_id": "value_id",
}


class UnknownNameError(ValueError):
    """A name that nothing in the warehouse or the vocabulary has; the message suggests others."""


def region_code_of(name: str | None) -> str | None:
    """A region's code from its code or name; None for None. UnknownNameError when there is none."""
    if name is None:
        return None
    found = region(name) if name.isdigit() else find_region(name)
    if found is None:
        raise UnknownNameError(f"no region is called {name!r}; give its six-digit code or its official name")
    return found.code


def indicator_code_of(session: Session, name: str) -> str:
    """An indicator's code from its code, its name or a printed one. UnknownNameError with suggestions otherwise."""
    known = indicators()
    code = name if name in known else match_indicator(name)
    if code is None:
        named = indicators_named(session.engine, name)
        if not named.empty:
            return str(named.iloc[0]["indicator_code"])
        if is_printed(session.engine, name):
            raise UnknownNameError(
                f"{name!r} is printed but no reviewed indicator yet: `jixiao review new {name} --why …` makes it one, "
                "`jixiao review list` shows what is near"
            )
        names = [one.name_zh for one in known.values()]
        near = [found for found, *_ in process.extract(name, names, scorer=fuzz.WRatio, limit=3)]
        raise UnknownNameError(f"no indicator is called {name!r}; did you mean {'、'.join(near)}?")
    return code


def show_comparison(
    session: Session, name: str, year: int | None, region_name: str | None, how: Format, output: Path | None
) -> None:
    """Prints the annual targets of every department for one indicator, the best first."""
    code = indicator_code_of(session, name)
    frame = compare(session.engine, code, year, region_code_of(region_name), horizon="annual", value_role="target")
    rows = records(frame)
    if not rows:
        raise UnknownNameError(
            f"no department states {name}{'' if year is None else f' for {year}'}: try `jixiao status`"
        )
    largest = max((abs(row["comparable_value"]) for row in rows if row["comparable_value"] is not None), default=None)
    for row in rows:
        row["bar"] = _bar(row["comparable_value"], largest)
        row["mark"] = _mark(row)
    if how is not Format.TABLE:
        rows = [{key: value for key, value in row.items() if key not in ("bar", "mark")} for row in rows]
        titles = {key: key for key in rows[0]}
        show(rows, titles, how, output)
        return
    first = rows[0]
    medians = {(row["value_year"], row["peers_median"]) for row in rows if row["peers_median"] is not None}
    shown = ", ".join(f"{year}: {shown_text(median)}" for year, median in sorted(medians))
    better = {"higher": "越高越好 higher is better", "lower": "越低越好 lower is better"}.get(
        first["direction"] or "", ""
    )
    caption = f"{first['indicator_name']} ({code}) {first['unit'] or ''} {better}" + (
        f"  中位数 median {shown}" if shown else ""
    )
    places = {"region_name": "地区 region"} if len({row["region_code"] for row in rows}) > 1 else {}
    show(rows, places | _TITLES, how, output, caption)


def _bar(value: Decimal | None, largest: Decimal | None) -> str:
    if value is None or not largest:
        return ""
    eighths = max(1, round(abs(value) / largest * _WIDTH * 8))
    return "█" * (eighths // 8) + _PARTS[eighths % 8].strip()


def _mark(row: dict[str, Any]) -> str:
    if row["is_comparator_conflict"]:
        return "上限写在越高越好的指标上 comparator against direction"
    return "" if row["is_comparable"] else f"{row['incomparable_reason_zh']} {row['incomparable_reason_en']}"
