"""Two engines, one truth: every page by the quick way and by pdfplumber, where they differ, why, and who was right.

`python -m benchmarks.engines [--corpus DIR]` reads every PDF below the folder.
"""

import argparse
import json
import logging
from collections import Counter
from pathlib import Path

from assets.extraction.cells import Reading
from assets.extraction.pdf.document import BOTH, read_pdf


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, default=Path("examples"))
    corpus = parser.parse_known_args()[0].corpus
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    readings = [read_pdf(path.read_bytes(), engine=BOTH) for path in sorted(corpus.rglob("*.pdf"))]
    read = [reading for reading in readings if isinstance(reading, Reading)]
    pages, cells = sum(len(one.sizes) for one in read), sum(len(one.cells) for one in read)
    causes = Counter((found.cause, found.right_engine or "?") for one in read for found in one.differences)
    print(f"{len(read)} files, {pages} pages, {cells} cells and lines; {causes.total()} differences")
    for (cause, right), count in sorted(causes.items()):
        print(f"  {cause:<12} {count:>5}   right: {right}")
    print(json.dumps({"benchmark": "engines", "pages": pages, "cells": cells, "differences": causes.total()}))


if __name__ == "__main__":
    main()
