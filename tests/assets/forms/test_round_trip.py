"""Random forms, drawn to PDF in every manner of page break, read back as they were."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assets.extraction.cells import Reading
from assets.extraction.pdf.document import read_pdf
from assets.forms.printed import PrintedDocument
from assets.forms.reading import read_forms
from tests.drawing.content import Approval, Line
from tests.drawing.other_forms import Declaration, Evaluation, GoalTable
from tests.drawing.pages import Manner
from tests.drawing.pdf import drawn
from tests.drawing.strategies import approvals, cases, other_cases

# Shrinking redraws a PDF thousands of times and takes minutes; the manner and content of a failure say enough.
_settings = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def read(data: bytes) -> list[PrintedDocument]:
    reading = read_pdf(data)
    assert isinstance(reading, Reading), reading
    documents = read_forms(reading)
    assert all(isinstance(document, PrintedDocument) for document in documents), documents
    return documents  # type: ignore[return-value]


def check(document: PrintedDocument, approval: Approval) -> None:
    assert document.department_printed == approval.department
    assert (document.budget_year, document.long_until) == (approval.year, approval.until)
    assert document.title_printed == approval.title
    assert {row.narrative: row.text_printed for row in document.narratives} == {
        "functions": approval.functions,
        "tasks": approval.tasks,
        "long_goal": approval.long_goal,
        "annual_goal": approval.annual_goal,
    }
    assert [
        (row.row_number, row.stage, row.fiscal_year, row.item_printed, row.amount_printed, row.share_printed)
        for row in document.funding
    ] == list(stated_funding(approval))
    years = ((approval.year - 2, "baseline"), (approval.year - 1, "baseline"), (approval.year, "target"))
    assert stated(document, "long_term") == list(expected(approval.long, ((approval.until, "target"),)))
    assert stated(document, "annual") == list(expected(approval.annual, years))


def stated_funding(approval: Approval):
    for number, (_, item, now, share, before, last) in enumerate(approval.funding, start=1):
        if now or share:
            yield number, "budget", approval.year, item, now, share or None
        for amount, year in ((before, approval.year - 2), (last, approval.year - 1)):
            if amount:
                yield number, "prior", year, item, amount, None


def stated(document: PrintedDocument, horizon: str):
    return [row[1:8] + row[9:11] for row in document.indicators if row.horizon == horizon]


def expected(lines: tuple[Line, ...], years: tuple[tuple[int, str], ...]):
    for number, line in enumerate(lines, start=1):
        for (year, role), value in zip(years, line.values, strict=True):
            yield number, line.level1, line.level2, line.name, year, role, value, line.basis, line.classification


@_settings
@given(cases())
def test_an_approval_reads_back_as_itself(case: tuple[Approval, Manner]) -> None:
    approval, manner = case
    (document,) = read(drawn([approval], manner))
    check(document, approval)
    assert document.unread == ()


def check_other(document: PrintedDocument, form: Declaration | GoalTable | Evaluation) -> None:
    assert (document.department_printed, document.budget_year) == (form.department, form.year)
    narratives = {row.narrative: row.text_printed for row in document.narratives}
    rows = [
        (row.row_number, row.level1_printed, row.level2_printed, row.name_printed, row.value_role, row.value_printed)
        for row in document.indicators
    ]
    roles = ("target", "actual") if isinstance(form, Evaluation) else ("target",)
    first = 1 if isinstance(form, GoalTable) else 0
    assert rows == [
        (number, line.level1, line.level2, line.name, role, value)
        for number, line in enumerate(form.lines, start=1)
        for role, value in zip(roles, line.values[first:], strict=False)
    ]
    if isinstance(form, Declaration):
        assert document.form == "declaration"
        assert narratives == {"annual_goal": form.goal}
        assert [row[1:7] for row in document.tasks] == [(*task, "万元") for task in form.tasks]
    elif isinstance(form, GoalTable):
        assert document.form == "goal_table"
        assert narratives == {"functions": form.functions, "annual_goal": form.goal}
        assert [
            (row.kind_printed, row.value_printed, row.unit_printed, row.explanation_printed, row.standard_printed)
            for row in document.indicators
        ] == [line.values for line in form.lines]
    else:
        assert document.form == "self_evaluation"
        assert narratives == {"annual_goal": form.goal, "result": form.result}
        assert [row.amount_printed for row in document.funding] == list(form.money)
        weight, rate, score = form.points
        assert [row[2:6] for row in document.scores] == [(False, rate, weight, score), (True, None, *form.total)]
        assert [(row.weight_printed, row.score_printed, row.reason_printed) for row in document.indicators[::2]] == [
            line.values[2:] for line in form.lines
        ]


@settings(_settings, max_examples=60)
@given(other_cases())
def test_another_form_reads_back_as_itself(case: tuple[Declaration | GoalTable | Evaluation, Manner]) -> None:
    form, manner = case
    (document,) = read(drawn([form], manner))
    check_other(document, form)
    assert document.unread == ()


@settings(_settings, max_examples=10)
@given(approvals(), other_cases())
def test_forms_of_different_kinds_in_one_file_read_back_each(
    approval: Approval, case: tuple[Declaration | GoalTable | Evaluation, Manner]
) -> None:
    form, manner = case
    first, second = read(drawn([approval, form], manner))
    check(first, approval)
    check_other(second, form)


@settings(_settings, max_examples=15)
@given(st.lists(approvals(), min_size=2, max_size=3, unique_by=lambda approval: approval.department), cases())
def test_several_documents_of_one_file_read_back_each(several: list[Approval], case: tuple[Approval, Manner]) -> None:
    documents = read(drawn(several, case[1]))
    assert len(documents) == len(several)
    for document, approval in zip(documents, several, strict=True):
        check(document, approval)


@settings(_settings, max_examples=15)
@given(cases())
def test_a_table_goes_on_after_a_page_of_text(case: tuple[Approval, Manner]) -> None:
    approval, manner = case
    (document,) = read(drawn([approval], manner, text_page="本页为说明文字"))
    check(document, approval)
    assert {row.text_printed for row in document.unread} <= {"本页为说明文字"}
