"""How many of the names that people read off documents are matched, and how good the suggestions for others are.

`python -m benchmarks.names [--truth FOLDER]`: a folder of *.truth.json, else tests/fixtures/truth. No document is read:
what is measured is the vocabulary and the matching alone.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assets.normalization.unmatched import Printed, reviewed_names, suggest, unmatched_names
from contracts.vocabulary.departments import identify_department
from contracts.vocabulary.indicator_names import closed, match_indicator, structure
from contracts.vocabulary.indicators import indicators

TRUTH = Path(__file__).parents[1] / "tests" / "fixtures" / "truth"
COMMON = ("运行成本", "管理效率", "可持续发展能力", "满意度")


def main() -> None:
    """Prints the figures of `docs/decisions/names.md`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--truth", type=Path, default=TRUTH)
    _matching(parser.parse_known_args()[0].truth)
    _suggestions()


def _matching(folder: Path) -> None:
    paths = sorted(folder.rglob("*.truth.json"))
    printed = [one for path in paths for one in _printed(json.loads(path.read_text(encoding="utf-8")))]
    began = time.process_time()
    codes = {one: match_indicator(one.name, one.function) for one in printed}
    spent = time.process_time() - began
    for what, some in (("common", [one for one in printed if one.level1 in COMMON]), ("all", printed)):
        matched = [one for one in some if codes[one]]
        names, known = {one.name for one in some}, {one.name for one in matched}
        print(f"{what}: {len(matched)} of {len(some)} rows, {len(known)} of {len(names)} names matched")
    ways = Counter(_way(one.name) for one in printed if codes[one])
    print("matched by " + ", ".join(f"{way} {count}" for way, count in ways.most_common()))
    for name in unmatched_names(printed):
        near = ", ".join(f"{one.name} {one.likeness:.0f}" for one in name.suggestions) or "nothing near"
        print(f"waits: {name.name} ({name.count} rows): {near}")
    print(f"{len(paths)} documents, {len(indicators())} indicators, {spent * 1e6 / len(printed):.0f} µs of CPU a row")


def _suggestions() -> None:
    """Takes each reviewed synonym out of the table, and asks whether its indicator is then suggested."""
    known = reviewed_names()
    places: Counter[int] = Counter()
    for code, name in known:
        if name != indicators()[code].name_zh:
            others = {key: form for key, form in known.items() if key != (code, name)}
            found = [one.code for one in suggest(Printed(name), others)]
            places[found.index(code) + 1 if code in found else 0] += 1
    asked = places.total()
    print(
        f"{asked} synonyms taken out one by one: suggested first {places[1] / asked:.0%}, "
        f"among three {(asked - places[0]) / asked:.0%}, not at all {places[0] / asked:.0%}"
    )


def _printed(truth: dict[str, Any]) -> Iterator[Printed]:
    department, _ = identify_department(truth["department"], truth["year"])
    function = department.function_code if department else None
    for row in truth.get("long_indicators", []) + truth.get("annual_indicators", []):
        yield Printed("".join(row[2].split()), function=function, level1=row[0])
    for row in truth.get("indicators", []):
        yield Printed("".join(row["level3"].split()), function=function, level1=row["level1"])


def _way(name: str) -> str:
    key = closed(name)
    if key in {closed(one.name_zh) for one in indicators().values()}:
        return "name"
    if key in {closed(synonym) for one in indicators().values() for synonym in one.synonyms}:
        return "synonym"
    return "structure" if structure(key) != key else "bracket"


if __name__ == "__main__":
    main()
