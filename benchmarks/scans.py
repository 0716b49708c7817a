"""How exactly scans are read, how much of it is sure and wrong, and what a page costs, against whole-page OCR.

`python -m benchmarks.scans [--corpus DIR] [--pages N] [--seed N]` draws forms with values by chance, and takes as
many pages of the PDFs below the folder, as scans in each of a dozen states of wear, and reads each cell by cell; the
first page of each wear by rapidocr's own detection and recognition of the whole page as well, whose lines go to the
cell that their middle lies in. Checks were made by looking at seeds 1 to 9; a proof takes others.

A cell is exact when its row, its place in the row, its row span and its text are; blanks do not count, nor whether a
bracket or sign is wide or narrow. Every cell that is sure and wrong is printed. Each way runs in processes of its own;
memory is a process's peak beyond what it held before it loaded what it needs.
"""

import argparse
import json
import logging
import re
import resource
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from assets.extraction.limits import memory_held
from assets.extraction.scans.picture import PagePicture
from assets.forms.printed import UNSURE_BELOW
from benchmarks.scan_pages import Scan, in_rows, key_of, scans
from tests.drawing.raster import Key

WAYS = ("cell by cell", "whole page")
_NARROW = str.maketrans("（）：；，％＞＜＝～", "():;,%><=~")
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


def measured(way: str, scan: Scan) -> tuple[Counter[str], list[str], int]:
    """Counts with CPU milliseconds, the cells that are sure and wrong, and bytes of memory at the peak beyond that.

    `figures` are cells with a figure in what is printed or read.
    """
    held = memory_held()
    picture = PagePicture(np.asarray(Image.open(BytesIO(scan.jpeg)).convert("RGB")), scan.scale)
    start = time.process_time()
    read = in_rows((cell_by_cell if way == WAYS[0] else whole_page)(picture))
    count = Counter(pages=1, milliseconds=round(1000 * (time.process_time() - start)))
    printed = in_rows(scan.printed)
    wrong = []
    for key in printed.keys() | read.keys():
        text, (known, is_sure) = printed.get(key), read.get(key, ("", False))
        is_exact = text is not None and key in read and folded(known) == folded(text)
        count.update(cells=text is not None, exact=is_exact, sure=is_sure)
        if re.search(r"\d", (text or "") + known):
            count.update(figures=text is not None, figures_sure=is_sure, figures_sure_wrong=is_sure and not is_exact)
        if is_sure and not is_exact:
            wrong.append(f"{scan.wear}, {scan.source}, row {key[1]}, {key[2]}: {text!r} read as {known!r}")
    count["sure_wrong"] = len(wrong)
    return count, wrong, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("examples"))
    parser.add_argument("--pages", type=int, default=2, help="drawn, and of PDFs, for each wear")
    parser.add_argument("--seed", type=int, default=1)
    arguments, _ = parser.parse_known_args()
    pages = list(scans(arguments.corpus, arguments.pages, arguments.seed))
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
        memory = max(memory for _, _, memory in found) // 1024**2
        results[name] = {**total, "seconds_a_page": total["milliseconds"] / 1000 / total["pages"], "MiB": memory}
        print(_line(name, total), f"  {memory} MiB", flush=True)
    print(json.dumps({"benchmark": "scans", "seed": arguments.seed, "results": results}, ensure_ascii=False))


def _line(name: str, count: Counter[str]) -> str:
    seconds = count["milliseconds"] / 1000 / count["pages"]
    return f"{name:24}" + "".join(f"{count[column]:>20}" for column in _COLUMNS) + f"{seconds:>20.1f}"


if __name__ == "__main__":
    main()
