"""Whose a document is: by its department's name, else by what its title or a manifest says."""

from typing import Any

import pytest

from assets.extraction.cells import Reading
from assets.register.identity import Years, found_in, identify
from tests.assets.forms.small_form import TOP, header, row
from tests.drawing.grids import cell, line, page, reading

SHA256 = "a" * 64
YEARS = Years(2010, 2030)


def document(department: str, title: str) -> Reading:
    name, *rest = TOP
    group = (cell(1, 2, "管理效率"), cell(2, 3, "预算执行"))
    rows = [[name[0], cell(3, 10, department)], *rest, header(2), row("预算执行率", "≥95%", *group)]
    return reading(line(1, title), page(1, *rows))


def identified(source: dict[str, str | None], outcome: Reading) -> list[dict[str, Any]]:
    return identify(SHA256, source, outcome, found_in(outcome, source), YEARS)


@pytest.mark.parametrize(
    ("department", "title", "region_said", "place"),
    [
        ("鄂州市民政局", "2025年部门整体绩效目标批复", None, "420700"),
        ("鄂州市民政局", "2025年部门整体绩效目标批复", "武汉市", "420700"),
        ("民政局", "2025年部门整体绩效目标批复", "鄂城区", "420704"),
        ("民政局", "2025年部门整体绩效目标批复", "420704", "420704"),
        ("民政局", "鄂州市2025年部门整体绩效目标批复", None, "420700"),
        ("鼓楼区民政局", "2025年部门整体绩效目标批复", "江苏省南京市", "320106"),
    ],
)
def test_a_document_is_placed(department: str, title: str, region_said: str | None, place: str) -> None:
    source = {"source_name": "a.pdf", "source_url": None, "published_at": None, "region_said": region_said}
    (found,) = identified(source, document(department, title))
    assert (found["reason_code"], found["region_code"], found["department_id"]) == (None, place, f"{place}-民政局")
    assert "region_said" not in found


@pytest.mark.parametrize(("department", "why"), [("民政局", "unknown"), ("鼓楼区民政局", "ambiguous")])
def test_a_document_that_nothing_places_waits_and_says_why(department: str, why: str) -> None:
    source = {"source_name": "湖北省鄂州市.pdf", "source_url": None, "published_at": None}
    (found,) = identified(source, document(department, "2025年部门整体绩效目标批复"))
    assert (found["reason_code"], found["reason_detail"]) == ("region_unknown", f"{department} ({why})")
