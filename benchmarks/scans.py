"""How exactly scans are read, how much of it is sure and wrong, and what a page costs, against whole-page OCR.

`python -m benchmarks.scans [--corpus DIR] [--wears N] [--pages N] [--seed N]` draws forms with values by chance, and
takes as many pages of the PDFs below the folder, as scans in each of a dozen states of wear, and reads each cell by
cell; the first page of each wear by rapidocr's own detection and recognition of the whole page as well, whose lines go
to the cell that their middle lies in. Checks were made by looking at seeds 1 and 101; a proof takes others.

A cell is exact when its row, its column or its place in the row, its spans and its text are; blanks do not count, nor
whether a bracket or sign is wide or narrow. Every cell that is sure and wrong is printed. Each way runs in processes of
its own; memory is the most that one of them held, libraries included (Linux only).
"""

import argparse
import json
import logging
import re
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from PIL import Image

from assets.extraction.scans.picture import PagePicture
from assets.forms.printed import UNSURE_BELOW
from benchmarks.scan_pages import Scan, in_rows, key_of, scans
from tests.drawing.raster import Key

WAYS = ("cell by cell", "whole page")
_NARROW = str.maketrans("（）：；，％＞＜＝～", "():;,%><=~")
_FIGURE = re.compile(r"\d")
Place = TypeVar("Place")
_COLUMNS = ("pages", "cells", "exact", "sure", "sure_wrong", "figures", "figures_sure", "figures_sure_wrong")


def folded(text: str) -> str:
    return re.sub(r"\s", "", text).translate(_NARROW)


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


def _right(read: dict[Place, tuple[str, bool]], printed: dict[Place, str]) -> set[Place]:
    """The places of the cells that are read as they are printed."""
    return {place for place, text in printed.items() if place in read and folded(read[place][0]) == folded(text)}


def _most_held() -> int:
    """KiB; what getrusage says is what the process held that started this one, if that was more."""
    status = Path("/proc/self/status")
    return int(status.read_text().split("VmHWM:")[1].split()[0]) if status.exists() else 0


def measured(way: str, scan: Scan) -> tuple[Counter[str], list[str], int]:
    """Counts with CPU milliseconds, the cells that are sure and wrong, and the most memory held so far in KiB.

    `figures` are cells with a figure in what is printed or read.
    """
    picture = PagePicture(np.asarray(Image.open(BytesIO(scan.jpeg)).convert("RGB")), scan.scale)
    start = time.process_time()
    read = (cell_by_cell if way == WAYS[0] else whole_page)(picture)
    count = Counter(pages=1, milliseconds=round(1000 * (time.process_time() - start)))
    right = _right(read, scan.printed) | _right(in_rows(read), in_rows(scan.printed))
    texts = in_rows(scan.printed)
    for key, place in zip(sorted(scan.printed), texts, strict=True):
        is_exact = key in right or place in right
        count.update(cells=1, exact=is_exact, figures=bool(_FIGURE.search(texts[place])))
    wrong = []
    for (key, (known, is_sure)), place in zip(sorted(read.items()), in_rows(read), strict=True):
        is_wrong, text = is_sure and key not in right and place not in right, texts.get(place, "")
        has_figure = bool(_FIGURE.search(text + known))
        count.update(sure=is_sure, figures_sure=is_sure and has_figure, figures_sure_wrong=is_wrong and has_figure)
        if is_wrong:
            wrong.append(f"{scan.wear}, {scan.source}, row {key[1]}, column {key[2]}: {text!r} read as {known!r}")
    count["sure_wrong"] = len(wrong)
    return count, wrong, _most_held()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("examples"))
    parser.add_argument("--wears", type=int, help="the first so many states of wear; all without it")
    parser.add_argument("--pages", type=int, default=2, help="drawn, and of PDFs, for each wear")
    parser.add_argument("--seed", type=int, default=1)
    arguments, _ = parser.parse_known_args()
    pages = list(scans(arguments.corpus, arguments.wears, arguments.pages, arguments.seed))
    firsts = list({scan.wear: scan for scan in reversed(pages)}.values())[::-1]
    results: dict[str, Any] = {}
    for way, some in ((WAYS[0], pages), (WAYS[1], firsts), (WAYS[0], firsts)):
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            found = list(pool.map(partial(measured, way), some))
        counts: dict[str, Counter[str]] = {}
        for scan, (count, _, _) in zip(some, found, strict=True):
            counts.setdefault(scan.wear, Counter()).update(count)
        if way == WAYS[0] and some is pages:
            print("\n".join(line for _, wrong, _ in found for line in wrong))
            print(f"{'wear':24}" + "".join(f"{name:>20}" for name in (*_COLUMNS, "CPU s a page")))
            for name, count in counts.items():
                print(_line(name, count))
        total = sum(counts.values(), Counter[str]())
        name = f"{way}, {len(some)} pages"
        memory = max(memory for _, _, memory in found) // 1024
        results[name] = {**total, "seconds_a_page": total["milliseconds"] / 1000 / total["pages"], "MiB": memory}
        print(_line(name, total), f"  {memory} MiB", flush=True)
    print(json.dumps({"benchmark": "scans", "seed": arguments.seed, "results": results}, ensure_ascii=False))


def _line(name: str, count: Counter[str]) -> str:
    seconds = count["milliseconds"] / 1000 / count["pages"]
    return f"{name:24}" + "".join(f"{count[column]:>20}" for column in _COLUMNS) + f"{seconds:>20.1f}"


if __name__ == "__main__":
    main()
