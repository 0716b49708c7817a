"""What a file says of when it was made is found in each kind of file, and nonsense is nothing."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from assets.register.made import made_at

EXAMPLE = Path(__file__).parents[3] / "examples" / "2022年_鄂州市市场监督管理局_部门整体绩效目标批复.pdf"

OLD = Path(__file__).parents[2] / "fixtures" / "formats"
SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")


def pdf(date: str) -> bytes:
    document, written = pikepdf.new(), io.BytesIO()
    document.docinfo["/CreationDate"] = date
    document.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return written.getvalue()


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("D:20250715093000+08'00'", "2025-07-15T09:30:00+08:00"),
        ("D:20250715013000Z", "2025-07-15T01:30:00+00:00"),
        ("D:20250715093000", "2025-07-15T09:30:00+08:00"),
        ("D:20251315093000", None),
        ("2025", None),
    ],
)
def test_the_date_of_a_pdf_has_its_zone(stated, moment):
    assert made_at(pdf(stated)) == moment


def test_a_real_pdf_says_when_it_was_made():
    assert made_at(EXAMPLE.read_bytes()).startswith("2026-11-22T14:")


def test_an_office_file_says_it_in_its_properties():
    book, written = openpyxl.Workbook(), io.BytesIO()
    book.properties.created = datetime(2024, 7, 15, 1, 30)  # noqa: DTZ001 - as openpyxl wants it
    before = datetime.now(UTC).replace(microsecond=0)
    book.save(written)
    assert before <= datetime.fromisoformat(made_at(written.getvalue())) <= datetime.now(UTC)
    created = archive("docProps/core.xml", "<dcterms:created>2025-07-15T01:30:00Z</dcterms:created>")
    assert made_at(created) == "2025-07-15T01:30:00+00:00"


def archive(name: str, content: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return written.getvalue()


def test_an_ofd_says_the_day():
    said = "<ofd:DocInfo><ofd:CreationDate>2025-07-15</ofd:CreationDate></ofd:DocInfo>"
    assert made_at(archive("OFD.xml", said)) == "2025-07-15T00:00:00+08:00"


@pytest.mark.parametrize(
    ("name", "moment"), [("small.doc", "2013-12-23T23:15:00+00:00"), ("small.xls", "2026-11-25T01:43:44+00:00")]
)
def test_a_file_of_old_office_says_it_in_its_summary(name, moment):
    data = (OLD / name).read_bytes()
    assert made_at(data) == moment
    assert made_at(data[: data.index(SUMMARY) + 30]) is None
    at = data.index(SUMMARY) + 20
    assert made_at(data[:at] + b"\xff" * 4000) is None


def test_xmp_counts_where_there_is_no_dictionary():
    assert made_at(b"%PDF <xmp:CreateDate>2025-07-15T09:30:00+08:00</xmp:CreateDate>") == "2025-07-15T09:30:00+08:00"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"<html>2025-07-15</html>"])
def test_what_says_nothing_gives_nothing(data):
    assert made_at(data) is None


def test_a_damaged_member_is_no_fault_of_ours():
    damaged = bytearray(archive("docProps/core.xml", "<dcterms:created>2025-07-15T01:30:00Z</dcterms:created>" * 50))
    damaged[60:70] = b"\xff" * 10
    assert made_at(bytes(damaged)) is None


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_of_the_web_shows_when_it_was_published(encoding):
    page = "<div>来源：鄂州市商务局 发布时间：2019-02-17 09:30 字体：[大 中 小]</div>".encode(encoding)
    assert made_at(page) == "2019-02-17T09:30:00+08:00"
    assert made_at("发布日期: 2019-2-7".encode(encoding)) == "2019-02-07T00:00:00+08:00"
