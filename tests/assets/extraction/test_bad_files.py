"""Whatever bytes come, each key is answered once: with a reading, or with a reason of the closed list."""

from io import BytesIO
from pathlib import Path

import psutil
import pytest
from pikepdf import Dictionary, Encryption, Name, Pdf
from reportlab.pdfgen.canvas import Canvas

from assets.extraction.cells import Reading, Refusal
from assets.extraction.limits import Limits
from assets.extraction.processes.pool import read_files
from contracts.reasons import REASONS

EXAMPLES = Path(__file__).parents[3] / "examples"
GOOD = (EXAMPLES / "2025年部门整体绩效目标批复.pdf").read_bytes()


def drawn(pages: int = 1, words: str = "a page of text", lines: int = 1) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer)
    for _ in range(pages):
        canvas.setFont("Helvetica", 2)
        for line in range(lines):
            canvas.drawString(20, 20 + 2 * line, words[line % 7 :])
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def encrypted() -> bytes:
    buffer = BytesIO()
    with Pdf.open(BytesIO(GOOD)) as document:
        document.save(buffer, encryption=Encryption(owner="o", user="u"))
    return buffer.getvalue()


def content(stream: bytes) -> bytes:
    """A page whose content is this stream."""
    buffer = BytesIO()
    with Pdf.new() as document:
        document.add_blank_page()
        page = document.pages[0]
        page.Contents = document.make_stream(stream)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F=font))
        document.save(buffer, compress_streams=True)
    return buffer.getvalue()


BAD = {
    "empty": (b"", {"empty_file"}),
    "text": ("这不是 PDF".encode(), {"not_what_it_says"}),
    "page": (b"<!DOCTYPE html><html><body>404</body></html>", {"no_table"}),
    "archive": (b"PK\x03\x04" + bytes(40), {"damaged"}),
    "header alone": (b"%PDF-1.7\n", {"damaged"}),
    "cut": (GOOD[:2000], {"damaged"}),
    "encrypted": (encrypted(), {"encrypted"}),
    "no table": (drawn(), {"no_table"}),
    "2,000 pages": (drawn(pages=2000), {"too_many_pages"}),
    "100,000 characters": (drawn(words="0123456789" * 26, lines=400), {"too_much_text"}),
    "no text": (content(b"0 0 m 10 10 l S"), {"no_text", "no_table"}),
}


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Reading | Refusal]:
    files: list[tuple[str, bytes | Path]] = [("good", GOOD)]
    files += [(name, data) for name, (data, _) in BAD.items()]
    files.append(("good too", EXAMPLES / "2025年部门整体绩效目标批复.pdf"))
    answered = list(read_files(files, workers=2))
    assert sorted(key for key, _ in answered) == sorted(key for key, _ in files)
    return dict(answered)


@pytest.mark.parametrize("name", BAD)
def test_each_bad_file_has_its_reason(outcomes: dict[str, Reading | Refusal], name: str) -> None:
    outcome = outcomes[name]
    assert isinstance(outcome, Refusal), outcome
    assert outcome.reason_code in BAD[name][1]
    assert outcome.reason_code in REASONS


def test_the_good_ones_among_them_are_read(outcomes: dict[str, Reading | Refusal]) -> None:
    first, second = outcomes["good"], outcomes["good too"]
    assert isinstance(first, Reading)
    assert first == second
    assert len(first.sizes) == 4


def test_a_file_over_the_size_limit_is_not_read() -> None:
    ((_, outcome),) = read_files([("big", GOOD)], Limits(bytes=1000))
    assert isinstance(outcome, Refusal)
    assert outcome.reason_code == "too_large"


def test_a_file_that_takes_too_long_is_given_up_and_the_rest_are_read() -> None:
    slow = content(b"q\n" + b"0 0 m 1 1 l S\n" * 3_000_000)
    files = [("slow", slow), *((f"good {number}", GOOD) for number in range(3))]
    answered = dict(read_files(files, Limits(seconds=1.0)))
    assert isinstance(answered["slow"], Refusal)
    assert answered["slow"].reason_code in {"timeout", "out_of_memory"}
    assert all(isinstance(answered[f"good {number}"], Reading) for number in range(3))


def test_a_file_that_wants_too_much_memory_is_given_up_and_the_rest_are_read() -> None:
    greedy = content(b"0 0 m 1 1 l S\n" * 4_000_000)
    files = [("greedy", greedy), ("good", GOOD)]
    answered = dict(read_files(files, Limits(memory=256 * 2**20, seconds=60)))
    assert isinstance(answered["greedy"], Refusal)
    assert answered["greedy"].reason_code in {"out_of_memory", "reader_crashed", "timeout"}
    assert isinstance(answered["good"], Reading)


def test_no_process_is_left_behind() -> None:
    list(read_files([("good", GOOD)], workers=2))
    worker = "assets.extraction.processes.worker"
    assert not [child for child in psutil.Process().children() if worker in child.cmdline()]
