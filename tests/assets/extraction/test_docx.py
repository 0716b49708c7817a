"""Word documents as a person sees them: merged and nested cells, tracked changes, symbols, headers."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from assets.extraction.cells import Cell, Reading, Refusal
from assets.extraction.limits import Limits
from assets.extraction.registry import read
from assets.extraction.word.docx import read_docx

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def written(body: str) -> bytes:
    """A .docx whose body is this XML."""
    buffer = BytesIO()
    Document().save(buffer)
    parts = parts_of(buffer.getvalue())
    parts["word/document.xml"] = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
    return zipped(parts)


def parts_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content) or '<w:p/>'}</w:tc>"


def table(*rows: list[str]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def cells(body: str) -> list[Cell]:
    reading = read(written(body), Limits(), "pdfium")
    assert isinstance(reading, Reading), reading
    return list(reading.cells)


def spans(found: list[Cell]) -> list[tuple[int, int, int, int, int, str]]:
    return [(one.table, one.row, one.column, one.row_span, one.column_span, one.text) for one in found if one.table]


def test_merged_cells_are_one_cell_each() -> None:
    document = Document()
    grid = document.add_table(3, 4)
    grid.cell(0, 0).merge(grid.cell(2, 0)).text = "标签"
    grid.cell(0, 1).merge(grid.cell(0, 3)).text = "上"
    grid.cell(1, 2).merge(grid.cell(2, 3)).text = "块"
    grid.cell(1, 1).text, grid.cell(2, 1).text = "中", "下"
    buffer = BytesIO()
    document.save(buffer)
    reading = read_docx(buffer.getvalue(), Limits(), "pdfium")
    assert isinstance(reading, Reading)
    assert spans(list(reading.cells)) == [
        (1, 0, 0, 3, 1, "标签"), (1, 0, 1, 1, 3, "上"), (1, 1, 1, 1, 1, "中"), (1, 1, 2, 2, 2, "块"),
        (1, 2, 1, 1, 1, "下"),
    ]  # fmt: skip
    assert reading.cells[3].place == "table 1, row 2, column 3"
    label = reading.cells[0]
    assert (label.top, label.bottom) == (reading.cells[1].top, reading.cells[4].bottom)


def test_a_merge_goes_on_only_below_a_cell_of_its_own_width() -> None:
    merge, wide = "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    found = cells(
        table(
            [cell(paragraph(run("一"))), cell(paragraph(run("二")))],
            [cell(paragraph(run("三")), properties=wide + merge)],
        )
    )
    assert spans(found) == [(1, 0, 0, 1, 1, "一"), (1, 0, 1, 1, 1, "二"), (1, 1, 0, 1, 2, "三")]


def test_cells_that_are_merged_across_and_down_are_one() -> None:
    first, rest = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    begun, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = cells(
        table(
            [
                cell(paragraph(run("标签")), properties=first + begun),
                cell(properties=rest + begun),
                cell(paragraph(run("一"))),
            ],
            [cell(properties=first + below), cell(properties=rest + below), cell(paragraph(run("二")))],
        )
    )
    assert spans(found) == [(1, 0, 0, 2, 2, "标签"), (1, 0, 2, 1, 1, "一"), (1, 1, 2, 1, 1, "二")]


def test_what_was_deleted_or_hidden_is_not_read_and_what_was_inserted_is() -> None:
    changed = paragraph(
        run("预算"),
        f"<w:del>{run('旧').replace('w:t>', 'w:delText>')}</w:del><w:ins>{run('执行')}</w:ins>",
        f"<w:moveFrom>{run('移走')}</w:moveFrom>",
        run("隐藏", "<w:vanish/>"),
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:sdt><w:sdtContent><w:r><w:t>率</w:t></w:r></w:sdtContent></w:sdt>",
    )
    removed = "<w:tr><w:trPr><w:del/></w:trPr>" + cell(paragraph(run("删掉的行"))) + "</w:tr>"
    body = table([cell(changed)]).replace("</w:tbl>", removed + "</w:tbl>")
    assert spans(cells(body)) == [(1, 0, 0, 1, 1, "预算执行率")]


def test_raised_digits_are_no_digits_of_the_number_before_them() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    found = cells(table([cell(paragraph(run("100"), run("1", raised))), cell(paragraph(run("50m"), run("2", raised)))]))
    assert [one.text for one in found] == ["100¹", "50m²"]


def test_comparisons_written_with_the_symbol_font_are_read() -> None:
    symbol = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    unknown = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    typed = run("\uf0a3", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')
    plain = run("\u00b3", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')
    row = [cell(paragraph(one)) for one in (symbol + run("95%"), unknown, typed + run("5%"), plain + run("5%"))]
    assert [one[-1] for one in spans(cells(table(row)))] == ["≥95%", "\ufffd", "≤5%", "≥5%"]


def test_what_shows_and_is_no_text_is_a_sign_that_nobody_can_read() -> None:
    drawn = "<w:r><w:instrText> SYMBOL 179 </w:instrText></w:r>"
    chosen = (
        '<w:r><w:fldChar><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="计划标准"/>'
        '<w:listEntry w:val="历史标准"/></w:ddList></w:ffData></w:fldChar></w:r>'
    )
    kept = run("3", '<w:strike w:val="0"/>')
    struck = run("3", "<w:strike/>") + run("2", "<w:dstrike/>") + run("1")
    row = [cell(paragraph(one)) for one in (drawn + run("4座"), "<w:r><w:object/></w:r>", chosen, kept, struck)]
    found = cells(table(row) + "<w:altChunk/>")
    texts = ["\ufffd", "\ufffd4座", "\ufffd", "历史标准", "3", "\ufffd\ufffd1"]
    assert [(one.text, one.confidence == 1) for one in found] == [(text, "\ufffd" not in text) for text in texts]


def test_a_table_in_a_header_is_lines() -> None:
    document = Document()
    document.sections[0].header.add_table(1, 2, 9).cell(0, 1).text = "单位：元"
    document.add_table(1, 1).cell(0, 0).text = "格"
    buffer = BytesIO()
    document.save(buffer)
    reading = read_docx(buffer.getvalue(), Limits(), "pdfium")
    assert isinstance(reading, Reading)
    assert [(one.kind, one.text) for one in reading.cells] == [("text", "单位：元"), ("cell", "格")]


def test_a_table_within_a_cell_is_a_table_of_its_own_and_one_that_only_lays_out_is_none() -> None:
    inner = table([cell(paragraph(run("甲"))), cell(paragraph(run("乙")))], [cell(paragraph(run("丙"))), cell()])
    found = cells(table([cell(paragraph(run("表题")), inner), cell()]))
    assert [one.text for one in found if not one.table] == ["表题"]
    assert [one[0] for one in spans(found)] == [1, 1, 1, 1]
    rows = [[cell(paragraph(run(f"{row}"))), cell(paragraph(run("值")))] for row in range(4)]
    found = cells(table(*rows, [cell(paragraph(run("外"))), cell(inner)]))
    assert [one[0] for one in spans(found)] == [1] * 10 + [2] * 4


def test_text_boxes_are_read_once_and_headers_are_lines() -> None:
    box = f"<w:txbxContent>{paragraph(run('框中标题'))}</w:txbxContent>"
    either = f"<mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    drawn = f"<mc:AlternateContent>{either}</mc:AlternateContent>"
    found = cells(paragraph(run("前文"), f"<w:r>{drawn}</w:r>") + table([cell(paragraph(run("格")))]))
    assert [one.text for one in found] == ["前文", "框中标题", "格"]
    document = Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.add_table(1, 1).cell(0, 0).text = "格"
    buffer = BytesIO()
    document.save(buffer)
    reading = read_docx(buffer.getvalue(), Limits(), "pdfium")
    assert isinstance(reading, Reading)
    lines = [(one.text, one.top) for one in reading.cells if not one.table]
    assert [text for text, _ in lines] == ["页眉", "第1页"]
    assert lines[0][1] < reading.cells[-1].top < lines[1][1]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<w:p/>", "no_text"),
        (paragraph(run("只有文字")), "no_table"),
        (table([cell(paragraph(run("字" * 60)))]), "too_much_text"),
        (table(*[[cell(paragraph(run("字")))]] * 30), "too_much_text"),
    ],
)
def test_what_cannot_be_used_has_its_reason(body: str, reason: str) -> None:
    outcome = read(written(body), Limits(characters=50, cells=20), "pdfium")
    assert isinstance(outcome, Refusal)
    assert outcome.reason_code == reason


def test_a_document_type_is_refused_before_anything_of_it_grows() -> None:
    data = written(paragraph(run("字")))
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, bomb if name == "word/document.xml" else old.read(name))
    outcome = read(buffer.getvalue(), Limits(), "pdfium")
    assert isinstance(outcome, Refusal)
    assert outcome.reason_code == "damaged"
    assert "document type" in outcome.detail


def test_a_package_that_unpacks_to_too_much_is_refused() -> None:
    data = written(paragraph(run("字" * 200_000)))
    for limits in (Limits(unpacked=100_000), Limits(members=3)):
        outcome = read(data, limits, "pdfium")
        assert isinstance(outcome, Refusal)
        assert outcome.reason_code == "too_large"


def test_footnotes_are_lines_and_their_marks_are_none() -> None:
    relation = f'<Relationship Id="n" Type="{RELATION}/footnotes" Target="footnotes.xml"/></Relationships>'
    parts = parts_of(written(table([cell(paragraph(run("≥95%"), '<w:r><w:footnoteReference w:id="1"/></w:r>'))])))
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", relation.encode())
    note = f'<w:footnote w:id="1">{paragraph(run("按季考核"))}</w:footnote>'
    parts["word/footnotes.xml"] = f"<w:footnotes {NAMESPACES}>{note}</w:footnotes>".encode()
    reading = read(zipped(parts), Limits(), "pdfium")
    assert isinstance(reading, Reading)
    assert [(one.kind, one.text) for one in reading.cells] == [("text", "按季考核"), ("cell", "≥95%")]
