"""Whose and of which year a document is, where its title, its fields, labels and columns do not agree."""

import pytest

from assets.forms.printed import PrintedDocument
from assets.forms.reading import read_forms
from assets.forms.witnesses import UNNAMED, Named
from tests.drawing.grids import line, page, reading
from tests.drawing.sketch import sketch

TABLE = """
    预算部门 | 鄂州市民政局 | 预算年度 | <      | {year}
    一级指标 | 三级指标     | {prior}  | <      | 指标值
    ^        | ^            | 2023年   | 2024年 | ^
    产出指标 | 救助人次     | 80       | 90     | 100
    """


def read(title: str, year: str, prior: str = "其他", named: Named = UNNAMED) -> PrintedDocument:
    table = page(1, *sketch(TABLE.format(year=year, prior=prior)))
    (document,) = read_forms(reading(line(1, title), table), named)
    assert isinstance(document, PrintedDocument), document
    return document


def contradicted(document: PrintedDocument) -> list[tuple[str, str | None]]:
    return [(one.text_printed, one.believed_printed) for one in document.unread if one.cause == "contradicted"]


@pytest.mark.parametrize(
    ("title", "field", "prior", "year", "otherwise"),
    [
        ("2025年部门整体绩效目标表", "2025", "其他", 2025, []),
        ("2024年部门整体绩效目标表", "2025", "其他", 2024, [("2025", "2024")]),
        ("2024年部门整体绩效目标表", "2025", "近两年指标值", 2025, [("2024年部门整体绩效目标表", "2025")]),
        ("2025年部门整体绩效目标表", "2024", "近两年指标值", 2025, [("2024", "2025")]),
        ("部门整体绩效目标表", "2025", "其他", 2025, []),
    ],
)
def test_the_year_of_most_places_is_believed_and_the_others_are_said(
    title: str, field: str, prior: str, year: int, otherwise: list[tuple[str, str]]
) -> None:
    document = read(title, field, prior)
    assert (document.budget_year, contradicted(document)) == (year, otherwise)


def test_a_field_names_the_department_and_another_in_the_title_is_said() -> None:
    title = "鄂州市教育局2025年部门整体绩效目标表"
    document = read(title, "2025")
    assert (document.department_printed, contradicted(document)) == ("鄂州市民政局", [(title, "鄂州市民政局")])
    assert contradicted(read("2025年鄂州市民政局部门整体绩效目标表", "2025")) == []


def test_what_the_paper_says_goes_before_what_somebody_names() -> None:
    named = Named("鄂州市水利局", 2023)
    assert read("部门整体绩效目标表", "2025", named=named).budget_year == 2025
    document = read("部门整体绩效目标表", "", named=named)
    assert (document.department_printed, document.budget_year) == ("鄂州市民政局", 2023)
