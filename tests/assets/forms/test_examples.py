"""The example documents read from their PDFs as a clerk typed them off: every value, amount and text."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assets.extraction.cells import Reading
from assets.extraction.pdf.document import read_pdf
from assets.forms.printed import PrintedDocument
from assets.forms.reading import read_forms

ROOT = Path(__file__).parents[3]
TRUTHS = sorted((ROOT / "tests/fixtures/truth").glob("*.truth.json"))
REAL = "2025年部门整体绩效目标批复"


@cache
def document(name: str) -> PrintedDocument:
    reading = read_pdf((ROOT / "examples" / f"{name}.pdf").read_bytes())
    assert isinstance(reading, Reading)
    (found,) = read_forms(reading)
    assert isinstance(found, PrintedDocument)
    return found


def truth_of(path: Path) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return truth


def values(truth: dict[str, Any]) -> list[tuple[Any, ...]]:
    year, rows = truth["year"], []
    for number, (level1, level2, name, value, *closing) in enumerate(truth["long_indicators"], 1):
        rows.append(("long_term", number, level1, level2, name, truth["long_until"], "target", value, *closing))
    for number, (level1, level2, name, before, last, goal, *closing) in enumerate(truth["annual_indicators"], 1):
        for offset, role, value in ((2, "baseline", before), (1, "baseline", last), (0, "target", goal)):
            rows.append(("annual", number, level1, level2, name, year - offset, role, value, *closing))
    return rows


def money(truth: dict[str, Any]) -> list[tuple[Any, ...]]:
    year, rows = truth["year"], []
    for number, (side, item, now, share, before, last) in enumerate(truth["funding"], 1):
        side = {"收入构成": "revenue", "支出构成": "expenditure"}[side]
        if now or share:
            rows.append((number, side, item, "budget", year, now, share or None))
        for offset, amount in ((2, before), (1, last)):
            if amount:
                rows.append((number, side, item, "prior", year - offset, amount, None))
    return rows


@pytest.fixture(params=TRUTHS, ids=lambda path: path.name.split(".")[0])
def pair(request: pytest.FixtureRequest) -> tuple[PrintedDocument, dict[str, Any]]:
    return document(request.param.name.removesuffix(".truth.json")), truth_of(request.param)


def test_every_example_has_its_truth() -> None:
    assert len(TRUTHS) == len(list((ROOT / "examples").glob("*.pdf"))) >= 18


def test_an_example_is_read_exactly(pair: tuple[PrintedDocument, dict[str, Any]]) -> None:
    read, truth = pair
    assert read.department_printed == truth["department"]
    assert (read.budget_year, read.long_until) == (truth["year"], truth["long_until"])
    assert re.sub(r"\s", "", read.title_printed or "") == truth["title"]
    assert [row[:8] + row[9:11] for row in read.indicators] == values(truth)
    assert [row[:7] for row in read.funding] == money(truth)
    texts = {row.narrative: row.text_printed for row in read.narratives}
    assert texts == {name: truth[name] for name in ("functions", "tasks", "long_goal", "annual_goal")}
    assert read.unread == ()


def test_the_real_document_has_all_its_rows_and_its_faults_as_printed() -> None:
    read = document(REAL)
    lines = {(row.horizon, row.row_number) for row in read.indicators}
    assert sum(horizon == "long_term" for horizon, _ in lines) == 49
    assert sum(horizon == "annual" for horizon, _ in lines) == 44
    assert "37.01" in [row.share_printed for row in read.funding]
    assert "≤20%%" in [row.value_printed for row in read.indicators]
    assert "全市基本养老保险参保人数（企保、机保" in [row.name_printed for row in read.indicators]
    assert [row.amount_printed for row in read.funding if row.item_printed == "合计" and row.fiscal_year == 2024] == [
        "7431.06",
        "7123.64",
    ]


def test_a_blank_that_is_printed_inside_a_name_stays() -> None:
    names = [row.name_printed for row in document("2021年_鄂州市卫生健康委员会_部门整体绩效目标批复").indicators]
    assert "事前 绩效评估完成率" in names


def test_each_value_stands_where_it_says() -> None:
    """Values lie below one another in the order of their rows, right of their name, within the page."""
    for row in document(REAL).indicators:
        assert row.place.page >= 1
        assert row.name_place.x1 <= row.place.x0 + 1
        assert 0 < row.place.x0 < row.place.x1 < 596
        assert 0 < row.place.top < row.place.bottom < 842
