"""One file, however many documents it holds and however long it is: each is registered with its pages and values."""

from io import BytesIO

from pikepdf import Pdf
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from assets.extraction.cells import Reading
from assets.extraction.pdf.document import read_pdf
from assets.forms.printed import PrintedDocument
from assets.forms.reading import read_forms
from assets.register.identity import Years, found_in, identify
from tests.drawing.content import Approval, Line
from tests.drawing.pages import Manner
from tests.drawing.pdf import FONT, drawn

registerFont(UnicodeCIDFont(FONT))
BOOK_PAGES = 300
SIDES = (("收入构成", "财政拨款"), ("收入构成", "合计"), ("支出构成", "人员类项目支出"), ("支出构成", "合计"))
LINES = (
    Line("运行成本", "公用经费控制", "公用经费控制率", ("≤100%", "≤100%", "≤100%"), "计划标准", "绩效基本型"),
    Line("满意度", "服务对象满意度", "群众满意率", ("90%", "92%", "≥95%"), "历史标准", "绩效提升型"),
)


def approval(department: str, year: int) -> Approval:
    long = tuple(Line(one.level1, one.level2, one.name, one.values[2:], one.basis, one.classification) for one in LINES)
    funding = tuple((side, item, "100.50", "100%", "90", "95") for side, item in SIDES)
    return Approval(department, year, year + 2, funding, "职能", "任务", "长期目标", "年度目标", long, LINES)


def rows_of(data: bytes) -> list[dict[str, object]]:
    outcome = read_pdf(data)
    return identify("ab" * 32, {}, outcome, found_in(outcome, {}), Years(2010, 2100))


def test_two_documents_of_one_file_are_registered_as_two() -> None:
    both = drawn([approval("鄂州市民政局", 2025), approval("鄂州市教育局", 2024)], Manner(capacity=60))
    assert [
        (row["document_id"], row["state"], row["department_printed"], row["budget_year"]) for row in rows_of(both)
    ] == [
        ("ab" * 8, "registered", "鄂州市民政局", 2025),
        ("ab" * 8 + "-2", "registered", "鄂州市教育局", 2024),
    ]


def book(appendix: bytes) -> bytes:
    """A budget book: pages of text and of other tables, landscape ones among them, and a form behind them all."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=True)
    for number in range(BOOK_PAGES):
        canvas.setPageSize((842, 595) if number % 3 == 2 else (595, 842))
        canvas.setFont(FONT, 10)
        canvas.drawString(60, 550, f"第{number + 1}部分 部门预算情况说明")
        if number % 3:
            for row in range(12):
                for column, text in enumerate(("科目", "金额", f"{row * number}")):
                    canvas.rect(60 + 120 * column, 500 - 20 * row, 120, 20)
                    canvas.drawString(65 + 120 * column, 505 - 20 * row, text)
        canvas.showPage()
    canvas.save()
    whole = BytesIO()
    with Pdf.open(BytesIO(buffer.getvalue())) as document, Pdf.open(BytesIO(appendix)) as form:
        document.pages.extend(form.pages)
        document.save(whole)
    return whole.getvalue()


def test_a_form_behind_a_book_of_hundreds_of_pages_is_read_as_alone() -> None:
    alone = drawn([approval("鄂州市民政局", 2025)], Manner(capacity=30))
    reading, other = read_pdf(book(alone)), read_pdf(alone)
    assert isinstance(reading, Reading)
    assert isinstance(other, Reading)
    assert reading.fallback_pages == ()
    (found,), (wanted,) = read_forms(reading), read_forms(other)
    assert isinstance(found, PrintedDocument)
    assert isinstance(wanted, PrintedDocument)
    first, last = wanted.pages
    assert found.pages == (BOOK_PAGES + first, BOOK_PAGES + last)
    assert [one[:8] for one in found.indicators] == [one[:8] for one in wanted.indicators]
    assert len(found.indicators) == 8
    assert [one[:6] for one in found.funding] == [one[:6] for one in wanted.funding]
    assert found.unread == wanted.unread == ()
