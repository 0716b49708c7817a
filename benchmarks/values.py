"""How quickly and how truly printed values are read: a million made ones, a million random texts, a million printed.

`python -m benchmarks.values [--count N] [--seed N]` counts the made values that read back as something else than they
were made from (none should) and the texts, of any characters and of pieces of values, that make the reading fail (none
may). Then it reads N printed values, those of the tests' table over and over as documents repeat them, and says values
a second and how many times the CPU of the floor: `re.match` of a number and a unit on the same texts. cached: as the
pipeline reads, each text once; uncached: every value anew. Medians of three.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from assets.normalization.values import parse_value, parsing, text
from benchmarks.rendering import rendered

_FLOOR = re.compile(r"([≥≤<>=]?)\s*([0-9.]+)\s*(\D*)")
_TABLE = Path(__file__).parents[1] / "tests" / "fixtures" / "printed_values.txt"
_PIECES = [
    *("≥", "≤", "》", "=>", "不低于", "以上", "以内", "约", "控制在", "不", "余", "(含)"),
    *("0", "5", "95", "1,500", "2025", ".", ",", "-", "~", "±", "/", "%", "‰", "百分之", "成", "十", "二", "零", "负"),
    *("万", "亿", "人", "人次", "元", "天", "工作日", "年", "月", "日", "前", "底", "季度", "×", "¥", "m2"),
    *("较上年", "同比", "增长", "下降", "每月", "全年", "提升", "完成", "率", "[", "]", "（", "）", "无", "XX", "…"),
]
_SHOWN = 5


def round_trips(count: int, seed: int) -> list[str]:
    """What was made and reads back as something else."""
    random, wrong = Random(seed), []
    for _ in range(count):
        printed, column, value = rendered(random)
        if (read := parse_value(printed, unit_printed=column)) != value:
            wrong.append(f"{printed} | {column}: {read} is not {value}")
    return wrong


def failures(count: int, seed: int) -> list[str]:
    """Random texts that make the reading fail."""
    random, failed = Random(seed), []
    for number in range(count):
        if number % 2:
            printed = "".join(random.choices(_PIECES, k=random.randrange(8)))
        else:
            printed = "".join(chr(random.randrange(0x20, 0x3000 + 0x7000)) for _ in range(random.randrange(24)))
        try:
            parse_value(printed, name=random.choice(("", "预算执行率", "总成本")), budget_year=2025)
        except Exception as error:
            failed.append(f"{printed!r}: {error!r}")
    return failed


def printed_values() -> list[tuple[str, str, str]]:
    """Printed value, name and unit column of each line of the tests' table."""
    lines = (line.split("|") for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return [(line[0].replace("\\n", "\n"), line[1], line[2]) for line in lines if len(line) == 4]


def cpu_seconds(way: Callable[[], Any]) -> float:
    """Median CPU of three goes."""
    times = []
    for _ in range(3):
        start = time.process_time()
        way()
        times.append(time.process_time() - start)
    return median(times)


def forget() -> None:
    """Empties the caches by text."""
    parsing._read.cache_clear()
    text.ready.cache_clear()


def speed(count: int) -> dict[str, float]:
    """Values a second with and without what is remembered, and their CPU against the floor's."""
    table = printed_values()
    rounds = max(1, count // len(table))
    texts = [printed for printed, _, _ in table] * rounds

    def cached() -> None:
        for _ in range(rounds):
            for printed, name, column in table:
                parse_value(printed, unit_printed=column or None, name=name, budget_year=2025)

    def uncached() -> None:
        for _ in range(max(1, rounds // 100)):
            forget()
            for printed, name, column in table:
                parse_value(printed, unit_printed=column or None, name=name, budget_year=2025)

    def floor() -> None:
        for printed in texts:
            _FLOOR.match(printed)

    lowest = cpu_seconds(floor) / len(texts)
    anew = cpu_seconds(uncached) / (max(1, rounds // 100) * len(table))
    kept = cpu_seconds(cached) / len(texts)
    return {
        "values": len(texts),
        "cached_values_a_second": round(1 / kept),
        "cached_times_floor": round(kept / lowest, 1),
        "uncached_values_a_second": round(1 / anew),
        "uncached_times_floor": round(anew / lowest, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20251125)
    arguments, _ = parser.parse_known_args()
    found = {
        "round trips that differ": round_trips(arguments.count, arguments.seed),
        "texts that fail": failures(arguments.count, arguments.seed),
    }
    for title, wrong in found.items():
        print(f"{title}: {len(wrong)} of {arguments.count}")
        print("".join(f"  {line}\n" for line in wrong[:_SHOWN]), end="")
    figures = speed(arguments.count)
    print(json.dumps({"benchmark": "values", **{title: len(wrong) for title, wrong in found.items()}, **figures}))
    if any(found.values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
