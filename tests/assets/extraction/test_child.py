"""However a reading process ends, its file is answered for with the true reason, and none outlives its parent."""

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Timer
from time import monotonic

import psutil
import pytest
from pikepdf import Pdf

from assets.extraction.cells import Reading, Refusal
from assets.extraction.limits import Limits
from assets.extraction.processes.messages import dump_job, dump_outcome, load_answer, load_job
from assets.extraction.processes.pool import read_files

GOOD = Path(__file__).parents[3] / "examples" / "2025年部门整体绩效目标批复.pdf"
WORKER = "assets.extraction.processes.worker"


def lines(count: int) -> bytes:
    """A page of so many lines: pdfplumber reads some thousand a second, PDFium takes half a kilobyte for each."""
    buffer = BytesIO()
    with Pdf.new() as document:
        document.add_blank_page()
        document.pages[0].Contents = document.make_stream(b"0 0 m 10 10 l S\n" * count)
        document.save(buffer, compress_streams=True)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("slow") / "slow"
    path.write_bytes(lines(300_000))
    return path


def workers(process: psutil.Process) -> list[psutil.Process]:
    return [child for child in process.children() if WORKER in child.cmdline()]


def kill_workers() -> None:
    for child in workers(psutil.Process()):
        child.kill()


def test_a_process_that_hangs_is_killed_and_the_files_behind_it_are_read(slow: Path) -> None:
    start = monotonic()
    files = [("slow", slow), ("good", GOOD), ("good too", GOOD)]
    answers = list(read_files(files, Limits(seconds=4), "pdfplumber"))
    assert monotonic() - start < 30
    assert [key for key, _ in answers] == ["slow", "good", "good too"]
    assert answers[0][1] == Refusal("timeout", "no end after 4 seconds")
    assert isinstance(answers[2][1], Reading)


def test_a_process_that_is_killed_answers_for_the_file_it_was_at_alone(slow: Path) -> None:
    answers = {}
    for key, outcome in read_files([("good", GOOD), ("slow", slow), ("good too", GOOD)], engine="pdfplumber"):
        answers[key] = outcome
        if key == "good":
            Timer(0.3, kill_workers).start()  # by then it is at the slow one
    assert isinstance(answers["slow"], Refusal)
    assert answers["slow"].reason_code in {"reader_crashed", "out_of_memory"}  # by how much it had read
    assert answers["good"] == answers["good too"]
    assert isinstance(answers["good"], Reading)


def test_a_process_that_runs_out_of_memory_says_so_whatever_its_parent_holds() -> None:
    assert len(b"x" * (800 * 2**20)) > 0  # this process has held more than its child may: Linux lets it inherit that
    answers = dict(read_files([("greedy", lines(3_000_000)), ("good", GOOD)], Limits(memory=600 * 2**20)))
    assert isinstance(answers["greedy"], Refusal)
    assert answers["greedy"].reason_code == "out_of_memory"
    assert isinstance(answers["good"], Reading)


def test_no_more_files_are_taken_than_are_read_and_a_reader_that_stops_early_leaves_no_process() -> None:
    taken = 0

    def files() -> Iterator[tuple[str, Path]]:
        nonlocal taken
        for taken in range(1, 1000):
            yield str(taken), GOOD

    answers = read_files(files(), workers=2)
    assert isinstance(next(answers)[1], Reading)
    assert len(workers(psutil.Process())) == 2
    answers.close()
    assert taken < 20
    assert workers(psutil.Process()) == []


def test_a_process_ends_with_its_parent_whatever_it_reads(slow: Path) -> None:
    program = (
        "from pathlib import Path; from assets.extraction.processes.pool import read_files;"
        f"list(read_files([('slow', Path({str(slow)!r}))], engine='pdfplumber'))"
    )
    parent = subprocess.Popen([sys.executable, "-c", program])
    until = monotonic() + 20
    found: list[psutil.Process] = []
    while monotonic() < until and not (found and found[0].cpu_times().user > 0.6):
        found = workers(psutil.Process(parent.pid))
    parent.kill()
    parent.wait()
    assert found
    found[0].wait(timeout=5)  # raises if it is still there


def test_a_worker_that_cannot_start_is_a_fault_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assets.extraction.processes.child.sys.executable", "/bin/false")
    with pytest.raises(RuntimeError, match="did not start"):
        list(read_files([("good", GOOD)]))


def test_a_file_that_is_not_there_is_no_refusal(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(read_files([("gone", tmp_path / "gone")]))


def test_no_class_is_taken_from_a_reading_process() -> None:
    import pickle

    reading = Reading("pdfium/1", ((1.0, 2.0),), (), ())
    assert load_answer(dump_outcome(reading)) == reading
    assert load_answer(dump_outcome(Refusal("timeout", "x"))) == Refusal("timeout", "x")
    assert load_job(dump_job(b"%PDF")) == b"%PDF"
    assert load_job(dump_job(GOOD)) == GOOD
    with pytest.raises(pickle.UnpicklingError, match="no plain value"):
        load_answer(pickle.dumps(GOOD))
