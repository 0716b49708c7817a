"""How exactly scans are read, how much of it is sure and wrong, and what a page costs, against whole-page OCR.

`python -m benchmarks.scans [--corpus DIR] [--pages N]` draws pages of the PDFs below the folder as scans in several
states of wear, and reads each cell by cell and by rapidocr's own detection and recognition of the whole page, whose
lines go to the cell that their middle lies in. Both get the straightened page and its true grid is the PDF's. A cell is
exact when its row, column, spans and text are; blanks do not count, nor whether a bracket or colon is wide or narrow.
Each way runs in a process of its own; memory is its peak beyond what it held before it loaded what it needs.
"""

import argparse
import json
import logging
import re
import resource
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from assets.extraction.cells import Cell, Reading
from assets.extraction.limits import memory_held
from assets.extraction.pdf import read_pdf
from assets.extraction.scans.picture import PagePicture
from assets.forms.printed import UNSURE_BELOW
from tests.drawing.wear import Wear, pages_of, worn

WEARS = {
    "clean, 200 dpi": Wear(),
    "150 dpi, askew": Wear(dpi=150, skew=1.1, noise=4, blur=0.4),
    "sealed, grey paper": Wear(skew=-2.7, noise=6, blur=0.5, ground=228, ink=30, seal=True),
    "300 dpi, broken lines": Wear(dpi=300, skew=0.6, noise=8, blur=0.8, ground=240, ink=40, seal=True, broken=0.1),
    "faint and noisy": Wear(skew=0.3, noise=10, blur=0.7, ground=220, ink=90, quality=60),
}
WAYS = ("cell by cell", "whole page")
Key = tuple[int, int, int, int, int]
_NARROW = str.maketrans("（）：；，", "():;,")


def folded(text: str) -> str:
    return re.sub(r"\s", "", text).translate(_NARROW)


def scans(corpus: Path, most: int) -> list[tuple[str, bytes, float, dict[Key, str]]]:
    """Wear, JPEG, pixels a point, and the printed text of each cell, of so many pages of each wear."""
    found = []
    paths = sorted(corpus.rglob("*.pdf"))
    for turn, (name, wear) in enumerate(WEARS.items()):
        for number, path in enumerate(islice(paths[turn :: len(WEARS)], most)):
            data = path.read_bytes()
            reading = read_pdf(data)
            if not isinstance(reading, Reading) or any(cell.engine == "rapidocr" for cell in reading.cells):
                continue
            page = number % len(reading.sizes)
            picture = worn(next(islice(pages_of(data, wear.dpi), page, None)), wear, turn * 100 + number)
            buffer = BytesIO()
            Image.fromarray(picture).save(buffer, "JPEG", quality=wear.quality)
            printed = {key_of(cell): cell.text for cell in reading.cells if cell.page == page + 1 and cell.table}
            found.append((name, buffer.getvalue(), wear.dpi / 72, printed))
    return found


def key_of(cell: Cell) -> Key:
    return cell.table, cell.row, cell.column, cell.row_span, cell.column_span


def cell_by_cell(picture: PagePicture) -> dict[Key, tuple[str, bool]]:
    from assets.extraction.scans.page import read_page

    cells = read_page(1, picture).marked().cells
    return {key_of(cell): (cell.text, cell.confidence >= UNSURE_BELOW) for cell in cells if cell.table}


def whole_page(picture: PagePicture) -> dict[Key, tuple[str, bool]]:
    from assets.extraction.scans.sheet import Sheet

    sheet = Sheet(picture)
    engine: Any = _engine()
    read = engine(sheet.pixels[:, :, ::-1])
    inside: dict[int, list[tuple[float, float, str, float]]] = {}
    for box, text, score in zip(read.boxes, read.txts, read.scores, strict=True) if read.txts else ():
        x, y = np.asarray(box).mean(axis=0) / sheet.scale
        inside.setdefault(sheet.lattice.at(float(x), float(y)), []).append((round(float(y) / 5), float(x), text, score))
    found = {}
    for index, place in enumerate(sheet.lattice.boxes):
        lines = sorted(inside.get(index, []))
        found[place[:5]] = ("".join(text for _, _, text, _ in lines), all(score >= UNSURE_BELOW for *_, score in lines))
    return found


_engines: list[Any] = []


def _engine() -> Any:
    if not _engines:
        from rapidocr import RapidOCR

        logging.disable(logging.INFO)
        settings = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
        _engines.append(RapidOCR(params=settings))
    return _engines[0]


def measured(way: str, pages: list[tuple[str, bytes, float, dict[Key, str]]]) -> tuple[dict[str, Counter[str]], int]:
    """Counts by wear, with CPU seconds, and bytes of memory at the peak beyond those held at first."""
    read = cell_by_cell if way == WAYS[0] else whole_page
    held = memory_held()
    counts: dict[str, Counter[str]] = {}
    for name, data, scale, printed in pages:
        picture = PagePicture(np.asarray(Image.open(BytesIO(data)).convert("RGB")), scale)
        start = time.process_time()
        cells = read(picture)
        count = counts.setdefault(name, Counter())
        count["milliseconds"] += round(1000 * (time.process_time() - start))
        count["pages"] += 1
        for key, text in printed.items():
            known, is_sure = cells.get(key, ("", False))
            is_exact = key in cells and folded(known) == folded(text)
            count.update(cells=1, exact=is_exact, sure=is_sure)
        sure = {key: text for key, (text, is_sure) in cells.items() if is_sure}
        count["sure_wrong"] += sum(key not in printed or folded(printed[key]) != folded(sure[key]) for key in sure)
    return counts, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("examples"))
    parser.add_argument("--pages", type=int, default=4, help="of each wear")
    arguments, _ = parser.parse_known_args()
    pages = scans(arguments.corpus, arguments.pages)
    results = {}
    print(f"{'way and wear':40}{'pages':>7}{'cells':>7}{'exact':>9}{'sure':>9}{'sure, wrong':>13}{'CPU s a page':>14}")
    for way in WAYS:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            counts, memory = pool.submit(measured, way, pages).result()
        for name, count in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
            exact, sure = count["exact"] / count["cells"], count["sure"] / count["cells"]
            seconds = count["milliseconds"] / 1000 / count["pages"]
            results[f"{way}, {name}"] = {**count, "exact": round(exact, 4), "seconds_a_page": round(seconds, 2)}
            print(
                f"{way + ', ' + name:40}{count['pages']:>7}{count['cells']:>7}{exact:>9.2%}{sure:>9.2%}"
                f"{count['sure_wrong']:>13}{seconds:>14.1f}"
            )
        results[f"{way}, memory"] = {"MiB": memory // 1024**2}
        print(f"{way + ', memory at the peak':40}{memory // 1024**2:>7} MiB")
    print(json.dumps({"benchmark": "scans", "corpus": str(arguments.corpus), "results": results}, ensure_ascii=False))


if __name__ == "__main__":
    main()
