"""A small world of documents with known answers, read by the real normalizer and rules and loaded by the real loader.

Three city departments, three of the counties below, 2023 to 2025. Each value is written as it would be printed.
"""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from assets.normalization.frames import funding_amounts, indicator_values, scores, task_amounts
from contracts.frames.documents import Documents
from contracts.frames.printed import (
    PrintedFunding,
    PrintedIndicators,
    PrintedNarratives,
    PrintedScores,
    PrintedTasks,
    UnreadText,
)
from contracts.rules.catalogue import run_rules
from contracts.rules.documents import DocumentSet
from contracts.validation import empty, typed
from contracts.vocabulary.departments import identify_department
from contracts.vocabulary.regions import find_region
from warehouse.load import LoadFrames, load_document_set
from warehouse.registry import record_documents

PLACE = {
    "page": 1,
    "x0": 10.0,
    "top": 20.0,
    "x1": 30.0,
    "bottom": 40.0,
    "place": "",
    "confidence": 1.0,
    "is_unsure": False,
}
BUDGETED = (("budget", 0), ("prior", 2), ("prior", 1))
SPENT = (("initial", 0), ("adjusted", 0), ("executed", 0))
NAMED = {"name_page": 1, "name_x0": 1.0, "name_top": 1.0, "name_x1": 9.0, "name_bottom": 9.0, "name_place": ""}


@dataclass(frozen=True)
class Paper:
    """A document: its annual targets, long-term targets, prior results by year, actual results, money and texts.

    A line of `annual` is (level 1, name, target) and, where printed, the values of two years and one year before.
    A line of `money` is (side, item, amount) and, where printed, those of two years and one year before; 万元. Of a
    self-evaluation it is (side, item, 年初预算数, 全年预算数, 全年执行数).
    """

    department: str
    year: int
    published: str
    annual: tuple[tuple[str, ...], ...] = ()
    long_term: tuple[tuple[str, str, str], ...] = ()
    actual: tuple[tuple[str, str, str], ...] = ()
    money: tuple[tuple[str, ...], ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    form: str = "approval"
    long_until: int | None = None
    suffix: str = "pdf"


def load_world(engine: Engine, papers: tuple[Paper, ...]) -> None:
    """Registers and loads the papers, each region and year at once, the earlier year first."""
    numbered = {f"{number:016x}": paper for number, paper in enumerate(papers, 1)}
    documents = _frame(Documents, [_document(one, paper) for one, paper in numbered.items()])
    with engine.begin() as connection:
        record_documents(connection, documents)
    for (region, year), rows in sorted(documents.groupby(["region_code", "budget_year"])):
        said = {one: numbered[one] for one in rows["document_id"]}
        values = indicator_values(
            _frame(PrintedIndicators, [row for one in said.items() for row in _values(*one)]), rows
        )
        money = funding_amounts(_frame(PrintedFunding, [row for one in said.items() for row in _money(*one)]), rows)
        texts = _frame(PrintedNarratives, [row for one in said.items() for row in _texts(*one)])
        tasks, scored = task_amounts(empty(PrintedTasks), rows), scores(empty(PrintedScores), rows)
        found = run_rules(DocumentSet(rows, values, money, tasks, scored, texts, empty(UnreadText)))
        refused = pd.DataFrame(columns=["document_id", "reason_code", "reason_detail"])
        load_document_set(engine, region, int(year), LoadFrames(values, money, tasks, scored, texts, found, refused))


def _document(document_id: str, paper: Paper) -> dict[str, Any]:
    region = find_region(paper.department)
    return {
        "document_id": document_id,
        "document_sha256": document_id.ljust(64, "0"),
        "source_name": f"{document_id}.{paper.suffix}",
        "published_at": paper.published,
        "form": paper.form,
        "title_printed": f"{paper.year}年",
        "department_printed": paper.department,
        "department_id": identify_department(paper.department, paper.year)[0].department_id,
        "region_code": region.code,
        "budget_year": paper.year,
        "long_until": paper.long_until,
        "pages": 2,
        "reader": "drawn",
        "state": "registered",
    }


def _values(document_id: str, paper: Paper) -> list[dict[str, Any]]:
    rows = []
    lines = [("annual", line) for line in paper.annual] + [("long_term", line) for line in paper.long_term]
    lines += [("annual", line) for line in paper.actual]
    for number, (horizon, (level, name, value, *prior)) in enumerate(lines, 1):
        role = "actual" if (level, name, value, *prior) in paper.actual else "target"
        year = paper.year if horizon == "annual" else paper.long_until or paper.year
        stated = [(year, role, value)]
        stated += [(paper.year - back, "baseline", one) for back, one in zip((2, 1), prior, strict=False)]
        row = {"document_id": document_id, "horizon": horizon, "row_number": number, **PLACE, **NAMED}
        row |= {"level1_printed": level, "level2_printed": "", "name_printed": name}
        rows += [{**row, "value_year": year, "value_role": role, "value_printed": one} for year, role, one in stated]
    return rows


def _money(document_id: str, paper: Paper) -> list[dict[str, Any]]:
    rows = []
    for number, (side, item, *amounts) in enumerate(paper.money, 1):
        row = {"document_id": document_id, "row_number": number, "side": side, "item_printed": item, **PLACE}
        stated = SPENT if paper.form == "self_evaluation" else BUDGETED
        for (stage, back), amount in zip(stated, amounts, strict=False):
            rows.append({**row, "stage": stage, "fiscal_year": paper.year - back, "amount_printed": amount})
    return rows


def _texts(document_id: str, paper: Paper) -> list[dict[str, Any]]:
    return [
        {"document_id": document_id, "narrative": kind, "label_printed": "", "text_printed": text, **PLACE}
        for kind, text in paper.texts.items()
    ]


def _frame(model: Any, rows: list[dict[str, Any]]) -> pd.DataFrame:
    columns = list(model.to_schema().columns)
    return typed(model, pd.DataFrame([{name: row.get(name) for name in columns} for row in rows], columns=columns))
