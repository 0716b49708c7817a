"""The forms' labels as data: spellings that meet, years and units that are no part of a label."""

import pytest

from contracts.frames.documents import FORMS
from contracts.frames.printed import HORIZONS, NARRATIVES, SIDES
from contracts.vocabulary.form_labels import (
    every_form,
    forms,
    label_key,
    label_unit,
    label_year,
    meaning_of,
    page_marks,
)


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("部门（单位）名称", "部门(单位)名称"),
        ("部门(单位) 名称：", "部门(单位)名称"),
        ("长期目标：\n（截止2026年）", "长期目标"),
        ("长期目标(截至2026年底)", "长期目标"),
        ("中长期目标（2024-2026年）", "中长期目标"),
        ("*指标值", "指标值"),
        ("当年金额（万元）", "当年金额"),
        ("2023年", "2023年"),
        ("年度⽬标：", "年度目标"),
    ],
)
def test_spellings_of_a_label_meet(printed: str, key: str) -> None:
    assert label_key(printed) == key


def test_year_and_unit_of_a_label() -> None:
    assert label_year("长期目标：（截止2026年）") == 2026
    assert label_year("长期目标") is None
    assert label_unit("当年金额（万元）") == "万元"
    assert label_unit("当年金额") is None


@pytest.mark.parametrize("mark", ["第 1 页 共 4 页", "— 12 —", "3/4", "- 3 -", "Page 1 of 4", "附件1"])
def test_page_marks_are_ignored(mark: str) -> None:
    from contracts.vocabulary.folding import fold

    assert page_marks().ignored.fullmatch(fold(mark))


@pytest.mark.parametrize("text", ["第1页的说明", "2025年", "注：1", "民政局"])
def test_other_lines_are_not(text: str) -> None:
    from contracts.vocabulary.folding import fold

    assert not page_marks().ignored.fullmatch(fold(text))


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.template)
def test_a_form_speaks_the_words_of_the_contracts(form) -> None:  # type: ignore[no-untyped-def]
    assert {form.form, *form.form_by_title, *form.form_by_role.values()} <= set(FORMS)
    subjects = {"indicators": HORIZONS, "narrative": NARRATIVES}
    for section in form.sections.values():
        assert section.subject in subjects.get(section.kind, ("",))
    assert set(form.sides.values()) == set(SIDES)
    assert {"name", "target"} <= set(form.columns["indicators"].values())
    assert {"item", "budget"} <= set(form.columns["funding"].values())
    assert set(form.columns["narrative"].values()) <= set(NARRATIVES)
    keys = {section.key for section in form.sections.values()}
    assert form.one_of <= keys
    assert form.never <= keys
    assert form.at_least <= len(keys)


def test_a_column_of_one_horizon_names_a_horizon() -> None:
    roles = {role for form in forms() for role in form.columns["indicators"].values()}
    assert {role.partition(":")[0] for role in roles if ":" in role} <= set(HORIZONS)


def test_no_word_is_a_section_and_a_column() -> None:
    for form in forms():
        own = [set(form.columns[kind]) & form.words for kind in ("indicators", "funding")]
        assert not own[0] & own[1]


def test_forms_lend_each_other_their_words_and_keep_their_own() -> None:
    by_template = {form.template: form for form in forms()}
    approval, hunan = by_template["hubei_approval"], by_template["hunan_goal_table"]
    assert approval.section("年度主要任务") is not None
    assert "年度主要任务" not in approval.words
    assert (hunan.columns["indicators"]["单位"], every_form().columns["indicators"]["指标值"]) == ("unit", "target")


@pytest.mark.parametrize(
    ("printed", "role"), [("得分（B/A×10）", "score"), ("分值（100）", "weight"), ("*指标值", "target")]
)
def test_a_note_in_brackets_is_no_part_of_a_word(printed: str, role: str) -> None:
    assert meaning_of(every_form().columns["indicators"], printed) == role


@pytest.mark.parametrize(
    ("printed", "kind"),
    [("填报单位（盖章）", "department"), ("填 报 日 期", "ignored"), ("金额单位", "unit"), ("总分", None)],
)
def test_a_field_is_known_by_its_label(printed: str, kind: str | None) -> None:
    assert page_marks().field(printed) == kind
