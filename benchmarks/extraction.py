"""How quick the quick way is: CPU time a file against pdfplumber's `extract_tables` and against PDFium's own floor.

`python -m benchmarks.extraction [--corpus DIR] [--repeat N]` reads every PDF below the folder but those with a
scanned page (OCR is `benchmarks.scans`' to measure), each way in turn in one process, and prints medians by producer
and a closing line of JSON.

quick: `read_pdf`, bytes to cells, as it is installed. python: the same without the compiled part. pdfplumber:
`pdfplumber.open` and `extract_tables` of each page, as its users write it. floor: PDFium loads each page and its text,
and no more. camelot, where it is installed: `read_pdf` by lines.
"""

import argparse
import gc
import json
import logging
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile

import pdfplumber
import pypdfium2

from assets.extraction.cells import Reading
from assets.extraction.limits import DEFAULT_LIMITS
from assets.extraction.pdf import compiled, pdfium
from assets.extraction.pdf.document import read_pdf

HAS_CAMELOT = find_spec("camelot") is not None
WITHOUT_SCANS = replace(DEFAULT_LIMITS, pictures=0)
WAYS = ("quick", "python", "pdfplumber", "floor", *(("camelot",) if HAS_CAMELOT else ()))


def floor(data: bytes) -> None:
    with pdfium.opened_document(data) as document:
        for index in range(pdfium.count_pages(document)):
            with pdfium.opened_page(document, index) as page, pdfium.opened_text(page):
                pass


def in_python(data: bytes) -> None:
    part, compiled.part = compiled.part, None
    try:
        read_pdf(data)
    finally:
        compiled.part = part


def by_pdfplumber(data: bytes) -> None:
    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()


def by_camelot(data: bytes) -> None:
    import camelot

    with NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(data)
        camelot.read_pdf(file.name, pages="all", flavor="lattice")


def cpu_seconds(way: Callable[[bytes], object], data: bytes, repeat: int) -> float:
    times = []
    for _ in range(repeat):
        gc.collect()  # what the way before left behind is not this one's to clear away
        start = time.process_time()
        way(data)
        times.append(time.process_time() - start)
    return median(times)


def producer_of(data: bytes) -> str:
    """Producer and, where one producer has several parts, the part: LibreOffice's Writer and Calc draw differently."""
    document = pypdfium2.PdfDocument(data)
    metadata = document.get_metadata_dict()
    document.close()
    producer, creator = metadata.get("Producer", ""), metadata.get("Creator", "")
    return f"{producer.split(' - ')[0]} {creator}".strip()[:32] if creator.isalpha() else producer.split(" - ")[0][:32]


def measured(corpus: Path, repeat: int) -> list[dict[str, object]]:
    """One row a file: its name, producer, pages, pages read by the second engine, and CPU seconds of each way."""
    rows: list[dict[str, object]] = []
    for path in sorted(corpus.rglob("*.pdf")):
        data = path.read_bytes()
        reading = read_pdf(data, WITHOUT_SCANS)
        if isinstance(reading, Reading):
            ways: tuple[Callable[[bytes], object], ...] = (read_pdf, in_python, by_pdfplumber, floor, by_camelot)
            seconds = dict(zip(WAYS, (cpu_seconds(way, data, repeat) for way in ways), strict=False))
            pages = {"pages": len(reading.sizes), "fallback": len(reading.fallback_pages)}
            rows.append({"file": path.name, "producer": producer_of(data), **pages, **seconds})
    return rows


def summary(rows: list[dict[str, object]]) -> dict[str, float | int]:
    """Medians over files: milliseconds a page, and how many times quicker than pdfplumber; pages a second over all."""
    pages = sum(row["pages"] for row in rows)
    milliseconds = {way: median(1000 * row[way] / row["pages"] for row in rows) for way in WAYS}
    return {
        "files": len(rows),
        "pages": pages,
        "fallback": sum(row["fallback"] for row in rows),
        **{f"{way}_ms_a_page": round(value, 2) for way, value in milliseconds.items()},
        "quick_times": round(median(row["pdfplumber"] / row["quick"] for row in rows), 1),
        "python_times": round(median(row["pdfplumber"] / row["python"] for row in rows), 1),
        "floor_times": round(median(row["pdfplumber"] / row["floor"] for row in rows), 1),
        **({"camelot_times": round(median(row["camelot"] / row["quick"] for row in rows), 1)} if HAS_CAMELOT else {}),
        "pages_a_second": round(pages / sum(row["quick"] for row in rows)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("examples"))
    parser.add_argument("--repeat", type=int, default=3)
    arguments, _ = parser.parse_known_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    print(compiled.way())
    rows = measured(arguments.corpus, arguments.repeat)
    groups = defaultdict(list)
    for row in rows:
        groups[row["producer"]].append(row)
    results = {**{name: summary(members) for name, members in sorted(groups.items())}, "all": summary(rows)}
    print(f"{'producer':32}" + "".join(f"{heading:>20}" for heading in results["all"]))
    for name, result in results.items():
        print(f"{name:32}" + "".join(f"{value:>20}" for value in result.values()))
    print(json.dumps({"benchmark": "extraction", "corpus": str(arguments.corpus), "results": results}))


if __name__ == "__main__":
    main()
