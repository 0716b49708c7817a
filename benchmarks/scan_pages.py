"""Pages as scans, with what is printed in each of their cells: of our PDFs, and of forms drawn by chance."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeVar

from PIL import Image, ImageFont

from assets.extraction.cells import Cell, Reading
from assets.extraction.pdf.document import read_pdf
from benchmarks.scan_forms import form
from tests.drawing.pages import Manner
from tests.drawing.raster import Key, Look, drawn
from tests.drawing.wear import Picture, Wear, pages_of, worn

WEARS = {
    "clean, 200 dpi": Wear(),
    "150 dpi, askew": Wear(dpi=150, skew=1.1, noise=4, blur=0.4),
    "120 dpi": Wear(dpi=120, noise=3, quality=85),
    "sealed, grey paper": Wear(skew=-2.7, noise=6, blur=0.5, ground=228, ink=30, seal=True),
    "300 dpi, broken lines": Wear(dpi=300, skew=0.6, noise=8, blur=0.8, ground=240, ink=40, seal=True, broken=0.1),
    "gaps in lines": Wear(skew=0.4, noise=4, blur=0.4, broken=0.1, gaps=12),
    "faint and noisy": Wear(skew=0.3, noise=10, blur=0.7, ground=220, ink=90, quality=60),
    "poor JPEG": Wear(skew=-0.8, noise=3, blur=0.4, quality=25),
    "back seen through": Wear(skew=0.9, noise=5, blur=0.5, ground=245, ink=25, bleed=0.25),
    "photographed": Wear(skew=0.7, noise=5, blur=0.6, ground=235, ink=30, keystone=0.012, shade=0.3),
    "thin ink": Wear(skew=-1.6, noise=4, ground=250, ink=60, spread=-0.6),
    "thick ink, copied": Wear(skew=2.2, noise=6, blur=0.6, spread=1, quality=50),
}
_CHINESE = (("NotoSerifCJK-Regular.ttc", 2), ("NotoSansCJK-Regular.ttc", 2), ("wqy-zenhei.ttc", 0), ("simsun.ttc", 0))
_LATIN = ("", "LiberationSerif-Regular.ttf", "LiberationSans-Regular.ttf", "LiberationMono-Regular.ttf")
Text = TypeVar("Text")


class Scan(NamedTuple):
    """A page's JPEG, its pixels a point, and the printed text of each cell by table, row, column and spans."""

    wear: str
    source: str
    jpeg: bytes
    scale: float
    printed: dict[Key, str]


def scans(corpus: Path, wears: int | None, most: int, seed: int) -> Iterator[Scan]:
    """`most` drawn pages and `most` of PDFs for each of the first `wears`; a `seed` gives the same ones always."""
    paths = sorted(corpus.rglob("*.pdf"))
    for turn, (name, wear) in enumerate(islice(WEARS.items(), wears)):
        for number in range(most):
            chance = Random(f"{seed} {name} {number}")
            picture, printed, look = _drawn(chance, wear.dpi)
            yield _scan(name, f"{seed} {number} {look.chinese} {look.latin}", picture, printed, chance)
            path = paths[(seed * most * len(WEARS) + number * len(WEARS) + turn) % len(paths)]
            of_pdf = _of_pdf(path.read_bytes(), wear.dpi, chance)
            if of_pdf:
                yield _scan(name, path.name, *of_pdf, chance)


def key_of(cell: Cell) -> Key:
    return cell.table, cell.row, cell.column, cell.row_span, cell.column_span


def in_rows(cells: dict[Key, Text]) -> dict[tuple[int, int, int, int], Text]:
    """The cells by table, row, place in the row, and rows: two columns of one page may be so near that they are one."""
    count: Counter[tuple[int, int]] = Counter()
    found = {}
    for key in sorted(cells):
        table, row, _, rows, _ = key
        found[table, row, count[table, row], rows] = cells[key]
        count[table, row] += 1
    return found


def _scan(name: str, source: str, picture: Picture, printed: dict[Key, str], chance: Random) -> Scan:
    wear = WEARS[name]
    buffer = BytesIO()
    Image.fromarray(worn(picture, wear, chance.randrange(2**32))).save(buffer, "JPEG", quality=wear.quality)
    return Scan(name, source, buffer.getvalue(), wear.dpi / 72, printed)


def _drawn(chance: Random, dpi: int) -> tuple[Picture, dict[Key, str], Look]:
    faces = [face for face in _CHINESE if _is_here(face[0])]
    look = Look(
        *chance.choice(faces),
        latin=chance.choice([name for name in _LATIN if not name or _is_here(name)]),
        size=chance.choice((9, 9, 10.5)),
        ruling=chance.choice((0.35, 0.5, 0.75)),
        is_centred=chance.random() < 0.5,
    )
    pages = drawn(form(chance), Manner(capacity=52, cuts_rows=chance.random() < 0.5), look, dpi)
    picture, printed = chance.choice(list(islice(pages, 2)))  # the last pages are nearly empty
    return picture, printed, look


def _is_here(name: str) -> bool:
    try:
        ImageFont.truetype(name, 10)
    except OSError:
        return False
    return True


def _of_pdf(data: bytes, dpi: int, chance: Random) -> tuple[Picture, dict[Key, str]] | None:
    """A page of a PDF that has a text layer."""
    reading = read_pdf(data)
    if not isinstance(reading, Reading) or any(cell.engine == "rapidocr" for cell in reading.cells):
        return None
    page = chance.randrange(len(reading.sizes))
    printed = {key_of(cell): cell.text for cell in reading.cells if cell.page == page + 1 and cell.table}
    return next(islice(pages_of(data, dpi), page, None)), printed
