"""Declarations, goal tables and self-evaluations from PDF, Word and Excel, read as a clerk typed them off; and of these
and the examples, every character on the page used, ignored on purpose, or unread.
"""

import json
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from assets.extraction.cells import Cell, Reading
from assets.extraction.limits import DEFAULT_LIMITS
from assets.extraction.registry import read
from assets.forms.fields import fields_in
from assets.forms.headers import year_of
from assets.forms.printed import PrintedDocument
from assets.forms.reading import read_forms
from contracts.vocabulary.folding import fold
from contracts.vocabulary.form_labels import every_form, meaning_of, page_marks
from contracts.vocabulary.titles import year_in

ROOT = Path(__file__).parents[3]
FORMS = sorted(path for path in (ROOT / "tests/fixtures/forms").iterdir() if path.suffix != ".json")
EXAMPLES = sorted((ROOT / "examples").glob("*.pdf"))


@cache
def reading(path: Path) -> Reading:
    found = read(path.read_bytes(), DEFAULT_LIMITS, "pdfium")
    assert isinstance(found, Reading)
    return found


def document(path: Path) -> PrintedDocument:
    (found,) = read_forms(reading(path))
    assert isinstance(found, PrintedDocument)
    return found


def truth(path: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((path.parent / f"{path.stem}.truth.json").read_text(encoding="utf-8"))
    return said


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_read_exactly(path: Path) -> None:
    found, said = document(path), truth(path)
    assert (found.department_printed, found.budget_year) == (said["department"], said["year"])
    assert found.form == {"hunan": "goal_table"}.get(said["form"], said["form"])
    assert found.title_printed == said["title"]
    targets = [row for row in found.indicators if row.value_role == "target"]
    goal = "bare" if said["form"] == "hunan" else "target"
    assert [(row.level1_printed, row.level2_printed, row.name_printed, row.value_printed) for row in targets] == [
        (row["level1"], row["level2"], row["level3"], row[goal]) for row in said["indicators"]
    ]
    texts = {row.narrative: row.text_printed for row in found.narratives}
    assert texts["annual_goal"] == said["annual_goal"]
    if said["form"] == "hunan":
        assert [(row.kind_printed, row.unit_printed) for row in targets] == [
            (row["kind"], row["unit"]) for row in said["indicators"]
        ]
        assert texts["functions"] == said["functions"]
        assert found.funding[0][1:6] == ("revenue", "资金总额", "budget", said["year"], said["total"])
    if said["form"] == "declaration":
        assert [row[1:6] for row in found.tasks[:-1]] == [tuple(task) for task in said["main_tasks"]]
        assert (found.tasks[-1].task_printed, found.tasks[-1].total_printed) == ("金额合计", said["total"])
    if said["form"] == "self_evaluation":
        actual = [row for row in found.indicators if row.value_role == "actual"]
        assert [(row.value_printed, row.weight_printed, row.score_printed, row.reason_printed) for row in actual] == [
            (row["actual"], row["weight"], row["score"], row["reason"]) for row in said["indicators"]
        ]
        assert [row.stage for row in found.funding] == ["initial", "adjusted", "executed"]
        assert found.funding[0].amount_printed == said["total"]
        assert [row.is_total for row in found.scores] == [False, True]
    assert found.unread == ()


def squashed(text: str) -> str:
    return "".join(text.split())


def stated_by(found: PrintedDocument) -> set[str]:
    rows = (*found.indicators, *found.funding, *found.tasks, *found.scores, *found.narratives)
    texts = {squashed(value) for row in rows for value in row if isinstance(value, str)}
    return texts | {squashed(text) for text in (found.title_printed or "", found.department_printed)}


def account(cell: Cell, stated: set[str], is_at_break: bool) -> str:
    """What became of a printed text, judged by what was read and by the vocabulary alone."""
    text = squashed(cell.text)
    lines = [squashed(line) for line in cell.text.split("\n")]
    if text in stated or (is_at_break and all(any(line in whole for whole in stated) for line in lines)):
        return "used"
    words = every_form()
    if words.section(text) or meaning_of(words.sides, text) or page_marks().field(text) or year_of(text):
        return "used"
    if any(meaning_of(columns, text) for columns in words.columns.values()):
        return "used"
    if is_at_break and any(fold(text) in word for word in (*words.sections, *words.level_words)):
        return "used"
    if year_in(text) or fields_in(cell.text):
        return "used"
    # An item of money without an amount states nothing.
    if page_marks().ignored.fullmatch(fold(text)) or fold(text) in words.item_words:
        return "ignored"
    return "lost"


@pytest.mark.parametrize("path", [*FORMS, *EXAMPLES], ids=lambda path: path.stem)
def test_every_character_is_used_ignored_or_unread(path: Path) -> None:
    found, cells = document(path), [cell for cell in reading(path).cells if cell.text]
    stated, unread = stated_by(found), Counter(squashed(row.text_printed) for row in found.unread)
    # Who filled in the form and when: a field's label, and beside it what it says.
    nobody = [beside for left, beside in pairwise(cells) if page_marks().field(left.text) == "ignored"]
    rows: dict[tuple[int, int], int] = {}
    for cell in cells:
        rows[cell.page, cell.table] = max(rows.get((cell.page, cell.table), 0), cell.row + cell.row_span)
    characters: Counter[str] = Counter()
    for cell in cells:
        text = squashed(cell.text)
        is_at_break = cell.row == 0 or cell.row + cell.row_span == rows[cell.page, cell.table]
        if unread[text]:
            unread[text] -= 1
            what = "unread"
        elif cell in nobody:
            what = "ignored"
        else:
            what = account(cell, stated, is_at_break)
        assert what != "lost", cell
        characters[what] += len(text)
    assert sum(characters.values()) == sum(len(squashed(cell.text)) for cell in cells)
    assert characters["used"] > 400
    assert not +unread
