"""Readings, and what was found in them, as the archive gives them back; and when it must not."""

from pathlib import Path

import pandas as pd
import pytest

from assets.extraction.cached import keep_reading, kept_reading
from assets.extraction.cells import Cell, Reading
from assets.extraction.pdf.document import read_pdf
from assets.extraction.reader import Reader
from assets.forms import found
from assets.forms.found import found_documents, keep_forms, kept_forms, printed_documents
from assets.forms.printed import FormRefusal
from assets.forms.reading import read_forms
from assets.register.archive import Archive, forms_name, reading_name
from assets.register.identity import document_id
from assets.versions import forms_version

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.pdf"))
SHA256 = "ab" * 32
CELL = Cell(2, 1, "cell", 0, 0, 1, 1, 0.1, 0.2, 30.3, 40.4, "≥95%\n㎡ “三公” \ud800", True, False, 0.5, "pdfplumber")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(str(tmp_path))


@pytest.fixture(scope="module")
def reading() -> Reading:
    reading = read_pdf(EXAMPLES[0].read_bytes())
    assert isinstance(reading, Reading)
    return reading


@pytest.mark.parametrize(
    "kept", [Reading("pdfium/1", ((595.3, 841.9), (1.5, 2.5)), (CELL,), (2,)), Reading("pdfium/1", (), ())]
)
def test_a_reading_comes_back_with_all_that_concerns_the_document(archive: Archive, kept: Reading) -> None:
    keep_reading(archive, SHA256, kept)
    assert kept_reading(archive, SHA256, "pdfium/1") == kept
    assert kept_reading(archive, SHA256, "pdfium/2") is None


def test_what_was_found_comes_back_and_not_under_other_code(
    archive: Archive, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [*read_forms(reading), *read_forms(Reading("pdfium/1", reading.sizes, reading.cells[:9]))]
    assert {type(one).__name__ for one in documents} == {"PrintedDocument", "FormRefusal"}
    keep_forms(archive, SHA256, "pdfium/1", documents)
    assert kept_forms(archive, SHA256, "pdfium/1") == documents
    assert kept_forms(archive, SHA256, "pdfium/2") is None
    monkeypatch.setattr(found, "forms_version", lambda: "another")
    assert kept_forms(archive, SHA256, "pdfium/1") is None


def test_a_load_takes_what_was_kept_and_finds_again_what_was_not(archive: Archive, reading: Reading) -> None:
    sha256 = archive.keep(EXAMPLES[0].read_bytes())
    reader = Reader()
    registered = pd.DataFrame({"document_sha256": [sha256], "department_printed": ["某局"], "budget_year": [2025]})
    assert found_documents(archive, reader, registered) == {sha256: read_forms(reading)}
    keep_forms(archive, sha256, reader.version, [FormRefusal("form_unknown", "as it was kept")])
    assert found_documents(archive, reader, registered) == {sha256: [FormRefusal("form_unknown", "as it was kept")]}


def test_a_file_that_its_load_cannot_read_refuses_each_of_its_documents(archive: Archive) -> None:
    sha256 = archive.keep(b"%PDF-1.7 cut")
    ids = [document_id(sha256, part) for part in (1, 2)]
    said = {"document_sha256": sha256, "department_printed": "某局", "budget_year": 2025}
    printed, refused = printed_documents(archive, Reader(), pd.DataFrame([{"document_id": one, **said} for one in ids]))
    assert not printed
    assert {one: code for one, (code, _) in refused.items()} == dict.fromkeys(ids, "damaged")


@pytest.mark.parametrize("half", [0, 5, 100, -1])
def test_half_of_what_was_kept_is_as_if_it_were_not_there(archive: Archive, reading: Reading, half: int) -> None:
    keep_reading(archive, SHA256, reading)
    keep_forms(archive, SHA256, reading.reader, read_forms(reading))
    for name in (reading_name(SHA256, reading.reader), forms_name(SHA256, reading.reader, forms_version())):
        archive.write(name, archive.read(name)[:half])
    assert kept_reading(archive, SHA256, reading.reader) is None
    assert kept_forms(archive, SHA256, reading.reader) is None
