"""Old binary Word documents: tables by the rows' own definitions, tracked and hidden text left out."""

import re
from pathlib import Path
from struct import pack, pack_into

import pytest

from assets.extraction.cells import Reading, Refusal
from assets.extraction.limits import Limits
from assets.extraction.registry import read

FOLDER = Path(__file__).parents[2] / "fixtures" / "formats"
SMALL = (FOLDER / "small.doc").read_bytes()


def test_merged_cells_tracked_changes_and_hidden_text_are_as_in_the_new_format() -> None:
    reading = read(SMALL, Limits(), "pdfium")
    assert isinstance(reading, Reading)
    assert [(one.text, one.place) for one in reading.cells if not one.table] == [
        ("2025年度绩效表", "line 1"),
        ("表后的话", "line 2"),
    ]
    assert [
        (one.row, one.column, one.row_span, one.column_span, one.text) for one in reading.cells if one.table
    ] == [
        (0, 0, 4, 1, "标签"), (0, 1, 1, 3, "组"), (1, 1, 1, 1, "甲"), (1, 2, 2, 2, "块一\n块二"), (2, 1, 1, 1, "≥95%"),
        (3, 1, 1, 1, "丙"), (3, 2, 1, 1, "留下"), (3, 3, 1, 1, "末"),
    ]  # fmt: skip
    assert {one.engine for one in reading.cells} == {"doc"}


def with_flags(flags: int) -> bytes:
    """The document with other flags in its information block."""
    data = bytearray(SMALL)
    pack_into("<H", data, data.index(b"\xec\xa5") + 0x0A, flags)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        (with_flags(0x0100), {"encrypted"}),
        (with_flags(0x0000), {"damaged"}),
        (SMALL[:9000], {"damaged", "not_what_it_says"}),
    ],
)
def test_a_document_that_cannot_be_opened_has_its_reason(data: bytes, reasons: set[str]) -> None:
    outcome = read(data, Limits(), "pdfium")
    assert isinstance(outcome, Refusal), outcome
    assert outcome.reason_code in reasons


def test_texts_are_read_as_they_look_and_what_stands_beside_them_is_lines() -> None:
    data = (FOLDER / "looks.doc").read_bytes()
    beside = [("text", one, 1.0) for one in ("页眉", "2025年部门整体绩效目标批复", "单位：元", "页脚", "脚注")]
    cells = [("\ufffd", 0.5), ("≥95%", 1.0), ("100¹", 1.0), ("\ufffd2", 0.5)]
    reading = read(data, Limits(), "pdfium")
    assert isinstance(reading, Reading)
    found = [(one.kind, one.text, one.confidence) for one in reading.cells]
    assert found == [*beside, *(("cell", *one) for one in cells)]
    tops = {one.text: one.top for one in reading.cells}
    assert tops["单位：元"] < tops["≥95%"] < tops["页脚"]


@pytest.mark.parametrize(("font", "code", "sign"), [(5, 0xF0B3, "≥"), (5, 0xF0FC, "\ufffd"), (2, 0xF0B3, "\ufffd")])
def test_a_sign_that_word_keeps_apart_from_the_text_is_known_by_its_font(font: int, code: int, sign: str) -> None:
    data = (FOLDER / "looks.doc").read_bytes()
    in_symbol, kept_apart = pack("<HHHH", 0x4A4F, 5, 0x4A51, 5), pack("<HHHH", 0x6A09, font, code, 0)
    assert data.count(in_symbol) == data.count(b"\xb3\xf0") == 1
    data = data.replace(b"\xb3\xf0", b"(\0").replace(in_symbol, kept_apart)
    reading = read(data, Limits(), "pdfium")
    assert isinstance(reading, Reading)
    assert f"{sign}95%" in [one.text for one in reading.cells]


def test_a_number_that_word_sets_itself_is_seen_to_be_missing() -> None:
    reading = read((FOLDER / "numbered.doc").read_bytes(), Limits(), "pdfium")
    assert isinstance(reading, Reading)
    assert [(one.text, one.confidence < 1) for one in reading.cells] == [
        ("年度工作任务", False), ("\ufffd救助\n\ufffd养老", True), ("部门职能", False), ("职能", False),
    ]  # fmt: skip


@pytest.mark.parametrize(("kept", "seen"), [("own", True), ("of the style", True), ("none", False)])
def test_a_number_may_come_from_the_paragraph_s_style(kept: str, seen: bool) -> None:
    """LibreOffice notes the list both at the style, first in the file, and at its two paragraphs."""
    data = (FOLDER / "styled.doc").read_bytes()
    of_style, *own = [found.start() for found in re.finditer(b"\x0b\x46\x04\x00", data)]
    gone = {"own": [of_style], "of the style": own, "none": [of_style, *own]}[kept]
    changed = bytearray(data)
    for place in gone:
        changed[place : place + 2] = b"\x2b\x44"  # a property of as many bytes: shading
    reading = read(bytes(changed), Limits(), "pdfium")
    assert isinstance(reading, Reading)
    assert len(own) == 2
    numbered = [(one.text, one.confidence < 1) for one in reading.cells if "救助" in one.text]
    assert numbered == [("\ufffd" * seen + "救助1", seen), ("\ufffd" * seen + "救助2", seen)]
