"""Random approvals, drawn to Word, Excel, web pages and OFD, read back as they were; and through LibreOffice."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assets.extraction.cells import Reading
from assets.extraction.limits import Limits
from assets.extraction.registry import read
from assets.forms.printed import PrintedDocument
from assets.forms.reading import read_forms
from tests.assets.forms.test_round_trip import check
from tests.drawing import excel, ofd, office_xml, web, word
from tests.drawing.content import Approval
from tests.drawing.pages import Manner
from tests.drawing.strategies import approvals, cases

Drawer = Callable[[Approval, Random], bytes]
SITE = {"首页", "政务公开"}
HIDDEN = {"备份"}
"""The sheet that a drawn workbook may hide."""
_settings = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def document_in(data: bytes) -> PrintedDocument:
    reading = read(data, Limits(), "pdfium")
    assert isinstance(reading, Reading), reading
    (document,) = read_forms(reading)
    assert isinstance(document, PrintedDocument), document
    return document


def as_one_file(drawn: Drawer, wrapped: Callable[[bytes], bytes]) -> Drawer:
    return lambda approval, chance: wrapped(drawn(approval, chance))


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(word.drawn, id="word"),
        pytest.param(excel.drawn, id="excel"),
        pytest.param(web.drawn, id="web"),
        pytest.param(as_one_file(word.drawn, office_xml.flat), id="word in one file"),
        pytest.param(as_one_file(word.drawn, office_xml.word_2003), id="word 2003"),
        pytest.param(as_one_file(excel.drawn, office_xml.excel_2003), id="excel 2003"),
    ],
)
def test_an_approval_without_pages_reads_back_as_itself(drawn: Drawer) -> None:
    @_settings
    @given(approvals(longest_group=14), st.integers(0, 2**32))
    def reads_back(approval: Approval, seed: int) -> None:
        document = document_in(drawn(approval, Random(seed)))
        check(document, approval)
        assert {row.text_printed for row in document.unread if row.cause == "unused"} <= SITE
        assert {row.text_printed for row in document.unread if row.cause == "hidden"} <= HIDDEN
        assert all(row.place.place and not row.place.is_unsure for row in document.indicators)

    reads_back()


@_settings
@given(cases())
def test_an_approval_on_ofd_pages_reads_back_as_itself(case: tuple[Approval, Manner]) -> None:
    approval, manner = case
    document = document_in(ofd.drawn(approval, manner))
    check(document, approval)
    assert document.unread == ()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saves_in_the_old_formats_reads_back_as_itself(tmp_path: Path) -> None:
    given_approvals: list[Approval] = []

    @settings(_settings, max_examples=3)
    @given(approvals(longest_group=14))
    def collect(approval: Approval) -> None:
        given_approvals.append(approval)

    collect()
    for number, approval in enumerate(given_approvals):
        (tmp_path / f"{number}.docx").write_bytes(word.drawn(approval, Random(number)))
        (tmp_path / f"{number}.xlsx").write_bytes(excel.drawn(approval, Random(number)))
    for new, old in (("docx", "doc"), ("xlsx", "xls")):
        saved_as(old, sorted(tmp_path.glob(f"*.{new}")), tmp_path)
        for number, approval in enumerate(given_approvals):
            document = document_in((tmp_path / f"{number}.{old}").read_bytes())
            check(document, approval)
            assert {row.text_printed for row in document.unread} <= HIDDEN


def saved_as(suffix: str, paths: list[Path], folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
