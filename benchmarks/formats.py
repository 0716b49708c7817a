"""Random approvals drawn in every way and read back: how many are exact, of at least 500.

`python -m benchmarks.formats [--cases N]`: N cases a drawer of ours, and a tenth each through LibreOffice and
Chromium, where they are installed.
"""

import argparse
import logging
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from assets.extraction.cells import Reading
from assets.extraction.limits import Limits
from assets.extraction.registry import read
from assets.forms.reading import read_forms
from tests.assets.forms.test_round_trip import check
from tests.drawing import excel, ofd, pdf, web, word
from tests.drawing.content import Approval
from tests.drawing.strategies import approvals, cases

CASES = 100
Drawn = Iterator[tuple[Approval, bytes]]


def taken(strategy: SearchStrategy, count: int) -> list:
    """So many values of a strategy."""
    found: list = []

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def take(value: object) -> None:
        found.append(value)

    take()
    return found


def with_pages(count: int, draw: Callable[..., bytes]) -> Drawn:
    return ((approval, draw(approval, manner)) for approval, manner in taken(cases(), count))


def without_pages(count: int, draw: Callable[[Approval, Random], bytes]) -> Drawn:
    every = taken(approvals(longest_group=14), count)
    return ((approval, draw(approval, Random(number))) for number, approval in enumerate(every))


def through(command: list[str], suffix: str, drawn: Drawn, made: str) -> Drawn:
    """What another program makes of documents; `command` gets the folder and the files' names."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        every = list(drawn)
        for number, (_, data) in enumerate(every):
            (folder / f"{number}.{suffix}").write_bytes(data)
        files = [f"{number}.{suffix}" for number in range(len(every))]
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        words = [word.format(profile=profile, folder=folder) for word in command]
        for batch in [files] if words[0] == "soffice" else [[file] for file in files]:
            output = [] if words[0] == "soffice" else [f"--print-to-pdf={Path(batch[0]).stem}.pdf"]
            subprocess.run([*words, *output, *batch], cwd=folder, check=True, capture_output=True, timeout=600)
        for number, (approval, _) in enumerate(every):
            yield approval, (folder / f"{number}.{made}").read_bytes()


def through_libreoffice(suffix: str, drawn: Drawn, made: str) -> Drawn:
    return through(["soffice", "{profile}", "--headless", "--convert-to", made, "--outdir", "."], suffix, drawn, made)


def through_chromium(drawn: Drawn) -> Drawn:
    words = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    return through([*words, "--user-data-dir={folder}/profile"], "html", drawn, "pdf")


def unchanged(approval: Approval, chance: Random) -> bytes:
    """A Word document without tracked changes, which would be printed."""
    return word.drawn(approval, chance, changes=0)


def honest(approval: Approval, chance: Random) -> bytes:
    """A web page that says in which encoding it is: Chromium believes it."""
    return web.drawn(approval, chance, is_honest=True)


def drawers(count: int) -> Iterator[tuple[str, Drawn]]:
    yield "PDF (ReportLab)", with_pages(count, lambda approval, manner: pdf.drawn([approval], manner))
    yield "OFD", with_pages(count, ofd.drawn)
    yield "Word", without_pages(count, word.drawn)
    yield "Excel", without_pages(count, excel.drawn)
    yield "web page", without_pages(count, web.drawn)
    few = max(1, count // 10)
    if shutil.which("soffice"):
        yield "Word, by LibreOffice to .doc", through_libreoffice("docx", without_pages(few, word.drawn), "doc")
        yield "Excel, by LibreOffice to .xls", through_libreoffice("xlsx", without_pages(few, excel.drawn), "xls")
        yield "Word, by LibreOffice to PDF", through_libreoffice("docx", without_pages(few, unchanged), "pdf")
    if shutil.which("chromium"):
        yield "web page, by Chromium to PDF", through_chromium(without_pages(few, honest))


def difference(approval: Approval, data: bytes) -> str | None:
    """What is not as it was drawn, None where nothing is."""
    reading = read(data, Limits(), "pdfium")
    if not isinstance(reading, Reading):
        return str(reading)
    documents = read_forms(reading)
    try:
        (document,) = documents
        check(document, approval)  # type: ignore[arg-type]
    except (AssertionError, AttributeError, ValueError) as error:
        return " ".join(f"{type(error).__name__} {error} {documents if len(documents) != 1 else ''}".split())[:300]
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="not used here")
    parser.add_argument("--cases", type=int, default=CASES)
    arguments, _ = parser.parse_known_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    total = exact = 0
    print(f"{'drawn as':32}{'cases':>8}{'exact':>8}")
    for name, drawn in drawers(arguments.cases):
        found = [difference(approval, data) for approval, data in drawn]
        faults = [fault for fault in found if fault]
        total, exact = total + len(found), exact + len(found) - len(faults)
        print(f"{name:32}{len(found):8}{len(found) - len(faults):8}  {faults[0] if faults else ''}", flush=True)
    print(f"{'all':32}{total:8}{exact:8}")


if __name__ == "__main__":
    main()
