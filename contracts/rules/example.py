"""The smallest documents that keep or break a rule, written as short literals: for the tests and the rule book.

Places are made up from row and column, so that no two things stand at one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any

import pandas as pd
import pandera.pandas as pa

from contracts.frames.documents import Documents
from contracts.frames.normalized import FundingAmounts, IndicatorValues, Scores, TaskAmounts
from contracts.frames.printed import PrintedNarratives, UnreadText
from contracts.rules.documents import FUNDING_BEFORE, INDICATORS_BEFORE, DocumentSet
from contracts.validation import empty, typed
from contracts.vocabulary.form_labels import page_marks

DOCUMENT = "0123456789abcdef"
BESIDE, BEFORE = "00000000000000be", "fedcba9876543210"
YEAR = 2025
_LEFT = {"target": 400.0, "actual": 480.0}
_ITEM_ROW = {"revenue": 1, "expenditure": 11}

Row = Mapping[str, Any]


def _place(prefix: str, page: int, left: float, top: float) -> dict[str, Any]:
    keys = ("page", "x0", "top", "x1", "bottom", "place")
    return {prefix + key: value for key, value in zip(keys, (page, left, top, left + 60, top + 12, ""), strict=True)}


def value(
    name: str, printed: str, *, horizon: str = "annual", row: int = 1, role: str = "target", **stated: Any
) -> Row:
    """One printed value of an indicator; `stated` sets further columns of `IndicatorValues`.

    `low` and `high` are short for Decimal bounds, `level` for the pair of level1 and level2; `weight` and
    `score` are as printed.
    """
    level1, level2 = stated.pop("level", ("管理效率", "预算执行"))
    year = stated.pop("value_year", YEAR + 1 if horizon == "long_term" else YEAR)
    page = 1 if horizon == "long_term" else 2
    bounds = {f"value_{side}": Decimal(stated.pop(side)) for side in ("low", "high") if side in stated}
    for points in ("weight", "score"):
        if points in stated:
            stated |= {f"{points}_printed": stated[points], points: Decimal(stated[points])}
    default = dict.fromkeys(IndicatorValues.to_schema().columns)
    return {
        **default,
        **_place("", page, _LEFT.get(role, 200.0 + 80 * (year - YEAR + 2)), 20.0 * row),
        **_place("name_", page, 100.0, 20.0 * row),
        "horizon": horizon, "row_number": row, "level1_printed": level1, "level2_printed": level2, "name_printed": name,
        "value_year": year, "value_role": role, "value_printed": printed, "value_id": f"{horizon}-{row}-{year}-{role}",
        "measure": "ratio" if bounds else "qualitative" if printed else "missing", "is_unit_inferred": False,
        "faults": "",
        **bounds,
        **stated,
    }  # fmt: skip


def amount(
    side: str, item: str, printed: str, share: str | None = None, *, row: int, year: int = YEAR, **stated: Any
) -> Row:
    """One printed amount in 万元 and its share; meaning is worked out from plain numbers, `stated` overrides it."""
    left = 200.0 + 80 * (year - YEAR + 2)
    return {
        **dict.fromkeys(FundingAmounts.to_schema().columns),
        **_place("", 1, left, 20.0 * (_ITEM_ROW[side] + row)),
        "row_number": _ITEM_ROW[side] + row, "side": side, "item_printed": item, "fiscal_year": year,
        "stage": "budget" if year == YEAR else "prior", "amount_printed": printed, "share_printed": share,
        "funding_id": f"{side}-{row}-{year}", "is_total": item == "合计", "faults": "",
        "amount_yuan": Decimal(printed) * 10000,
        "share": Decimal(share.rstrip("%")) / 100 if share else None,
        **stated,
    }  # fmt: skip


def amounts(side: str, *printed: tuple[str, str, str | None], year: int = YEAR) -> tuple[Row, ...]:
    """The rows of one side in one year: item, amount, share."""
    return tuple(
        amount(side, item, stated, share, row=row, year=year) for row, (item, stated, share) in enumerate(printed)
    )


def task(name: str, total: str, fiscal: str, other: str, *, row: int, **stated: Any) -> Row:
    """One declared task with its money in 万元."""
    printed = {"total": total, "fiscal": fiscal, "other": other}
    return {
        **dict.fromkeys(TaskAmounts.to_schema().columns),
        **_place("", 1, 100.0, 20.0 * row),
        **{f"{part}_printed": text for part, text in printed.items()},
        **{f"{part}_yuan": Decimal(text) * 10000 for part, text in printed.items() if text},
        "row_number": row, "task_printed": name, "task_id": f"task-{row}", "faults": "",
        "is_total": page_marks().is_sum(name), **stated,
    }  # fmt: skip


def score(subject: str, weight: str, points: str, rate: str = "", *, row: int, **stated: Any) -> Row:
    """One weight and score that is no indicator's; 总分 is the whole."""
    return {
        **dict.fromkeys(Scores.to_schema().columns),
        **_place("", 1, 400.0, 20.0 * row),
        "row_number": row, "subject_printed": subject, "is_total": subject == "总分",
        "rate_printed": rate or None, "weight_printed": weight, "score_printed": points, "score_id": f"score-{row}",
        "rate": Decimal(rate.rstrip("%")) / 100 if rate else None, "weight": Decimal(weight), "score": Decimal(points),
        "faults": "",
        **stated,
    }  # fmt: skip


def narrative(kind: str, label: str, text: str) -> Row:
    """One stated text."""
    return {**_place("", 1, 100.0, 700.0), "narrative": kind, "label_printed": label, "text_printed": text}


def unread(text: str, cause: str = "unused", believed: str | None = None) -> Row:
    """One text that is not part of what was read."""
    return {**_place("", 1, 30.0, 800.0), "text_printed": text, "cause": cause, "believed_printed": believed}


@dataclass(frozen=True, slots=True)
class Example:
    """Rows of one document; `finds` are the keys of the breaches that its rule must find in it.

    `is_unsure`: all of the rows were read with doubt.

    `beside` is another document of the same department and year, `before` the one that speaks for its year before.
    """

    values: tuple[Row, ...] = ()
    amounts: tuple[Row, ...] = ()
    tasks: tuple[Row, ...] = ()
    scores: tuple[Row, ...] = ()
    narratives: tuple[Row, ...] = ()
    unread: tuple[Row, ...] = ()
    document: Row = field(default_factory=dict)
    beside: "Example | None" = None
    before: "Example | None" = None
    finds: tuple[str, ...] = ()
    is_unsure: bool = False

    def build(self) -> DocumentSet:
        """The frames that state the example, each of which keeps its contract."""
        of_before = {"document_id": BEFORE, "budget_year": YEAR - 1, "state": "loaded"}
        before = self.before and replace(self.before, document={**of_before, **self.before.document})
        document = {
            **dict.fromkeys(Documents.to_schema().columns),
            "document_id": DOCUMENT, "document_sha256": DOCUMENT * 4, "source_name": "example.pdf", "form": "approval",
            "department_printed": "某市财政局", "region_code": "420700", "budget_year": YEAR, "long_until": YEAR + 1,
            "reader": "example", "state": "registered", **self.document,
        }  # fmt: skip
        trust = {"confidence": 0.5 if self.is_unsure else 1.0, "is_unsure": self.is_unsure}
        of_document = {"document_id": document["document_id"], **trust}
        meaning = {name: document[name] for name in ("region_code", "budget_year", "form")}
        own = DocumentSet(
            documents=_frame(Documents, (document,)),
            indicators=_frame(IndicatorValues, self.values, of_document | meaning),
            funding=_frame(FundingAmounts, self.amounts, of_document | meaning),
            tasks=_frame(TaskAmounts, self.tasks, of_document | meaning),
            scores=_frame(Scores, self.scores, of_document | meaning),
            narratives=_frame(PrintedNarratives, self.narratives, of_document),
            unread=_frame(UnreadText, self.unread, of_document),
            year_before=_asked(before.build()) if before else None,
        )
        if self.beside is None:
            return own
        beside = replace(self.beside, document={"document_id": BESIDE, **self.beside.document})
        return _joined(own, beside.build())


def _asked(before: DocumentSet) -> DocumentSet:
    """The year before as it is read back: a rule that asks for more fails by its own example."""
    indicators, funding = before.indicators[[*INDICATORS_BEFORE]], before.funding[[*FUNDING_BEFORE]]
    return replace(before, indicators=indicators, funding=funding)


def _joined(one: DocumentSet, other: DocumentSet) -> DocumentSet:
    frames = {
        part.name: pd.concat([getattr(one, part.name), getattr(other, part.name)], ignore_index=True)
        for part in fields(one)
        if part.init and part.name != "year_before"
    }
    return replace(one, **frames)


def _frame(model: type[pa.DataFrameModel], rows: tuple[Row, ...], same: Row | None = None) -> pd.DataFrame:
    if not rows:
        return empty(model)
    return typed(model, pd.DataFrame([{**row, **(same or {})} for row in rows], dtype=object))
