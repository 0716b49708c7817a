"""Web pages: their characters whatever they declare, and the tables of a form among those of the site."""

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from assets.extraction.cells import Cell, Reading, Refusal
from assets.extraction.limits import Limits
from assets.extraction.registry import read
from assets.extraction.web_page import decoded

TABLE = "<table><tr><td>部门名称</td><td>鄂州市财政局</td></tr></table>"


def cells(page: str) -> list[Cell]:
    reading = read(page.encode(), Limits(), "pdfium")
    assert isinstance(reading, Reading), reading
    return list(reading.cells)


def spans(found: list[Cell]) -> list[tuple[int, int, int, int, str]]:
    return [(one.row, one.column, one.row_span, one.column_span, one.text) for one in found if one.table]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"), ("gb2312", "gb18030"), ("GBK", "gbk"), ("gb2312", "utf-8"), ("utf-8", "gb18030"),
        ("", "utf-8"), ("", "gb18030"), ("big5", "big5"), ("nonsense", "gb18030"), ("utf-16", "utf-16"),
        ("utf-8", "utf-8-sig"), ("iso-8859-1", "gb18030"), ("windows-1252", "utf-8"),
    ],
)  # fmt: skip
def test_characters_are_what_the_bytes_are_and_not_what_the_page_says(declared: str, encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    text = f"<html><head>{meta}</head><body>{TABLE}</body></html>"
    if encoding == "big5":
        text = text.replace("鄂州市财政局", "臺北市政府").replace("部门名称", "機關名稱")
    data = text.encode(encoding)
    assert decoded(data) == text
    assert isinstance(read(data, Limits(), "pdfium"), Reading)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_character_that_was_cut_spoils_no_other(encoding: str) -> None:
    data = "<html><head><title>公开".encode(encoding)[:-1] + f"</title></head><body>{TABLE}</body></html>".encode(
        encoding
    )
    assert decoded(data).endswith(f"</title></head><body>{TABLE}</body></html>")


def test_spans_are_counted_as_browsers_do() -> None:
    found = cells(
        "<table><thead><tr><th rowspan=2>甲<th colspan='2'>乙</thead>"
        "<tr><td>丙<td rowspan=0>丁</tr><tr><td colspan=2>戊</table>"
    )
    assert spans(found) == [
        (0, 0, 2, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 1, 1, 1, "丙"), (1, 2, 2, 1, "丁"), (2, 0, 1, 2, "戊"),
    ]  # fmt: skip


def test_the_forms_table_is_found_within_those_of_the_site() -> None:
    form = "".join(f"<tr><td>{row}</td><td>值{row}</td></tr>" for row in range(4))
    found = cells(
        f"<body><table><tr><td><table><tr><td>首页</td></tr></table></td><td><h1>2025年<br>绩效目标</h1><table>{form}</table>"
        "</td></tr></table><script>var a = '<table>';</script></body>"
    )
    assert [one.text for one in found if not one.table] == ["2025年", "绩效目标"]
    assert [(one.table, one.text) for one in found if one.table][:3] == [(1, "首页"), (2, "0"), (2, "值0")]
    assert found[2].bottom <= found[0].top < found[3].top
    assert found[3].place == "table 2, row 1, column 1"


def test_blanks_are_those_that_are_seen_and_hidden_parts_are_not_read() -> None:
    found = cells(
        "<table><tr style='display:none'><td>量宽</td></tr><tr><td>  农村\n 公路&nbsp;</td>"
        "<td><p>一、</p><p>二、&lt;</p></td>"
        "<td><!-- 批注 --><span hidden>藏</span><i style='mso-hide: all'>藏</i>"
        "<b>≥</b>9<i>5</i>%<sup>1</sup></td></tr></table>"
    )
    assert [one.text for one in found] == ["农村 公路", "一、\n二、<", "≥95%¹"]


def test_a_text_is_read_as_it_looks() -> None:
    found = cells(
        "<table><tr><td><font face=Symbol>\u00b3</font>95<span style='font-family: \"Symbol\"'>%</span></td>"
        "<td><span style='mso-symbol-font-family:Symbol'>\u00a3</span>5m<i style='vertical-align: super'>2</i></td>"
        "<td>≥<s>3</s>2</td><td>≥<b style='text-decoration: line-through'>3</b>4</td><td>≥<del>5</del>6</td>"
        "<td>4<ruby>座<rp>(</rp><rt>zuò</rt><rp>)</rp></ruby></td><td>≥\u200b9\u00ad5%&#65279;</td></tr></table>"
    )
    texts = ["≥95%", "≤5m²", "≥\ufffd2", "≥\ufffd4", "≥6", "4座", "≥95%"]
    assert [(one.text, one.confidence == 1) for one in found] == [(text, "\ufffd" not in text) for text in texts]


def test_what_was_entered_into_a_tables_fields_is_its_text_and_a_sites_search_is_none() -> None:
    found = cells(
        "<input type=text value=搜索><table><tr><td>部门名称</td><td><input value=财政局>"
        "<input type=hidden value=1></td>"
        "<td><select><option>甲<option selected>乙</select></td><td><textarea>丙\n丁</textarea></td></tr></table>"
    )
    assert [one.text for one in found] == ["部门名称", "财政局", "乙", "丙 丁"]


def test_a_frame_of_one_cell_is_the_text_in_it_and_a_foot_stands_last_wherever_it_is_written() -> None:
    found = cells(
        "<table><tfoot><tr><td>总分</td><td>9</td></tr></tfoot><tr><td>甲</td>"
        "<td>≥<table><tr><td><table><tr><td>95%</td></tr></table></td></tr></table></td></tr></table>"
    )
    assert spans(found) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "≥\n95%"), (1, 0, 1, 1, "总分"), (1, 1, 1, 1, "9")]


def test_a_sheet_saved_as_a_page_has_the_widths_of_its_columns() -> None:
    found = cells("<table><col width=64><col width=192 span=1><tr><td>甲</td><td>乙</td></tr></table>")
    assert [round(one.x1 - one.x0) for one in found] == [149, 446]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><body><h1>404 Not Found</h1></body></html>", "no_table"),
        ("<html><frameset><frame src='a.files/sheet001.htm'></frameset></html>", "no_table"),
        ("<html><body></body></html>", "no_text"),
        ("<html>", "no_text"),
        ("<table>" + "<tr><td colspan=1000 rowspan=9000>字</td></tr>" * 50 + "</table>", "too_much_text"),
    ],
)
def test_a_page_without_a_form_has_its_reason(page: str, reason: str) -> None:
    outcome = read(page.encode(), Limits(cells=40), "pdfium")
    assert isinstance(outcome, Refusal), outcome
    assert outcome.reason_code == reason


def test_a_web_archive_is_the_page_within() -> None:
    message = MIMEMultipart("related")
    message.attach(MIMEText(f"<html><body>{TABLE}</body></html>", "html", "gb18030"))
    message.attach(MIMEText("body { color: red }", "css"))
    reading = read(message.as_bytes(), Limits(), "pdfium")
    assert isinstance(reading, Reading), reading
    assert [one.text for one in reading.cells if one.table] == ["部门名称", "鄂州市财政局"]
    frames = MIMEText("<html><frameset><frame src='a.htm'></frameset></html>", "html", "utf-8")
    message.attach(frames)
    assert read(message.as_bytes(), Limits(), "pdfium") == reading
    assert read(message.as_bytes(), Limits(members=1), "pdfium") == Refusal("too_large", "2 pages, limit 1")


def test_a_page_without_a_table_says_its_title() -> None:
    page = b"<html><head><title>404 Not Found</title></head><body><p>nginx</p></body></html>"
    assert read(page, Limits(), "pdfium") == Refusal("no_table", "a web page: 404 Not Found")


def test_a_site_around_a_page_is_told_from_its_content() -> None:
    rows = "".join(f"<tr><td>行{number}</td><td>{number}</td></tr>" for number in range(5))
    body = (
        "<div id='top-nav'><table><tr><td>首页</td></tr></table></div><nav>公开</nav>"
        "<a href='#'>登录</a> | <a href=b>注册</a>"
        "<h1><a href=c>标题</a></h1><p><a name=d>正文</a>见<a href=e>附件</a></p>"
        f"<div class='menu'><table>{rows}</table></div><a href=f>未关闭<table>{rows}</table>"
    )
    found = read(f"<html><body>{body}</body></html>".encode(), Limits(), "pdfium")
    assert isinstance(found, Reading)
    assert [one.text for one in found.cells if one.kind == "aside"] == ["首页", "公开", "登录 | 注册", "未关闭"]
    assert [one.text for one in found.cells if one.kind == "text"] == ["标题", "正文见附件"]
    assert [one.text for one in found.cells if one.kind == "cell"] == [
        text for _ in range(2) for number in range(5) for text in (f"行{number}", str(number))
    ]
