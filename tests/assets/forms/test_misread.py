"""Labels and header words of a scan that were misread: which are known all the same, and what that does to the rows."""

import pytest

from assets.extraction.cells import Cell
from assets.forms.printed import FormRefusal, Indicator, PrintedDocument
from assets.forms.reading import read_forms
from tests.drawing.grids import Spot, cell, line, page, reading

TITLE = line(1, "2024年度部门整体绩效自评表")
NAME = [cell(0, 2, "部门（单位）名称"), cell(2, 8, "鄂州市民政局")]
WORDS = ("一级指标", "二级指标", "三级指标", "2023年指标值", "年度指标值", "实际完成值", "偏差原因分析")


def form(*misread: str, at: int = 1, label: str = "绩效指标") -> list[Cell]:
    """A self-evaluation, the words of whose columns from `at` on were read so, and are not sure."""
    words = [cell(1 + n, 2 + n, word) for n, word in enumerate(WORDS)]
    words[at - 1 : at - 1 + len(misread)] = [unsure(at + n, text) for n, text in enumerate(misread)]
    rows = [
        NAME,
        [cell(0, 1, label, 3, confidence=0.5 if label != "绩效指标" else 1.0), *words],
        [cell(1 + n, 2 + n, text) for n, text in enumerate(("产出指标", "数量指标", "救助人次", "8", "≥10", "11", ""))],
        [cell(1 + n, 2 + n, text) for n, text in enumerate(("效益指标", "社会效益", "满意度", "7", "≥90%", "92%", ""))],
    ]
    return page(1, *rows)


def unsure(column: int, text: str) -> Spot:
    return cell(column, column + 1, text, confidence=0.5)


def read(*cells: list[Cell] | Cell) -> PrintedDocument:
    (document,) = read_forms(reading(*cells))
    assert isinstance(document, PrintedDocument), document
    return document


def stated(document: PrintedDocument) -> list[tuple[str, ...]]:
    return [one[2:5] + one[6:8] for one in document.indicators]


RIGHT = stated(read(TITLE, form()))


def doubted(document: PrintedDocument) -> set[str]:
    """The roles of the values that are not sure."""
    values: tuple[Indicator, ...] = document.indicators
    return {one.value_role for one in values if one.place.is_unsure}


@pytest.mark.parametrize(("at", "misread"), [(1, "---级指标"), (2, "级指标"), (3, "二级指标"), (6, "实际究成值")])
def test_a_word_that_is_nearly_that_of_the_column_that_is_missing_is_known(at: int, misread: str) -> None:
    document = read(TITLE, form(misread, at=at))
    assert stated(document) == RIGHT
    assert not doubted(document)


def test_a_word_that_may_be_another_one_is_doubted() -> None:
    document = read(TITLE, form("年·度指俏值", at=5))  # or 上年度指标值
    assert stated(document) == RIGHT
    assert doubted(document) == {"target"}


def test_a_label_that_is_nearly_a_form_s_is_known() -> None:
    assert stated(read(TITLE, form(label="二绩效指标··"))) == RIGHT


def test_a_word_that_is_nothing_like_any_makes_no_value_sure_that_it_may_belong_to() -> None:
    document = read(TITLE, form("Wo", at=1))
    assert {one.level1_printed for one in document.indicators} == {""}
    assert doubted(document) == {"baseline", "target", "actual"}


def test_a_year_over_a_column_is_as_sure_as_it_was_read() -> None:
    assert doubted(read(TITLE, form("2022年指标值", at=4))) == {"baseline"}


def test_a_year_that_was_misread_is_not_left_out() -> None:
    document = read(TITLE, form("202年指标值", at=4))
    assert {one.value_printed for one in document.indicators if one.value_role == "target"} == {"≥10", "≥90%"}


def test_a_word_that_was_read_for_sure_is_no_other_one() -> None:
    cells = [one._replace(confidence=1.0) for one in form("实际究成值", at=6)]
    assert {one.value_role for one in read(TITLE, cells).indicators} == {"baseline", "target"}
    (refusal,) = read_forms(reading(TITLE, [one._replace(confidence=1.0) for one in form(label="绩放指标")]))
    assert isinstance(refusal, FormRefusal)
