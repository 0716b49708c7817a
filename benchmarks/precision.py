"""How precise the rules are: the faults printed on purpose that they find, those they miss, and what else they find.

`python -m benchmarks.precision [--corpus DIR] [--truth DIR]` reads every file below the folder that has a truth beside
it (`NAME.truth.json`, whose `faults` say what was printed wrong on purpose and where), runs the rules over each year
with the year before, and prints a line a rule and a closing line of JSON. Clean are the documents without such a fault.
"""

import argparse
import json
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from assets.extraction.cells import Reading
from assets.extraction.limits import DEFAULT_LIMITS
from assets.extraction.registry import read
from assets.forms.frames import printed_frames
from assets.forms.printed import PrintedDocument
from assets.forms.reading import read_forms
from assets.normalization.frames import funding_amounts, indicator_values, scores, task_amounts
from contracts.frames.documents import Documents
from contracts.rules.catalogue import RULES, run_rules
from contracts.rules.documents import DocumentSet
from contracts.validation import typed

RULES_OF_FAULT = {
    "parts_do_not_sum": {"M001"},
    "share_is_not_amount_over_total": {"M002"},
    "revenue_is_not_expenditure": {"M003", "M006"},
    "share_without_percent": {"M004"},
    "doubled_percent": {"V001"},
    "value_missing": {"V003"},
    "ascii_comparator": {"V004"},
    "full_width": {"V005"},
    "unbalanced_bracket": {"N001"},
    "indicator_twice": {"N002"},
    "spaces_in_name": {"N003"},
    "quote_variant": {"N004"},
}
_NAMED = {
    "indicators": ("value_id", "name_printed", "value_year"),
    "funding": ("funding_id", "item_printed", "fiscal_year"),
}


def truths_of(folder: Path) -> dict[str, Any]:
    """What was printed in each document, by the stem of its file."""
    files = folder.rglob("*.truth.json")
    return {path.name.removesuffix(".truth.json"): json.loads(path.read_text(encoding="utf-8")) for path in files}


def read_documents(corpus: Path, stems: set[str]) -> DocumentSet:
    """All documents of the files of these stems, without a warehouse; `source_name` is the stem."""
    printed, rows = [], []
    for path in sorted(one for one in corpus.rglob("*") if one.is_file() and one.stem in stems):
        data = path.read_bytes()
        reading = read(data, DEFAULT_LIMITS, "pdfium")
        for document in read_forms(reading) if isinstance(reading, Reading) else ():
            if not isinstance(document, PrintedDocument):
                continue
            digest = sha256(data + path.name.encode()).hexdigest()
            printed.append((digest[:16], document))
            rows.append(
                dict.fromkeys(Documents.to_schema().columns)
                | {
                    "document_id": digest[:16], "document_sha256": digest, "source_name": path.stem, "state": "loaded",
                    "form": document.form, "template": document.template, "region_code": "420700",
                    "department_printed": document.department_printed,
                    "reader": "-", "budget_year": document.budget_year, "long_until": document.long_until,
                }
            )  # fmt: skip
    frames = printed_frames(printed)
    registered = typed(Documents, pd.DataFrame(rows, dtype=object))
    return DocumentSet(
        documents=registered,
        indicators=indicator_values(frames.printed_indicators, registered),
        funding=funding_amounts(frames.printed_funding, registered),
        tasks=task_amounts(frames.printed_tasks, registered),
        scores=scores(frames.printed_scores, registered),
        narratives=frames.printed_narratives,
        unread=frames.unread_text,
    )


def _of_year(documents: DocumentSet, year: int) -> DocumentSet:
    ids = documents.documents["document_id"][documents.documents["budget_year"] == year]
    frames = {name: getattr(documents, name) for name in DocumentSet.__match_args__ if name != "year_before"}
    return DocumentSet(**{name: frame[frame["document_id"].isin(ids)] for name, frame in frames.items()})


def findings_of(documents: DocumentSet) -> pd.DataFrame:
    """Findings of each year with the year before: also `stem` of the file, `name` and `year` at the place."""
    years = sorted(documents.documents["budget_year"].unique())
    sets = [replace(_of_year(documents, year), year_before=_of_year(documents, year - 1)) for year in years]
    found = pd.concat([run_rules(one) for one in sets], ignore_index=True)
    named = pd.concat(
        getattr(documents, frame)[list(columns)].set_axis(["id", "name", "year"], axis=1)
        for frame, columns in _NAMED.items()
    )
    stems = documents.documents[["document_id", "source_name"]].set_axis(["document_id", "stem"], axis=1)
    found = found.assign(id=found["value_id"].fillna(found["funding_id"])).merge(named, on="id", how="left")
    return found.merge(stems, on="document_id")


def faults_of(truth: dict[str, Any]) -> list[tuple[set[str], str, int | None]]:
    """Rules, name and year (None where it has none) of each fault that was printed on purpose."""
    faults = []
    for fault in truth["faults"]:
        where = fault["where"]
        year = where[-1] if isinstance(where[-1], int) else None
        names = [part for part in where if isinstance(part, str)]
        faults.append((RULES_OF_FAULT[fault["rule"]], names[-1], year))
    return faults


def hits(findings: pd.DataFrame, rules: set[str], name: str, year: int | None) -> "pd.Series[bool]":
    """Which findings of one document are this fault."""
    at_place = findings["rule_code"].isin(rules) & (findings["name"] == name)
    return at_place if year is None else at_place & (findings["year"] == year)


def measured(findings: pd.DataFrame, truths: dict[str, Any]) -> pd.DataFrame:
    """One row a rule: made, found, missed faults, findings with none behind them, and those in clean documents."""
    counts: Counter[tuple[str, str]] = Counter()
    explained = pd.Series(data=False, index=findings.index)
    for stem, truth in truths.items():
        of_document = findings[findings["stem"] == stem]
        for rules, name, year in faults_of(truth):
            here = hits(of_document, rules, name, year)
            explained |= here.reindex(findings.index, fill_value=False)
            found = of_document["rule_code"][here]
            code = found.iloc[0] if len(found) else min(rules)
            counts[code, "made"] += 1
            counts[code, "found" if len(found) else "missed"] += 1
    clean = findings["stem"].isin([stem for stem, truth in truths.items() if not truth["faults"]])
    for name, chosen in (("unexplained", ~explained), ("clean", ~explained & clean)):
        for code, count in findings["rule_code"][chosen].value_counts().items():
            counts[str(code), name] = int(count)
    names = ("made", "found", "missed", "unexplained", "clean")
    return pd.DataFrame([[rule.code, rule.severity, *(counts[rule.code, name] for name in names)] for rule in RULES],
                        columns=["rule", "severity", *names])  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("examples"))
    parser.add_argument("--truth", type=Path, default=Path("tests/fixtures/truth"))
    arguments, _ = parser.parse_known_args()
    truths = truths_of(arguments.truth)
    documents = read_documents(arguments.corpus, set(truths))
    read_stems = set(documents.documents["source_name"])
    table = measured(findings_of(documents), {stem: truth for stem, truth in truths.items() if stem in read_stems})
    print(table[table.drop(columns=["rule", "severity"]).any(axis=1)].to_string(index=False))
    sums = table.groupby("severity")[["made", "found", "missed", "unexplained", "clean"]].sum()
    print(json.dumps({"benchmark": "precision", "documents": len(read_stems), **sums.to_dict("index")}))


if __name__ == "__main__":
    main()
