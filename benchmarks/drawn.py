"""Frames of made-up documents by the million, cheap to draw and shaped like real ones: 55 values, 8 amounts."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from contracts.frames.documents import Documents
from contracts.frames.findings import Findings
from contracts.frames.normalized import FundingAmounts, IndicatorValues, Scores, TaskAmounts
from contracts.frames.printed import PrintedNarratives
from contracts.validation import empty
from contracts.vocabulary.indicators import indicators
from warehouse.load import LoadFrames

VALUES_A_DOCUMENT = 55
_AMOUNTS_A_DOCUMENT = 8
_REGIONS = ("420700", "420100", "420200", "420300", "420500", "420600", "420800", "420900", "421000", "421100")
_REGIONS += ("421200", "421300", "422800", "430100", "430200", "430300", "430400", "430500", "430600", "430700")
_YEARS = tuple(range(2021, 2026))


@dataclass(frozen=True)
class DrawnSet:
    """One region and year: its documents and what is loaded of them."""

    region_code: str
    budget_year: int
    documents: pd.DataFrame
    frames: LoadFrames


def partitions(values: int) -> Iterator[tuple[str, int, int]]:
    """Region, year and number of documents, so that all hold about so many values."""
    documents = values // VALUES_A_DOCUMENT // (len(_REGIONS) * len(_YEARS))
    for region in _REGIONS:
        for year in _YEARS:
            yield region, year, documents


class Drawn:
    """Draws the same rows for the same region, year and number of documents, whenever it is asked."""

    def __init__(self) -> None:
        known = [one for one in indicators().values() if one.measure == "ratio" and one.scope == "common"]
        first = ("budget_execution_rate", "service_recipient_satisfaction", "three_public_expense_change_rate")
        known.sort(key=lambda one: (one.code not in first, one.code))
        self._codes = np.array([one.code for one in known][:20], dtype=object)
        self._names = np.array([one.name_zh for one in known][:20], dtype=object)
        self._directions = np.array([one.direction for one in known][:20], dtype=object)

    def set_of(self, region: str, year: int, documents: int) -> DrawnSet:
        """A region and year of so many documents, a department each."""
        ids = [f"{int(region):06x}{year:03x}{number:07x}" for number in range(documents)]
        frame = _frame(Documents, documents, {
            "document_id": ids, "document_sha256": [one.ljust(64, "0") for one in ids],
            "source_name": [f"{one}.pdf" for one in ids], "published_at": f"{year}-02-07", "form": "approval",
            "title_printed": f"{year}年部门整体绩效目标批复",
            "department_printed": [f"局{n}" for n in range(documents)],
            "department_id": [f"{region}-局{n}" for n in range(documents)], "region_code": region,
            "budget_year": year, "long_until": year + 1, "pages": 4, "reader": "drawn", "template": "hubei",
            "state": "registered",
        })  # fmt: skip
        none = pd.DataFrame(columns=["document_id", "reason_code", "reason_detail"])
        values, money = self._values(ids, region, year), self._money(ids, region, year)
        texts = empty(PrintedNarratives)
        frames = LoadFrames(values, money, empty(TaskAmounts), empty(Scores), texts, empty(Findings), none)
        return DrawnSet(region, year, frame, frames)

    def _values(self, ids: list[str], region: str, year: int) -> pd.DataFrame:
        """Each indicator's line thrice: two prior years and the target; the last lines are of no known indicator."""
        count = len(ids) * VALUES_A_DOCUMENT
        place = np.arange(count) % VALUES_A_DOCUMENT
        line, column = place // 3, place % 3
        chosen = line % len(self._codes)
        random = np.random.default_rng(int(region) + year)
        numbers = random.integers(60, 101, count)
        decimals = np.array([Decimal(int(one)) for one in range(101)], dtype=object)[numbers]
        low = self._directions[chosen] != "lower"
        years = year - np.array([2, 1, 0])[column]
        roles = np.array(["baseline", "baseline", "target"], dtype=object)[column]
        document = np.repeat(np.array(ids, dtype=object), VALUES_A_DOCUMENT)
        letters = np.array(["B", "B", "T"], dtype=object)[column]
        return _frame(IndicatorValues, count, {
            "value_id": [
                f"{one}-A{number:03d}-{letter}{of}"
                for one, number, letter, of in zip(document, line + 1, letters, years, strict=True)
            ],
            "document_id": document, "region_code": region, "budget_year": year, "form": "approval",
            "horizon": "annual", "row_number": line + 1, "level1_printed": "管理效率", "level2_printed": "预算执行",
            "name_printed": self._names[chosen], "value_year": years, "value_role": roles,
            "value_printed": [f"{'≥' if one else '≤'}{number}%" for one, number in zip(low, numbers, strict=True)],
            "basis_printed": "历史标准", "classification_printed": "绩效基本型",
            "indicator_code": np.where(line < 17, self._codes[chosen], None), "measure": "ratio",
            "comparator": np.where(low, "ge", "le"), "value_low": np.where(low, decimals, None),
            "value_high": np.where(low, None, decimals), "unit": "%", "is_unit_inferred": False,
            "direction": self._directions[chosen], "basis": "historical", "classification": "basic", "faults": "",
            "name_page": line // 20 + 1, "name_x0": 120.5, "name_top": line * 21.25, "name_x1": 260.75,
            "name_bottom": line * 21.25 + 18, "name_place": "", "page": line // 20 + 1, "x0": 300.25 + column * 50,
            "top": line * 21.25, "x1": 349.5 + column * 50, "bottom": line * 21.25 + 18, "place": "",
            "confidence": 1.0, "is_unsure": False,
        })  # fmt: skip

    def _money(self, ids: list[str], region: str, year: int) -> pd.DataFrame:
        count = len(ids) * _AMOUNTS_A_DOCUMENT
        line = np.arange(count) % _AMOUNTS_A_DOCUMENT
        document = np.repeat(np.array(ids, dtype=object), _AMOUNTS_A_DOCUMENT)
        codes = ("fiscal_appropriation", "unit_funds", "fiscal_special_account", "revenue_total")
        codes += ("personnel_projects", "operation_projects", "target_projects", "expenditure_total")
        yuan = np.array([Decimal(one) * 1000000 for one in (50, 30, 20, 100, 40, 30, 30, 100)], dtype=object)
        return _frame(FundingAmounts, count, {
            "funding_id": [f"{one}-F{number:02d}-{year}" for one, number in zip(document, line + 1, strict=True)],
            "document_id": document, "region_code": region, "budget_year": year, "form": "approval",
            "row_number": line + 1, "side": np.where(line < 4, "revenue", "expenditure"), "item_printed": "财政拨款",
            "item_code": np.array(codes, dtype=object)[line], "is_total": line % 4 == 3, "stage": "budget",
            "fiscal_year": year, "amount_printed": "5000.00", "amount_yuan": yuan[line], "share_printed": "50%",
            "share": Decimal("0.5"), "faults": "", "page": 1, "x0": 10.5, "top": line * 21.25, "x1": 60.5,
            "bottom": line * 21.25 + 18, "place": "", "confidence": 1.0, "is_unsure": False,
        })  # fmt: skip


def _frame(model: type, count: int, columns: dict[str, object]) -> pd.DataFrame:
    """The columns in the model's order and types; what is not said is missing."""
    index = pd.RangeIndex(count)
    kinds = {name: column.dtype.type for name, column in model.to_schema().columns.items()}
    return pd.DataFrame({name: pd.Series(columns.get(name), index=index, dtype=kind) for name, kind in kinds.items()})
