"""Titles over one line or two, and what they give the document when its form says neither department nor year."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from assets.forms.heading import Heading, heading_of
from assets.forms.margins import Line
from tests.drawing.grids import line

OFFICE = "鄂州市民政局"
TITLES = (
    "2025年鄂州市民政局部门整体绩效目标批复",
    "鄂州市民政局2025年度部门整体绩效目标批复表",
    "关于鄂州市民政局二〇二五年部门整体绩效目标的批复",
)


def heading(*texts: str) -> tuple[Heading, list[Line]]:
    lines = [Line(line(1, text, top=20.0 + 20 * number)) for number, text in enumerate(texts)]
    return heading_of(lines), lines


def said(found: Heading) -> tuple[list[str], list[int]]:
    return [one.name for one in found.departments], [one.year for one in found.years]


@settings(deadline=timedelta(seconds=5))
@given(st.sampled_from(TITLES), st.data())
def test_a_title_over_two_lines_is_read_whole(title: str, data: st.DataObject) -> None:
    """But for a break right before the year: a name on a line of its own may be a letterhead's."""
    cut = data.draw(st.integers(1, len(title) - 1).filter(lambda cut: title[:cut] != OFFICE))
    found, lines = heading(title[:cut], title[cut:])
    assert (found.title, *said(found)) == (title, [OFFICE], [2025])
    assert all(line.is_used for line in lines)


def test_lines_around_a_whole_title_are_not_of_it() -> None:
    title = "2025年部门整体绩效目标批复"
    for above in ("首页 > 政务公开", "鄂州市财政局", "附表", "首页 | 关于我们"):
        found, _ = heading(above, title)
        assert (found.title, *said(found)) == (title, [], [2025])
    for below in ("（2025年度）", "（盖章）", "填报单位：鄂州市民政局"):
        found, _ = heading("部门整体绩效目标申报表", below)
        assert found.title == "部门整体绩效目标申报表"


def test_a_region_in_a_title_is_no_department() -> None:
    found, _ = heading("关于鄂州市2025年部门整体绩效目标的批复")
    assert said(found) == ([], [2025])
