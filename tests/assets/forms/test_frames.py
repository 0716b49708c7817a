"""Printed documents as frames that hold their contracts, with rows and without."""

import pandas as pd
import pytest

from assets.forms.frames import printed_frames
from assets.forms.printed import PrintedDocument
from assets.forms.reading import read_forms
from contracts.frames.printed import (
    PrintedFunding,
    PrintedIndicators,
    PrintedNarratives,
    PrintedScores,
    PrintedTasks,
    UnreadText,
)
from tests.drawing.content import Approval, Line, sheet_of
from tests.drawing.grids import cell, line, page, reading

MODELS = (PrintedIndicators, PrintedFunding, PrintedTasks, PrintedScores, PrintedNarratives, UnreadText)
APPROVAL = Approval(
    department="鄂州市民政局",
    year=2025,
    until=2027,
    funding=(("收入构成", "财政拨款", "1.00", "100%", "2.00", ""), ("支出构成", "合计", "", "", "", "3.00")),
    functions="职能。",
    tasks="任务。",
    long_goal="长期。",
    annual_goal="年度。",
    long=(Line("满意度", "服务对象满意度", "公众满意度", ("≥95%",), "计划标准", "绩效基本型"),),
    annual=(Line("满意度", "服务对象满意度", "公众满意度", ("90%", "", "≥95%"), "计划标准", "绩效基本型"),),
)


@pytest.fixture
def printed() -> PrintedDocument:
    sheet = sheet_of(APPROVAL)
    rows = [
        [cell(b.left, b.right, b.text, b.bottom - b.top) for b in sheet.boxes if b.top == row]
        for row in range(sheet.rows)
    ]
    (document,) = read_forms(reading(line(1, APPROVAL.title), page(1, *rows), line(1, "注", top=780)))
    assert isinstance(document, PrintedDocument)
    return document


def test_the_frames_hold_their_contracts(printed: PrintedDocument) -> None:
    frames = printed_frames([("0123456789abcdef", printed), ("0123456789abcdef-2", printed)])
    for frame, model in zip(frames, MODELS, strict=True):
        model.validate(frame, lazy=True)
    assert [len(frame) for frame in frames] == [8, 6, 0, 0, 8, 2]
    assert list(frames.printed_indicators["value_printed"][:4]) == ["≥95%", "90%", "", "≥95%"]
    assert frames.printed_funding["share_printed"].notna().sum() == 2


def test_places_of_name_and_value_are_both_there(printed: PrintedDocument) -> None:
    row = printed_frames([("0123456789abcdef", printed)]).printed_indicators.iloc[0]
    assert (row["name_x0"], row["name_x1"]) == (190.0, 240.0)
    assert (row["x0"], row["x1"]) == (240.0, 390.0)
    assert row["name_top"] == row["top"]


def test_frames_without_a_row_have_the_same_types(printed: PrintedDocument) -> None:
    full, empty = printed_frames([("0123456789abcdef", printed)]), printed_frames([])
    for some, none, model in zip(full, empty, MODELS, strict=True):
        model.validate(none, lazy=True)
        pd.testing.assert_series_equal(some.dtypes, none.dtypes)
